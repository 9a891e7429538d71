"""Test OpenCC's rule, against one that does what OpenCC's documentation says, a character at a time."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seeds.script.description import sequences
from seeds.script.dictionary import in_turn, united
from seeds.script.forward import ForwardReplacement, Segmentation
from seeds.script.offsets import OffsetMap
from seeds.script.stage import Chunk, Stage, run_all
from tests.sizes import examples

LETTERS = "甲乙丙⿰⿲"
KEYS = st.text("甲乙丙", min_size=1, max_size=4)
DICTIONARIES = st.dictionaries(KEYS, st.text("甲乙丙丁", min_size=1, max_size=4), max_size=6)
GROUPS = st.lists(DICTIONARIES, min_size=1, max_size=3)
TEXTS = st.text(LETTERS + "\ud800𠀀", max_size=24)


def longest_prefix(entries: dict[str, str], text: str, start: int) -> str | None:
    return max((key for key in entries if text.startswith(key, start)), key=len, default=None)


def match(group: list[dict[str, str]], union: bool, text: str, start: int) -> tuple[str, str] | None:
    """Find what a group of dictionaries matches at a place: key and value."""
    candidates = [(key, entries[key]) for entries in group if (key := longest_prefix(entries, text, start)) is not None]
    if union:
        return max(candidates, key=lambda pair: len(pair[0]), default=None)
    return candidates[0] if candidates else None


def slow_replace(group: list[dict[str, str]], union: bool, text: str) -> str:
    out, position = "", 0
    described = dict(sequences(text, (), ()))
    while position < len(text):
        entry = match(group, union, text, position)
        if entry:
            out, position = out + entry[1], position + len(entry[0])
        else:
            end = described.get(position, position + 1)
            out, position = out + text[position:end], end
    return out


def slow_segments(entries: dict[str, str], text: str) -> list[str]:
    segments, run, position = [], "", 0
    described = dict(sequences(text, (), ()))
    while position < len(text):
        key = longest_prefix(entries, text, position)
        if key:
            segments += [run, key]
            run, position = "", position + len(key)
        else:
            end = described.get(position, position + 1)
            run, position = run + text[position:end], end
    return [segment for segment in [*segments, run] if segment]


@settings(max_examples=examples(300))
@given(GROUPS, st.booleans(), TEXTS)
@example([{"甲": "丁"}, {"甲乙": "丙"}], False, "甲乙")
@example([{"甲": "丁"}, {"甲乙": "丙"}], True, "甲乙")
def test_a_group_replaces_as_its_dictionaries_would(group: list[dict[str, str]], union: bool, text: str) -> None:
    stage = ForwardReplacement(united(group) if union else in_turn(group))
    assert stage.run(Chunk(text))[0].text == slow_replace(group, union, text)


@settings(max_examples=examples(300))
@given(DICTIONARIES, GROUPS, GROUPS, TEXTS)
@example({"甲乙": ""}, [{"乙丙": "丁", "丙甲": "甲"}], [{}], "甲乙丙甲")
def test_segments_pass_through_the_chain_by_themselves(
    segmentation: dict[str, str], first: list[dict[str, str]], second: list[dict[str, str]], text: str
) -> None:
    stages: list[Stage] = [
        Segmentation(segmentation),
        *(ForwardReplacement(in_turn(group)) for group in (first, second)),
    ]
    expected = [
        slow_replace(second, False, slow_replace(first, False, segment))
        for segment in slow_segments(segmentation, text)
    ]
    converted, offsets = run_all(stages, text)
    assert converted == "".join(expected)
    start = target = 0
    for segment, image in zip(slow_segments(segmentation, text), expected, strict=True):
        assert offsets.to_target(start) == offsets.to_target(start, end=True) == target
        start, target = start + len(segment), target + len(image)


@given(DICTIONARIES, TEXTS)
def test_the_map_tells_what_became_of_what(entries: dict[str, str], text: str) -> None:
    stretch, edits = ForwardReplacement(entries).run(Chunk(text))
    offsets = OffsetMap(tuple(edits))
    assert offsets.to_target(len(text)) == len(stretch.text)
    for start, length, target, image in edits:
        assert entries[text[start : start + length]] == stretch.text[target : target + image]


@given(DICTIONARIES, TEXTS)
def test_breaks_move_with_the_text(entries: dict[str, str], text: str) -> None:
    cut, _ = Segmentation({"甲": "", "乙丙": ""}).run(Chunk(text))
    done, _ = ForwardReplacement(entries).run(cut)
    borders = [0, *cut.breaks, len(text)]
    moved = [0, *done.breaks, len(done.text)]
    for (start, end), (low, high) in zip(pairwise(borders), pairwise(moved), strict=True):
        assert done.text[low:high] == slow_replace([entries], False, text[start:end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("⿰亻爱", [(0, 3)]),
        ("⿱⿰亻爱心愛", [(0, 5)]),
        ("⿲一二三四", [(0, 4)]),
        ("⿾爱爱", [(0, 2)]),
        ("⿰亻", []),
        ("⿰" * 15 + "爱" * 16, [(0, 31)]),
        ("⿰" * 16 + "爱" * 17, [(1, 32)]),
    ],
)
def test_description_sequences(text: str, expected: list[tuple[int, int]]) -> None:
    assert sequences(text, (), ()) == expected


def test_a_description_is_left_whole_unless_it_is_a_key() -> None:
    entries = {"爱": "愛", "⿱中心": "忠"}
    stretch, _ = ForwardReplacement(entries).run(Chunk("爱⿰亻爱爱⿱中心爱"))
    assert stretch.text == "愛⿰亻爱愛忠愛"


def test_a_description_does_not_cross_a_break() -> None:
    assert sequences("⿰亻爱", (2,), ()) == []
