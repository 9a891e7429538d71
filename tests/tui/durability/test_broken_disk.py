"""A disk that does not take what is written: the application says so at once, keeps the marks, and saves them later.

The disk is broken under the running application (see ``watched_app.FAULTS``), so that root is refused as well.
"""

import json
from pathlib import Path

import pytest
from terminal_driver import Terminal

from tests.tui.durability.marked_file import MarkedFile
from tests.tui.durability.watched_app import FAULTS

NOT_SAVED = "NOT SAVED"
LABELLED = "1"


@pytest.fixture
def marked(tmp_path: Path) -> MarkedFile:
    return MarkedFile.create(tmp_path)


def ready(terminal: Terminal) -> None:
    """Wait until the application takes keys."""
    terminal.wait_for("0 WORK")
    terminal.settle()


def spans_of(state: str) -> int:
    return len(json.loads(state)[0])


def number_shown(number: int) -> str:
    return "1 span ·" if number == 1 else f"{number} spans ·"


@pytest.mark.parametrize("fault", FAULTS)
def test_marks_are_kept_and_saved_when_the_disk_is_back(marked: MarkedFile, fault: str) -> None:
    with marked.start(columns=100) as terminal:
        ready(terminal)
        marked.fault.write_text(fault, "ascii")
        for number in (1, 2):
            terminal.press("right")
            terminal.write(LABELLED.encode())
            terminal.wait_for(number_shown(number))
            terminal.settle()
            assert any(NOT_SAVED in row for row in terminal.rows)  # the line is higher where a warning is below it
        marked.fault.unlink()
        terminal.wait_for(
            lambda rows: any("2 spans" in row for row in rows) and not any(NOT_SAVED in row for row in rows)
        )
    assert spans_of(marked.found()) == 2
