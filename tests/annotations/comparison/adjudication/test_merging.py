"""Adjudication: agreements are taken over, decisions survive whatever annotators do next, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.comparison.adjudication.claims import Claim, Claims, claims_of
from annotations.comparison.adjudication.deciding import decide
from annotations.comparison.adjudication.merging import Merge, merge
from annotations.comparison.adjudication.places import Place, standing_at
from annotations.comparison.adjudication.records import NO_REASON, Reason, Why
from annotations.comparison.adjudication.rules import EXACT, Rule, RuleName
from annotations.editing.span_edits import delete, move_edges, relabel
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.schema import Label, Overlap, Schema
from annotations.model.span import Relation, Span

LABELS = ("ORG", "PER", "LOC")
SCHEMA = Schema(labels=tuple(map(Label, LABELS)))
FORBID = replace(SCHEMA, overlap=Overlap.FORBID)
MAJORITY = Rule(RuleName.MAJORITY)
EMPTY = Layer()
Marks = list[tuple[int, int, str]]


def layer(*marks: tuple[int, int, str], **attributes: str | bool) -> Layer:
    return Layer.of(Span(f"s{number}", *mark, attributes=attributes) for number, mark in enumerate(marks, 1))


def said(*marks: tuple[int, int, str]) -> Claims:
    return frozenset(Claim(*mark) for mark in marks)


def all_of(adjudicated: Layer) -> Claims:
    return claims_of(adjudicated.ordered)


def merged(
    layers: Mapping[str, Layer], adjudicated: Layer = EMPTY, rule: Rule = EXACT, schema: Schema = SCHEMA
) -> tuple[Layer, Merge]:
    result = merge("a", layers, adjudicated, schema, rule)
    return result.change.apply(adjudicated), result


def decided(adjudicated: Layer, place: Place, claims: Claims, why: Why = NO_REASON, schema: Schema = SCHEMA) -> Layer:
    return decide(adjudicated, schema, place, claims, why).apply(adjudicated)


ORG, PER, LOC = (0, 4, "ORG"), (0, 2, "PER"), (10, 12, "LOC")


def test_what_all_say_is_taken_over_and_the_rest_is_asked() -> None:
    adjudicated, result = merged({"a1": layer(ORG, LOC), "a2": layer(PER, LOC)})
    assert all_of(adjudicated) == said(LOC)
    assert [span.origin for span in adjudicated.ordered] == ["agreed"]
    assert [(place.start, place.end) for place in result.open] == [(0, 4)]
    assert {version.claims for version in result.open[0].versions} == {said(ORG), said(PER)}
    assert adjudicated.metadata.status is Status.IN_PROGRESS


def test_the_last_decision_closes_the_article_and_says_whose_span_it_is() -> None:
    layers = {"a1": layer(ORG), "a2": layer(PER), "a3": layer(ORG)}
    adjudicated, result = merged(layers)
    change = decide(adjudicated, SCHEMA, result.open[0], said(ORG), Why(Reason.GAP, "see 3.2"), closes=True)
    after = change.apply(adjudicated)
    (span,) = after.ordered
    assert span.origin == "adjudicated:a1+a3"
    assert span.time is not None
    assert [(each.start, each.end, each.label, each.origin) for each in after.rejected] == [(*PER, "adjudicated")]
    assert after.metadata.status is Status.DONE
    assert change.inverted().apply(after) == adjudicated
    standing = standing_at(result.open[0], after)
    assert standing.decided
    assert standing.why == Why("guideline-gap", "see 3.2")


def test_none_is_a_decision() -> None:
    layers = {"a1": layer(ORG), "a2": layer(PER)}
    adjudicated, result = merged(layers)
    after = decided(adjudicated, result.open[0], said())
    assert not after.spans
    again, result = merged(layers, after)
    assert again.spans == {}
    assert not result.open
    assert len(result.places) == 1


def test_a_decision_for_who_marked_nothing_stands() -> None:
    layers = {"a1": layer(ORG), "a2": layer()}
    adjudicated, result = merged(layers)
    for chosen in (said(), said(ORG)):
        after = decided(adjudicated, result.open[0], chosen)
        again, later = merged(layers, after)
        assert all_of(again) == chosen
        assert not later.open
        assert not later.change or later.change.metadata


def test_several_are_taken_where_they_may_be_and_refused_where_not() -> None:
    layers = {"a1": layer((0, 2, "PER"), (2, 4, "ORG"), (0, 9, "LOC")), "a2": layer((2, 4, "LOC"))}
    adjudicated, result = merged(layers)
    (place,) = result.open
    both = said((0, 2, "PER"), (2, 4, "ORG"))
    assert all_of(decided(adjudicated, place, both, schema=FORBID)) == both
    with pytest.raises(RefusedError):
        decide(adjudicated, FORBID, place, both | said((0, 9, "LOC")))


def test_an_own_version_is_by_hand_and_what_was_said_is_remembered() -> None:
    layers = {"a1": layer(ORG), "a2": layer(PER)}
    adjudicated, result = merged(layers)
    after = decided(adjudicated, result.open[0], said((0, 3, "ORG")))
    assert [span.origin for span in after.ordered] == ["manual"]
    again, later = merged(layers, after)
    assert all_of(again) == said((0, 3, "ORG"))
    assert not later.open


def test_a_decision_is_asked_again_when_there_is_another_version_and_stays_until_then() -> None:
    layers = {"a1": layer(ORG, LOC), "a2": layer(PER, LOC)}
    adjudicated, result = merged(layers)
    after = decided(adjudicated, result.open[0], said(ORG))
    changed = layers | {"a2": layer((0, 5, "LOC"), LOC)}
    again, later = merged(changed, after)
    assert all_of(again) == said(ORG, LOC)
    assert len(later.open) == 1
    assert standing_at(later.open[0], again).former
    back, latest = merged(layers, again)
    assert not latest.open
    assert all_of(back) == said(ORG, LOC)


def test_a_third_annotator_who_says_the_same_as_one_changes_nothing() -> None:
    layers = {"a1": layer(ORG), "a2": layer(PER)}
    adjudicated, result = merged(layers)
    after = decided(adjudicated, result.open[0], said(ORG))
    assert not merged(layers | {"a3": layer(PER)}, after)[1].open
    assert len(merged(layers | {"a3": layer()}, after)[1].open) == 1


def test_when_all_come_to_agree_with_the_decision_nothing_is_asked_and_else_it_is() -> None:
    adjudicated, result = merged({"a1": layer(ORG), "a2": layer(PER)})
    after = decided(adjudicated, result.open[0], said(ORG))
    assert not merged({"a1": layer(ORG), "a2": layer(ORG)}, after)[1].open
    kept, later = merged({"a1": layer(PER), "a2": layer(PER)}, after)
    assert len(later.open) == 1
    assert all_of(kept) == said(ORG)
    kept, later = merged({"a1": layer(), "a2": layer()}, after)
    assert len(later.open) == 1
    assert all_of(kept) == said(ORG)


def test_what_is_agreed_no_more_goes_and_comes_back() -> None:
    layers = {"a1": layer(ORG), "a2": layer(ORG)}
    adjudicated, _result = merged(layers)
    gone, result = merged({"a1": layer(ORG), "a2": layer()}, adjudicated)
    assert not gone.spans
    assert len(result.open) == 1
    assert all_of(merged(layers, gone)[0]) == said(ORG)


def test_what_is_deleted_or_changed_by_hand_is_not_brought_back() -> None:
    layers = {"a1": layer(ORG, LOC), "a2": layer(ORG, LOC)}
    adjudicated, _result = merged(layers)
    org, loc = adjudicated.ordered
    edited = delete(adjudicated, [loc.id]).apply(adjudicated)
    edited = relabel(edited, SCHEMA, org.id, "PER").apply(edited)
    edited = move_edges(edited, SCHEMA, org.id, 1, 4).apply(edited)
    assert [(span.origin, span.label) for span in edited.ordered] == [("manual", "PER")]
    again, result = merged(layers, edited)
    assert all_of(again) == said((1, 4, "PER"))
    assert not result.open


def test_a_chosen_span_that_is_changed_by_hand_is_decided_still() -> None:
    layers = {"a1": layer(ORG), "a2": layer(PER)}
    adjudicated, result = merged(layers)
    after = decided(adjudicated, result.open[0], said(ORG))
    (span,) = after.ordered
    for change in (delete(after, [span.id]), relabel(after, SCHEMA, span.id, "LOC")):
        edited = change.apply(after)
        again, later = merged(layers, edited)
        assert all_of(again) == all_of(edited)
        assert not later.open
        assert change.inverted().apply(edited) == after


def test_a_mark_by_hand_against_what_all_say_is_asked_about() -> None:
    adjudicated = layer((0, 4, "PER"))
    again, result = merged({"a1": layer(ORG), "a2": layer(ORG)}, adjudicated)
    assert all_of(again) == said((0, 4, "PER"))
    assert len(result.open) == 1
    after = decided(again, result.open[0], said(ORG))
    assert all_of(merged({"a1": layer(ORG), "a2": layer(ORG)}, after)[0]) == said(ORG)


def test_other_attributes_are_another_version() -> None:
    layers = {"a1": layer(ORG, kind="firm"), "a2": layer(ORG, kind="state")}
    adjudicated, result = merged(layers)
    (place,) = result.open
    assert len(place.versions) == 2
    chosen = layers["a2"].ordered
    after = decided(adjudicated, place, claims_of(chosen))
    assert after.ordered[0].attributes == {"kind": "state"}
    assert not merged(layers, after)[1].open
    after = decided(adjudicated, place, said())
    assert not merged(layers, after)[1].open
    with pytest.raises(RefusedError):
        decide(adjudicated, SCHEMA, place, place.claims)


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (Rule(), 1),
        (MAJORITY, 0),
        (Rule(RuleName.SHARE, 0.6), 0),
        (Rule(RuleName.SHARE, 0.7), 1),
        (Rule(RuleName.CONSENSUS, 0.9, {"a": {ORG: 0.95, PER: 0.02}}), 0),
        (Rule(RuleName.CONSENSUS, 0.9, {"a": {ORG: 0.95, PER: 0.3}}), 1),
        (Rule(RuleName.CONSENSUS, 0.9, {"a": {ORG: 0.02, PER: 0.02}}), 1),
    ],
)
def test_a_rule_settles_what_it_says(rule: Rule, left: int) -> None:
    adjudicated, result = merged({"a1": layer(ORG), "a2": layer(ORG), "a3": layer(PER)}, rule=rule)
    assert len(result.open) == left
    assert all_of(adjudicated) == (said() if left else said(ORG))


def test_nobody_is_always_first() -> None:
    firsts = set()
    for start in range(40):
        _layer, result = merged({"a1": layer((start, start + 4, "ORG")), "a2": layer((start, start + 2, "PER"))})
        firsts.add(result.open[0].versions[0].annotators)
        assert result.open[0].versions == result.open[0].versions
    assert firsts == {("a1",), ("a2",)}


def test_categories_and_relations_that_all_have_are_taken_over() -> None:
    metadata = ArticleMetadata(Status.DONE, ("news",))
    one = Layer.of(layer(PER, LOC).ordered, [Relation("in", "s1", "s2")])
    layers = {"a1": replace(one, metadata=metadata), "a2": replace(one, metadata=metadata)}
    adjudicated, result = merged(layers)
    assert adjudicated.metadata == metadata
    assert [relation.type for relation in adjudicated.relations] == ["in"]
    assert not result.relations
    assert not result.categories_differ
    assert not merged(layers, adjudicated)[1].change
    other = {"a1": layers["a1"], "a2": replace(layers["a2"], relations=frozenset(), metadata=ArticleMetadata())}
    _adjudicated, result = merged(other)
    assert result.relations == 1
    assert result.categories_differ


def spans() -> st.SearchStrategy[Marks]:
    mark = st.tuples(st.integers(0, 12), st.integers(1, 4), st.sampled_from(LABELS)).map(
        lambda m: (m[0], m[0] + m[1], m[2])
    )
    return st.lists(mark, max_size=4, unique=True)


def annotators() -> st.SearchStrategy[dict[str, Layer]]:
    return st.fixed_dictionaries({"a1": spans(), "a2": spans()}, optional={"a3": spans()}).map(
        lambda each: {name: layer(*marks) for name, marks in each.items()}
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(annotators(), min_size=1, max_size=4), st.sampled_from([Rule(), MAJORITY]), st.data())
def test_over_any_edits_decisions_that_stand_are_kept_and_nothing_by_a_person_is_lost(
    rounds: list[dict[str, Layer]], rule: Rule, data: st.DataObject
) -> None:
    adjudicated = Layer()
    for layers in rounds:
        by_person = {claim for span in adjudicated.ordered if span.time for claim in claims_of([span])}
        before = adjudicated
        adjudicated, result = merged(layers, before, rule)
        assert by_person <= all_of(adjudicated), "what a person chose stays until a person chooses something else"
        assert not merged(layers, adjudicated, rule)[1].change, "merging twice is merging once"
        for place in result.places:
            if place in result.open:
                options = [version.claims for version in place.versions]
                options += [frozenset(), frozenset({Claim(place.start, place.end, "LOC")})]
                chosen = data.draw(st.sampled_from(options))
                why = Why(data.draw(st.sampled_from(["", *Reason])))
                change = decide(adjudicated, SCHEMA, place, chosen, why)
                after = change.apply(adjudicated)
                assert change.inverted().apply(after) == adjudicated
                adjudicated = after
                assert chosen <= all_of(adjudicated)
                assert standing_at(place, adjudicated).decided
            else:
                assert standing_at(place, adjudicated).decided
        again, later = merged(layers, adjudicated, rule)
        assert not later.open, "every decision stands while the same versions are on the table"
        assert all_of(again) == all_of(adjudicated)
