"""A fault ends the application with a status that is not 0, and leaves a log whose path is told."""

import re
import stat
import sys
from pathlib import Path

import pytest
from terminal_driver import Terminal, environment

from tests.tui.terminal.faulty_app import KINDS
from tests.tui.terminal.typed_app import ROOT, Project
from tui.console.faults import KEPT, LONGEST, log_folder, report, write_log
from tui.ui.ending import EXIT_FAULT, tell_faults

APP = Path(__file__).with_name("faulty_app.py")
LEFT_SCREEN = b"\x1b[?1049l"
LIKE_OTHERS = {"in_handler", "in_callback"}
"""Faults that go the way of ``in_worker`` and ``in_drawing``: through the application's messages."""


def end(project: Project, kind: str) -> tuple[int, bytes]:
    """Have a fault end the application; its status, and what it wrote when the terminal was as before."""
    user = {"PYTHONPATH": str(ROOT), "ZHUPI_CONFIG": str(project.folder / "settings.toml")}
    command = [sys.executable, str(APP), kind, str(project.folder / "texts")]
    with Terminal(command, {**environment(project.folder / "home"), **user}, columns=200) as terminal:
        terminal.wait_for("articles")
        terminal.settle()
        terminal.write(b"D")
        status = terminal.wait_for_end()
        written = b"".join(frame.data for frame in terminal._take_frames())
    return status, written.rpartition(LEFT_SCREEN)[2]


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.heavy) if kind in LIKE_OTHERS else kind for kind in KINDS]
)
def test_a_fault_is_told_and_logged(tmp_path: Path, kind: str) -> None:
    project = Project.create(tmp_path)
    status, told = end(project, kind)
    assert status == EXIT_FAULT
    words = re.sub(rb"\x1b\[\?\d+[hl]", b"", told).decode()
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", words)
    assert "a fault of its own" in words
    (path,) = (tmp_path / "home" / "state" / "zhupi" / "log").iterdir()
    assert str(path) in "".join(words.split())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    log = path.read_text("utf-8")
    assert "textual 8" in log
    assert "TERM=xterm-256color" in log
    if kind != "without_error":
        assert "BrokenError" in log
        assert "in fail" in log
        assert "Traceback" in log


def failure(depth: int = 1) -> Exception:
    try:
        if depth:
            raise failure(depth - 1)
        raise ValueError("x" * 5000)  # noqa: TRY301
    except ValueError as error:
        return error


def test_logs_are_bounded_in_number_and_size(tmp_path: Path) -> None:
    paths = [write_log([failure(), failure()], tmp_path / "log") for _time in range(KEPT + 3)]
    assert sorted((tmp_path / "log").iterdir()) == sorted(paths[3:])
    assert len(report([ValueError("y" * 3 * LONGEST)])) <= LONGEST + 10


def test_a_log_follows_no_link_and_says_nothing_of_secrets(tmp_path: Path) -> None:
    log = report([failure()], {"TERM": "xterm", "API_KEY": "secret"})
    assert "TERM=xterm" in log
    assert "secret" not in log


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log_folder().parent.parent.mkdir(parents=True, exist_ok=True)
    log_folder().parent.write_text("in the way", "utf-8")
    assert tell_faults([failure()]) == EXIT_FAULT
    assert "could not be written" in capsys.readouterr().err
    assert tell_faults([]) == 0


@pytest.mark.parametrize(
    "encoding", ["gbk", *(pytest.param(name, marks=pytest.mark.heavy) for name in ("latin-1", "big5", "utf-8"))]
)
def test_bytes_of_another_encoding_do_not_end_the_application_and_leave_no_log(tmp_path: Path, encoding: str) -> None:
    project = Project.create(tmp_path)
    with project.start(more={"PYTHONIOENCODING": f"{encoding}:replace"}) as terminal:
        terminal.wait_for("filter")  # a Latin-1 terminal shows no Chinese, and no more of the first line
        for sent in (
            "淘寶".encode("big5"),
            "淘宝".encode("gbk"),
            "café".encode("latin-1"),
            b"\xff\xfe\x80",
            b"\xe6\xb7",
        ):
            terminal.wait_until_idle()
            terminal.settle(quiet=0.3)
            terminal.write(sent)
            terminal.wait_until_idle()
            terminal.settle(quiet=0.3)
            terminal.write(b"/" + sent + b"\x1b")
        terminal.wait_until_idle()
        terminal.settle(quiet=0.3)  # an escape that is alone is known by what does not come
        terminal.write(b"/")
        terminal.wait_until_idle()
        terminal.settle(quiet=0.3)  # an escape that is alone is known by what does not come
        terminal.write("é1".encode(encoding, "replace"))
        terminal.wait_until_idle()
        terminal.settle(quiet=0.3)  # an escape that is alone is known by what does not come
        terminal.write(b"\x1b")
        terminal.wait_until_idle()
        terminal.settle(quiet=0.3)  # an escape that is alone is known by what does not come
        terminal.write(b"q")
        assert terminal.wait_for_end() == 0
    assert project.spans() == []
    assert not (tmp_path / "home" / "state" / "zhupi" / "log").exists()
