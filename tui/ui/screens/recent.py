"""Find an article among those that were read, the latest first, or have one forgotten."""

from collections.abc import Callable, Iterable

from textual.binding import Binding

from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.reading.recent import RecentArticle, RecentList
from tui.ui.screens.chooser import ChooserScreen


class RecentScreen(ChooserScreen):
    """Show what was read below a line to type in; end with the number of an article, or None.

    ``dropped`` is called with each article that is to be forgotten.
    """

    HINTS = _("del forget")
    BINDINGS = [Binding("delete", "drop", _("forget"), show=False, priority=True)]

    def __init__(self, articles: RecentList, dropped: Callable[[RecentArticle], object], ambiguous: int = 1) -> None:
        def find(query: str) -> Iterable[Choice]:
            return [Choice(str(number), articles.line(number)) for number in articles.find(query)]

        super().__init__(_("Recently read"), list(find("")), find=find, searching=True, ambiguous=ambiguous)
        self._articles = articles
        self._dropped = dropped

    def action_drop(self) -> None:
        """Forget the article that is in focus."""
        if name := self.name_in_focus:
            following = self.name_after
            self._dropped(self._articles.drop(int(name)))
            self.show_choices(following)
