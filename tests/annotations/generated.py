"""Generate layers and operations on them, for properties that hold whatever an annotator does."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from types import MappingProxyType

from hypothesis import strategies as st

from annotations.editing import article_edits as on_article
from annotations.editing import span_edits as on_spans
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.schema import Attribute, AttributeKind, Category, Label, Overlap, RelationType, Schema
from annotations.model.span import Orphan, Quote, Rejection, Relation, Span
from annotations.suggest import decisions
from annotations.suggest.suggestion import Suggestion
from tests.annotations.marked import NOW

Operation = Callable[[Layer], Change]

LABELS = (
    Label("A", attributes=(Attribute("form", AttributeKind.CHOICE, ("x", "y")), Attribute("sure", AttributeKind.FLAG))),
    Label("B", attributes=(Attribute("sure", AttributeKind.FLAG), Attribute("id", AttributeKind.TEXT))),
    Label("C"),
)
SCHEMA = Schema(LABELS, (RelationType("r", ("A",), ("B", "C")), RelationType("any")), tuple(map(Category, "xyz")))
VALUES: dict[str, st.SearchStrategy[str | bool]] = {
    "form": st.sampled_from(["x", "y"]),
    "sure": st.booleans(),
    "id": st.sampled_from(["1", "2"]),
}
NAMES = st.sampled_from("ABC")
NOTES = st.sampled_from(["", "n", "m"])
TIMES = st.none() | st.sampled_from([datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC), NOW])
RANGES = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


ORIGINS = st.sampled_from(["tagger", "gazetteer"])
SUGGESTIONS = st.builds(
    lambda place, label, score, origin: Suggestion(place[0], place[1], label, score, origin),
    RANGES,
    NAMES,
    st.floats(0, 1),
    ORIGINS,
)
LOST = st.none() | st.builds(Quote, st.sampled_from(["q", "p"]))
REJECTIONS = st.builds(
    lambda place, label, origin, lost: Rejection(place[0], place[1], label, origin, lost), RANGES, NAMES, ORIGINS, LOST
)


def allowed(spans: Iterable[Span], overlap: Overlap) -> bool:
    """Return whether the schema allows spans together; no two may say the same."""
    for one, other in combinations(spans, 2):
        if (one.start, one.end, one.label) == (other.start, other.end, other.label):
            return False
        common = set(range(one.start, one.end)) & set(range(other.start, other.end))
        nested = len(common) == min(one.end - one.start, other.end - other.start)
        if common and (overlap is Overlap.FORBID or (overlap is Overlap.NESTED and not nested)):
            return False
    return True


@st.composite
def spans_of(draw: st.DrawFn, name: str) -> Span:
    start, end = draw(RANGES)
    label = draw(NAMES)
    attributes = {item.name: draw(VALUES[item.name]) for item in SCHEMA.label(label).attributes if draw(st.booleans())}
    return Span(name, start, end, label, attributes=MappingProxyType(attributes), note=draw(NOTES), time=draw(TIMES))


@st.composite
def layers(draw: st.DrawFn, overlap: Overlap) -> Layer:
    """Draw a layer that the schema allows, with relations, orphans, and rejections of what is not marked."""
    spans: list[Span] = []
    for number in range(draw(st.integers(0, 6))):
        span = draw(spans_of(f"s{number}"))
        if allowed([*spans, span], overlap):
            spans.append(span)
    orphans = [Orphan(draw(spans_of(f"s{number}")), Quote("q")) for number in range(7, 7 + draw(st.integers(0, 2)))]
    ids = [span.id for span in spans] + [orphan.span.id for orphan in orphans]
    ends = st.sampled_from(ids or ["nobody"])
    ties = draw(st.lists(st.builds(Relation, st.sampled_from(["r", "any"]), ends, ends), max_size=4))
    metadata = st.builds(
        ArticleMetadata, st.sampled_from(Status), st.lists(st.sampled_from("xyzq"), unique=True).map(tuple), NOTES
    )
    layer = Layer(
        MappingProxyType({span.id: span for span in spans}),
        frozenset(tie for tie in ties if tie.head != tie.tail),
        MappingProxyType({orphan.span.id: orphan for orphan in orphans}),
        draw(metadata),
        frozenset(draw(st.lists(REJECTIONS, max_size=3))),
    )
    return replace(layer, rejections=layer.rejections - layer.contradicted())


@st.composite
def operations(draw: st.DrawFn, layer: Layer, schema: Schema) -> Operation:
    """Draw any operation, with what it needs from the layer that it will be applied to."""
    ids = st.sampled_from(sorted(layer.spans)) if layer.spans else st.just("s0")
    orphans = st.sampled_from(sorted(layer.orphans)) if layer.orphans else st.just("s0")
    relations = (
        st.sampled_from(sorted(layer.relations, key=repr)) if layer.relations else st.just(Relation("r", "s0", "s1"))
    )
    start, end = draw(RANGES)
    choices: list[Operation] = [
        partial(on_spans.label_range, schema=schema, start=start, end=end, label=draw(NAMES)),
        partial(on_spans.label_all, schema=schema, ranges=draw(st.lists(RANGES)), label=draw(NAMES)),
        partial(on_spans.relabel, schema=schema, span_id=draw(ids), label=draw(NAMES)),
        partial(on_spans.relabel_all, schema=schema, ids=draw(st.lists(ids)), label=draw(NAMES)),
        partial(on_spans.move_edges, schema=schema, span_id=draw(ids), start=start, end=end),
        partial(on_spans.delete, ids=draw(st.lists(ids))),
        partial(on_spans.set_note, span_id=draw(ids), note=draw(NOTES)),
        partial(on_spans.merge, schema=schema, ids=draw(st.lists(ids, min_size=2))),
        partial(on_spans.split, schema=schema, span_id=draw(ids), offset=start),
        partial(on_article.relate, schema=schema, head=draw(ids), kind="any", tail=draw(ids)),
        partial(on_article.relate, schema=schema, head=draw(ids), kind="r", tail=draw(ids)),
        partial(on_article.unrelate, relation=draw(relations)),
        partial(on_article.toggle_category, schema=schema, name=draw(st.sampled_from("xyz"))),
        partial(on_article.set_article_note, note=draw(NOTES)),
        partial(on_article.reattach_orphan, schema=schema, span_id=draw(orphans), start=start, end=end),
        partial(on_article.drop_orphan, span_id=draw(orphans)),
        partial(on_article.set_status, status=draw(st.sampled_from(Status))),
        partial(
            decisions.accept,
            schema=schema,
            suggestions=draw(st.lists(SUGGESTIONS, max_size=3)),
            label=draw(st.none() | NAMES),
        ),
        partial(decisions.reject, suggestions=draw(st.lists(SUGGESTIONS, max_size=3))),
        partial(on_article.rename_label, old=draw(NAMES), new=draw(NAMES)),
    ]
    name = draw(st.sampled_from(sorted(VALUES)))
    value = draw(st.none() | VALUES[name])
    choices.append(partial(on_spans.set_attribute, schema=schema, span_id=draw(ids), name=name, value=value))
    return draw(st.sampled_from(choices))
