"""What several voices say of one place, in numbers, and what was learned of it."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.combination import WORTH, combine
from annotations.suggest.house.tags import LABELS
from annotations.suggest.judge.features import COUNT, features
from annotations.suggest.judge.model import WEIGHTS, Judge, load_judge
from annotations.suggest.suggester_names import JUDGED
from annotations.suggest.suggestion import Suggestion

TEXT = "京東說，京東方在北京大學旁邊開店，3月5日花了20億元。"


@st.composite
def suggestions(draw: st.DrawFn) -> Suggestion:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, min(len(TEXT), start + 6)))
    origin = draw(st.sampled_from([*JUDGED, "memory", "stars"]))
    return Suggestion(start, end, draw(st.sampled_from([*LABELS, "HERB"])), draw(st.floats(0, 1)), origin)


@given(st.lists(suggestions(), max_size=15))
def test_every_place_of_a_voice_that_was_learned_is_judged(items: list[Suggestion]) -> None:
    likely = load_judge().judge(TEXT, items, JUDGED)
    expected = {(i.start, i.end, i.label) for i in items if i.origin in JUDGED and i.label in LABELS}
    assert set(likely) == expected
    assert all(0 <= probability <= 1 for probability in likely.values())
    assert load_judge().judge(TEXT, items[::-1], JUDGED) == likely


@given(st.lists(suggestions(), max_size=15))
def test_what_stays_does_not_overlap_and_what_is_left_out_has_made_room(items: list[Suggestion]) -> None:
    likely = load_judge().judge(TEXT, items, JUDGED)
    chosen = combine(items, judged=likely)
    assert all(before.end <= after.start for before, after in pairwise(chosen))
    assert all(0 <= item.score < 1 for item in chosen)
    for item in items:
        assert any(item.start < other.end and other.start < item.end for other in chosen)


def test_those_stay_that_are_worth_most_together() -> None:
    whole, first, last = (Suggestion(*place, 0.5, "house") for place in ((0, 4, "ORG"), (0, 2, "LOC"), (2, 4, "ORG")))
    likely = {(0, 4, "ORG"): 0.7, (0, 2, "LOC"): 0.6, (2, 4, "ORG"): 0.6}
    assert combine([whole, first, last], judged=likely) == [
        Suggestion(0, 2, "LOC", 0.6, "house"),
        Suggestion(2, 4, "ORG", 0.6, "house"),
    ]
    likely |= {(2, 4, "ORG"): WORTH}
    assert [item.end for item in combine([whole, first, last], judged=likely)] == [4]


def test_others_make_surer_what_was_judged_and_memory_stays_first() -> None:
    likely = {(0, 2, "ORG"): 0.6, (0, 3, "ORG"): 0.45}
    items = [Suggestion(0, 2, "ORG", 0.9, "house"), Suggestion(0, 2, "ORG", 0.5, "stars")]
    assert combine(items, judged=likely)[0].score == 0.8
    mine = Suggestion(0, 3, "ORG", 0.45, "memory")
    assert [item.end for item in combine([*items, mine], judged=likely)] == [3]


def test_features_say_who_proposes_what() -> None:
    items = [
        Suggestion(0, 2, "ORG", 0.9, "house"),
        Suggestion(0, 2, "PROD", 0.4, "gazetteer"),
        Suggestion(4, 7, "ORG", 0.7, "house"),
        Suggestion(4, 6, "ORG", 0.8, "house"),
    ]
    rows = features(TEXT, items, ("house", "gazetteer", "patterns"))
    own = rows[0, 2, "ORG"]
    house, lists = JUDGED.index("house") * 6, JUDGED.index("gazetteer") * 6
    assert own[house] == 1
    assert own[lists : lists + 6].tolist() == [0, 0, np.float32(0.4), 0, 0, 0]
    assert own[JUDGED.index("patterns") * 6 + 5] == 1  # was asked, and is silent
    assert own[JUDGED.index("lac") * 6 + 5] == 0  # was not asked
    assert own[-2] == np.float32(0.8)  # the same word is an ORG elsewhere too
    assert rows[4, 7, "ORG"][house + 3] == np.float32(0.8)


def test_a_judge_is_a_network_of_one_hidden_layer() -> None:
    chance = np.random.default_rng(1)
    shapes = {"hidden": (COUNT, 4), "hidden_bias": (4,), "output": (4,), "output_bias": (1,)}
    weights = {name: chance.normal(0, 1, shapes[name]).astype(np.float32) for name in WEIGHTS}
    row = chance.normal(0, 1, COUNT).astype(np.float32)
    score = np.tanh(row @ weights["hidden"] + weights["hidden_bias"]) @ weights["output"] + weights["output_bias"]
    assert np.allclose(Judge(weights).probabilities(row[None]), 1 / (1 + np.exp(-score)), atol=1e-6)
