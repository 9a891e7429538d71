"""Draw the beginning of an article beside the list, and below it what is marked in it."""

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.text.clip import fit

if TYPE_CHECKING:
    from seeds.article import ArticleInfo
    from tui.text.layout import Line


class Preview(NamedTuple):
    """Hold the opening lines of an article, laid out, and rows about it: its status, its marks by label, its note."""

    info: "ArticleInfo"
    lines: "tuple[Line, ...]" = ()
    about: tuple[str, ...] = ()


class ArticlePreview(Widget):
    """Show a ``Preview``: its opening lines from the top, the rows about it at the foot."""

    COMPONENT_CLASSES = {"preview--title", "preview--quiet", "preview--about"}
    DEFAULT_CSS = """
    ArticlePreview { background: $surface; color: $foreground; padding: 0 1; }
    ArticlePreview > .preview--title { color: $primary; text-style: bold; }
    ArticlePreview > .preview--quiet { color: $zhupi-quiet; }
    ArticlePreview > .preview--about { color: $secondary; }
    """

    def __init__(self, *, ambiguous: int = 1) -> None:
        super().__init__()
        self.ambiguous = ambiguous
        self.preview: Preview | None = None
        self._base = Style()

    def show(self, preview: Preview | None) -> None:
        """Show the preview of another article, or none."""
        if preview != self.preview:
            self.preview = preview
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a part of the preview."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the row that stands ``y`` cells below the upper edge."""
        width, preview = self.size.width, self.preview
        text, style = "", self._base
        if preview:
            from_foot = y - self.size.height + len(preview.about)
            if from_foot >= 0:
                text, style = preview.about[from_foot], self._look("about")
            elif y < len(preview.lines) and y < self.size.height - len(preview.about) - 1:
                line = preview.lines[y]
                text = " " * line.left + line.text
                style = self._look({"title": "title", "meta": "quiet"}.get(line.kind, ""))
        return Strip([Segment(fit(text, width, self.ambiguous), style)], width)

    def _look(self, name: str) -> Style:
        return self._base + self.get_component_rich_style(f"preview--{name}", partial=True) if name else self._base

    def render(self) -> RenderResult:
        """Nothing: the rows are drawn by ``render_line``."""
        return ""
