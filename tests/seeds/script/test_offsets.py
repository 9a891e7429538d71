"""Test offset maps: order kept, every offset mapped, borders of pieces there and back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from seeds.script.offsets import Edit, OffsetMap

GAPS = st.integers(0, 4)
LENGTHS = st.integers(1, 4)


@st.composite
def maps(draw: st.DrawFn, *, over: int | None = None) -> tuple[OffsetMap, int, int]:
    """Draw a map, and the lengths of its source and target; with ``over``, of a source of that length."""
    edits: list[Edit] = []
    source = target = 0
    for _ in range(draw(st.integers(0, 6))):
        gap, length, image = draw(GAPS), draw(LENGTHS), draw(LENGTHS)
        if over is not None and source + gap + length > over:
            break
        source, target = source + gap, target + gap
        if length != image:
            edits.append((source, length, target, image))
        source, target = source + length, target + image
    rest = draw(GAPS) if over is None else over - source
    return OffsetMap(tuple(edits)), source + rest, target + rest


def inside(edits: tuple[Edit, ...], offset: int, side: int) -> bool:
    return any(edit[side] < offset < edit[side] + edit[side + 1] for edit in edits)


@given(maps())
def test_order_is_kept_and_ends_meet(case: tuple[OffsetMap, int, int]) -> None:
    offsets, source, target = case
    for end in (False, True):
        there = [offsets.to_target(offset, end=end) for offset in range(source + 1)]
        back = [offsets.to_source(offset, end=end) for offset in range(target + 1)]
        assert there == sorted(there)
        assert (there[0], there[-1]) == (0, target)
        assert back == sorted(back)
        assert (back[0], back[-1]) == (0, source)


@given(maps())
def test_borders_round_trip_and_the_inside_clamps(case: tuple[OffsetMap, int, int]) -> None:
    offsets, source, target = case
    for offset in range(source + 1):
        low, high = offsets.to_target(offset), offsets.to_target(offset, end=True)
        if inside(offsets.edits, offset, 0):
            edit = next(e for e in offsets.edits if e[0] < offset < e[0] + e[1])
            assert (low, high) == (edit[2], edit[2] + edit[3])
        else:
            assert low == high
            assert offsets.to_source(low) == offset == offsets.to_source(low, end=True)
    for offset in range(target + 1):
        if not inside(offsets.edits, offset, 2):
            assert offsets.to_target(offsets.to_source(offset)) == offset


@given(maps(), st.data())
def test_ranges_cover_the_pieces_they_touch(case: tuple[OffsetMap, int, int], data: st.DataObject) -> None:
    offsets, source, _target = case
    start = data.draw(st.integers(0, source))
    end = data.draw(st.integers(start, source))
    low, high = offsets.target_range(start, end)
    assert low <= high
    if start == end:
        assert low == high
    else:
        back = offsets.source_range(low, high)
        assert back[0] <= start
        assert back[1] >= end


@given(st.data())
def test_two_maps_in_turn_are_one(data: st.DataObject) -> None:
    first, source, middle = data.draw(maps())
    second, _, target = data.draw(maps(over=middle))
    both = first.then(second)
    assert both.to_target(source) == target
    for one, other in pairwise(both.edits):
        assert one[0] + one[1] <= other[0]
        assert one[2] + one[3] <= other[2]
    assert all(edit[1] != edit[3] for edit in both.edits)
    for offset in range(source + 1):
        through = first.to_target(offset)
        plain = not inside(first.edits, offset, 0) and not inside(second.edits, through, 0)
        if plain and not inside(both.edits, offset, 0):
            assert both.to_target(offset) == second.to_target(through)


@given(maps(), st.data())
def test_cropped_maps_lie_side_by_side(case: tuple[OffsetMap, int, int], data: st.DataObject) -> None:
    offsets, source, target = case
    cut = data.draw(st.integers(0, source))
    left, right = offsets.cropped(0, cut), offsets.cropped(cut, source)
    where = offsets.to_target(cut)
    assert left.to_target(cut) == where
    assert right.to_target(source - cut) == target - where
    for offset in range(cut, source + 1):
        if not inside(offsets.edits, cut, 0):
            assert right.to_target(offset - cut) + where == offsets.to_target(offset)


def test_identity() -> None:
    assert OffsetMap.identity.to_target(7) == 7
    assert OffsetMap.identity.source_range(2, 5) == (2, 5)


def test_a_deleted_piece_is_the_image_of_one_offset() -> None:
    offsets = OffsetMap(((2, 3, 2, 0),))
    assert [offsets.to_target(offset) for offset in range(7)] == [0, 1, 2, 2, 2, 2, 3]
    assert (offsets.to_source(2), offsets.to_source(2, end=True)) == (2, 5)
