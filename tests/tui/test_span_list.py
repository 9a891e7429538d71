"""The rows of the panel."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.layer import Layer
from annotations.model.span import Orphan, Quote, Span
from annotations.schema_io.default import default_schema
from tui.core.span_list import Order, panel_rows

TEXT = "美團和淘寶閃購,美團又和餓了麼。"
SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from(["ORG", "PROD", "GONE"])), max_size=8
).map(lambda found: [Span(f"s{number}", a, a + n, label) for number, (a, n, label) in enumerate(found)])


@given(SPANS)
def test_every_span_is_counted_once_in_either_order(spans: list[Span]) -> None:
    layer = Layer.of(spans)
    for order in Order:
        rows = panel_rows(layer, default_schema(), TEXT, order)
        assert sum(row.times for row in rows if row.span) == len(spans)
        assert sum(row.times for row in rows if not row.span) == len(spans)


@given(SPANS)
def test_a_filter_shows_what_has_the_words_in_either_script(spans: list[Span]) -> None:
    rows = panel_rows(Layer.of(spans), default_schema(), TEXT, Order.PLACE, "美团")
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
    found = panel_rows(layer, default_schema(), TEXT, Order.PLACE, "buyer")
    assert [row.span for row in found if row.chosen] == ["s1"]
