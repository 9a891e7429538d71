"""Rows that are drawn again only where they have changed."""

from typing import cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.ui.widgets.kept_rows import ALL, KeptRows


class Recorder:
    """Stands for a widget, and notes which rows it is to draw again."""

    def __init__(self) -> None:
        self.rich_style = Style()
        self.size = Size(4, 5)
        self.refreshed: list[tuple[int, int]] = []
        self.drawn: list[str] = []

    def refresh(self, *regions: Region) -> None:
        assert all(region.width == ALL for region in regions)
        self.refreshed = [(region.y, region.height) for region in regions]

    def draw(self, row: str, base: Style) -> Strip:
        self.drawn.append(row)
        return Strip([Segment(row, base)])


def kept(widget: Recorder) -> KeptRows[str]:
    return KeptRows(cast("Widget", widget), widget.draw)


def test_only_rows_that_have_changed_are_drawn_again() -> None:
    widget = Recorder()
    rows = kept(widget)
    rows.show(["a", "b", None, "d", "e"])
    assert widget.refreshed == [(0, 2), (3, 2)]
    rows.show(["a", "x", None, "d", "y"])
    assert widget.refreshed == [(1, 1), (4, 1)]
    widget.refreshed = []
    rows.show(["a", "x", None, "d", "y"])
    assert widget.refreshed == []
    rows.show(["a"])
    assert widget.refreshed == [(1, 1), (3, 2)]


def test_a_row_that_moves_is_not_drawn_anew_until_the_style_is_another() -> None:
    widget = Recorder()
    rows = kept(widget)
    for shown in (["a", "b"], ["b", "c"]):
        rows.show(shown)
        rows.begin()
        assert [rows.strip(number).text for number in range(3)] == [*shown, "    "]
    assert widget.drawn == ["a", "b", "c"]
    widget.rich_style = Style(bold=True)
    rows.begin()
    assert rows.strip(0).text == "b"
    assert widget.drawn == ["a", "b", "c", "b"]
    rows.forget()
    rows.strip(0)
    assert widget.drawn[4:] == ["b"]


def test_no_more_strips_are_kept_than_can_be_of_use() -> None:
    widget = Recorder()
    rows = kept(widget)
    for number in range(50):
        rows.show([f"{number}", f"{number + 1}"])
        rows.begin()
        for row in range(2):
            rows.strip(row)
    assert len(rows._strips) <= 6
