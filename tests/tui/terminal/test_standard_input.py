"""``… | zhupi -`` in a real terminal: the text comes from the pipe, the keys from the terminal, and marks are kept."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from terminal_driver import Terminal, environment

from seeds.errors import SourceError
from tests.tui.terminal.typed_app import COMMAND, ROOT
from tui.cli.main import dispatch
from tui.cli.standard_input import keep_standard_input

TEXT = "標題在此\n河水慢慢地流，流過了北京城外的村子。\n"
LIMIT = 120
ZHUPI = f"{sys.executable} -c '{COMMAND}'"


def variables(home: Path) -> dict[str, str]:
    settings = home / "settings.toml"
    settings.write_text("[annotate]\nsuggestions = false\n", "utf-8")  # whose process would take most of the time
    user = {"LOGNAME": "a1", "XDG_DATA_HOME": str(home / "data"), "ZHUPI_CONFIG": str(settings)}
    return {**environment(home), "PYTHONPATH": str(ROOT), **user}


def run(home: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command in a session of its own, which has no terminal."""
    code = "import sys; from tui.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, cwd=home,
        env={**os.environ, **variables(home)}, timeout=LIMIT, start_new_session=True,
    )  # fmt: skip


def test_a_text_from_a_pipe_is_read_marked_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text").write_text(TEXT, "utf-8")
    command = ["sh", "-c", f"cat text | {ZHUPI} -"]
    for marks in (0, 1):
        with Terminal(command, variables(tmp_path), 80, 24, folder=tmp_path) as terminal:
            terminal.wait_for("河水")  # a single article is opened at once
            terminal.settle()
            if not marks:
                terminal.press("right")
                terminal.settle()
                terminal.press("1")
                terminal.wait_for("1 span")
            terminal.write(b"q")
            assert terminal.wait_for_end() == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert dispatch(["kept", "list"]) == 0
    listed = capsys.readouterr().out.split("\t")
    assert listed[2:4] == ["1", "標題在此"]
    assert dispatch(["export", listed[4].strip(), "--format", "csv", "--output", "-", "--annotator", "a1"]) == 0
    with pytest.raises(SourceError, match="is not removed"):
        dispatch(["kept", "remove", listed[0]])
    assert dispatch(["kept", "remove", listed[0], "--force"]) == 0
    capsys.readouterr()
    assert dispatch(["kept", "list", "--json"]) == 0
    assert capsys.readouterr().out == "[]\n"


def test_without_a_terminal_it_is_a_usage_error(tmp_path: Path) -> None:
    done = run(tmp_path, "-", stdin=TEXT.encode())
    assert done.returncode == 2
    assert b"needs a terminal for its keys" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "kind"), [(TEXT, ""), ('[{"text": "河水流過"}]', "json"), ("內文,年\n河水,1\n", "csv")]
)
def test_what_a_text_is_taken_for_is_said(
    text: str, kind: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "isatty", lambda _descriptor: True)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    path = keep_standard_input()
    assert path.suffix == f".{kind or 'txt'}"
    message = f"zhupi: standard input is read as a file that ends in .{kind}\n" if kind else ""
    assert capsys.readouterr().err == message


def test_an_empty_pipe_is_an_error(tmp_path: Path) -> None:
    with Terminal(["sh", "-c", f"printf ' ' | {ZHUPI} -"], variables(tmp_path), 80, 24, folder=tmp_path) as terminal:
        terminal.wait_for("standard input: is empty")
        assert terminal.wait_for_end() == 1
