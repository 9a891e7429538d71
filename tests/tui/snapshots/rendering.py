"""Write a screen as text that can be compared line by line: its rows, then the styles of each row by name.

Both themes are in one picture, since they differ in colours alone. A style is ``ink on paper`` with attributes; a
colour is called by the variable of the themes that it is in both of them, or else by its values in both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color, ColorParseError
from textual.strip import Strip

ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")

FIRST_NAMES = ("background", "foreground", "surface", "panel", "primary", "secondary", "accent", "warning", "error")
"""The variables that a colour is called by before all others, since several may have one value."""

Pair = tuple[str, str]
"""A colour's values in the two themes."""


class ThemesDifferError(AssertionError):
    """Two themes show different words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold what a theme shows: the rows of the screen, and the theme's variables as they are called."""

    strips: Sequence[Strip]
    variables: Mapping[str, str]

    @property
    def rows(self) -> list[str]:
        """The text of each row."""
        return [strip.text for strip in self.strips]

    def cells(self, row: int) -> list[Style]:
        """Return the style of each cell of a row."""
        segments = self.strips[row]
        return [segment.style or Style() for segment in segments for _cell in range(segment.cell_length)]


def take_picture(app: App[object]) -> Picture:
    """Return what is on the screen of an application now."""
    strips = app.screen._compositor.render_strips(app.size)
    return Picture(list(strips), app.theme_variables)


def describe(dark: Picture, light: Picture, names: dict[Pair, str]) -> list[str]:
    """Write a screen in two themes; ``names`` takes in every colour that occurs, with what it is called.

    Raises ``ThemesDifferError`` where the rows are not the same in both.
    """
    if light.rows != dark.rows:
        raise ThemesDifferError(f"the themes differ in more than colours: {dark.rows} {light.rows}")
    variables = _name_colours(dark.variables, light.variables)
    lines = [f"{number:>2} │{row}│" for number, row in enumerate(dark.rows, 1)]
    styles = [_runs(zip(dark.cells(row), light.cells(row), strict=True), variables, names) for row in range(len(lines))]
    first = 1
    for style, alike in groupby(styles):
        last = first + len(list(alike)) - 1
        lines.append(f"{first if first == last else f'{first}-{last}'}: {style}")
        first = last + 1
    return lines


def _runs(cells: Iterable[tuple[Style, Style]], variables: Mapping[Pair, str], names: dict[Pair, str]) -> str:
    """Return the styles of a row, each with the number of cells that have it."""
    counted = ((pair, len(list(alike))) for pair, alike in groupby(cells))
    described = ((_describe_cell(*pair, variables, names), count) for pair, count in counted)
    runs = [
        f"{sum(count for _style, count in alike)} {style}" for style, alike in groupby(described, key=itemgetter(0))
    ]
    return " | ".join(runs)


def _describe_cell(dark: Style, light: Style, variables: Mapping[Pair, str], names: dict[Pair, str]) -> str:
    pairs = [(_value(dark.color), _value(light.color)), (_value(dark.bgcolor), _value(light.bgcolor))]
    for pair in pairs:
        names[pair] = variables.get(pair) or (pair[0] if pair[0] == pair[1] else "/".join(pair))
    kinds = [_attributes(style) for style in (dark, light)]
    attributes = kinds[0] if kinds[0] == kinds[1] else [*kinds[0], "/", *kinds[1]]
    return " ".join([f"{names[pairs[0]]} on {names[pairs[1]]}", *attributes])


def _attributes(style: Style) -> list[str]:
    return [name for name in ATTRIBUTES if getattr(style, name)]


def _value(colour: RichColor | None) -> str:
    if colour is None or colour.is_default:
        return "default"
    return colour.triplet.hex if colour.triplet else colour.name


def _name_colours(dark: Mapping[str, str], light: Mapping[str, str]) -> dict[Pair, str]:
    """Return the name of every colour that is a variable of both themes."""
    found: dict[Pair, str] = {}
    order = [*FIRST_NAMES, *sorted(dark, key=lambda name: (not name.startswith("zhupi-"), len(name), name))]
    for name in order:
        try:
            pair = (_hex(dark[name]), _hex(light[name]))
        except (ColorParseError, KeyError):  # it is no colour: “auto 87%”, “bold”
            continue
        found.setdefault(pair, name)
    return found


@cache
def _hex(value: str) -> str:
    red, green, blue = Color.parse(value).rgb
    return f"#{red:02x}{green:02x}{blue:02x}"


def legend(names: Mapping[Pair, str]) -> list[str]:
    """Write the values of the colours that have a name, in the dark and in the light theme."""
    return [
        f"{name}: {pair[0]} {pair[1]}"
        for pair, name in sorted(names.items(), key=lambda item: item[1])
        if "#" not in name
    ]
