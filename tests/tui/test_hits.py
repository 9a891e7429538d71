"""The current hit of a search."""

from hypothesis import given
from hypothesis import strategies as st

from tui.core.reading.article_search import Hits

RANGES = st.lists(st.integers(0, 99), unique=True, min_size=1, max_size=9).map(
    lambda starts: [(start, start + 1) for start in sorted(starts)]
)


@given(RANGES, st.integers(0, 120))
def test_the_nearest_is_the_first_behind_or_the_very_first(ranges: list[tuple[int, int]], offset: int) -> None:
    behind = [hit for hit in ranges if hit[0] >= offset]
    assert Hits("x", ranges).nearest(offset).current == (behind or ranges)[0]


@given(RANGES, st.integers(-30, 30))
def test_steps_go_round(ranges: list[tuple[int, int]], count: int) -> None:
    hits = Hits("x", ranges)
    assert hits.step(count).step(-count) == hits
    assert hits.step(len(ranges)) == hits


def test_nothing_found_has_no_current_hit() -> None:
    hits = Hits("x").nearest(3).step(1)
    assert hits.current is None
    assert "not in the text" in str(hits)
    assert not str(Hits())
