"""The colours of labels on a theme: each its own fill, which text can still be read on."""

from collections.abc import Iterable, Mapping

from rich.style import Style
from textual.color import Color

from annotations.schema import Label

FILL = 0.42
"""How much of a label's colour is in its fill; the rest is the background."""

TINT = 0.6
"""How much of a label's colour is in the text of a suggestion; the rest is the colour of text."""

UNKNOWN = "#888888"
"""The colour of a label that the schema does not have, or has no colour for."""


def fills(labels: Iterable[Label], background: Color) -> Mapping[str, Style]:
    """The style of the text of each label's spans."""
    return {label.name: fill(label.colour, background) for label in labels}


def fill(colour: str, background: Color) -> Style:
    """The style of text that is filled with a colour."""
    return Style(bgcolor=background.blend(Color.parse(colour or UNKNOWN), FILL).rich_color)


def underlines(labels: Iterable[Label], foreground: Color) -> Mapping[str, Style]:
    """The style of the text of each label's suggestions: quieter than a fill, and told from one without colour too."""
    return {
        label.name: Style(color=foreground.blend(Color.parse(label.colour or UNKNOWN), TINT).rich_color, underline=True)
        for label in labels
    }


def ink(colour: str, background: Color) -> Style:
    """The style of words in a colour, darkened or lightened so far that they can be read on the background."""
    shown = Color.parse(colour or UNKNOWN)
    return Style(
        color=(shown.lighten(0.1) if background.brightness < 0.5 else shown.darken(0.15)).rich_color, bold=True
    )
