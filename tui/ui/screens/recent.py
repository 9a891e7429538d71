"""Find an article among those that were read, the latest first, or have one forgotten."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Input, OptionList

from seeds.i18n import _
from tui.core.reading.recent import RecentArticle, RecentList
from tui.ui.screens.picker import PickerScreen
from tui.ui.widgets.plain import choice, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widgets.option_list import Option


class RecentScreen(PickerScreen):
    """Show what was read below a line to type in; end with the number of an article, or None.

    ``dropped`` is called with each article that is to be forgotten.
    """

    BINDINGS = [Binding("delete", "drop", _("forget"), show=False, priority=True)]
    DEFAULT_CSS = """
    RecentScreen > Vertical { width: 76; }
    RecentScreen OptionList, RecentScreen OptionList:focus { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, articles: RecentList, dropped: Callable[[RecentArticle], object]) -> None:
        def find(query: str) -> "Iterable[Option]":
            return (choice(plain(articles.line(number)), str(number)) for number in articles.find(query))

        super().__init__(find, _("recently read; delete forgets one"))
        self._articles = articles
        self._dropped = dropped

    def action_drop(self) -> None:
        """Forget the article that is highlighted."""
        options = self.query_one(OptionList)
        number = options.highlighted
        if number is not None:
            self._dropped(self._articles.drop(int(options.get_option_at_index(number).id or 0)))
            self._list(self.query_one(Input).value)
            if options.option_count:
                options.highlighted = min(number, options.option_count - 1)
