"""Test the rows of the panel, its filter, and what is done with all that the filter shows."""

from functools import partial
from pathlib import Path
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.schema import Attribute, AttributeKind, Label, Schema
from annotations.model.span import Orphan, Quote, Relation, Span
from annotations.schema_io.default import default_schema
from annotations.storage.open_article import OpenArticle
from tests.annotations.marked import killed, open_in
from tui.core.annotator import Annotator
from tui.core.span_panel.many_spans import delete_many, relabel_many
from tui.core.span_panel.rows import Order, panel_heading, panel_rows
from tui.core.span_panel.span_filter import SpanFilter

TEXT = "美團和淘寶閃購,美團又和餓了麼。"
SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from(["ORG", "PROD", "GONE"])), max_size=8
).map(lambda found: [Span(f"s{number}", a, a + n, label) for number, (a, n, label) in enumerate(found)])


def filtered(query: str, layer: Layer) -> SpanFilter:
    return SpanFilter.of(query, [span.label for span in layer.spans.values()] + ["ORG", "PROD", "PER"])


@given(SPANS)
def test_every_span_is_counted_once_in_either_order(spans: list[Span]) -> None:
    layer = Layer.of(spans)
    for order in Order:
        rows = panel_rows(layer, default_schema(), TEXT, order)
        assert sum(row.times for row in rows if row.span) == len(spans)
        assert sum(row.times for row in rows if not row.span) == len(spans)


@given(SPANS)
def test_a_filter_shows_what_has_the_words_in_either_script(spans: list[Span]) -> None:
    layer = Layer.of(spans)
    rows = panel_rows(layer, default_schema(), TEXT, Order.PLACE, filtered("美团", layer))
    wanted = [span for span in Layer.of(spans).ordered if "美團" in TEXT[span.start : span.end]]
    assert [row.span for row in rows if row.span] == [span.id for span in wanted]


def test_orphans_stand_apart() -> None:
    layer = Layer(orphans={"s1": Orphan(Span("s1", 0, 2, "ORG"), Quote("京東"))})
    heading, row = panel_rows(layer, default_schema(), TEXT, Order.LABEL)
    assert heading.orphan
    assert (row.text, row.label, row.orphan) == ("京東", "ORG", True)


def test_what_was_said_of_a_span_stands_below_it_and_is_found_by_the_filter() -> None:
    said = Span("s1", 0, 2, "ORG", attributes={"listed": True, "role": "buyer"}, note="港股")
    layer = Layer.of([said, Span("s2", 8, 10, "ORG"), Span("s3", 3, 5, "PROD")])
    for order in Order:
        rows = panel_rows(layer, default_schema(), TEXT, order)
        above, row = next((rows[at - 1], rows[at]) for at in range(len(rows)) if rows[at].remark)
        assert (above.span, row.text, row.chosen) == ("s1", "listed · role: buyer · “港股”", False)
        assert sum(row.remark for row in rows) == 1
    found = panel_rows(layer, default_schema(), TEXT, Order.PLACE, filtered("buyer", layer))
    assert [row.span for row in found if row.chosen] == ["s1"]


@given(SPANS, st.sampled_from(["ORG", "org", "PROD", "GONE", "P"]), st.sampled_from(["", "=美团", '="美团"', "=團"]))
def test_a_filter_shows_what_has_a_label_and_how_many_of_how_many(spans: list[Span], name: str, words: str) -> None:
    layer = Layer.of(spans)
    spans_shown = filtered(f"label:{name}{words}", layer)
    names = {"org": {"ORG"}, "P": {"PROD", "PER"}}.get(name, {name})
    expected = [span for span in layer.ordered if span.label in names]
    texts = {span: TEXT[span.start : span.end] for span in expected}
    if words == '="美团"':
        expected = [span for span in expected if texts[span] == "美團"]
    elif words:
        expected = [span for span in expected if texts[span].startswith("團" if words == "=團" else "美團")]
    for order in Order:
        rows = panel_rows(layer, default_schema(), TEXT, order, spans_shown)
        assert sum(row.times for row in rows if row.span) == len(expected)
        headings = [row for row in rows if not row.span and row.times]
        assert sum(row.times for row in headings) == len(expected)
        if order is Order.LABEL:
            assert all(row.total == sum(span.label == row.label for span in spans) for row in headings)
    assert panel_heading(layer, TEXT, spans_shown).startswith(f"{len(expected)} of {len(spans)}: label:")


def test_an_empty_filter_says_so_and_an_unknown_label_is_named() -> None:
    layer = Layer.of([Span("s1", 0, 2, "ORG")])
    for query, expected in (
        ("北京", "no span matches"),
        ("label:PER", "no span matches"),
        ("label:OGR", "there is no label “OGR”: did you mean “ORG”?"),
    ):
        assert [row.text for row in panel_rows(layer, default_schema(), TEXT, Order.LABEL, filtered(query, layer))] == [
            expected
        ]


def test_a_filter_by_label_can_be_turned_on_and_off_and_keeps_the_words() -> None:
    layer = Layer.of([Span("s1", 0, 2, "ORG"), Span("s2", 3, 5, "big = name")])
    assert filtered("美團", layer).turned_to("ORG") == "label:ORG 美團"
    assert filtered("label:ORG 美團", layer).turned_to("ORG") == "美團"
    assert filtered("label:ORG", layer).turned_to("big = name") == 'label:"big = name"'
    odd = filtered('label:"big = name"', layer)
    assert ([span.id for span in odd.select(layer, TEXT)], odd.turned_to("big = name")) == (["s2"], "")


def test_relations_are_shown_with_their_spans() -> None:
    tie = Relation("owns", "s1", "s2")
    layer = Layer.of([Span("s1", 0, 2, "ORG"), Span("s2", 3, 5, "PROD"), Span("s3", 8, 10, "PER")], [tie])
    for query, shown in (("", True), ("label:ORG", True), ("淘宝", True), ("label:PER", False)):
        rows = panel_rows(layer, default_schema(), TEXT, Order.LABEL, filtered(query, layer))
        assert any(row.relation == tie for row in rows) is shown


def test_many_spans_are_changed_at_once_on_the_disk_and_one_undo_brings_them_back(tmp_path: Path) -> None:
    schema = Schema((Label("ORG", attributes=(Attribute("listed", AttributeKind.FLAG),)), Label("PROD"), Label("PER")))
    spans = [Span(f"s{n}", n, n + 2, "ORG", note="n", attributes={"listed": True}) for n in range(7, 12)]
    program = open_in(tmp_path)
    ties = frozenset([Relation("owns", "s7", "s8")])
    program.make(Change("add", added=(*spans, Span("s20", 7, 9, "PROD"), Span("s21", 30, 32, "PER")), tied=ties))
    assert program.close()
    before = program.path.read_bytes()
    for change, message in (
        (
            partial(relabel_many, label="PROD"),
            "4 × ORG → PROD · PROD has no listed, which are dropped · 1 stays, since it is PROD already",
        ),
        (delete_many, "5 × ORG deleted · with 1 relation"),
    ):
        program = open_in(tmp_path)
        annotator = cast("Annotator", Program(program, schema))
        listed = SpanFilter.of("label:ORG", ["ORG"]).select(program.layer, program.article.text)
        done = change(annotator, listed)
        assert done.message == message
        changed = program.layer
        killed(program)
        program = open_in(tmp_path)
        assert program.layer == changed
        assert program.undo()
        assert program.close()
        same = [line for line in program.path.read_bytes().splitlines() if not line.startswith(b"updated")]
        assert same == [line for line in before.splitlines() if not line.startswith(b"updated")]


class Program:
    """What of an annotator the changes of many spans use."""

    def __init__(self, opened: OpenArticle, schema: Schema) -> None:
        self.opened, self.schema = opened, schema

    @property
    def layer(self) -> Layer:
        return self.opened.layer

    def make(self, change: Change) -> None:
        self.opened.make(change)
