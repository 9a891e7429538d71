"""Define our own themes, made for reading: ink on rice paper, and paper on ink, with vermilion for what matters."""

from textual.theme import Theme


def _scrollbars(thumb: str, quiet: str, track: str) -> dict[str, str]:
    """Return the variables of scrollbars that do not shout; ``quiet`` is the thumb under the mouse."""
    tracks = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return {
        "scrollbar": thumb,
        "scrollbar-hover": quiet,
        "scrollbar-active": quiet,
        "scrollbar-corner-color": track,
        **dict.fromkeys(tracks, track),
    }


INK = Theme(
    name="zhupi-ink",
    primary="#e2694f",
    secondary="#8fa6b2",
    accent="#d9a05b",
    warning="#d9a05b",
    error="#e2694f",
    success="#8fae7e",
    foreground="#d8d2c4",
    background="#191817",
    surface="#21201e",
    panel="#2a2826",
    dark=True,
    variables={
        "zhupi-quiet": "#8d877b",
        "zhupi-aside": "#8d877b",
        "zhupi-hit": "#5a4a20",
        "zhupi-current": "#d9a05b",
        "zhupi-focus": "#262a2c",
        "zhupi-cursor": "#4a2f28",
        **_scrollbars("#4d4841", "#8d877b", "#21201e"),
    },
)

PAPER = Theme(
    name="zhupi-paper",
    primary="#b5301c",
    secondary="#40606f",
    accent="#8a5a12",
    warning="#8a5a12",
    error="#b5301c",
    success="#4a6b35",
    foreground="#2d2822",
    background="#f8f3e8",
    surface="#f1eadb",
    panel="#e8dfcc",
    dark=False,
    variables={
        "zhupi-quiet": "#786f60",
        "zhupi-aside": "#6f6657",
        "zhupi-hit": "#f0dca4",
        "zhupi-current": "#e3b04b",
        "zhupi-focus": "#ece8dc",
        "zhupi-cursor": "#ecd0bd",
        **_scrollbars("#c8bda6", "#786f60", "#f1eadb"),
    },
)

OWN = (INK, PAPER)

BORROWED = {
    "zhupi-quiet": "text-muted",
    "zhupi-aside": "text-muted",
    "zhupi-hit": "warning-muted",
    "zhupi-current": "warning",
    "zhupi-focus": "surface",
    "zhupi-cursor": "primary-muted",
}
"""Which variable of Textual's stands for ours in a theme that does not have it."""


def with_own_variables(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables of any theme, with ours among them."""
    return {**{name: variables[source] for name, source in BORROWED.items()}, **variables}
