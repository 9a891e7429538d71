"""Questions to a terminal: answered well, late, with nonsense or never, and the terminal is as before in any case."""

import os
import signal
import sys
from collections.abc import Callable

import pytest

from tests.tui.terminal.fake_terminal import ERASE, FakeTerminal
from tui.terminal.questions import Questions, SilentError, Streams, terminal_streams

LONG = 60.0
"""Seconds for what comes at once."""

FAMILY = "👨‍👩‍👧"


def questions(terminal: FakeTerminal, limit: float = LONG, patience: float = LONG) -> Questions:
    return Questions(Streams(terminal.slave, terminal.slave, "utf-8"), limit, patience)


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_widths_are_those_of_the_terminal(ambiguous: int) -> None:
    with FakeTerminal(ambiguous, {FAMILY: 6}) as terminal:
        before = terminal.attributes()
        with questions(terminal) as asking:
            assert [asking.width(text) for text in ("淘", "“", "…", FAMILY)] == [2, ambiguous, ambiguous, 6]
        assert terminal.attributes() == before
        assert terminal.left() == b""
        assert not asking.keys


def test_abilities_are_those_that_it_names() -> None:
    with FakeTerminal() as terminal, questions(terminal) as asking:
        assert asking.attributes() == [65, 1, 22, 52]
        assert [asking.mode(number) for number in (1006, 2026, 1)] == [True, False, None]
        assert asking.kitty_keyboard()
        assert asking.name() == "fake(1.0)"


def test_what_it_does_not_answer_costs_no_time() -> None:
    with FakeTerminal(answers={}) as terminal, questions(terminal) as asking:
        assert asking.attributes() == []
        assert asking.mode(1006) is None
        assert not asking.kitty_keyboard()
        assert asking.name() == ""


def test_one_that_never_answers_is_left_as_it_was() -> None:
    with FakeTerminal(reply=lambda _column: "") as terminal:
        before = terminal.attributes()
        with pytest.raises(SilentError), questions(terminal, 0.01, 0.01) as asking:
            asking.width("淘")
        assert terminal.attributes() == before


def test_answers_that_are_late_do_not_reach_the_shell() -> None:
    with FakeTerminal(late=True) as terminal:  # it answers when the line is erased, after the limit
        before = terminal.attributes()
        with pytest.raises(SilentError), questions(terminal, 0.01) as asking:
            asking.mode(1006)
        assert terminal.seen.endswith(ERASE)
        assert terminal.left() == b""
        assert terminal.attributes() == before


NONSENSE: dict[str, Callable[[int], str]] = {
    "far": lambda _column: "\x1b[1;99999R",
    "none": lambda _column: "\x1b[1;0R",
    "between": lambda column: f"\x1b[1;x\x07\x1b]52;c;QQ==\x07\x1b[200~ls\x1b[201~\x1b[?1;2{'9' * 300}\x1b[1;{column}R",
    "keys": lambda column: f"rm -rf\r\x1b[A\x1b[1;{column}R",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_no_width_and_does_not_stay(name: str) -> None:
    with FakeTerminal(reply=NONSENSE[name]) as terminal:
        before = terminal.attributes()
        with questions(terminal) as asking:
            assert asking.width("淘") == (None if name in ("far", "none") else 2)
            assert asking.attributes() == [65, 1, 22, 52]
        assert asking.keys == (name in ("between", "keys"))
        assert terminal.left() == b""
        assert terminal.attributes() == before


def test_endless_nonsense_has_an_end() -> None:
    with FakeTerminal(reply=lambda _column: "\x1b[0;0;0R" * 200) as terminal:
        with pytest.raises(SilentError), questions(terminal, 0.05, 0.05) as asking:
            asking.width("淘")
        assert terminal.left() == b""


@pytest.mark.parametrize(
    ("number", "error"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)], ids=["int", "term"]
)
def test_it_is_as_before_after_a_signal(number: signal.Signals, error: type[BaseException]) -> None:
    def interrupt(_column: int) -> str:
        os.kill(os.getpid(), number)
        return ""

    handler = signal.getsignal(signal.SIGTERM)
    with FakeTerminal(reply=interrupt) as terminal:
        before = terminal.attributes()
        with pytest.raises(error), questions(terminal, patience=0.01) as asking:
            asking.width("淘")
        assert terminal.attributes() == before
    assert signal.getsignal(signal.SIGTERM) is handler


def test_it_is_as_before_after_a_fault() -> None:
    with FakeTerminal() as terminal:
        before = terminal.attributes()
        with pytest.raises(ZeroDivisionError), questions(terminal):
            _ = 1 / 0
        assert terminal.attributes() == before


def test_an_encoding_that_lacks_a_text_is_not_sent_it() -> None:
    with FakeTerminal() as terminal, Questions(Streams(terminal.slave, terminal.slave, "latin-1")) as asking:
        assert asking.width("淘") is None
    assert "?" not in terminal.seen


def test_streams_are_those_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeTerminal() as terminal, terminal.stream("r") as source, terminal.stream("w") as target:
        monkeypatch.setattr(sys, "stdin", source)
        monkeypatch.setattr(sys, "stderr", target)
        streams = terminal_streams()
        assert streams == Streams(source.fileno(), target.fileno(), "utf-8")
        monkeypatch.setattr(sys, "stdin", None)
        assert terminal_streams() is None
