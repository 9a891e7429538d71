"""The terminal driver sees what a program paints, and tells a key that changed something from one that did not."""

import sys
from pathlib import Path

import pytest
from terminal_driver import GoneError, Terminal, environment

ECHO = """
import sys, termios, tty
tty.setcbreak(sys.stdin)
print("\\x1b[2J\\x1b[H淘寶", end="閃購\\n", flush=True)
while (key := sys.stdin.read(1)) != "q":
    frame = {"r": "\\x1b[H\\x1b[31m淘寶\\x1b[m", "s": "\\x1b[H淘寶閃購", "w": "\\x1b[2;1H第二行"}.get(key, "")
    print(f"\\x1b[?2026h{frame}\\x1b[?2026l", end="", flush=True)
sys.exit(3)
"""


@pytest.fixture
def echo(home: Path) -> Terminal:
    """Start a program that answers r with a colour, s with the same again, and w with a second row."""
    return Terminal([sys.executable, "-c", ECHO], environment(home), columns=20, rows=5)


def test_text_is_found_and_status_kept(echo: Terminal) -> None:
    with echo as terminal:
        assert terminal.wait_for("淘寶 閃購") > terminal.started
        terminal.write(b"q")
        assert terminal.wait_for_end() == 3


def test_only_a_change_in_the_watched_rows_counts(echo: Terminal) -> None:
    with echo as terminal:
        terminal.wait_for("淘寶閃購")
        assert terminal.press("r", patience=60.0) is not None  # colour alone is a change
        assert terminal.press("x") is None
        assert terminal.press("w", watched=slice(2, None)) is None
        terminal.wait_for("第二行")


def test_text_that_a_key_already_showed_is_found(echo: Terminal) -> None:
    with echo as terminal:
        terminal.wait_for("淘寶閃購")
        terminal.press("w")
        assert terminal.wait_for("第二行", timeout=30.0) > terminal.started


def test_frames_after_the_one_that_was_waited_for_are_not_lost(echo: Terminal) -> None:
    with echo as terminal:
        terminal.wait_for("淘寶閃購")
        terminal.write(b"xw")
        terminal.wait_for(lambda rows: len(rows) == 5)
        terminal.wait_for("第二行", timeout=30.0)
        assert "淘寶閃購" in terminal.text


def test_program_that_ends_too_early_is_reported_with_its_screen(echo: Terminal) -> None:
    with echo as terminal:
        terminal.wait_for("淘寶閃購")
        terminal.write(b"q")
        with pytest.raises(GoneError, match="ended before '不會有'"):
            terminal.wait_for("不會有")


def test_memory_is_that_of_the_program(echo: Terminal) -> None:
    with echo as terminal:
        terminal.wait_for("淘寶閃購")
        assert 1 << 20 < terminal.resident_bytes() <= terminal.peak_bytes()
