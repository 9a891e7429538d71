"""The table of contrasts has every theme, and nothing in it is too faint to be read."""

from tests.contrast import table
from tests.tui.test_colours import COLOURFUL
from tui.ui.colours import READABLE


def test_every_theme_stands_in_the_table_and_can_be_read() -> None:
    lines, least = table()
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines[2:]] == [theme.name for theme in COLOURFUL]
    assert len({line.count("|") for line in lines}) == 1
    assert least >= READABLE
