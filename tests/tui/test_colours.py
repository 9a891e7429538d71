"""The colours of suggestions can be read on every theme of ours."""

from itertools import pairwise

import pytest
from textual.color import Color

from annotations.schema_io.default import default_schema
from tui.ui.colours import READABLE, contrast, tinted, underlines
from tui.ui.themes import OWN


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_suggestions_can_be_read(theme: object) -> None:
    background, foreground = Color.parse(theme.background), Color.parse(theme.foreground)  # type: ignore[attr-defined]
    for label in default_schema().labels:
        assert contrast(tinted(label.colour, background, foreground), background) >= READABLE
    styles = underlines(default_schema().labels, background, foreground)
    assert all(style.underline for style in styles.values())
    colours = [str(style.color) for style in styles.values()]
    assert all(one != other for one, other in pairwise(sorted(colours)))


def test_contrast_is_that_of_black_and_white() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1
