"""Test further occurrences of what is marked: all of them, in either script, and none that cannot get the label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.editing.occurrences import Phrase, occurrences
from annotations.editing.span_edits import label_all, label_range
from annotations.model.layer import Layer
from annotations.model.schema import Overlap, Schema
from annotations.model.span import Span
from annotations.schema_io.default import default_schema
from seeds.article import ArticleInfo
from seeds.script.fold import fold
from seeds.segmentation.reflow import ReadText, read_article
from seeds.sources.corpus import Corpus

SCHEMA = default_schema()
CHINESE = st.text("淘宝寶閃闪", max_size=24)


def found(text: str, phrase: str, *spans: Span, label: str = "ORG", schema: Schema = SCHEMA) -> list[str]:
    places = occurrences(Phrase(phrase, begins=True, ends=True), label, ReadText(text), Layer.of(spans), schema)
    return [f"{start}:{text[start:end]}" for start, end in places]


@given(CHINESE, st.text("淘宝寶閃闪", min_size=1, max_size=3), st.data())
def test_every_place_is_found_that_reads_so_and_is_free(text: str, phrase: str, data: st.DataObject) -> None:
    ranges = data.draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3)), max_size=3))
    layer = Layer.of(
        Span(f"s{number}", start, start + length, data.draw(st.sampled_from(["ORG", "PER"])))
        for number, (start, length) in enumerate(ranges)
    )
    places = occurrences(Phrase(phrase), "ORG", ReadText(text), layer, SCHEMA)
    covered = {at for span in layer.ordered if span.label == "ORG" for at in range(span.start, span.end)}
    for start, end in places:
        assert fold(text[start:end]) == fold(phrase)
        assert not covered & set(range(start, end))
        covered |= set(range(start, end))
    for start in range(len(text) - len(phrase) + 1):
        end = start + len(phrase)
        assert fold(text[start:end]) != fold(phrase) or covered & set(range(start, end))


@given(CHINESE, st.data(), st.sampled_from(Overlap))
def test_all_that_is_offered_can_be_labelled_and_is_not_offered_again(
    text: str, data: st.DataObject, overlap: Overlap
) -> None:
    schema = Schema(SCHEMA.labels, overlap=overlap)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    layer = Layer()
    if data.draw(st.booleans()) and text:
        layer = label_range(layer, schema, start, len(text), "PER").apply(layer)
    phrase = Phrase.of(ReadText(text), start, start + 2)
    places = occurrences(phrase, "ORG", ReadText(text), layer, schema)
    change = label_all(layer, schema, places, "ORG")
    assert len(change.added) == len(places)
    assert occurrences(phrase, "ORG", ReadText(text), change.apply(layer), schema) == []


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("AI、OpenAI、AIR、ＡＩ、ai模型", "AI", ["0:AI", "14:ＡＩ", "17:ai"]),
        ("5、15、1.5、5%、5,000、5。5", "5", ["0:5", "9:5", "18:5", "20:5"]),
        ("11月28日和11 月28 日", "11月28日", ["0:11月28日", "7:11 月28 日"]),
        ("naïve，naïveté", "naïve", ["0:naïve"]),
        ("天", " ", []),
    ],
)
def test_words_and_numbers_are_whole(text: str, phrase: str, expected: list[str]) -> None:
    assert found(text, phrase) == expected


def test_a_piece_of_a_word_is_found_in_other_words() -> None:
    text = "OpenAI AI AIR"
    assert Phrase.of(ReadText(text), 4, 6) == Phrase("AI", begins=False, ends=True)
    assert occurrences(Phrase.of(ReadText(text), 4, 6), "ORG", ReadText(text), Layer(), SCHEMA) == [(4, 6), (7, 9)]


def test_only_spans_of_the_label_are_in_the_way_unless_the_schema_says_so() -> None:
    spans = (Span("s1", 0, 4, "ORG"), Span("s2", 5, 9, "PROD"))
    text = "淘寶閃購 淘寶閃購 淘宝"
    assert found(text, "淘寶", *spans) == ["5:淘寶", "10:淘宝"]
    assert found(text, "淘寶", *spans, schema=Schema(SCHEMA.labels, overlap=Overlap.FORBID)) == ["10:淘宝"]
    assert found(text, "閃購 淘", *spans, schema=Schema(SCHEMA.labels, overlap=Overlap.NESTED)) == []


def test_what_lies_within_a_span_of_the_label_is_marked_already() -> None:
    assert found("淘寶閃購淘寶", "淘寶", Span("s1", 0, 6, "ORG"), Span("s2", 0, 2, "ORG")) == []


def test_all_fourteen_mentions_of_the_first_article_are_found_from_the_first() -> None:
    corpus = Corpus.open(None)
    article = next(
        article
        for info in corpus.scan()
        if isinstance(info, ArticleInfo)
        for article in [corpus.read(info)]
        if "淘寶閃購" in article.text
    )
    start = article.text.index("淘寶閃購")
    layer = label_range(Layer(), SCHEMA, start, start + 4, "ORG").apply(Layer())
    places = occurrences(
        Phrase.of(read_article(article), start, start + 4), "ORG", read_article(article), layer, SCHEMA
    )
    assert len(places) == 13
    assert all(article.text[first:last] == "淘寶閃購" for first, last in places)
