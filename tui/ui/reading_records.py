"""Show what was read before: the articles, the latest first, and how much it was; and forget it where that is asked."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from annotations.storage.user_records import RecordError
from seeds.errors import Problem
from seeds.i18n import _
from tui.core.reading.activity import activity_lines
from tui.core.reading.recent import RecentList, elsewhere, recorded_key
from tui.core.session import Session
from tui.ui.messages import ArticleWanted
from tui.ui.screens import dialogs
from tui.ui.status_words import say

if TYPE_CHECKING:
    from tui.core.reading.recent import RecentArticle

Result = TypeVar("Result")


class ReadingRecords:
    """Own the commands about what was read; the records are the user's own, and on this machine only."""

    def __init__(self, app: App[None], session: Session, warn: Callable[[Problem], object]) -> None:
        self._app = app
        self._session = session
        self._warn = warn

    def palette(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the commands that only the palette has, with what they do in words."""
        yield _("Reading statistics: today and in all"), self.show_statistics
        yield _("Forget which articles were read"), self.forget_recent
        yield _("Forget the reading statistics"), self.forget_statistics

    def show_recent(self) -> None:
        """List the articles that were read, and open the one that is chosen."""
        recently = self._session.reading.recently
        if not self._session.settings.keep_recent:
            say(self._app, _("articles are not remembered: keep-recent is false in the settings"))
            return
        articles = self._try(recently.articles)
        if not articles:
            if articles is not None:
                say(self._app, _("no article has been read yet"))
            return
        dialogs.pick_recent(
            self._app,
            RecentList(recently, articles),
            lambda article: self._try(lambda: recently.drop(article)),
            self._open,
        )

    def show_statistics(self) -> None:
        """Show how much was read, today and in all."""
        if not self._session.settings.keep_statistics:
            say(self._app, _("nothing is counted: keep-statistics is false in the settings"))
            return
        counted = self._try(self._session.reading.clock.counted)
        if counted:
            dialogs.show_lines(self._app, activity_lines(*counted))

    def forget_recent(self) -> None:
        """Forget which articles were read, in all projects."""
        self._try(self._session.reading.recently.clear)
        say(self._app, _("it is forgotten which articles were read"))

    def forget_statistics(self) -> None:
        """Forget how much was read."""
        self._try(self._session.reading.clock.clear)
        say(self._app, _("it is forgotten how much was read"))

    def _open(self, article: "RecentArticle") -> None:
        if not self._session.reading.recently.is_here(article):
            self._app.notify(elsewhere(article), timeout=8)
            return
        entries = self._session.library.entries
        info = next((entry.info for entry in entries if recorded_key(entry.info) == article.key), None)
        if info is None:
            message = _("“{title}” is not in this folder any more")
            say(self._app, message.format(title=article.title))
        else:
            self._app.post_message(ArticleWanted(info))

    def _try(self, work: Callable[[], Result]) -> Result | None:
        """Do something with the records; what goes wrong is reported."""
        try:
            return work()
        except RecordError as error:
            self._warn(error.problem)
            return None
