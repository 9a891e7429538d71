"""Pieces of a terminal's characters are the same wherever these are cut, and no part of a sequence is ever text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.sequences import (
    ESC,
    LONGEST,
    PASTE_BEGIN,
    PASTE_END,
    PASTE_PATIENCE,
    PATIENCE,
    Pasted,
    Piece,
    Plain,
    Sequence,
    Splitter,
)

DELAY = 0.1
KNOWN = frozenset({"\x1b[3$", "\x1bOP", "\x1bOA", "\x1b[[A"})

WHOLE = st.one_of(
    st.sampled_from(["\x1b[A", "\x1b[1;2C", "\x1b[[A", "\x1b[3$", "\x1bOP", "\x1bO5C", "\x1b[<0;10;20M", "\x1bx"]),
    st.sampled_from(["\x1b]11;rgb:0/0/0\x07", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP1$r0m\x1b\\", "\x1b_Gi=1;OK\x1b\\"]),
    st.lists(st.integers(0x4E00, 0x9FFF), min_size=1, max_size=60).map(
        lambda points: f"\x1b[32;;{':'.join(map(str, points))}u"
    ),
)
TEXT = st.text(st.characters(exclude_characters=ESC, codec="utf-8"), min_size=1, max_size=9)
PASTED = st.text(st.sampled_from("1x\x1b[;u漢~02"), max_size=20).filter(lambda text: "\x1b[201~" not in text + "\x1b[")


def cut(text: str, places: list[int]) -> list[str]:
    borders = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[start:end] for start, end in pairwise(borders)]


def pieces_of(chunks: list[str]) -> list[Piece]:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    found = [piece for chunk in chunks for piece in splitter.feed(chunk, 0.0)]
    assert not splitter.waiting
    merged: list[Piece] = []
    for piece in found:
        if merged and isinstance(piece, Plain) and isinstance(merged[-1], Plain):
            merged[-1] = Plain(merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return merged


@given(
    st.lists(st.one_of(WHOLE.map(Sequence), TEXT.map(Plain), PASTED.map(Pasted)), max_size=8),
    st.lists(st.integers(0, 10_000), max_size=30),
)
def test_what_is_whole_arrives_whole_wherever_it_was_cut(sent: list[Piece], places: list[int]) -> None:
    stream, wanted = "", list[Piece]()
    for piece in sent:
        stream += f"{PASTE_BEGIN}{piece.text}{PASTE_END}" if isinstance(piece, Pasted) else piece.text
        if wanted and isinstance(piece, Plain) and isinstance(wanted[-1], Plain):
            wanted[-1] = Plain(wanted[-1].text + piece.text)
        else:
            wanted.append(piece)
    assert pieces_of(cut(stream, places)) == wanted


@given(st.lists(st.text(st.sampled_from("\x1b[]OP_;:?<$M019uA~ \x07\\漢\x00"), max_size=12), max_size=12))
def test_no_characters_raise_or_come_twice(chunks: list[str]) -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    found = []
    for number, chunk in enumerate(chunks):
        found += splitter.feed(chunk, number * 0.05)
        found += splitter.tick(number * 0.05 + 0.04)
    found += splitter.tick(len(chunks) + PATIENCE + PASTE_PATIENCE)
    assert not splitter.waiting
    assert sum(len(piece.text) for piece in found) <= sum(map(len, chunks)) + chunks.count(ESC)


def test_escape_is_a_key_when_nothing_follows() -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    assert splitter.feed(ESC, 0.0) == []
    assert splitter.tick(DELAY / 2) == []
    assert splitter.tick(DELAY) == [Sequence(ESC)]
    assert not splitter.waiting


@pytest.mark.parametrize("key", ["[", "O", "]", "P", "_"])
def test_what_begins_a_sequence_is_a_key_with_alt_when_nothing_follows(key: str) -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    assert splitter.feed(ESC + key, 0.0) == []
    assert splitter.tick(DELAY) == [Sequence(ESC + key)]


def test_escape_before_text_of_an_input_method_is_a_key() -> None:
    assert pieces_of(["\x1b漢字"]) == [Sequence(ESC), Plain("漢字")]


@pytest.mark.parametrize("rest", ["377:24456u", ";1"])
def test_the_rest_of_a_sequence_is_waited_for_and_then_nothing(rest: str) -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    assert splitter.feed("\x1b[32;;26", 0.0) == []
    assert splitter.tick(PATIENCE / 2) == []
    late = splitter.feed(rest, PATIENCE * 0.9)
    assert late in ([Sequence("\x1b[32;;26377:24456u")], [])
    assert splitter.tick(3 * PATIENCE) == []
    assert splitter.feed("j", 3 * PATIENCE) == [Plain("j")]


@pytest.mark.parametrize("begin", ["\x1b[1", "\x1b]1", "\x1bP1"])
def test_what_is_too_long_is_left_out_to_its_end(begin: str) -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    end = "u" if begin[1] == "[" else "\x07"
    found = splitter.feed(begin + ";1" * LONGEST, 0.0) + splitter.feed("1;1" * 100 + end + "j", 0.0)
    assert found == [Plain("j")]


def test_a_broken_sequence_ends_where_it_breaks() -> None:
    assert pieces_of(["\x1b[12;\x1b[Aj\x1b]1x\x1b[B"]) == [Sequence("\x1b[A"), Plain("j"), Sequence("\x1b[B")]


def test_a_paste_without_an_end_ends() -> None:
    splitter = Splitter(KNOWN.__contains__, DELAY)
    assert splitter.feed("\x1b[200~123", 0.0) == []
    assert splitter.tick(PASTE_PATIENCE) == [Pasted("123")]
    assert splitter.feed("4", PASTE_PATIENCE) == [Plain("4")]
