"""Test operations on layers: each does what it says, can be undone, and leaves a layer that the schema allows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from annotations.editing import article_edits as on_article
from annotations.editing import span_edits as on_spans
from annotations.model import times
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.schema import Overlap, RelationType
from annotations.model.span import Orphan, Quote, Relation, Span
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stored, quotes_of, serialize_annotations
from seeds.errors import NotFoundError
from tests.annotations.generated import NAMES, RANGES, SCHEMA, Operation, allowed, layers, operations
from tests.annotations.marked import NOW, article
from tests.sizes import examples

RELABELLING = (on_spans.relabel, on_spans.relabel_all)

made = partial(Span, time=NOW)


@pytest.fixture(scope="module", autouse=True)
def _fixed_clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(times, "now", lambda: NOW)
        yield


@settings(max_examples=examples(400))
@given(st.data(), st.sampled_from(Overlap))
def test_every_operation_can_be_taken_back_and_leaves_what_the_schema_allows(
    data: st.DataObject, overlap: Overlap
) -> None:
    schema = replace(SCHEMA, overlap=overlap)
    layer = data.draw(layers(overlap))
    operation = data.draw(operations(layer, schema))
    try:
        change = operation(layer)
    except (RefusedError, NotFoundError):
        return
    changed = change.apply(layer)
    assert change.title
    assert bool(change) == (changed != layer)
    assert change.inverted().apply(changed) == layer
    assert allowed(changed.spans.values(), overlap)
    assert not changed.contradicted()
    assert not changed.spans.keys() & changed.orphans.keys()
    everyone = changed.spans.keys() | changed.orphans.keys()
    assert all({tie.head, tie.tail} <= everyone and tie.head != tie.tail for tie in changed.relations)
    for span in changed.spans.values():
        attributes = {item.name: item for item in schema.label(span.label).attributes}
        if span != layer.spans.get(span.id) and getattr(operation, "func", None) in RELABELLING:
            assert all(attributes[name].allows(value) for name, value in span.attributes.items())


@given(st.data(), NAMES)
def test_many_are_relabelled_and_deleted_and_the_same_file_is_back_with_one_undo(
    data: st.DataObject, label: str
) -> None:
    layer = data.draw(layers(Overlap.ALLOW))
    ids = data.draw(st.lists(st.sampled_from(sorted(layer.spans)))) if layer.spans else []
    for operation in (partial(on_spans.relabel_all, schema=SCHEMA, label=label), on_spans.delete):
        try:
            change = operation(layer, ids=ids)
        except RefusedError:
            continue
        changed = change.apply(layer)
        assert as_file(change.inverted().apply(changed)) == as_file(layer)
        if operation is on_spans.delete:
            assert changed.spans.keys() == layer.spans.keys() - set(ids)
            continue
        assert changed.relations == layer.relations
        for span in layer.spans.values():
            now = changed.spans[span.id]
            twice = [other for other in changed.exactly(span.start, span.end) if other.label == label]
            assert now.label == (span.label if span.id not in ids or now not in twice else label)
            assert len(twice) == 1 or span.id not in ids
            assert (now.note, now.start, now.end, now.origin) == (span.note, span.start, span.end, span.origin)


def as_file(layer: Layer) -> bytes:
    of = article("0123456789" * 2)
    return serialize_annotations(replace(Stored.empty(of, "a1"), layer=layer, quotes=quotes_of(layer, Quotes(of.text))))


def test_many_are_not_relabelled_where_a_relation_would_join_what_it_does_not() -> None:
    schema = replace(SCHEMA, relations=(RelationType("r", ("A",), ("B",)),))
    layer = layer_of(A, B, ties=[TIE])
    with pytest.raises(RefusedError) as error:
        on_spans.relabel_all(layer, schema, ["s1", "s2"], "C")
    assert "1 relation would go from C to C, and “r” goes from A to B" in str(error.value)
    change = on_spans.relabel_all(layer, replace(schema, relations=(RelationType("r"),)), ["s1", "s2"], "C")
    assert change.title == "2 × A, B → C"
    assert change.apply(layer).relations == {TIE}
    astray = layer_of(A, replace(B, label="C"), ties=[TIE])
    assert on_spans.relabel_all(astray, schema, ["s1"], "B"), "the relation is no worse than it was"


@given(st.data())
def test_the_first_work_on_an_article_puts_it_in_progress_in_the_same_change(data: st.DataObject) -> None:
    layer = data.draw(layers(Overlap.ALLOW))
    layer = replace(layer, metadata=replace(layer.metadata, status=Status.NEW))
    operation = data.draw(operations(layer, SCHEMA))
    try:
        change = operation(layer)
    except (RefusedError, NotFoundError):
        return
    function = getattr(operation, "func", None)
    assume(function not in (on_article.set_status, on_article.rename_label))
    expected = Status.IN_PROGRESS if change else Status.NEW
    assert change.apply(layer).metadata.status is expected


@given(layers(Overlap.ALLOW), st.data(), st.sampled_from(Overlap), NAMES)
def test_every_range_is_labelled_or_cannot_be(layer: Layer, data: st.DataObject, overlap: Overlap, label: str) -> None:
    schema = replace(SCHEMA, overlap=overlap)
    ranges = data.draw(st.lists(RANGES, max_size=8))
    change = on_spans.label_all(layer, schema, ranges, label)
    changed = change.apply(layer)
    for start, end in ranges:
        span = Span("new", start, end, label)
        labelled = any(other.label == label for other in changed.exactly(start, end))
        assert labelled or not all(allowed([span, other], overlap) for other in changed.spans.values())
    assert [span.start for span in change.added] == sorted(span.start for span in change.added)
    for span in change.added:
        assert all(allowed([span, other], overlap) for other in changed.spans.values() if other is not span)


def layer_of(*spans: Span, ties: Iterable[Relation] = ()) -> Layer:
    return replace(Layer.of(spans, ties), metadata=ArticleMetadata(Status.IN_PROGRESS))


A, B = made("s1", 0, 4, "A"), made("s2", 4, 6, "B", note="m")
TIE = Relation("r", "s1", "s2")


def test_labelling_twice_is_labelling_once() -> None:
    layer = layer_of(A)
    assert not on_spans.label_range(layer, SCHEMA, 0, 4, "A")
    other = on_spans.label_range(layer, SCHEMA, 0, 4, "B", origin="accepted:memory")
    assert other.added == (made("s2", 0, 4, "B", "accepted:memory"),)


@pytest.mark.parametrize(
    ("overlap", "place", "refused"),
    [
        (Overlap.ALLOW, (2, 6), False),
        (Overlap.NESTED, (2, 6), True),
        (Overlap.NESTED, (1, 3), False),
        (Overlap.NESTED, (0, 9), False),
        (Overlap.FORBID, (1, 3), True),
        (Overlap.FORBID, (0, 4), True),
        (Overlap.FORBID, (4, 6), False),
    ],
)
def test_the_schema_says_what_may_overlap(overlap: Overlap, place: tuple[int, int], refused: bool) -> None:
    schema = replace(SCHEMA, overlap=overlap)
    if refused:
        with pytest.raises(RefusedError, match=r"the schema allows .* A "):
            on_spans.label_range(layer_of(A), schema, *place, "B")
    else:
        assert on_spans.label_range(layer_of(A), schema, *place, "B").added


def test_a_span_that_the_schema_forbids_can_still_be_made_right() -> None:
    schema = replace(SCHEMA, overlap=Overlap.FORBID)
    layer = layer_of(A, made("s2", 3, 6, "B"))
    assert on_spans.move_edges(layer, schema, "s2", 4, 6).apply(layer).spans["s2"].start == 4
    assert on_spans.delete(layer, ["s2"]).removed


def test_relabelling_keeps_the_attributes_that_both_labels_have() -> None:
    layer = layer_of(replace(A, attributes={"form": "x", "sure": True}, note="n"))
    changed = on_spans.relabel(layer, SCHEMA, "s1", "B").apply(layer)
    assert changed.spans["s1"] == replace(A, label="B", attributes={"sure": True}, note="n")


def test_merging_keeps_notes_relations_and_the_first_label() -> None:
    layer = layer_of(replace(A, note="n"), B, made("s3", 8, 9, "C"), ties=[TIE, Relation("any", "s2", "s3")])
    change = on_spans.merge(layer, SCHEMA, ["s2", "s1"])
    changed = change.apply(layer)
    assert changed.spans["s1"] == made("s1", 0, 6, "A", note="n\nm")
    assert changed.relations == {Relation("any", "s1", "s3")}
    with pytest.raises(RefusedError, match="text between"):
        on_spans.merge(layer, SCHEMA, ["s1", "s3"])
    with pytest.raises(RefusedError, match="two spans"):
        on_spans.merge(layer, SCHEMA, ["s1", "s1"])


def test_merging_takes_in_a_span_that_says_the_same() -> None:
    whole = made("s3", 0, 6, "A", note="whole")
    layer = layer_of(A, B, whole, ties=[Relation("any", "s3", "s2")])
    assert on_spans.merge(layer, SCHEMA, ["s1", "s2"]).apply(layer) == layer_of(made("s1", 0, 6, "A", note="m\nwhole"))


def test_splitting_cuts_in_two() -> None:
    layer = layer_of(replace(A, note="n", attributes={"sure": True}), B, ties=[TIE])
    changed = on_spans.split(layer, SCHEMA, "s1", 1).apply(layer)
    assert changed.spans["s1"] == made("s1", 0, 1, "A", note="n", attributes={"sure": True})
    assert changed.spans["s3"] == made("s3", 1, 4, "A", attributes={"sure": True})
    assert changed.relations == {TIE}
    for offset in (0, 4, 9):
        with pytest.raises(RefusedError, match="inside"):
            on_spans.split(layer, SCHEMA, "s1", offset)


def test_merging_makes_one_relation_of_two_that_say_the_same() -> None:
    tie = Relation("any", "s1", "s3")
    layer = layer_of(A, B, made("s3", 8, 9, "C"), ties=[tie, replace(tie, head="s2")])
    assert on_spans.merge(layer, SCHEMA, ["s1", "s2"]).apply(layer).relations == {tie}


def test_parts_and_wholes_do_not_cross_where_the_schema_wants_them_nested() -> None:
    schema = replace(SCHEMA, overlap=Overlap.NESTED)
    with pytest.raises(RefusedError, match="C would cross"):
        on_spans.merge(layer_of(A, B, made("s3", 4, 9, "C")), schema, ["s1", "s2"])
    with pytest.raises(RefusedError, match="C would cross"):
        on_spans.split(layer_of(A, made("s3", 1, 3, "C")), schema, "s1", 2)


def test_deleting_a_span_deletes_its_relations() -> None:
    layer = layer_of(A, B, ties=[TIE])
    assert on_spans.delete(layer, ["s2"]).apply(layer) == layer_of(A)


def test_attributes_are_those_of_the_label() -> None:
    layer = layer_of(A)
    with_form = on_spans.set_attribute(layer, SCHEMA, "s1", "form", "x").apply(layer)
    assert with_form.spans["s1"].attributes == {"form": "x"}
    assert on_spans.set_attribute(with_form, SCHEMA, "s1", "form", None).apply(with_form) == layer
    with pytest.raises(RefusedError, match="known: x, y"):
        on_spans.set_attribute(layer, SCHEMA, "s1", "form", "z")
    with pytest.raises(NotFoundError, match="form"):
        on_spans.set_attribute(layer, SCHEMA, "s1", "from", "x")


def test_relations_join_what_the_schema_says() -> None:
    layer = layer_of(A, B)
    changed = on_article.relate(layer, SCHEMA, "s1", "r", "s2").apply(layer)
    assert changed.relations == {TIE}
    assert not on_article.relate(changed, SCHEMA, "s1", "r", "s2")
    assert on_article.unrelate(changed, TIE).apply(changed) == layer
    with pytest.raises(RefusedError, match=r"from B to A \(it goes from A to B or C\)"):
        on_article.relate(layer, SCHEMA, "s2", "r", "s1")
    with pytest.raises(RefusedError, match="itself"):
        on_article.relate(layer, SCHEMA, "s1", "any", "s1")
    with pytest.raises(RefusedError, match="no longer"):
        on_article.unrelate(layer, TIE)


def test_categories_are_in_the_order_of_the_schema_and_one_where_it_says_so() -> None:
    layer = layer_of()
    for name in "zx":
        layer = on_article.toggle_category(layer, SCHEMA, name).apply(layer)
    assert layer.metadata.categories == ("x", "z")
    assert on_article.toggle_category(layer, SCHEMA, "x").apply(layer).metadata.categories == ("z",)
    single = replace(SCHEMA, single_category=True)
    assert on_article.toggle_category(layer, single, "y").apply(layer).metadata.categories == ("y",)


def test_renaming_a_label_into_another_makes_one_of_two() -> None:
    twin = replace(B, id="s3", start=0, end=4, label="B", note="")
    layer = layer_of(replace(A, note="n"), B, twin, ties=[TIE, Relation("any", "s1", "s3")])
    changed = on_article.rename_label(layer, "A", "B").apply(layer)
    assert changed == layer_of(B, replace(twin, note="n"), ties=[Relation("r", "s3", "s2")])


def test_renaming_is_no_work_on_an_article_and_reaches_orphans() -> None:
    layer = Layer(orphans={"s1": Orphan(A, Quote("q"))})
    changed = on_article.rename_label(layer, "A", "Z").apply(layer)
    assert changed == Layer(orphans={"s1": Orphan(replace(A, label="Z"), Quote("q"))})


def test_orphans_are_settled_or_dropped() -> None:
    layer = replace(layer_of(B, ties=[TIE]), orphans={"s1": Orphan(A, Quote("q"))})
    settled = on_article.reattach_orphan(layer, SCHEMA, "s1", 7, 9).apply(layer)
    assert settled == layer_of(B, replace(A, start=7, end=9), ties=[TIE])
    assert on_article.drop_orphan(layer, "s1").apply(layer) == layer_of(B)


@pytest.mark.parametrize(
    "operation",
    [
        partial(on_spans.set_note, span_id="s9", note=""),
        partial(on_spans.delete, ids=["s1", "s9"]),
        partial(on_article.drop_orphan, span_id="s1"),
    ],
)
def test_what_is_gone_is_said_to_be_gone(operation: Operation) -> None:
    with pytest.raises(RefusedError, match="no longer"):
        operation(layer_of(A))


@pytest.mark.parametrize("place", [(3, 3), (4, 3), (-1, 2)])
def test_nothing_cannot_be_labelled(place: tuple[int, int]) -> None:
    with pytest.raises(RefusedError, match="nothing"):
        on_spans.label_range(layer_of(), SCHEMA, *place, "A")
