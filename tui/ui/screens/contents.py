"""Find a heading of an article in the list of all of them."""

from typing import TYPE_CHECKING

from seeds.i18n import _
from tui.core.reading.contents import Contents
from tui.ui.screens.picker import PickerScreen
from tui.ui.widgets.plain import choice, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widgets.option_list import Option


class ContentsScreen(PickerScreen):
    """Show the headings below a line to type in, the current one highlighted; end with the number of one, or None."""

    DEFAULT_CSS = """
    ContentsScreen > Vertical { width: 76; }
    ContentsScreen OptionList, ContentsScreen OptionList:focus {
        max-height: 70vh; text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, contents: Contents, current: int | None) -> None:
        def find(query: str) -> "Iterable[Option]":
            return (choice(plain(contents.line(number)), str(number)) for number in contents.find(query))

        super().__init__(find, _("words of a heading"), "" if current is None else str(current))
