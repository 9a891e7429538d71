"""``zhupi doctor``: what it measures, says and sets, in terminals of several kinds and without one."""

import json
import sys
import termios
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from ptyprocess import PtyProcess

from annotations.user_settings import config_path
from tests.tui.terminal.fake_terminal import FakeTerminal
from tui.cli.doctor import terminal as examination
from tui.cli.main import dispatch
from tui.console.faults import log_folder, write_log
from tui.core.config import load_settings, save_settings
from tui.terminal.questions import Questions

FAMILY = "👨‍👩‍👧"
Doctor = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Run the command with stdin and stderr in a terminal; its status, its JSON, and what the terminal got."""

    def run(terminal: FakeTerminal, *arguments: str) -> tuple[int, dict[str, Any], str]:
        with terminal, terminal.stream("r") as source, terminal.stream("w") as target:
            before = terminal.attributes()
            with monkeypatch.context() as patch:
                patch.setattr(sys, "stdin", source)
                patch.setattr(sys, "stderr", target)
                status = dispatch(["doctor", "--json", *arguments])
            assert terminal.attributes() == before
            assert terminal.left() == b""
        return status, json.loads(capsys.readouterr().out), terminal.seen

    return run


def ambiguous() -> int:
    """Return the user's setting."""
    return load_settings(config_path())[0].ambiguous


def test_a_terminal_that_counts_alike_is_well(doctor: Doctor) -> None:
    status, found, _seen = doctor(FakeTerminal())
    assert status == 0
    assert found["problems"] == []
    assert found["changes"] == {}
    assert not config_path().exists()
    terminal = found["terminal"]
    assert terminal["measured"] is True
    assert terminal["name"] == "fake(1.0)"
    assert (terminal["mouse"], terminal["bracketed-paste"], terminal["synchronized-output"]) == (True, True, False)
    assert terminal["clipboard"] is True
    assert terminal["colours"] == 1 << 24
    assert {each["text"]: each["cells"] for each in terminal["widths"]["samples"]}[FAMILY] == 2


def test_a_setting_that_is_wrong_is_set_and_back(doctor: Doctor) -> None:
    config_path().parent.mkdir(parents=True)
    config_path().write_text("# mine\n[terminal]\nburst = 5\n", "utf-8")
    status, found, _seen = doctor(FakeTerminal(2), "--dry-run")
    assert status == 1
    assert "--dry-run" in found["problems"][0]["advice"]
    assert ambiguous() == 1
    status, found, seen = doctor(FakeTerminal(2))
    assert (status, found["changes"]) == (0, {"terminal.ambiguous": 2})
    assert "it becomes 2" in seen
    assert ambiguous() == 2
    assert "# mine" in config_path().read_text("utf-8")
    assert doctor(FakeTerminal(2))[:1] == (0,)
    assert doctor(FakeTerminal(1))[1]["changes"] == {"terminal.ambiguous": 1}
    assert ambiguous() == 1


def test_settings_that_cannot_be_written_stay_and_that_is_wrong(doctor: Doctor) -> None:
    config_path().parent.mkdir(parents=True)
    config_path().write_text("[terminal\n", "utf-8")
    status, found, _seen = doctor(FakeTerminal(2))
    assert status == 1
    assert any("by hand" in problem["advice"] for problem in found["problems"])
    assert config_path().read_text("utf-8") == "[terminal\n"


def test_no_settings_are_not_written(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUPI_CONFIG", "/dev/null")
    status, found, _seen = doctor(FakeTerminal(2))
    assert (status, found["changes"]) == (1, {})


def test_what_takes_other_cells_is_named(doctor: Doctor) -> None:
    status, found, _seen = doctor(FakeTerminal(widths={FAMILY: 6, "❤️": 1, "─": 2}))
    (problem,) = found["problems"]
    assert status == 1
    assert f"{FAMILY} 6 (2)" in problem["problem"]
    assert "─ 2 (1)" in problem["problem"]
    assert "❤️ 1 (2)" in problem["problem"]
    assert problem["advice"]


def test_a_terminal_in_another_encoding_is_named(doctor: Doctor) -> None:
    status, found, _seen = doctor(FakeTerminal(widths={"淘": 3, "“": 3}))
    (problem,) = found["problems"]
    assert status == 1
    assert "UTF-8" in problem["advice"]
    assert ambiguous() == 1


@pytest.mark.parametrize("late", [False, True])
def test_a_terminal_that_does_not_answer_is_said_so(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, *, late: bool
) -> None:
    patience = 60.0 if late else 0.01
    monkeypatch.setattr(examination, "Questions", partial(Questions, limit=0.01, patience=patience))
    fake = FakeTerminal(late=True) if late else FakeTerminal(reply=lambda _column: "")
    status, found, _seen = doctor(fake)
    assert status == 1
    assert found["terminal"]["measured"] is False
    assert "does not say where its cursor is" in found["problems"][0]["problem"]
    assert found["versions"]["textual"]


def test_without_a_terminal_everything_else_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    log = write_log([ValueError("x")], log_folder())
    assert dispatch(["doctor"]) == 0
    out = capsys.readouterr().out
    for words in ("no: stdin and stdout are no terminal", "textual", "opencc", "extras", str(log), "nothing is wrong"):
        assert words in out


def test_a_folder_that_cannot_be_made_and_settings_that_are_wrong_are_named(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (home / ".local").write_text("in the way", "utf-8")
    save_settings(config_path(), {"ambiguous": 7})
    assert dispatch(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f"{home / '.local'} is not a folder" in out
    assert "“ambiguous” lies between 1 and 2" in out


def test_a_terminal_without_looks_is_named_and_not_asked(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    status, found, seen = doctor(FakeTerminal())
    assert status == 1
    assert found["terminal"]["colours"] == 0
    assert "\x1b" not in seen


def test_ctrl_c_leaves_the_terminal_as_it_was(home: Path) -> None:
    process = PtyProcess.spawn(
        [sys.executable, "-c", "import sys; sys.argv[1:] = ['doctor']; from tui.cli.main import main; main()"],
        echo=True,
    )
    try:
        before = termios.tcgetattr(process.fd)
        while b"\x1b[6n" not in process.read():
            pass
        assert not termios.tcgetattr(process.fd)[3] & termios.ECHO
        process.write(b"\x03\x1b[1;1R")  # the answer comes late, so that nothing is waited for
        process.wait()
        assert process.exitstatus == 130
        assert termios.tcgetattr(process.fd) == before
    finally:
        process.close(force=True)
