"""Lines that are too long for the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.clip import ELLIPSIS, shorten
from tui.text.width import cells, drawable

TEXTS = st.text(st.sampled_from("abc淘寶“”…😀👩\u200d\u0301 "), max_size=40).map(drawable)


@given(TEXTS, st.integers(1, 30), st.sampled_from([1, 2]))
def test_what_is_shortened_fits_and_keeps_both_ends(text: str, width: int, ambiguous: int) -> None:
    short = shorten(text, width, ambiguous)
    assert cells(short, ambiguous) <= width
    if cells(text, ambiguous) <= width:
        assert short == text
    elif width >= cells(ELLIPSIS, ambiguous):
        assert any(
            short == f"{text[:start]}{ELLIPSIS}{text[end:]}"
            for start in range(len(text))
            for end in range(start, len(text) + 1)
        )


@pytest.mark.parametrize(("width", "short"), [(11, "一二…78901"), (4, "一…1"), (1, "…"), (0, "")])
def test_the_middle_gives_way(width: int, short: str) -> None:
    assert shorten("一二三四五678901", width) == short
