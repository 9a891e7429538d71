"""The control for key presses: the least Textual application that scrolls Chinese text, drawn by the line API."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Lines(ScrollView, can_focus=True):
    """A hundred thousand numbered rows."""

    BINDINGS: ClassVar[list[BindingType]] = [("down", "move(1)", ""), ("pagedown", "move(35)", "")]

    def on_mount(self) -> None:
        """Tell the size of it all."""
        self.virtual_size = Size(100, 100_000)

    def render_line(self, y: int) -> Strip:
        """Draw the row that stands ``y`` cells below the upper edge."""
        row = y + self.scroll_offset.y
        text = Segment(f"第{row}行" + "淘寶閃購" * 9, self.rich_style)
        return Strip([text]).adjust_cell_length(self.size.width, self.rich_style)

    def action_move(self, rows: int) -> None:
        """Scroll down."""
        self.scroll_relative(y=rows, animate=False)


class LineApp(App[None]):
    """Nothing but the rows."""

    def compose(self) -> ComposeResult:
        """Show them."""
        yield Lines()


if __name__ == "__main__":
    LineApp().run()
