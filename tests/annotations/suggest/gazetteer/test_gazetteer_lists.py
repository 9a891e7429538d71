"""The lists that come with the program are sound."""

from functools import cache

import pytest

from annotations.schema_io.default import default_schema
from annotations.suggest.gazetteer import bundled, composed, products, suggester
from annotations.suggest.gazetteer.entries import STOP, Entry, parse_tsv
from seeds.script.converter import load_converter
from seeds.script.fold import fold

LABELS = {label.name for label in default_schema().labels} | {STOP}
KEPT = frozenset("昇崑鱲")
"""Characters that names keep in simplified script, although a conversion would replace them."""


@cache
def entries(name: str) -> list[Entry]:
    return parse_tsv(bundled.read(name), name)[0]


@pytest.mark.parametrize("name", bundled.NAMES)
def test_every_line_of_a_list_can_be_read(name: str) -> None:
    assert parse_tsv(bundled.read(name), name)[1] == []


@pytest.mark.parametrize("name", bundled.NAMES)
def test_labels_are_known(name: str) -> None:
    assert {entry.label for entry in entries(name)} <= LABELS


@pytest.mark.parametrize("name", [*bundled.NAMES, *bundled.PARTS])
def test_lists_are_simplified_and_without_stray_spaces(name: str) -> None:
    words = [word for word, *_rest in bundled.read_rows(name)]
    converter = load_converter("t2s")
    for word in words:
        assert word == word.strip()
        assert "  " not in word
        assert all(a == b or a in KEPT for a, b in zip(word, converter.convert(word).text, strict=True)), word


def test_no_word_is_in_the_lists_twice() -> None:
    words = [fold(entry.word) for name in bundled.NAMES for entry in entries(name)]
    assert len(words) == len(set(words))


def test_no_name_is_a_single_character() -> None:
    assert [entry.word for name in bundled.NAMES for entry in entries(name) if len(entry.word) < 2] == []


def test_stops_are_all_in_their_list() -> None:
    assert {name for name in bundled.NAMES for entry in entries(name) if entry.label == STOP} == {"stops"}


def test_endings_have_a_known_label_and_their_scores_are_scores() -> None:
    endings = bundled.endings()
    assert {ending.label for ending in endings} <= LABELS - {STOP}
    assert len({ending.word for ending in endings}) == len(endings)
    assert all(
        0 <= score <= 1 for ending in endings for score in (ending.place, ending.name, ending.unknown, ending.between)
    )


def test_characters_in_rules_are_written_as_folding_leaves_them() -> None:
    for characters in (
        composed.NEVER_IN_NAMES,
        composed._NUMERALS,
        composed._NUMBERED,
        composed._NUMBER.pattern,
        products._GOODS,
        products._NOT_IN_NAMES,
        products._BEFORE.pattern,
        products._NEVER.pattern,
        products._VERSION.pattern,
        suggester._TITLE.pattern,
    ):
        assert fold("".join(characters)) == "".join(characters)
