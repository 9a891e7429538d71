"""A terminal that is closed ends the application, also where the signal that tells of it is ignored; all is saved."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal_driver import Terminal, environment

from tests.tui.terminal.typed_app import COMMAND, ROOT, Project, open_article, quit_from_article
from tui.ui.terminal.driver import _Screen

LIMIT = 60.0
IGNORED = "import os, signal, time; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
WAITS = "print('waits', flush=True)\nwhile os.isatty(0): time.sleep(0.01)\n"
"""Start only when the terminal is gone already."""


def started(project: Project, code: str) -> Terminal:
    user = {"PYTHONPATH": str(ROOT), "USER": "a1", "ZHUPI_CONFIG": str(project.folder / "settings.toml")}
    command = [sys.executable, "-c", f"{IGNORED}\n{code}{COMMAND}", str(project.folder / "texts")]
    return Terminal(command, {**environment(project.folder / "home"), **user})


def closed(terminal: Terminal) -> None:
    """Close the terminal, and wait for the end; whoever goes on for too long is killed by the context manager."""
    terminal._process.fileobj.close()
    end = time.monotonic() + LIMIT
    while terminal._process.isalive():
        assert time.monotonic() < end, "it goes on without a terminal"
        time.sleep(0.02)
    assert terminal._process.signalstatus is None


@pytest.mark.parametrize(
    "keys",
    [b"", b"/", b"\x1b[C" * 200 + b"u1" * 50, *(pytest.param(key, marks=pytest.mark.heavy) for key in (b"i", b"?"))],
)
def test_the_application_ends_and_saves(tmp_path: Path, keys: bytes) -> None:
    project = Project.create(tmp_path)
    with started(project, "") as terminal:
        open_article(terminal)
        terminal.write(b"1")
        terminal.wait_for("1 span ·")
        terminal.write(keys)
        if len(keys) < 2:
            terminal.settle()
        closed(terminal)
    assert project.spans()
    assert not (tmp_path / "home" / "state" / "zhupi" / "log").exists()


def test_it_ends_where_the_terminal_is_gone_before_it_starts(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    with started(project, WAITS) as terminal:
        terminal.wait_for("waits")
        closed(terminal)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts threads as Linux tells of them")
def test_a_stop_and_its_end_leave_one_reader_and_one_writer(tmp_path: Path) -> None:
    project = Project.create(tmp_path)

    def threads(terminal: Terminal) -> int:
        return len(os.listdir(f"/proc/{terminal.pid}/task"))  # noqa: PTH208 - as quick as can be

    with project.start() as terminal:
        open_article(terminal)
        before = threads(terminal)
        for _time in range(2):
            os.kill(terminal.pid, signal.SIGSTOP)
            os.kill(terminal.pid, signal.SIGCONT)
            terminal.settle()
            terminal.wait_for("淘寶閃購")
        end = time.monotonic() + LIMIT
        while threads(terminal) > before:
            assert time.monotonic() < end, "the threads of before the stop go on"
            time.sleep(0.02)
        terminal.write(b"1")
        terminal.settle()
        assert quit_from_article(terminal) == 0
    assert len(project.spans()) == 1


class Closed:
    """A file that takes nothing any more."""

    def fail(self, *_said: object) -> Any:
        raise OSError(5, "Input/output error")

    write = flush = fail

    def fileno(self) -> int:
        return 7


def test_drawing_into_a_closed_terminal_tells_and_does_not_fail() -> None:
    told: list[str] = []
    gone: Callable[[], object] = lambda: told.append("gone")  # noqa: E731 - shorter than a function
    screen = _Screen(Closed(), gone)  # type: ignore[arg-type]
    assert screen.write("abc") == 3
    screen.flush()
    assert told == ["gone", "gone"]
    assert screen.fileno() == 7
