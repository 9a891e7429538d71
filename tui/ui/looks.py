"""Decide how marks, suggestions, hits, selection and cursor look: five looks that differ on any theme and terminal.

None hides a mark: its fill goes before the colour of a hit, which keeps its double underline there. Cursor and
selection look the same wherever they are.
"""

from collections.abc import Mapping, Sequence
from colorsys import rgb_to_hsv
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color

from tui.ui.colours import UNKNOWN, fill, readable_on, tinted
from tui.ui.themes import with_own_variables

if TYPE_CHECKING:
    from annotations.model.schema import Label

HUES = (1, 3, 2, 6, 4, 5)
"""The numbers of the six hues that every terminal has, as they follow each other from red on."""

PALE_HUES = frozenset((2, 3, 6))
"""Those of them on which black can be read; on the others white."""

BLACK, GREY, BRIGHT_YELLOW, WHITE = 0, 8, 11, 15

VALUES = {
    BLACK: (0, 0, 0),
    1: (170, 0, 0),
    2: (0, 170, 0),
    3: (170, 85, 0),
    4: (0, 0, 170),
    5: (170, 0, 170),
    6: (0, 170, 170),
    GREY: (85, 85, 85),
    BRIGHT_YELLOW: (255, 255, 85),
    WHITE: (255, 255, 255),
}
"""What is sent to a terminal of 16 colours as the colour of a number."""

HIT = Style(underline2=True)
CURRENT = Style(underline2=True, bold=True)


class Looks(NamedTuple):
    """Hold the style of each label's marks and suggestions, of a mark without a label, and of all else by its name."""

    labels: Mapping[str, Style] = MappingProxyType({})
    unknown: Style = Style()
    suggested: Mapping[str, Style] = MappingProxyType({})
    others: Mapping[str, Style] = MappingProxyType({})


def looks_on(
    variables: Mapping[str, str], labels: "Sequence[Label]", *, few_colours: bool = False, no_colour: bool = False
) -> Looks:
    """Return the looks on a theme, whose variables are given.

    ``few_colours`` is for terminals of 16 colours, ``no_colour`` for those where only shades are left.
    """

    def shown(colour: str) -> Color:
        parsed = Color.parse(colour or UNKNOWN)
        return parsed.monochrome if no_colour and parsed.ansi is None else parsed

    background = shown(variables["background"])
    marked = Style(underline=True, bold=True) if no_colour else Style()
    if background.ansi is not None:
        return _few(labels, Style(), marked, own=True)
    foreground = shown(variables["foreground"])
    page = Style(color=foreground.rich_color, bgcolor=background.rich_color)
    if few_colours:
        return _few(labels, page, marked, own=False)
    hit, current, selected = (shown(variables[name]) for name in ("zhupi-hit", "zhupi-current", "secondary"))
    behind = (background, *(shown(variables[name]) for name in ("zhupi-focus", "panel")))
    return Looks(
        {label.name: fill(shown(label.colour), background, foreground) + marked for label in labels},
        fill(shown(""), background, foreground) + marked,
        {
            label.name: Style(color=tinted(shown(label.colour), behind, foreground).rich_color, underline=True)
            for label in labels
        },
        {
            "hit": _on(hit, foreground) + HIT,
            "current": _on(current, background) + CURRENT,
            "offer": _on(hit, foreground) + HIT,
            "current-offer": _on(current, background) + CURRENT,
            "selected": _on(selected, background) + Style(underline=no_colour),
            "cursor": page + Style(bold=True, reverse=True),
        },
    )


def looks_of(app: App[object], labels: "Sequence[Label]") -> Looks:
    """Return the looks on the theme that an application has now, in its terminal."""
    few = app.console.color_system in (None, "standard")
    variables = with_own_variables(app.get_css_variables())
    return looks_on(variables, labels, few_colours=few, no_colour=app.no_color)


def has_few_colours(app: App[Any]) -> bool:
    """Return whether fills of one shade beside another cannot be told apart in the terminal of an application."""
    return app.no_color or app.console.color_system in (None, "standard")


def _on(paper: Color, ink: Color) -> Style:
    return Style(color=readable_on(paper, ink).rich_color, bgcolor=paper.rich_color)


def _few(labels: "Sequence[Label]", page: Style, marked: Style, *, own: bool) -> Looks:
    """Return the looks of 16 colours; ``own`` for a theme that leaves the values of all colours to the terminal."""

    def filled(number: int, ink: int) -> Style:
        if own:
            return Style(color=RichColor.parse(f"color({ink})"), bgcolor=RichColor.parse(f"color({number})"))
        return Style(color=RichColor.from_rgb(*VALUES[ink]), bgcolor=RichColor.from_rgb(*VALUES[number]))

    def mark(colour: str) -> Style:
        hue, saturation, _value = rgb_to_hsv(*Color.parse(colour or UNKNOWN).normalized)
        if saturation < 0.1:
            return filled(GREY, WHITE) + marked + Style(bold=True)
        number = HUES[round(hue * len(HUES)) % len(HUES)]
        return filled(number, BLACK if number in PALE_HUES else WHITE) + marked

    return Looks(
        {label.name: mark(label.colour) for label in labels},
        mark(""),
        {label.name: Style(underline=True) for label in labels},
        {
            "hit": filled(GREY, WHITE) + HIT,
            "current": filled(BRIGHT_YELLOW, BLACK) + CURRENT,
            "offer": filled(GREY, WHITE) + HIT,
            "current-offer": filled(BRIGHT_YELLOW, BLACK) + CURRENT,
            "selected": page + Style(reverse=True, underline=True),
            "cursor": page + Style(bold=True, reverse=True),
        },
    )
