"""Show words, whoever wrote them, as they are: never as markup, and without control characters.

Markup in a title or a label could recolour the screen, link out of it, or bind a click to an action of the
application. So nothing of tui makes Textual's ``Content``, ``Static``, ``Label`` or ``Option`` but by this module.
"""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style as VisualStyle
from textual.widgets import Label, Static
from textual.widgets.option_list import Option

from seeds.system.printable import printable
from tui.text.width import drawable


def plain(text: str, style: str = "") -> Content:
    """Return ``text`` as content of one line; line ends in it become spaces."""
    return Content.styled(drawable(text), style)


def plain_lines(text: str, style: str = "") -> Content:
    """Return ``text`` as content of as many lines as it has."""
    return Content.styled("\n".join(map(drawable, text.split("\n"))), style)


def in_style(text: str, style: Style) -> Content:
    """Return ``text`` as content of one line in a style that is already made of colours."""
    return Content.styled(drawable(text), VisualStyle.from_rich_style(style))


def lit(text: str, parts: Iterable[tuple[int, int, Style]]) -> Content:
    """Return ``text`` as content of one line, with styles over ranges of it; the later lie over the earlier."""
    content = Content(drawable(text))
    for start, end, style in parts:
        content = content.stylize(VisualStyle.from_rich_style(style), start, end)
    return content


def joined(*parts: str | tuple[str, str] | Content) -> Content:
    """Return the parts, texts or texts with their styles, one after the other; line ends in texts become spaces."""
    return Content("").join(map(_piece, parts))


def _piece(part: str | tuple[str, str] | Content) -> Content:
    if isinstance(part, Content):
        return part
    return plain(part) if isinstance(part, str) else plain(*part)


def stacked(*contents: Content) -> Content:
    """Return the contents one below the other."""
    return Content("\n").join(contents)


def choice(content: Content, name: str | None = None, *, enabled: bool = True) -> Option:
    """Return a line of a list of options, by the name that it is known by."""
    return Option(content, id=name, disabled=not enabled)


class Words(Static):
    """Show words that stand still, as many lines as they have."""

    def __init__(self, words: str | Content = "", *, id: str | None = None) -> None:
        super().__init__(plain_lines(words) if isinstance(words, str) else words, id=id, markup=False)

    def say(self, words: str | Content) -> None:
        """Show other words."""
        self.update(plain_lines(words) if isinstance(words, str) else words)


class Caption(Label):
    """Show a line that says what stands beside it."""

    def __init__(self, words: str) -> None:
        super().__init__(plain(words), markup=False)


class PrintableFilter(LineFilter):
    """Clean every line of every widget, Textual's own among them, on its way to the terminal.

    What is not printable and has come this far without a width of its own is left out, as it was measured; and no
    style links anywhere.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, cleaned where one of them has to be; they take the same cells."""
        text = "".join([segment.text for segment in segments])
        if (text.isprintable() or printable(text) == text) and not any(
            style.link for _text, style, _control in segments if style
        ):
            return segments
        return list(map(_cleaned, segments))


def _cleaned(segment: Segment) -> Segment:
    text, style, _control = segment
    signs = zip(text, printable(text), strict=True)
    shown = "".join(char if char == sign else sign * cell_len(char) for char, sign in signs)
    return Segment(shown, style.update_link(None) if style else None)
