"""Choose the colour of a label: from a palette that can be seen in both of our themes, or typed and checked."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from textual.app import App
from textual.color import Color

from annotations.model.schema import Label, Schema
from annotations.schema_io.default import COLOURS
from seeds.i18n import _
from tui.core.choosing import Choice
from tui.ui.colours import contrast
from tui.ui.screens import asking
from tui.ui.themes import INK, PAPER

ENOUGH = 2.0
"""The contrast that a colour has at least with the grounds of our themes, so that what it fills is seen there."""

_NAMES = (
    *(_("blue"), _("orange"), _("gold"), _("deep teal"), _("mauve"), _("purple"), _("lavender"), _("sky"), _("red")),
    _("pink"),
)

PALETTE: Mapping[str, str] = {
    **dict(zip(COLOURS, _NAMES, strict=True)),
    "#3f8f3a": _("green"),
    "#7c7a1e": _("olive"),
    "#8a5a2b": _("brown"),
    "#c2339b": _("magenta"),
    "#12998c": _("turquoise"),
    "#66778a": _("slate"),
}
"""The names of the colours that are offered, by their values."""

OTHER = "other"
"""The choice of a colour that is typed."""

_GROUNDS = {_("light"): PAPER.background, _("dark"): INK.background}
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")

Answer = Callable[[str], object]


def parsed(text: str) -> str:
    """Return the colour that was typed, as ``#rrggbb``: a number of three or six digits, or a name; empty for none."""
    typed = text.strip()
    match = _HEX.fullmatch(typed)
    if match:
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return f"#{digits.lower()}"
    return next((value for value, name in PALETTE.items() if name == typed.casefold()), "")


def weakness(colour: str) -> tuple[float, str] | None:
    """Return the least contrast that a colour has with a ground, and the name of that; None where it is enough."""
    ratios = [(_contrast(colour, ground or ""), name) for name, ground in _GROUNDS.items()]
    least = min(ratios)
    return least if least[0] < ENOUGH else None


def nearest_good(colour: str) -> str:
    """Return the colour of the same hue whose lightness is nearest, of those that can be seen on both grounds."""
    hue, saturation, lightness = Color.parse(colour).hsl
    steps = sorted(range(101), key=lambda step: abs(step / 100 - lightness))
    same_hue = (Color.from_hsl(hue, saturation, step / 100).hex6.lower() for step in steps)
    return next(other for other in same_hue if not weakness(other))


def choose_colour(app: App[Any], schema: Schema, label: Label, answer: Answer, ask: Callable[[], object]) -> None:
    """Let one of the palette's colours be chosen for a label, or ``ask`` for another one to be typed."""
    choices = [Choice(value, name, "  ".join((value, *_users(schema, value)))) for value, name in PALETTE.items()]
    choices.append(Choice(OTHER, _("another one"), "#rrggbb"))

    def chosen(value: str | None) -> None:
        if value == OTHER:
            ask()
        elif value:
            answer(value)

    title = _("colour of {name}").format(name=label.name)
    current = label.colour if label.colour in PALETTE else OTHER
    asking.choose(app, choices, current, chosen, title=title, chosen=[label.colour], labels=_samples(PALETTE))


def check_colour(app: App[Any], typed: str, answer: Answer, say: Callable[[str], object]) -> None:
    """Take a colour that was typed; where it can hardly be seen, say so, and offer the nearest that can."""
    colour = parsed(typed)
    if not colour:
        say(_("“{colour}” is not a valid colour: such as #3067d4, or blue").format(colour=typed.strip()))
        return
    weak = weakness(colour)
    if weak is None:
        answer(colour)
        return
    message = _("{colour} can hardly be seen on the {ground} ground: {ratio}:1, where {enough}:1 are needed")
    title = message.format(colour=colour, ground=weak[1], ratio=f"{weak[0]:.1f}", enough=f"{ENOUGH:.0f}")
    good = nearest_good(colour)
    choices = [Choice(good, good, _("the nearest that can")), Choice(colour, colour, _("all the same"))]
    chosen = partial(_answer, answer)
    asking.choose(app, choices, good, chosen, title=title, labels=_samples((good, colour)))


def _answer(answer: Answer, value: str | None) -> None:
    if value:
        answer(value)


def _samples(colours: Iterable[str]) -> list[Label]:
    """Return labels that show colours, each named by its own."""
    return [Label(colour, colour=colour) for colour in colours]


def _users(schema: Schema, colour: str) -> Iterable[str]:
    """Yield which labels have a colour."""
    names = [label.name for label in schema.labels if label.colour == colour]
    if names:
        yield _("used by {names}").format(names=", ".join(names))


def _contrast(colour: str, ground: str) -> float:
    return contrast(Color.parse(colour), Color.parse(ground))
