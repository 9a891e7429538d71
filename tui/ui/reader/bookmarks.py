"""Set bookmarks in the article, and go to them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from annotations.model.rules import Range
from annotations.storage.bookmarks import Bookmarks
from annotations.storage.progress import Bookmark, ReadingLogError
from seeds.article import Article
from seeds.i18n import _
from tui.core.reading.bookmark_list import BookmarkList
from tui.text.clip import clip
from tui.text.shown import shown_words
from tui.ui.commands import Command, Controller
from tui.ui.reader.focus import range_in_focus
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView

Result = TypeVar("Result")

_PROPOSED = 32
"""The cells that the name takes which is proposed for a bookmark."""


def _ignore(_result: object) -> None:
    """Do nothing with a result."""


class BookmarkCommands(Controller):
    """Own the actions that set a bookmark and list those of the article; they are kept in the user's reading log."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking, questions: Questions) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._questions = questions
        self._bookmarks = Bookmarks(screen.session.reading_log)

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {"reader.bookmark": self._ask_name, "reader.bookmarks": self._list}

    async def _ask_name(self) -> None:
        """Ask for the name of a bookmark on the words that are looked at; their beginning is proposed."""
        page, place = self._view.page, range_in_focus(self._view, self._marking)
        words = " ".join(shown_words(page.layout, *place).split()) if page and place else ""
        if page is None or place is None or not words:
            self._screen.said.show(_("there are no words here for a bookmark"))
            return
        name = clip(words, _PROPOSED, self._screen.session.settings.ambiguous)
        article = page.layout.article
        await self._questions.ask(
            Prompt(_("bookmark"), name), lambda text: self._add(article, place, text.strip() or name)
        )

    def _add(self, article: Article, place: Range, name: str) -> None:
        message = _("bookmark: {name}").format(name=name)
        self._work(
            partial(self._bookmarks.add, article, *place, name),
            lambda _nothing: self._screen.said.show(message),
        )

    def _list(self) -> None:
        """List the bookmarks of the article."""
        page = self._view.page
        if page:
            article = page.layout.article
            self._work(partial(self._bookmarks.of, article), partial(self._show, article))

    def _show(self, article: Article, bookmarks: list[Bookmark]) -> None:
        if not bookmarks:
            self._screen.said.show(_("this article has no bookmarks: _ sets one"))
        elif self._screen.is_current:
            dialogs.pick_bookmark(
                self._screen.app,
                BookmarkList(bookmarks, len(article.text)),
                lambda bookmark: self._work(partial(self._bookmarks.drop, article, bookmark)),
                self._go,
            )

    def _go(self, bookmark: Bookmark) -> None:
        """Put the sentence of a bookmark into focus, and the cursor there, if there is one."""
        if bookmark.gone:
            message = _("the words of this bookmark are not in the text any more: {words}")
            self._screen.said.show(message.format(words=bookmark.quote.text))
            return
        annotator = self._marking.annotator
        if annotator and annotator.caret.cursor:
            self._marking.do(lambda annotator: annotator.caret.stand_at(bookmark.start))
        self._view.focus_sentence(bookmark.start)

    def _work(self, work: Callable[[], Result], done: Callable[[Result], object] = _ignore) -> None:
        """Do something with the log in a worker, since other programs may be using it, and report what goes wrong."""

        def run() -> None:
            try:
                result = work()
            except ReadingLogError as error:
                self._screen.from_worker(self._screen.warn, error.problem)
            else:
                self._screen.from_worker(done, result)

        self._screen.run_worker(run, thread=True, group="bookmarks")
