"""Show one article, in either script, and let it be marked."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.worker import get_current_worker

from annotations.storage.open_article import OpenArticle
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.segmentation.all_headings import all_headings
from tui.core.article_layout import layout_of, metrics_for, prepare
from tui.core.kept_names import KeptNames
from tui.core.keymap import FOLLOW, MARK, READER, SUGGEST
from tui.core.session import Session
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command, Controller
from tui.ui.reader.article_commands import ArticleCommands
from tui.ui.reader.bookmarks import BookmarkCommands
from tui.ui.reader.contents import HeadingCommands
from tui.ui.reader.copying import Copying
from tui.ui.reader.cursor import CursorCommands
from tui.ui.reader.following import FollowAlong
from tui.ui.reader.jumps import JumpCommands
from tui.ui.reader.label_editing import LabelEditing
from tui.ui.reader.letting_go import LettingGo
from tui.ui.reader.links import Links
from tui.ui.reader.looking_up import LookingUp
from tui.ui.reader.marking import Marking
from tui.ui.reader.moment import hints_of
from tui.ui.reader.neighbours import Neighbours
from tui.ui.reader.occurrences import Occurrences
from tui.ui.reader.outside_changes import OutsideChanges
from tui.ui.reader.page_settings import PageSettings
from tui.ui.reader.paging import Paging
from tui.ui.reader.paragraphs import ParagraphStyles
from tui.ui.reader.questions import Questions
from tui.ui.reader.reading_progress import ReadingProgress
from tui.ui.reader.reading_status import ReadingStatus
from tui.ui.reader.schema_offers import SchemaOffers
from tui.ui.reader.search import Search
from tui.ui.reader.span_commands import SpanCommands
from tui.ui.reader.span_list import SpanList
from tui.ui.reader.suggestions import Suggestions
from tui.ui.screens.base import ZhupiScreen
from tui.ui.signals import signals_of
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.label_bar import LabelBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView
from tui.ui.widgets.span_panel import SpanPanel
from tui.ui.widgets.status_line import StatusLine
from tui.ui.widgets.tip_line import TipLine


class ReaderScreen(ZhupiScreen):
    """Show the page, a quiet status line, and the keys; the parts in ``tui.ui.reader`` own most of the commands."""

    BINDINGS = [*bindings_of(FOLLOW), *bindings_of(SUGGEST), *bindings_of(READER), *bindings_of(MARK)]

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session)
        ambiguous = session.settings.ambiguous
        self.view = ReaderView()
        self.panel = SpanPanel(ambiguous=ambiguous)
        self._tip = TipLine(ambiguous=ambiguous)
        labels = LabelBar(session.annotations.schema.labels, "mark.pick", ambiguous=ambiguous)
        self._line = StatusLine(ambiguous=ambiguous, id="status")
        self._keys = KeyBar(ambiguous=ambiguous)
        self._progress = ReadingProgress(self, session)
        self._status = ReadingStatus(session, self._line, info.title)
        self.article: Article | None = None
        self._annotations: OpenArticle | None = None
        self._names = KeptNames(session)
        self._position = 0
        view, questions = self.view, Questions(self, self.view)
        self._questions = questions
        self.marking = Marking(self, view, info, self._marks_drawn)
        self.suggestions = Suggestions(self, view, self.marking, questions)
        self._offers = SchemaOffers(self, self.marking, questions)
        self._jumps = JumpCommands(self, view, self.marking)
        self._headings = HeadingCommands(self, view)
        self._following = FollowAlong(self, view)
        self.search = Search(self, view, self.marking, questions)
        self._occurrences = Occurrences(self, view, self.marking)
        self._spans = SpanList(self, self.panel, view, self.marking, questions)
        self._outside = OutsideChanges(self, self.marking, self.open)
        self._label_editing = LabelEditing(self, self.marking, labels, lambda: self.open(self.info))

    @property
    def info(self) -> ArticleInfo:
        """The article that is read, or that is being opened."""
        return self.marking.info

    def compose(self) -> ComposeResult:
        """Yield page, tip, labels, status, keys."""
        with Horizontal(id="page"):
            yield self.view
            yield self.panel
        yield self._tip
        yield self._label_editing.bar
        yield self._line
        yield self._keys

    def on_mount(self) -> None:
        """Begin to read, and follow what concerns the article."""
        signals = signals_of(self)
        signals.suggested.subscribe(self, self.suggestions.take)
        signals.pack_offered.subscribe(self, self._tip.say)
        signals.saved.subscribe(self, lambda _nothing: self.describe())
        signals.changed_outside.subscribe(self, self._outside.take)
        signals.text_changed.subscribe(self, self._outside.follow_text)
        redraw = partial(self.call_after_refresh, self.marking.show, follow=False)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: redraw())
        self.command_table.before = self._occurrences.end_before
        self.view.focus()
        self.open(self.info)

    def on_unmount(self) -> None:
        """Write what is left to write, and let the list say what has come of the article."""
        self.marking.end()
        self.session.reading.leave()
        signals_of(self).status_changed.publish(None)

    # Commands

    def controllers(self) -> Sequence[Controller]:
        """Return the parts that own commands."""
        return (
            self,
            Neighbours(self, self.marking, self.open),
            Paging(self.view, self.marking, self._questions),
            self._headings,
            self._following,
            self._jumps,
            PageSettings(self.session, self._lay_out),
            ParagraphStyles(self.session, lambda: self.article, self._set_again),
            Links(self, self.view, self.marking),
            BookmarkCommands(self, self.view, self.marking, self._questions),
            Copying(self, self.view, self.marking, lambda: self._status.shown_title),
            LookingUp(self, self.view, self.marking),
            CursorCommands(self.marking),
            SpanCommands(self, self.marking, self._questions, self._offers),
            ArticleCommands(self.session, self.marking, self._questions, self._offers),
            self._occurrences,
            self.search,
            self.suggestions,
            self._spans,
            LettingGo(self, self.view, self.marking, self.search, self._spans),
            self._label_editing,
        )

    def commands(self) -> Mapping[str, Command]:
        """Return the commands that lead out of the article, and the one that makes up for keys."""
        return {
            "reader.back": self._leave,
            "mark.left-out": self.left_out.make_up,
        }

    async def _leave(self) -> None:
        """Go back to the list, or out of the program where only this article was asked for."""
        if self.session.single:
            await self.app.action_quit()
        else:
            self.dismiss()

    # Opening an article

    @work(thread=True, exclusive=True, group="open")
    def open(self, info: ArticleInfo) -> None:
        """Read an article, in place of the one that is on the screen."""
        worker = get_current_worker()
        try:
            article = self.session.read(info)
            prepare(article)
            self.from_worker(self.marking.end)
            opened = self.session.annotations.open(article)
        except ZhupiError as error:
            self.from_worker(self._cannot_open, error)
        else:
            if worker.is_cancelled or not self.from_worker(self._show_article, info, article, opened):
                self.session.annotations.leave(opened)

    def _show_article(self, info: ArticleInfo, article: Article, opened: OpenArticle) -> None:
        self._annotations = opened
        self.marking.info, self.marking.left, self.article = info, None, article
        self._progress.begin()
        self.search.forget()
        self._position = self.session.library.progress_of(info).position
        self._status.row = self.session.library.row_of(info.key)
        self._lay_out()
        self._label_editing.resume()

    def _cannot_open(self, error: ZhupiError) -> None:
        self.warn(error.problem)
        if self.article is None:
            self.dismiss()

    @on(ReaderView.Resized)
    def _lay_out(self) -> None:
        if self.article is None or not self.view.size.width:
            return
        text, names = self.article.text, self._names
        converter = self.converter_for(text)
        if self._annotations:
            names.update(text, self._annotations.layer, self.marking.suggestions)
        self.search.use(self.article, converter, names.ranges)
        self._status.use(self.article, names.title(converter, text, self.info.title))
        self.call_after_refresh(self._status.find_script, self, text)
        metrics = metrics_for(self.view.size.width, self.session.settings)
        layout = layout_of(self.article, metrics, converter, names.ranges)
        self._headings.use(all_headings(self.article), partial(names.heading, converter, text))
        self.panel.convert = partial(names.row, converter)
        self.view.show_layout(layout, self._position)
        annotator = self.marking.annotator
        if annotator and annotator.opened is self._annotations:
            annotator.caret.use(layout)
            self.marking.show(follow=False)
        elif self._annotations and self._annotations is not self.marking.left:
            self.marking.begin(self._annotations, layout)
            self.call_after_refresh(self.suggestions.request)

    def _set_again(self, article: Article, message: str) -> None:
        self.article = article
        if self._annotations:
            self._annotations.article = article
        self._lay_out()
        self.suggestions.request()
        self.said.show(message)

    # Showing

    def script_changed(self) -> None:
        """Show the article in the script that the session now shows, the same text on the same row."""
        self._lay_out()

    def describe(self) -> None:
        """Say in the status line what has changed."""
        if page := self.view.page:
            first = [self.sending, self._following.status, str(self.search.hits), *self.marking.status()]
            self._status.show(page.progress, first, self._headings.chapter, self.marking.remarks(), self.said.text)
            self._keys.show([*self._following.hints, *hints_of(self.marking)])

    def _marks_drawn(self) -> None:
        opened = self._annotations
        if opened and self._names.update(opened.article.text, opened.layer, self.marking.suggestions):
            self._lay_out()  # the surnames that are kept in the other script are others now, as seldom happens
            return
        self._occurrences.end_stale()
        self._spans.show()
        self.describe()

    # What the parts are told

    def place(self) -> object:
        """Return the cursor, where there is one."""
        return self.marking.annotator.caret.cursor if self.marking.annotator else None

    def return_to(self, place: object) -> None:
        """Put the cursor where it was before."""
        self.marking.return_to(place)

    def on_key(self, event: events.Key) -> None:
        """Label with the key of a label."""
        if self.session.annotations.schema.by_key(event.character or ""):
            self._occurrences.end()
        self.marking.on_key(event)

    @on(ReaderView.Moved)
    def _moved(self, event: ReaderView.Moved) -> None:
        self._jumps.follow(event.progress)
        self._progress.note(self.info, event.progress)
        if self.marking.annotator:
            self.marking.annotator.opened.position = event.progress.position
        self.describe()

    @on(ReaderView.Pressed)
    def _pressed(self, event: ReaderView.Pressed) -> None:
        self._occurrences.end()
        self.said.end()
        self.marking.press(event)

    @on(ReaderView.Dragged)
    def _dragged(self, event: ReaderView.Dragged) -> None:
        self.marking.drag(event)

    @on(SpanPanel.Chosen)
    def _chosen(self, event: SpanPanel.Chosen) -> None:
        self._spans.choose(event.row)

    @on(Prompt.Changed)
    @on(Prompt.Done)
    @on(Prompt.Cancelled)
    def _answered(self, event: Prompt.Said) -> None:
        self._questions.take(event)
