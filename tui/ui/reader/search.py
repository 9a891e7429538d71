"""Search the article, and go from hit to hit."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from seeds.article import Article
from seeds.script.keeping import Ranges
from tui.core.reading.article_search import ArticleSearch, Hits
from tui.text.layout import LineAddress
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView

if TYPE_CHECKING:
    from seeds.script.converter import Converter


class Search(Controller):
    """Own the actions that search; ``hits`` is what was found, ``article`` what is searched."""

    def __init__(self, screen: ZhupiScreen, view: ReaderView, marking: Marking, questions: Questions) -> None:
        self._screen = screen
        self._view = view
        self._marking = marking
        self._questions = questions
        self._offset = 0
        self._top = LineAddress(0, 0)
        self._source: tuple[object, ...] = ()
        self.article: ArticleSearch | None = None
        self.hits = Hits()

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the search."""
        return {
            "reader.search": self._ask,
            "reader.next-hit": partial(self._step, 1),
            "reader.previous-hit": partial(self._step, -1),
        }

    def forget(self) -> None:
        """Search nothing until there is an article again."""
        self.article, self.hits = None, Hits()

    def use(self, article: Article, converter: "Converter | None", keep: Ranges) -> None:
        """Search an article as it is shown from now on; nothing changes where it is shown as before."""
        source = article, converter, keep
        if self.article is None or source != self._source:
            self.article, self._source = ArticleSearch(article, converter, keep), source

    def show(self, hits: Hits) -> None:
        """Mark hits on the page, and go to the current one."""
        self.hits = hits
        self._view.show_hits(hits.ranges, hits.current)

    async def _ask(self) -> None:
        """Ask for words to search."""
        if self._view.page:
            self._offset = self._view.page.progress.position
            self._top = self._view.page.top
        await self._questions.ask(
            Prompt("/", self.hits.query),
            lambda _query: self._select(),
            changed=self._find,
            cancelled=self._give_up,
        )

    def _step(self, count: int) -> None:
        self.show(self.hits.step(count))
        self._select()

    def _select(self) -> None:
        """Select the current hit where there is a cursor, so that a label key labels it."""
        annotator = self._marking.annotator
        if annotator and annotator.caret.cursor and self.hits.current:
            annotator.caret.select(*self.hits.current)
            self._marking.show()

    def _give_up(self) -> None:
        """Show no hits, and go back to where the search began."""
        self.show(Hits())
        self._view.turn(lambda page: page.go(self._top))

    def _find(self, query: str) -> None:
        work = partial(self._find_hits, query)
        self._screen.run_worker(work, thread=True, exclusive=True, group="search")

    def _find_hits(self, query: str) -> None:
        worker, article = get_current_worker(), self.article
        for hits in article.hits(query, self._offset) if article else ():
            if worker.is_cancelled or article is not self.article:
                break
            self._screen.from_worker(self.show, hits)
