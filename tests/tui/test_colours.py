"""Five looks differ, and text can be read on all of them: on every theme, with every label, and with few colours."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from textual.filter import monochrome_style
from textual.theme import BUILTIN_THEMES, Theme

from annotations.model.schema import Label
from annotations.schema_io.default import default_schema
from tui.ui.colours import READABLE, contrast, fill, readable_on, tinted
from tui.ui.looks import Looks, looks_on
from tui.ui.screens.label_colours import PALETTE
from tui.ui.themes import OWN, with_own_variables

THEMES = [*OWN, *BUILTIN_THEMES.values()]
COLOURFUL = [theme for theme in THEMES if not theme.background or not theme.background.startswith("ansi")]
FOREIGN = ("#000000", "#ffffff", "#808080", "#ffff00", "#0000ff", "#00ff00", "")
LABELS = (
    *default_schema().labels,
    *(Label(f"L{number}", colour=colour) for number, colour in enumerate((*FOREIGN, *PALETTE))),
    *(
        Label(f"G{red}{green}{blue}", colour=Color(red, green, blue).hex)
        for red in (0, 128, 255)
        for green in (0, 128, 255)
        for blue in (0, 128, 255)
    ),
)
TERMINALS = ("all colours", "16 colours", "no colour")
XTERM = {
    0: (0, 0, 0),
    1: (205, 0, 0),
    2: (0, 205, 0),
    3: (205, 205, 0),
    4: (0, 0, 238),
    5: (205, 0, 205),
    6: (0, 205, 205),
    7: (229, 229, 229),
    8: (85, 85, 85),
    11: (255, 255, 0),
    15: (255, 255, 255),
}
"""What xterm shows for the numbers, but that its grey (8) is lighter than that of the others, which stands here."""


def variables_of(theme: Theme) -> Mapping[str, str]:
    """Return the variables of a theme, as the application has them."""
    return with_own_variables({**theme.to_color_system().generate(), **theme.variables})


def looks(theme: Theme, terminal: str) -> Looks:
    """Return the looks on a theme in one of ``TERMINALS``."""
    few, none = terminal == "16 colours", terminal == "no colour"
    return looks_on(variables_of(theme), LABELS, few_colours=few, no_colour=none)


def styles(shown: Looks) -> Iterator[tuple[str, Style]]:
    """Yield every style, by the name of its look."""
    for style in (*shown.labels.values(), shown.unknown):
        yield "mark", style
    for style in shown.suggested.values():
        yield "suggestion", style
    yield from ((name, style) for name, style in shown.others.items() if "offer" not in name)


def as_seen(style: Style, page: Style, terminal: str) -> Style:
    """Return a style over the page as a terminal shows it."""
    whole = page + style
    if terminal == "no colour":
        return monochrome_style(whole)
    if terminal == "16 colours":
        ink, paper = (each.downgrade(ColorSystem.STANDARD) if each else None for each in (whole.color, whole.bgcolor))
        return whole + Style(color=ink, bgcolor=paper)
    return whole


def page_of(theme: Theme) -> Style:
    """Return the style of plain text."""
    variables = variables_of(theme)
    if variables["background"].startswith("ansi"):
        return Style(color="default", bgcolor="default")
    ink, paper = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    return Style(color=ink.rich_color, bgcolor=paper.rich_color)


def rgb(colour: RichColor | None) -> Color:
    """Return a colour as it is on a screen."""
    assert colour is not None
    return Color(*XTERM[colour.number]) if colour.number is not None else Color.from_rich_color(colour)


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_looks_differ_from_each_other_and_from_plain_text(theme: Theme, terminal: str) -> None:
    page = page_of(theme)
    seen: dict[str, set[Style]] = {"plain text": {as_seen(Style(), page, terminal)}}
    for name, style in styles(looks(theme, terminal)):
        seen.setdefault(name, set()).add(as_seen(style, page, terminal))
    assert set(seen) == {"plain text", "mark", "suggestion", "hit", "current", "selected", "cursor"}
    for one, other in combinations(seen, 2):
        assert not seen[one] & seen[other], (one, other)


@pytest.mark.parametrize("theme", COLOURFUL, ids=lambda theme: theme.name)
def test_looks_differ_in_more_than_colour(theme: Theme) -> None:
    page = page_of(theme)
    shown = dict(styles(looks(theme, "no colour")))
    attributes = {name: (style.bold, style.underline, style.underline2, style.reverse) for name, style in shown.items()}
    fills = {name: (page + style).bgcolor != page.bgcolor for name, style in shown.items()}
    assert len({(attributes[name], fills[name]) for name in shown}) == len(shown)


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("theme", COLOURFUL, ids=lambda theme: theme.name)
def test_text_can_be_read_on_every_fill(theme: Theme, terminal: str) -> None:
    page = page_of(theme)
    title = Style(color=Color.parse(variables_of(theme)["primary"]).rich_color, bold=True)
    for beneath in (Style(), title):
        for name, style in styles(looks(theme, terminal)):
            if beneath is title and not (style.color and style.bgcolor):
                continue  # no fill: the title's own colour on the page
            seen = as_seen(beneath + style, page, terminal)
            assert contrast(rgb(seen.color), rgb(seen.bgcolor)) >= READABLE, (name, style)


@pytest.mark.parametrize("theme", COLOURFUL, ids=lambda theme: theme.name)
def test_a_mark_is_filled_over_a_hit_and_the_hit_stays_underlined(theme: Theme) -> None:
    shown = looks(theme, "all colours")
    for style in shown.labels.values():
        for hit in ("hit", "current"):
            both = shown.others[hit] + style
            assert (both.bgcolor, both.color) == (style.bgcolor, style.color)
            assert both.underline2
            assert both != style


@pytest.mark.parametrize("terminal", TERMINALS)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_looks_the_same_over_everything(theme: Theme, terminal: str) -> None:
    page, shown = page_of(theme), looks(theme, terminal)
    cursor = shown.others["cursor"]
    ours = variables_of(theme)["background"].startswith("ansi")
    for _name, style in styles(shown):
        over = as_seen(page + style + cursor, Style(), terminal)
        assert (over.bold, over.reverse) == (True, True)
        assert ours or (over.color, over.bgcolor) == (
            as_seen(page + cursor, Style(), terminal).color,
            as_seen(page + cursor, Style(), terminal).bgcolor,
        )


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_suggestions_have_the_colours_of_their_labels(theme: Theme) -> None:
    variables = variables_of(theme)
    background, foreground = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    colours = [tinted(Color.parse(label.colour), [background], foreground).hex for label in default_schema().labels]
    assert all(one != other for one, other in pairwise(sorted(colours)))


def test_what_cannot_be_read_is_black_or_white() -> None:
    assert readable_on(Color(200, 200, 200), Color(180, 180, 180)) == Color(0, 0, 0)
    assert readable_on(Color(40, 40, 40), Color(60, 60, 60)) == Color(255, 255, 255)
    assert fill(Color.parse("#808080"), Color(0, 0, 0), Color(255, 255, 255)).color == Color(255, 255, 255).rich_color


def test_contrast_is_that_of_black_and_white() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1
