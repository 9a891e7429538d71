"""Test what the bytes of a terminal become, and what is relied on inside of Textual for it."""

import random
from collections.abc import Iterable
from collections.abc import Sequence as Listed
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.bursts import in_burst
from tui.terminal.sequences import PATIENCE, Sequence
from tui.ui.terminal.driver import TerminalDriver, TerminalInput, TerminalParser, is_known

PHRASES = [
    "有",
    "有很大差",
    "有很大差别",
    "有很大差别的地方",
    "有很大差别" * 8,
    "第1名",
    "iPhone手機",
    "𠮷野家",
    "“引”",
]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def messages(
    data: bytes, *, places: Iterable[int] = (), encoding: str = "utf-8", limit: int = 0, later: float = 60.0
) -> list[Message]:
    clock = Clock()
    source = TerminalInput(encoding, limit, clock=clock)
    borders = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    found = []
    for start, end in pairwise(borders):
        found += source.feed(data[start:end])
    clock.now += later
    return found + source.tick() + source.tick()


def text(found: list[Message]) -> str:
    """Return what an input would take in of them."""
    assert all(isinstance(message, events.Key | events.Paste) for message in found)
    return "".join(
        message.text if isinstance(message, events.Paste) else message.character or ""
        for message in found
        if isinstance(message, events.Key | events.Paste)
    )


def keys(found: Listed[Message]) -> list[str]:
    return [message.key for message in found if isinstance(message, events.Key)]


def committed(phrase: str, code: int = 32) -> bytes:
    return f"\x1b[{code};;{':'.join(str(ord(character)) for character in phrase)}u".encode()


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize("code", [0, 32, 13, 49, 97])
def test_what_is_committed_as_a_sequence_is_text(phrase: str, code: int) -> None:
    assert [message.text for message in messages(committed(phrase, code)) if isinstance(message, events.Paste)] == [
        phrase
    ]
    assert keys(messages(committed(phrase, code))) == []


@given(st.sampled_from(PHRASES), st.lists(st.integers(0, 1000), max_size=20), st.booleans(), st.booleans())
def test_no_commit_is_a_key_wherever_it_was_cut(phrase: str, places: list[int], reported: bool, pasted: bool) -> None:
    data = committed(phrase) if reported else phrase.encode()
    data = b"\x1b[200~" + phrase.encode() + b"\x1b[201~" if pasted else data
    found = messages(data, places=places)
    assert text(found) == phrase
    assert reported <= (not keys(found))
    assert pasted <= (not keys(found))


def test_raw_text_in_one_read_is_no_key() -> None:
    for phrase in PHRASES:
        assert keys(messages(phrase.encode())) == []


def test_a_letter_of_a_foreign_keyboard_is_a_key() -> None:
    assert keys(messages("é".encode())) == ["é"]
    assert keys(messages(b"\x1b[1092;;1092u")) == ["ф"]
    assert keys(messages(b"\x1b[233;2;201u")) == ["É"]


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        (b"\x1b[97u", "a"),
        (b"\x1b[97;1:1u", "a"),
        (b"\x1b[97;1:2u", "a"),
        (b"\x1b[97;;97u", "a"),
        (b"\x1b[97;2;65u", "A"),
        (b"\x1b[97;5u", "ctrl+a"),
        (b"\x1b[97:65;5u", "ctrl+a"),
        (b"\x1b[13u", "enter"),
        (b"\x1b[27u", "escape"),
        (b"\x1b[1;1:1A", "up"),
        (b"\x1b[1;2:1C", "shift+right"),
        (b"\x1b[3;1:1~", "delete"),
        (b"\x1b[57376u", "f13"),
        (b"\x1b[A", "up"),
        (b"\x1bOP", "f1"),
        (b"\x1b[[A", "f1"),
        (b"\x1b[3$", "shift+delete"),
        (b"\x1bx", "alt+x"),
        (b"\x1bM", "alt+shift+m"),
        (b"\x1b<", "alt+less_than_sign"),
        (b"\x1b[", "alt+left_square_bracket"),
        (b"\x01", "ctrl+a"),
        (b"\r", "enter"),
        (b"\x7f", "backspace"),
        (b" ", "space"),
        (b"\x1b", "escape"),
    ],
)
def test_keys(sequence: bytes, key: str) -> None:
    found = messages(sequence)
    assert len(found) == 1
    assert isinstance(found[0], events.Key)
    assert key in {found[0].key, *found[0].aliases}


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[97;1:3u",
        b"\x1b[1114112u",
        b"\x1b[57364u",
        b"\x1b[55296u",
        b"\x1b[97;999999u",
        b"\x1b[32;;1114112:49u",
        b"\x1b[32;;55296u",
        b"\x1b[32;;49:27:50u",
        b"\x1b[32;;49::50u",
        b"\x1b[1;2;3;4;5;6;7u",
        b"\x1b[" + b"9" * 500 + b"u",
        b"\x1b[999;999;999;999x",
        b"\x1b[?62;1;6c",
        b"\x1b]11;rgb:1111/2222/3333\x07",
        b"\x1bP>|term 1.2.3\x1b\\",
        b"\x1b[M !!",
        b"\x1b[0;10;20M",
        b"\x1b[<0;0;0M",
        b"\x1b[48;0;0;0;0t\x1b[<0;5;5M",
    ],
)
def test_what_is_malformed_or_not_understood_is_nothing(sequence: bytes) -> None:
    found = [message for message in messages(sequence + b"j") if isinstance(message, events.Key | events.Paste)]
    assert len(found) == 1
    assert keys(found) == ["j"]


@given(st.lists(st.binary(max_size=20) | st.sampled_from([b"\x1b[", b"\x1b[1;", b"\x1b[200~", b"\x1b]1"]), max_size=9))
def test_no_bytes_raise(chunks: list[bytes]) -> None:
    clock = Clock()
    source = TerminalInput("utf-8", 4, clock=clock)
    for chunk in chunks:
        clock.now += 0.02
        source.feed(chunk)
        source.tick()
    clock.now += 60
    source.tick()
    source.tick()
    assert not source.waiting
    assert keys(source.feed(b"j")) == ["j"]


@pytest.mark.parametrize("encoding", ["big5", "gbk", "gb18030", "latin-1", "utf-8"])
def test_bytes_are_read_in_the_encoding_of_the_terminal(encoding: str) -> None:
    phrase = "café" if encoding == "latin-1" else "有很大"
    for place in range(7):
        assert text(messages(phrase.encode(encoding), places=[place], encoding=encoding)) == phrase


@pytest.mark.parametrize("encoding", ["big5", "gbk", "gb18030", "latin-1", "utf-16"])
def test_bytes_of_another_encoding_are_replaced_and_no_keys(encoding: str) -> None:
    found = messages(("café1è" if encoding == "latin-1" else "淘寶閃購1有").encode(encoding))
    assert "\N{REPLACEMENT CHARACTER}" in text(found)
    assert "1" not in keys(found)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "no such thing", "rot13", "", None])
def test_an_encoding_that_no_terminal_has_is_taken_for_utf_8(encoding: str | None) -> None:
    assert text(TerminalInput(encoding, 0).feed("有很大".encode())) == "有很大"


def test_a_character_that_never_ends_is_replaced() -> None:
    assert text(messages("有".encode()[:2])) == "\N{REPLACEMENT CHARACTER}"


# What is relied on inside of Textual


def test_the_seams_that_are_replaced_exist() -> None:
    for name in ("run_input_thread", "_run_input_thread"):
        assert name in vars(LinuxDriver)
        assert name in vars(TerminalDriver)
    assert "_run_input_thread" in LinuxDriver.start_application_mode.__code__.co_names


@pytest.mark.parametrize("sequence", sorted(key for key in ANSI_SEQUENCES_KEYS if key.startswith("\x1b")))
def test_every_sequence_of_textual_is_complete_where_it_says_so(sequence: str) -> None:
    assert is_known(sequence)
    if sequence in {"\x1b", "\x1b\x1b", "\x1b§"}:
        return  # presses of the escape key
    parser = TerminalParser()
    found = parser._whole(sequence)
    assert parser._awaiting.timeout is None
    expected = ANSI_SEQUENCES_KEYS[sequence]
    assert bool(found) == (expected is not IGNORE_SEQUENCE)
    whole = messages(sequence.encode())
    assert [repr(message) for message in whole] == [repr(message) for message in found]


@given(st.sampled_from(["<0;1;1M", "<64;300;20M", "<0;5;5m", "?2026;2$y", "1;1R", "48;24;80;480;800t", "I", "O"]))
def test_reports_leave_the_parser_of_textual_at_its_beginning(rest: str) -> None:
    sequence = "\x1b[" + rest
    parser = TerminalParser()
    assert is_known(sequence)
    list(parser.messages(Sequence(sequence)))
    assert parser._awaiting.timeout is None
    assert isinstance(parser, XTermParser)


def test_the_parser_begins_anew_after_it_has_failed() -> None:
    parser = TerminalParser()
    parser.terminal_size, parser.terminal_pixel_size, parser.mouse_pixels = (0, 0), (0, 0), True
    assert parser._whole("\x1b[<0;5;5M") == []
    assert keys(list(parser.messages(Sequence("\x1b[A")))) == ["up"]


def test_a_mouse_is_still_heard() -> None:
    found = messages(b"\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;10;5M")
    assert [type(message) for message in found] == [events.MouseDown, events.MouseUp, events.MouseScrollUp]


# Bursts


def burst_keys(data: bytes) -> list[str]:
    found = messages(data, limit=4)
    return [message.key for message in found if isinstance(message, events.Key) and in_burst(message)]


def test_keys_that_come_at_once_are_a_burst() -> None:
    assert burst_keys(b"1234") == ["1", "2", "3", "4"]
    assert burst_keys(b"ab\r1") == ["a", "b", "enter", "1"]
    assert burst_keys("有很大差别".encode() + b"\r") == ["enter"]


@pytest.mark.parametrize(
    "data", [b"123", b"1111111", b"jjjjjjjj", b"1\x1b[C1\x1b[C2\x1b[C3\x1b[B4", b"1122", b"\x1b[A" * 9]
)
def test_few_keys_repeats_and_keys_between_movements_are_none(data: bytes) -> None:
    assert burst_keys(data) == []


def test_what_follows_a_burst_at_once_belongs_to_it() -> None:
    clock = Clock()
    source = TerminalInput("utf-8", 4, clock=clock)
    assert all(in_burst(message) for message in source.feed(b"1234") if isinstance(message, events.Key))
    clock.now += 0.01
    assert [in_burst(message) for message in source.feed(b"5") if isinstance(message, events.Key)] == [True]
    clock.now += 0.5
    assert [in_burst(message) for message in source.feed(b"6") if isinstance(message, events.Key)] == [False]


def test_typing_and_holding_a_key_is_never_a_burst() -> None:
    clock, chance = Clock(), random.Random(1)
    source = TerminalInput("utf-8", 4, clock=clock)
    for _press in range(2000):
        held = chance.choice([b"1", b"2", b"xx", b"uuuuuu", b"j" * 30, b"12"])
        clock.now += chance.uniform(0.01, 0.2)
        assert not any(in_burst(message) for message in source.feed(held) if isinstance(message, events.Key))


def test_nothing_is_a_burst_where_that_is_off() -> None:
    assert not any(in_burst(message) for message in messages(b"1234567890", limit=0) if isinstance(message, events.Key))


def test_a_sequence_cut_in_two_for_long_is_left_out_whole() -> None:
    clock = Clock()
    source = TerminalInput("utf-8", 0, clock=clock)
    first, second = committed("有很大差别")[:15], committed("有很大差别")[15:]
    found = source.feed(first)
    clock.now += PATIENCE * 0.9
    found += source.tick() + source.feed(second)
    assert text(found) == "有很大差别"
