"""What was said of marks and of articles, in words."""

from annotations.model.layer import ArticleMetadata, Layer
from annotations.model.schema import RelationType, Schema
from annotations.model.span import Relation, Span
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
