"""What was said of marks and of articles, in words."""

from dataclasses import replace

import pytest

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer
from annotations.model.schema import RelationType, Schema
from annotations.model.span import Relation, Span
from tui.core.reading.done import done_words
from tui.core.reading.remarks import article_remarks, no_relation, span_remarks

TEXT = "雷軍領導小米集團"
HEAD = Span("s1", 0, 2, "PER", attributes={"certain": False, "role": "owner"}, note="創始人")
TAIL = Span("s2", 4, 8, "ORG")
LAYER = Layer.of([HEAD, TAIL], [Relation("leads", "s1", "s2")])


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


def test_attributes_note_and_relations_of_a_span() -> None:
    assert span_remarks(LAYER, HEAD, words) == ["certain: no", "role: owner", "“創始人”", "leads → 小米集團"]
    assert span_remarks(LAYER, TAIL, words) == ["雷軍 → leads"]


def test_categories_and_note_of_an_article() -> None:
    assert article_remarks(Layer()) == []
    layer = Layer(metadata=ArticleMetadata(categories=("business", "tech"), note="看過"))
    assert article_remarks(layer) == ["[business, tech]", "“看過”"]


def test_a_relation_that_does_not_go_says_which_do() -> None:
    schema = Schema(relations=(RelationType("works-for", ("PER",), ("ORG", "MEDIA")), RelationType("near")))
    kinds = "works-for goes from PER to ORG or MEDIA; near goes from any label to any label"
    assert no_relation(schema, "ORG", "PER") == f"no relation goes from ORG to PER: {kinds}"
    assert "has no relations" in no_relation(Schema(), "ORG", "PER")
    many = Schema(relations=tuple(RelationType(f"r{number}", ("X",)) for number in range(9)))
    assert no_relation(many, "A", "B").endswith("r5 goes from X to any label; …")


MADE = Change("label ORG", added=(TAIL,))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (MADE, "ORG 小米集團"),
        (MADE.inverted(), "deleted ORG 小米集團"),
        (Change("relabel", removed=(replace(TAIL, label="PROD"),), added=(TAIL,)), "PROD → ORG 小米集團"),
        (Change("move an edge", removed=(replace(TAIL, end=6),), added=(TAIL,)), "ORG 小米集團"),
        (Change("note on ORG", removed=(TAIL,), added=(replace(TAIL, note="北京"),)), "note on ORG 小米集團"),
        (Change("label 2 places ORG", added=(TAIL, replace(TAIL, id="s3"))), "label 2 places ORG 小米集團"),
        (Change("delete 2 spans", removed=(HEAD, TAIL)), "delete 2 spans"),
        (Change("status done"), "status done"),
    ],
)
def test_what_a_change_has_done_is_said_in_the_words_of_the_text(change: Change, said: str) -> None:
    assert done_words(change, words) == said
