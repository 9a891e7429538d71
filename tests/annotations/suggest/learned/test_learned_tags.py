from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.learned.character_tags import outermost, spans_of_tags, tags_of_spans
from annotations.suggest.suggestion import LabelledRange

SIZE = 30


@st.composite
def marked(draw: st.DrawFn) -> list[LabelledRange]:
    ranges = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE), st.sampled_from(["PER", "B-ORG", "O", "影片"]))
    return draw(st.lists(ranges, max_size=12))


@given(marked())
def test_outermost_spans_do_not_overlap_and_are_some_of_those_given(spans: list[LabelledRange]) -> None:
    kept = outermost(spans)
    assert set(kept) <= set(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(kept))
    assert all(start < end for start, end, _label in kept)


@given(marked())
def test_a_span_is_left_out_only_for_one_that_it_overlaps(spans: list[LabelledRange]) -> None:
    kept = outermost(spans)
    for start, end, _label in spans:
        assert start >= end or any(first < end and start < last for first, last, _other in kept)


@given(marked())
def test_tags_say_all_of_the_spans(spans: list[LabelledRange]) -> None:
    kept = outermost(spans)
    assert list(spans_of_tags(tags_of_spans(kept, SIZE))) == kept


@given(st.lists(st.sampled_from(["O", "B-A", "I-A", "E-A", "S-A", "B-B", "I-B", "E-B"]), max_size=20))
def test_any_tags_make_spans_that_do_not_overlap_and_cover_what_is_not_outside(tags: list[str]) -> None:
    spans = list(spans_of_tags(tags))
    covered = [offset for start, end, _label in spans for offset in range(start, end)]
    assert covered == [offset for offset, tag in enumerate(tags) if tag != "O"]
    assert all(tags[offset][2:] == label for start, end, label in spans for offset in range(start, end))


def test_the_inner_one_of_nested_spans_is_left_out() -> None:
    assert outermost([(2, 4, "LOC"), (2, 8, "ORG"), (6, 10, "PER")]) == [(2, 8, "ORG")]
