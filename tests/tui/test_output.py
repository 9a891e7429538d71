"""Test what commands print and tell, on a terminal and off it."""

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import Problem
from tests.seeds.test_printable import HOSTILE, STEERING
from tui.console import output

VALUES = st.recursive(
    st.text() | st.text(HOSTILE) | st.integers() | st.none() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(HOSTILE), inner),
    max_leaves=8,
)


class Screen(io.TextIOWrapper):
    """A stream that says it is a terminal, or not."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding, newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.mark.parametrize("terminal", [True, False])
def test_data_is_unchanged_but_for_a_terminal(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=terminal)
    monkeypatch.setattr(sys, "stdout", screen)
    output.write_line(f"a{HOSTILE}b")
    output.write_bytes(io.BytesIO(b"\x1b]52;c;aGk=\x07\n"))
    if terminal:
        assert "␛]52;c;aGk=␇\n" in screen.shown()
        assert not STEERING.search(screen.shown())
    else:
        shown = "a" + HOSTILE.replace("\ud800", "\\ud800") + "b\n"
        assert screen.shown() == f"{shown}\x1b]52;c;aGk=\x07\n"


def test_bytes_pass_unchanged_to_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytes(range(256)) * 3
    pipe = Screen(terminal=False, encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", pipe)
    output.write_bytes(io.BytesIO(content))
    assert pipe.shown().encode("latin-1") == content


@given(VALUES, st.sampled_from([None, 2]), st.booleans(), st.sampled_from(["utf-8", "ascii"]))
def test_json_is_of_the_same_value_and_a_terminal_gets_escapes(
    value: object, indent: int | None, terminal: bool, encoding: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        screen = Screen(terminal=terminal, encoding=encoding)
        patch.setattr(sys, "stdout", screen)
        output.write_json(value, indent)
        output.write_array([value, value])
        shown = screen.shown()
        first, rest = (
            json.JSONDecoder().raw_decode(shown)[0],
            shown[shown.index("\n[\n") + 1 :] if indent is None else "",
        )
        assert first == value
        assert not rest or json.loads(rest) == [value, value]
        assert not terminal or not STEERING.search(shown)
        patch.undo()


def test_an_export_of_json_to_a_terminal_has_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stdout", screen)
    output.write_bytes(io.BytesIO(json.dumps({"a": "\x9b\u202e\x7f"}, ensure_ascii=False).encode()), is_json=True)
    assert screen.shown() == '{"a": "\\u009b\\u202e\\u007f"}'


def test_stderr_is_cleaned_wherever_it_goes_and_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain(Problem(f"f{HOSTILE}", "is\nzhupi: all is well"))
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert not STEERING.search(told)
    assert "f␀␇␈  ␍␛␡" in told
    assert "\\ud800" in told


def test_what_does_not_come_by_the_module_is_cleaned_too(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = Screen(terminal=True), Screen(terminal=True)
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    output.guard()
    output.guard()
    sys.excepthook(ValueError, ValueError(HOSTILE), None)
    print(HOSTILE)
    for screen in streams:
        assert "␛" in screen.shown()
        assert not STEERING.search(screen.shown())


def test_a_pipe_is_not_guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Screen(terminal=False)
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "stderr", Screen(terminal=False))
    output.guard()
    assert sys.stdout is pipe


def test_hits_are_reversed_by_our_own_sequence_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", Screen(terminal=True))
    output.guard()
    output.write_hit("  7 ", "\x1b[2J", "hit\x9b", "\u202e")
    assert screen.shown() == "  7 ␛[2J\x1b[7mhit�\x1b[27m␣\n"
