"""Test that the gold annotations fit their texts and keep to what their guidelines say of every span."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from annotations.schema_io.default import default_schema
from tests.gold.sets import Gold, bundled, heldout, house, kept_out, unseen

LABELS = {label.name for label in default_schema().labels}
APPROXIMATE = tuple("近約约超逾")
FIGURES = {"MONEY", "PCT", "NUM"}
SETS: dict[str, Callable[[], list[Gold]]] = {
    "bundled": bundled,
    "heldout": heldout,
    "unseen": unseen,
    "house": house,
    "kept-out": kept_out,
}


@pytest.fixture(scope="module", params=["bundled", "heldout", "unseen", "house", "kept-out"])
def gold(request: pytest.FixtureRequest) -> list[Gold]:
    """Return the texts of one of the sets."""
    return SETS[request.param]()


def test_every_label_is_there(gold: list[Gold]) -> None:
    assert {label for text in gold for _start, _end, label in text.spans} == LABELS


def test_spans_lie_in_the_text_in_order_and_apart(gold: list[Gold]) -> None:
    for text in gold:
        assert all(0 <= start < end <= len(text.text) for start, end, _label in text.spans), text.name
        assert all(one[1] <= other[0] for one, other in pairwise(text.spans)), text.name


def test_no_span_begins_or_ends_with_a_space_or_a_stop(gold: list[Gold]) -> None:
    quotes = [text.text[start:end] for text in gold for start, end, _label in text.spans]
    assert [quote for quote in quotes if quote != quote.strip(" \n　，,。、；;:：!！?？")] == []


def test_words_that_only_soften_a_figure_are_outside(gold: list[Gold]) -> None:
    quotes = [text.text[start:end] for text in gold for start, end, label in text.spans if label in FIGURES]
    assert [quote for quote in quotes if quote.startswith(APPROXIMATE)] == []
    assert [quote for quote in quotes if quote.endswith(("左右", "上下", "以上"))] == []


def test_the_bundled_articles_are_all_annotated() -> None:
    assert len(bundled()) == 8


def test_the_held_out_paragraphs_are_short_and_in_both_scripts() -> None:
    texts = [gold.text for gold in heldout()]
    assert len(set(texts)) == 60
    assert all(80 <= len(text) <= 200 for text in texts)
