"""Colour labels on a theme: each gets its own fill, which text can still be read on."""

from collections.abc import Iterable, Mapping

from rich.style import Style
from textual.color import Color

from annotations.model.schema import Label

FILL = 0.42
"""How much of a label's colour is in its fill; the rest is the background."""

TINT = 0.6
"""How much of a label's colour is in the text of a suggestion, where that can be read; the rest is that of text."""

READABLE = 4.5
"""The contrast that WCAG 2 asks of text."""

STEPS = 8

UNKNOWN = "#888888"
"""The colour of a label that the schema does not have, or has no colour for."""


def fills(labels: Iterable[Label], background: Color) -> Mapping[str, Style]:
    """Return the style of the text of each label's spans."""
    return {label.name: fill(label.colour, background) for label in labels}


def fill(colour: str, background: Color) -> Style:
    """Return the style of text that is filled with a colour."""
    return Style(bgcolor=background.blend(Color.parse(colour or UNKNOWN), FILL).rich_color)


def underlines(labels: Iterable[Label], background: Color, foreground: Color) -> Mapping[str, Style]:
    """Return the style of each label's suggestions: quieter than a fill, and distinct from one without colour too."""
    return {
        label.name: Style(color=tinted(label.colour, background, foreground).rich_color, underline=True)
        for label in labels
    }


def tinted(colour: str, background: Color, foreground: Color) -> Color:
    """Return the colour of text with as much of another colour in it as can be read on the background."""
    other = Color.parse(colour or UNKNOWN)
    tints = (foreground.blend(other, TINT * (1 - step / STEPS)) for step in range(STEPS))
    return next((tint for tint in tints if contrast(tint, background) >= READABLE), foreground)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ink(colour: str, background: Color) -> Style:
    """Return the style of words in a colour, darkened or lightened so far that they can be read on the background."""
    shown = Color.parse(colour or UNKNOWN)
    return Style(
        color=(shown.lighten(0.1) if background.brightness < 0.5 else shown.darken(0.15)).rich_color, bold=True
    )
