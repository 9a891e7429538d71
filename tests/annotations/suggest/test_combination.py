"""One list of suggestions from those of several suggesters, and names found once found everywhere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.combination import TRUST, alternatives, combine
from annotations.suggest.propagation import LEAST_SCORE, propagate
from annotations.suggest.suggestion import Suggestion, Voice, from_suggestions, to_suggestions

ORIGINS = ["memory", "patterns", "gazetteer", "lac", "jieba", "learned", "stars"]


@st.composite
def suggestions(draw: st.DrawFn, length: int = 30) -> Suggestion:
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    label = draw(st.sampled_from(["PER", "LOC", "ORG", "TIME"]))
    return Suggestion(start, end, label, draw(st.floats(0, 1)), draw(st.sampled_from(ORIGINS)))


def one(start: int, end: int, label: str, score: float, origin: str = "stars") -> Suggestion:
    return Suggestion(start, end, label, score, origin)


def places(found: list[Suggestion]) -> list[tuple[int, int, str]]:
    return [(item.start, item.end, item.label) for item in found]


@given(st.lists(suggestions(), max_size=20), st.randoms())
def test_what_stays_does_not_overlap_and_does_not_hang_on_the_order(found: list[Suggestion], random: object) -> None:
    chosen = combine(found)
    assert all(before.end <= after.start for before, after in pairwise(chosen))
    assert set(places(chosen)) <= set(places(found))
    assert all(0 <= item.score < 1 for item in chosen)
    for item in found:  # whatever is left out has made room for something
        assert any(item.start < other.end and other.start < item.end for other in chosen)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert places(combine(shuffled)) == places(chosen)


@given(st.lists(suggestions(), max_size=20))
def test_alternatives_have_every_label_and_range_once(found: list[Suggestion]) -> None:
    merged = alternatives(found)
    assert sorted(places(merged)) == sorted(set(places(found)))
    for item in merged:
        agreeing = [other for other in found if places([other]) == places([item])]
        assert item.origin in {other.origin for other in agreeing}


def test_agreement_makes_surer() -> None:
    alone = combine([one(0, 2, "LOC", 0.8, "lac")])[0].score
    (both,) = combine([one(0, 2, "LOC", 0.8, "lac"), one(0, 2, "LOC", 0.7, "stars")])
    assert both.score > alone
    assert both.origin == "lac"


def test_every_suggestion_knows_who_proposes_what_at_its_place() -> None:
    (whole,) = combine([one(0, 4, "ORG", 0.9, "lac"), one(0, 4, "ORG", 0.8, "stars"), one(0, 2, "LOC", 0.8, "jieba")])
    assert whole.agreeing == ("lac", "stars")
    assert whole.dissenting == (Voice(0, 2, "LOC", "jieba"),)
    (same,) = combine([one(0, 4, "ORG", 0.9, "lac"), one(0, 2, "LOC", 0.4, "lac")])
    assert (same.agreeing, same.dissenting, same.voices) == (("lac",), (), ())
    first, last = combine([one(0, 2, "LOC", 0.9), one(3, 5, "LOC", 0.9), one(0, 5, "ORG", 0.1, "lac")])
    assert first.dissenting == last.dissenting == (Voice(0, 5, "ORG", "lac"),)


@given(st.lists(suggestions(), max_size=20))
def test_voices_are_what_touches_a_suggestion_one_of_each_suggester(found: list[Suggestion]) -> None:
    for item in combine(found):
        touching = [other for other in found if other.start < item.end and item.start < other.end]
        assert {*item.agreeing, *(voice.origin for voice in item.dissenting)} == {each.origin for each in touching}
        assert len({voice.origin for voice in item.voices}) == len(item.voices) != 1
        for origin in item.agreeing:
            assert (*places([item]), origin) in {(*places([each]), each.origin) for each in touching}


def test_what_lost_is_an_alternative_of_what_it_made_room_for() -> None:
    whole, part, other = one(0, 4, "ORG", 0.9, "lac"), one(0, 2, "LOC", 0.8, "lac"), one(0, 4, "PROD", 0.5)
    (chosen,) = combine([other, part, whole])
    assert places(list(chosen.alternatives)) == [(0, 2, "LOC"), (0, 4, "PROD")]
    assert all(not each.voices and not each.alternatives for each in chosen.alternatives)
    (again,) = combine([chosen], trust={})
    assert places(list(again.alternatives)) == places(list(chosen.alternatives)), "they stay when combined again"
    moved = chosen.moved(3)
    assert places(list(moved.alternatives)) == [(3, 5, "LOC"), (3, 7, "PROD")]
    turned = chosen.next_reading()
    assert places([turned, *turned.alternatives]) == [(0, 2, "LOC"), (0, 4, "PROD"), (0, 4, "ORG")]
    assert chosen.next_reading().next_reading().next_reading() == chosen
    assert chosen.moved(0).alternatives
    (row,) = to_suggestions(from_suggestions([chosen]))
    assert (row, row.voices, row.alternatives) == (chosen, chosen.voices, chosen.alternatives)


def test_one_suggester_does_not_agree_with_itself() -> None:
    twice = combine([one(0, 2, "LOC", 0.6), one(0, 2, "LOC", 0.6)])
    assert twice == [one(0, 2, "LOC", 0.6)]


def test_of_equally_sure_ones_the_longer_stays() -> None:
    assert places(combine([one(0, 2, "LOC", 0.8), one(0, 4, "ORG", 0.8)])) == [(0, 4, "ORG")]


def test_memory_stays_before_all_else() -> None:
    for other in (one(1, 3, "ORG", 0.99), one(2, 5, "ORG", 0.99), one(1, 2, "ORG", 0.99), one(0, 4, "ORG", 0.4)):
        assert places(combine([other, one(1, 3, "PER", 0.4, "memory")])) == [(1, 3, "PER")]


def test_a_part_of_a_longer_name_is_not_what_was_marked_elsewhere() -> None:
    for start, end in ((0, 2), (1, 3), (2, 4)):
        found = [one(0, 4, "ORG", 0.9), one(start, end, "ORG", 0.95, "memory")]
        assert places(combine(found)) == [(0, 4, "ORG")]


def test_the_gazetteer_is_right_about_brands_and_events_where_the_tagger_sees_something_else() -> None:
    for label in ("PROD", "EVENT", "WORK"):
        found = [one(0, 3, label, 0.9, "gazetteer"), one(0, 3, "PER", 0.85, "lac")]
        assert places(combine(found)) == [(0, 3, label)]


def test_patterns_are_right_about_times_where_the_tagger_has_other_borders() -> None:
    found = [one(0, 6, "TIME", 0.9, "patterns"), one(2, 8, "TIME", 0.95, "lac")]
    assert places(combine(found)) == [(0, 6, "TIME")]


def test_weights_of_the_user_count() -> None:
    found = [one(0, 2, "LOC", 0.8, "one"), one(0, 2, "PER", 0.7, "two")]
    assert places(combine(found)) == [(0, 2, "LOC")]
    assert places(combine(found, {"one": 0.5})) == [(0, 2, "PER")]


def test_trust_is_a_share() -> None:
    assert all(0 < share <= 1 for labels in TRUST.values() for share in labels.values())


def test_a_name_is_offered_where_else_it_stands() -> None:
    text = "吳泳銘說,吴泳铭說過,吳泳\n吳泳銘"
    (first, second) = propagate(text, [one(0, 3, "PER", 0.9)])
    assert places([first, second]) == [(5, 8, "PER"), (14, 17, "PER")]
    assert LEAST_SCORE < first.score < 0.9


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("吳泳銘吳泳銘", one(0, 3, "PER", LEAST_SCORE - 0.01)),
        ("3億元和3億元", one(0, 3, "MONEY", 0.99)),
        ("京和京", one(0, 1, "LOC", 0.99)),
        ("AI和OpenAI", one(0, 2, "ORG", 0.99)),
    ],
)
def test_what_is_unsure_a_number_or_too_short_is_not(text: str, found: Suggestion) -> None:
    assert propagate(text, [found]) == []


@given(st.text("吳泳銘京東 \ud800\0a", max_size=30), st.data())
def test_propagation_never_overlaps(text: str, data: st.DataObject) -> None:
    found = combine(data.draw(st.lists(suggestions(len(text)), max_size=5))) if text else []
    everything = sorted([*found, *propagate(text, found)], key=lambda item: item.start)
    assert all(before.end <= after.start for before, after in pairwise(everything))
