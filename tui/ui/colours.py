"""Colour labels on a theme: each gets its own fill, which text can still be read on."""

from collections.abc import Iterable

from rich.style import Style
from textual.color import Color

FILL = 0.42
"""How much of a label's colour is in its fill; the rest is the background."""

TINT = 0.6
"""How much of a label's colour is in the text of a suggestion, where that can be read; the rest is that of text."""

READABLE = 4.5
"""The contrast that WCAG 2 asks of text."""

STEPS = 8

UNKNOWN = "#888888"
"""The colour of a label that the schema does not have, or has no colour for."""


def fill(colour: Color, background: Color, foreground: Color) -> Style:
    """Return the style of text that is filled with a colour; the text has the foreground's where that can be read."""
    paper = background.blend(colour, FILL)
    return Style(color=readable_on(paper, foreground).rich_color, bgcolor=paper.rich_color)


def readable_on(paper: Color, ink: Color) -> Color:
    """Return the ink where it can be read on the paper, else black or white, one of which always can."""
    if contrast(ink, paper) >= READABLE:
        return ink
    return max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda other: contrast(other, paper))


def tinted(colour: Color, backgrounds: Iterable[Color], foreground: Color) -> Color:
    """Return the colour of text with as much of another colour in it as can be read on all of the backgrounds."""
    papers = list(backgrounds)
    tints = (foreground.blend(colour, TINT * (1 - step / STEPS)) for step in range(STEPS))
    return next((tint for tint in tints if all(contrast(tint, paper) >= READABLE for paper in papers)), foreground)


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
