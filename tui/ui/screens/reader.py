"""The reader: one article, in either script."""

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.worker import get_current_worker

from annotations.storage.open_article import OpenArticle
from annotations.storage.progress import Progress
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _
from seeds.script.converter import Converter
from tui.core.article_layout import layout_of
from tui.core.article_search import ArticleSearch, Hits
from tui.core.config import MEASURE_MAX, MEASURE_MIN, SPACING_MAX
from tui.core.keymap import MARK, READER, SUGGEST
from tui.core.library import reading_time
from tui.core.session import Session
from tui.text.layout import LineAddress
from tui.text.movements import Step
from tui.text.page import Page
from tui.text.width import cells
from tui.ui.bindings import bindings_of
from tui.ui.screens.offers import OfferActions
from tui.ui.screens.span_actions import SpanActions
from tui.ui.screens.span_panel import PanelActions
from tui.ui.screens.suggestions import PREFIX, SuggestionActions
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView, metrics_for
from tui.ui.widgets.status_line import StatusLine

MEASURE_STEP = 2

TITLE_AT_LEAST = 24
"""Cells of the status line that are kept for where one is; what matters least on the other side gives way."""


class ReaderScreen(SpanActions, OfferActions, PanelActions, SuggestionActions):
    """The page, a quiet status line, and the keys."""

    BINDINGS = [*bindings_of(SUGGEST, PREFIX), *bindings_of(READER), *bindings_of(MARK)]

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session, info)
        self.hits = Hits()
        self._status = StatusLine(ambiguous=session.settings.ambiguous, id="status")
        self._annotations: OpenArticle | None = None
        self._converter: Converter | None = None
        self._search: ArticleSearch | None = None
        self._position = 0
        self._row: int | None = None
        self._title = info.title
        self._script = ""
        self._searched_from = 0
        self._top = LineAddress(0, 0)

    def compose(self) -> ComposeResult:
        """Page, labels, status, keys."""
        with Horizontal(id="page"):
            yield self.view
            yield self.panel
        yield self.labels
        yield self._status
        yield KeyBar(ambiguous=self.session.settings.ambiguous)

    def on_mount(self) -> None:
        """Begin to read."""
        self.view.focus()
        self.open(self.info)

    def script_changed(self) -> None:
        """Show the article in the script that the session now shows, the same text on the same row."""
        self._lay_out()

    def open(self, info: ArticleInfo) -> None:
        """Read an article, in place of the one that is on the screen."""
        self._load(info)

    def reread(self) -> None:
        """Read the article again, whose text was edited by another program; marks move with their words."""
        self.notify(_("the text was edited by another program, and is read again"), timeout=4, markup=False)
        self.open(self.info)

    def let_go(self) -> None:
        """Leave the article, whose text is not where it was: its annotations are saved, and looked for again."""
        self.notify(_("the text is gone or begins otherwise: it is looked for again"), timeout=6, markup=False)
        self.end_marking()
        for problem in self.session.save():
            self.warn(problem)

    @work(thread=True, exclusive=True, group="open")
    def _load(self, info: ArticleInfo) -> None:
        worker = get_current_worker()
        try:
            article = self.session.read(info)
            self.app.call_from_thread(self.end_marking)
            opened = self.session.shelf.open(article)
        except ZhupiError as error:
            self.app.call_from_thread(self._cannot_open, error)
        else:
            if worker.is_cancelled:
                self.session.shelf.leave(opened)
            else:
                self.app.call_from_thread(self._opened, info, article, opened)

    def _opened(self, info: ArticleInfo, article: Article, opened: OpenArticle) -> None:
        self._annotations = opened
        self.info, self.article = info, article
        self._search, self.hits = None, Hits()
        self._position = self.session.library.progress_of(info).position
        self._row = self.session.library.row_of(info.key)
        self._lay_out()
        if self.labels_again:  # an edit of theirs has let go of the article; now that it is back, there may be another
            self.labels_again = False
            self.action_guidelines()

    def _cannot_open(self, error: ZhupiError) -> None:
        self.warn(error.problem)
        if self.article is None:
            self.dismiss()

    @on(ReaderView.Resized)
    def _lay_out(self) -> None:
        if self.article is None or not self.view.size.width:
            return
        converter = self.converter_for(self.article.text)
        if self._search is None or converter is not self._converter:
            self._search, self._converter = ArticleSearch(self.article.text, converter), converter
        self._title = converter.convert(self.info.title).text if converter else self.info.title
        self._script = self.session.script_mark(self.article.text)
        layout = layout_of(self.article, metrics_for(self.view.size.width, self.session.settings), converter)
        self.panel.convert = (lambda words: converter.convert(words).text) if converter else str
        self.view.show_layout(layout, self._position)
        if self.annotator and self.annotator.opened is self._annotations:
            self.annotator.use(layout)
            self.show_marks()
        elif self._annotations:
            self.begin_marking(self._annotations, layout)

    @on(ReaderView.Moved)
    def _moved(self, event: ReaderView.Moved) -> None:
        self.session.note_progress(self.info.key, event.progress)
        if self.annotator:
            self.annotator.opened.position = event.progress.position
        self._describe(event.progress)

    def _describe(self, progress: Progress) -> None:
        number = "" if self._row is None else f"{self._row + 1}/{len(self.session.library)}  "
        self._status.left = f"{progress.share:4.0%}  {number}{self._title}"
        left = reading_time(self.info.length * (1 - progress.share))
        time = _("{time} left").format(time=left) if progress.share < 1 else _("read")
        parts = [part for part in (self.sending, str(self.hits), *self.marking_status(), self._script, time) if part]
        while len(parts) > 1 and cells(" · ".join(parts)) > self.size.width - TITLE_AT_LEAST:
            parts.pop()
        self._status.right = " · ".join(parts)

    def describe(self) -> None:
        """Say in the status line what has changed."""
        if self.view.page:
            self._describe(self.view.page.progress)

    # Moving

    def _scroll(self, rows: int) -> None:
        if self.view.page:
            self.view.unfocus()
            self.view.page.scroll(rows)
            self.view.redraw()

    def action_line_down(self) -> None:
        """A line down, or the cursor a row down."""
        self._move_row(1)

    def action_line_up(self) -> None:
        """A line up, or the cursor a row up."""
        self._move_row(-1)

    def _move_row(self, step: Step) -> None:
        if self.annotator and self.annotator.cursor:
            self.act(lambda annotator: annotator.row(step))
        else:
            self._scroll(step)

    def action_page_down(self) -> None:
        """A page down, with one line in common."""
        self._scroll(max(1, self.view.size.height - 1))

    def action_page_up(self) -> None:
        """A page up, with one line in common."""
        self._scroll(-max(1, self.view.size.height - 1))

    def action_half_down(self) -> None:
        """Half a page down."""
        self._scroll(max(1, self.view.size.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self._scroll(-max(1, self.view.size.height // 2))

    def action_next_sentence(self) -> None:
        """Put the next sentence into focus."""
        self.view.move_sentence(1)

    def action_previous_sentence(self) -> None:
        """Put the previous sentence into focus."""
        self.view.move_sentence(-1)

    def action_next_paragraph(self) -> None:
        """To the next paragraph."""
        self._turn(lambda page: page.to_paragraph(1))

    def action_previous_paragraph(self) -> None:
        """To the beginning of the paragraph, or to the one before."""
        self._turn(lambda page: page.to_paragraph(-1))

    def action_top(self) -> None:
        """To the beginning."""
        self._turn(lambda page: page.put(0))

    def action_end(self) -> None:
        """To the end."""
        self._turn(lambda page: page.to_end())

    async def action_go_to(self) -> None:
        """Ask for a percentage."""
        await self.ask(Prompt(_("go to %"), restrict=r"[0-9]{0,3}", id="go-to"))

    @on(Prompt.Done, "#go-to")
    def _go_to(self, event: Prompt.Done) -> None:
        self.close_prompt()
        if event.text:
            share = min(100, int(event.text)) / 100
            self._turn(lambda page: page.to_share(share))

    def _turn(self, movement: Callable[[Page], None]) -> None:
        if self.view.page:
            self.view.unfocus()
            movement(self.view.page)
            self.view.redraw()

    # Other articles

    def action_next_article(self) -> None:
        """Read the article below this one in the list."""
        self._neighbour(1)

    def action_previous_article(self) -> None:
        """Read the article above this one in the list."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        library = self.session.library
        row = library.row_of(self.info.key)
        if row is not None and 0 <= row + step < len(library):
            self.open(library[row + step])
        else:
            self.notify(_("this is the last article") if step > 0 else _("this is the first article"), timeout=2)

    async def action_back(self) -> None:
        """Back to the list, or out of the program where only this article was asked for."""
        if self.session.single:
            await self.app.action_quit()
        else:
            self.dismiss()

    def action_clear(self) -> None:
        """Let go of the selection, the cursor, the search or the focus, or go back to the list."""
        if self.annotator and self.annotator.collapse():
            self.show_marks()
        elif self.hits.query:
            self._show_hits(Hits())
        elif self.view.focus_range:
            self.view.unfocus()
            self.view.redraw()
        else:
            self.dismiss()

    # Searching

    async def action_search(self) -> None:
        """Ask for words to search."""
        if self.view.page:
            self._searched_from = self.view.page.progress.position
            self._top = self.view.page.top
        await self.ask(Prompt("/", self.hits.query, id="search"))

    def action_next_hit(self) -> None:
        """To the next hit."""
        self._show_hits(self.hits.step(1))
        self._select_hit()

    def action_previous_hit(self) -> None:
        """To the previous hit."""
        self._show_hits(self.hits.step(-1))
        self._select_hit()

    def _select_hit(self) -> None:
        """Where there is a cursor, select the current hit, so that a label key labels it."""
        if self.annotator and self.annotator.cursor and self.hits.current:
            self.annotator.select(*self.hits.current)
            self.show_marks()

    @on(Prompt.Changed, "#search")
    def _search_typed(self, event: Prompt.Changed) -> None:
        self._find(event.text)

    @on(Prompt.Done, "#search")
    def _search_stands(self) -> None:
        self.close_prompt()
        self._select_hit()

    @on(Prompt.Cancelled, "#search")
    def _search_dropped(self) -> None:
        self.close_prompt()
        self._show_hits(Hits())
        self._turn(lambda page: page.go(self._top))

    @on(Prompt.Cancelled, "#go-to")
    def _not_gone(self) -> None:
        self.close_prompt()

    @work(thread=True, exclusive=True, group="search")
    def _find(self, query: str) -> None:
        worker, search = get_current_worker(), self._search
        for hits in search.hits(query, self._searched_from) if search else ():
            if worker.is_cancelled or search is not self._search:
                break
            self.app.call_from_thread(self._show_hits, hits)

    def _show_hits(self, hits: Hits) -> None:
        self.hits = hits
        self.view.show_hits(hits.ranges, hits.current)

    # The page

    def action_narrower(self) -> None:
        """Shorter lines."""
        self._change(measure=max(MEASURE_MIN, self.session.settings.measure - MEASURE_STEP))

    def action_wider(self) -> None:
        """Longer lines."""
        self._change(measure=min(MEASURE_MAX, self.session.settings.measure + MEASURE_STEP))

    def action_line_spacing(self) -> None:
        """Another space between lines."""
        self._change(line_spacing=(self.session.settings.line_spacing + 1) % (SPACING_MAX + 1))

    def action_paragraph_spacing(self) -> None:
        """Another space between paragraphs."""
        self._change(paragraph_spacing=(self.session.settings.paragraph_spacing + 1) % (SPACING_MAX + 1))

    def action_indent(self) -> None:
        """Indent paragraphs, or do not."""
        self._change(indent=not self.session.settings.indent)

    def _change(self, **settings: int) -> None:
        self.session.change_settings(**settings)
        self._lay_out()

    def settings_changed(self) -> None:
        """Lay the page out as the settings now ask for."""
        self._lay_out()
