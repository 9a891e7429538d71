"""The places of an article that were left by a jump."""

from tui.core.reading.jumps import Jumps, Place


def after(*starts: int) -> Jumps:
    """Return the jumps of a reader who saw ten characters from each of the offsets on."""
    jumps = Jumps()
    for start in starts:
        jumps.follow(Place(start, start + 10))
    return jumps


def test_page_after_page_is_no_jump() -> None:
    assert after(0, 9, 18, 28).back() is None


def test_back_and_forward_lead_through_all_jumps() -> None:
    jumps = after(0, 100, 105, 200)
    assert jumps.back() == Place(105, 115)
    assert jumps.back() == Place(0, 10)
    assert jumps.back() is None
    assert jumps.forward() == Place(105, 115)
    assert jumps.forward() == Place(200, 210)
    assert jumps.forward() is None


def test_arriving_where_back_led_is_no_jump_and_another_one_ends_the_way_forward() -> None:
    jumps = after(0, 100, 200)
    jumps.back()
    jumps.follow(Place(98, 112))
    assert jumps.forward() == Place(200, 210)
    jumps.back()
    jumps.follow(Place(300, 310))
    assert jumps.forward() is None
    assert jumps.back() == Place(98, 112)


def test_the_oldest_places_are_forgotten() -> None:
    jumps = after(*range(0, 100_000, 100))
    places = iter(jumps.back, None)
    assert sum(1 for _place in places) == 100
