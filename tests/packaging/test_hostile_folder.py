"""Opening a folder runs nothing of it: not with any command, not in the application, not in what these start."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from terminal_driver import Terminal, environment

from tests.packaging.hostile_folder import NEWS, OWN, make_hostile, module_names
from tests.tui.hostile import RUN_EACH
from tui.cli.main import COMMANDS, dispatch

ZHUPI = str(Path(sys.executable).parent / "zhupi")
ROWS: dict[str, list[list[str]]] = {
    "list": [["."]],
    "show": [["1", "."]],
    "search": [["美團", "--path", "."]],
    "convert": [["--config", "s2t"]],
    "entities": [["."]],
    "evaluate": [[".", "--annotator", "a1", "--suggester", "patterns"]],
    "agree": [[".", "--suggester", "patterns", "--status", "in-progress"]],
    "adjudicate": [[".", "--report"], [".", "--report", "--json"]],
    "merge": [[".", "."], [".", ".", "--output", "{elsewhere}/merged"]],
    "learn": [[".", "--annotator", "a1"]],
    "suggest": [[".", "--suggester", "patterns"]],
    "export": [[".", "--format", "csv", "--output", "{elsewhere}/out.csv", "--annotator", "a1"]],
    "stats": [["."]],
    "words": [[".", "--annotator", "a1"], ["--forget"]],
    "release": [[".", "--output", "{elsewhere}/release", "--force"]],
    "import": [[".", "{elsewhere}/in.jsonl", "--format", "doccano", "--annotator", "a1"]],
    "formats": [[]],
    "check": [["."]],
    "trust": [["."], ["--list"], ["--revoke", "."]],
    "data": [["list"], ["add", "opencc"]],
    "kept": [["list"]],
    "config": [[]],
    "tutorial": [["--help"]],
    "doctor": [["--dry-run"]],
    "init": [["."]],
}
FAIL = {"data add", "learn"}
"""What ends with 1 here: there is no package index, and too little to learn from."""

PROCESSES = ("entities", "suggest", "data")
"""Commands that start processes of their own, each tried by itself."""

LIMIT = 120


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("witness") / "ran.txt"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, witness: Path) -> Path:
    folder = make_hostile(tmp_path_factory.mktemp("hostile") / "project", witness, module_names())
    rows = [f'{{"text": "{NEWS}", "label": [[10, 12, "ORG"]]}}'.replace("\n", "\\n")]
    (witness.parent / "in.jsonl").write_text("\n".join(row.replace("標題", f"標題{n}") for n, row in enumerate(rows)))
    return folder


def run(folder: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder."""
    return subprocess.run(
        command,
        input=b"\xe6\xb1\x89\xe5\xad\x97",
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PIP_NO_INDEX": "1", **variables},
        timeout=LIMIT,
    )


def test_every_command_has_a_row() -> None:
    assert set(ROWS) == set(COMMANDS)


def test_the_modules_would_be_run_by_a_python_that_is_started_there(hostile: Path, tmp_path: Path) -> None:
    other = make_hostile(tmp_path / "other", tmp_path / "ran.txt", {"queue"})
    run(other, sys.executable, "-c", "import queue")
    assert (tmp_path / "ran.txt").exists()


@pytest.fixture(scope="module")
def marked(hostile: Path, witness: Path) -> Path:
    """Return the folder with an annotation in it."""
    assert dispatch(["import", str(hostile), str(witness.parent / "in.jsonl"), *ROWS["import"][0][2:]]) == 0
    return hostile


def filled(name: str, witness: Path) -> list[list[str]]:
    """Return the calls of a command."""
    return [[name, *(argument.format(elsewhere=witness.parent) for argument in row)] for row in ROWS[name]]


def expected_status(call: list[str]) -> int:
    """Return what a call ends with."""
    return int(call[0] in FAIL or " ".join(call[:2]) in FAIL)


@pytest.mark.parametrize("name", PROCESSES)
def test_no_command_runs_what_lies_in_the_folder(marked: Path, witness: Path, name: str) -> None:
    witness.unlink(missing_ok=True)
    for call in filled(name, witness):
        done = run(marked, ZHUPI, *call)
        assert not witness.exists(), witness.read_text()
        assert done.returncode == expected_status(call), done.stderr.decode()
        if name == "entities":
            assert b'"MONEY"' in done.stdout


def test_no_other_command_runs_what_lies_in_the_folder(marked: Path, witness: Path, tmp_path: Path) -> None:
    """Call them one after the other in one process, which a script in another folder starts, as ``zhupi`` is one."""
    witness.unlink(missing_ok=True)
    calls = [call for name in COMMANDS if name not in PROCESSES for call in filled(name, witness)]
    script, order, told = tmp_path / "each.py", tmp_path / "order.json", tmp_path / "told.json"
    script.write_text(RUN_EACH, "utf-8")
    order.write_text(json.dumps([(call, "汉字") for call in calls]), "utf-8")
    done = run(marked, sys.executable, str(script), str(order), str(told), PYTHONPATH="")
    assert not witness.exists(), witness.read_text()
    assert told.exists(), done.stderr.decode()
    assert json.loads(told.read_text("utf-8")) == [expected_status(call) for call in calls], done.stderr.decode()


def test_the_application_runs_nothing_and_suggests(hostile: Path, witness: Path, home: Path) -> None:
    witness.unlink(missing_ok=True)
    environ = environment(home)
    with Terminal([ZHUPI, "."], environ, 100, 30, folder=hostile) as terminal:
        terminal.wait_for("標題0")
        terminal.press("enter")
        terminal.wait_for(lambda rows: " suggested" in "".join(rows))
        terminal.write(b"\x11")
        assert terminal.wait_for_end() == 0
    assert not witness.exists(), witness.read_text()


def test_what_a_python_starts_that_has_the_folder_on_its_path_runs_nothing(tmp_path: Path, home: Path) -> None:
    """Try it where the working folder is on ``sys.path``; what is imported before ``main`` is out of our hands."""
    early = run(tmp_path, sys.executable, "-P", "-c", "import sys, tui.cli.main; print(*sys.modules)").stdout.decode()
    names = {name for name in module_names() if name in OWN or find_spec(name)}
    names -= {name.partition(".")[0] for name in early.split()}
    assert {"annotations", "queue", "numpy", "jieba"} <= names
    folder = make_hostile(tmp_path / "project", tmp_path / "ran.txt", names)
    done = run(folder, sys.executable, "-c", "from tui.cli.main import main; main()", "entities", ".")
    assert done.returncode == 0, done.stderr.decode()
    assert b'"MONEY"' in done.stdout
    assert not (tmp_path / "ran.txt").exists(), (tmp_path / "ran.txt").read_text()
