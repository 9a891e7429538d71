"""Nothing that a test starts or waits for goes on for ever."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RUNS = {"run", "call", "check_call", "check_output"}

HANGS = """
import subprocess, sys, time
def test_waits(): time.sleep(600)
def test_is_deaf():
    while True:
        try:
            time.sleep(600)
        except BaseException:
            pass
def test_goes_on(): pass
"""


def unlimited(path: Path) -> Iterator[str]:
    """Find the calls in a file that start a process and wait for its end, however long that takes."""
    text = path.read_text("utf-8")
    if "subprocess" not in text and "communicate" not in text:  # most, and to take a file apart takes long
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of_subprocess = isinstance(node.func.value, ast.Name) and node.func.value.id == "subprocess"
        waits = (of_subprocess and node.func.attr in RUNS) or node.func.attr == "communicate"
        if waits and not any(keyword.arg in ("timeout", None) for keyword in node.keywords):
            yield f"{path.name}:{node.lineno}"


def test_every_child_of_a_test_has_a_limit(root: Path) -> None:
    assert [call for path in sorted((root / "tests").rglob("*.py")) for call in unlimited(path)] == []


def test_a_call_without_a_limit_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("subprocess.run(x)\nsubprocess.run(x, timeout=1)\np.communicate()\n", "utf-8")
    assert list(unlimited(tmp_path / "a.py")) == ["a.py:1", "a.py:3"]


def run_pytest(root: Path, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run pytest over a file, with what the tests of the repository stand on."""
    settings = [
        "-c",
        root / "pyproject.toml",
        "-p",
        "tests.conftest",
        "--rootdir",
        file.parent,
        "-p",
        "no:cacheprovider",
    ]
    command = [sys.executable, "-m", "pytest", *settings, *options, file]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run([*map(str, command)], cwd=root, env=environment, capture_output=True, text=True, timeout=200)


@pytest.mark.skipif(os.name == "nt", reason="the limits are alarms of POSIX")
def test_a_test_that_hangs_fails_and_the_others_go_on(root: Path, tmp_path: Path) -> None:
    (tmp_path / "test_hangs.py").write_text(HANGS, "utf-8")
    done = run_pytest(root, tmp_path / "test_hangs.py", "-n", "1", "-o", "timeout=2")
    assert "1 passed" in done.stdout
    assert "2 failed" in done.stdout
    assert "Timeout" in done.stdout
    assert "crashed while running" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_a_child_can_be_interrupted_also_where_the_tests_cannot(root: Path, tmp_path: Path) -> None:
    """Under ``nohup`` and behind a script's ``&``, children would ignore what the tests send them."""
    (tmp_path / "test_child.py").write_text(
        "import signal, subprocess, sys\n"
        "def test_child():\n"
        "    code = 'import signal; print([int(signal.getsignal(n) == signal.SIG_IGN) for n in (1, 2)])'\n"
        "    run = subprocess.run([sys.executable, '-c', code], stdout=subprocess.PIPE, text=True, timeout=60)\n"
        "    assert run.stdout == '[0, 0]\\n'\n",
        "utf-8",
    )
    before = [signal.signal(number, signal.SIG_IGN) for number in (signal.SIGHUP, signal.SIGINT)]
    try:
        done = run_pytest(root, tmp_path / "test_child.py", "-n", "0")
    finally:
        for number, handler in zip((signal.SIGHUP, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
    assert done.returncode == 0, done.stdout
