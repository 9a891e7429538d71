"""Draw the versions of a place one under another, the one under the cursor in sight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from annotations.model.schema import Label
from tui.core.adjudicating.drawing import CURRENT, NESTED, QUIET, STRONG, Passage, Piece, ShownVersion, rows_of
from tui.text.span_marks import LABEL
from tui.ui.looks import Looks, has_few_colours, looks_of
from tui.ui.widgets.plain import Words, in_style, joined, plain, stacked

if TYPE_CHECKING:
    from textual.content import Content

_UNDERLINED = Style(underline=True)


class VersionsView(VerticalScroll, can_focus=False):
    """Show versions in their sentence, with the sentences around it."""

    DEFAULT_CSS = """
    VersionsView { height: 1fr; padding: 1 1 0 0; background: $background; scrollbar-size-vertical: 1; }
    VersionsView > Words { width: 1fr; height: auto; text-wrap: nowrap; }
    .-short VersionsView { padding: 0; }
    """

    def __init__(self, labels: Sequence[Label], *, ambiguous: int = 1) -> None:
        super().__init__()
        self.labels = labels
        self._ambiguous = ambiguous
        self._words = Words()

    def compose(self) -> ComposeResult:
        """Yield the one text that has everything."""
        yield self._words

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show a few words in place of versions."""
        self._words.say(stacked(*map(plain, lines)) if lines else "")

    def show_versions(self, passage: Passage, versions: Sequence[ShownVersion], widest: int) -> None:
        """Show the versions of a place, rows ``widest`` cells at most, the one under the cursor in sight."""
        width = max(1, min(widest, self.size.width - 2))
        blocks = rows_of(passage, versions, width, self._ambiguous)
        looks = looks_of(self.app, self.labels)
        rows = [row for block in blocks for row in block]
        self._words.say(stacked(*(joined(*(self._drawn(piece, looks) for piece in row)) for row in rows)))
        current = next((number for number, version in enumerate(versions, 1) if version.is_current), 0)
        first = sum(map(len, blocks[:current]))
        last = first + len(blocks[current])
        height = max(1, self.size.height - 1)
        top = round(self.scroll_y)
        if current <= 1 and last <= height:
            top = 0
        elif first < top or last > top + height:
            top = max(0, min(first, last - height))
        self.call_after_refresh(self.scroll_to, y=top, animate=False)

    def _drawn(self, piece: Piece, looks: Looks) -> "Content":
        few = has_few_colours(self.app)
        for look in piece.looks:
            if look.startswith(LABEL):
                style = looks.labels.get(look.removeprefix(LABEL), looks.unknown)
                return in_style(piece.text, style + _UNDERLINED if NESTED in piece.looks else style)
        if QUIET in piece.looks:
            return plain(piece.text, "" if few else "$zhupi-quiet")
        if CURRENT in piece.looks:
            return plain(piece.text, "bold" if few else "bold $primary")
        return plain(piece.text, "bold" if STRONG in piece.looks else "")
