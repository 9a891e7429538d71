"""Show the articles of the project, filtered as one types."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.core.key_hints import library_hints
from tui.core.keymap import LIBRARY
from tui.core.listing.column_contents import Column
from tui.core.session import Session
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command
from tui.ui.guidance.offer import offered
from tui.ui.library.described import count_of, news_of, reason_for_nothing
from tui.ui.library.gains import Gains
from tui.ui.library.ordering import Ordering
from tui.ui.library.preview_requests import PreviewRequests
from tui.ui.library.text_filter import TextFilter
from tui.ui.library.title_filter import TitleFilter
from tui.ui.messages import ArticleWanted
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of
from tui.ui.widgets.article_list import ArticleList
from tui.ui.widgets.article_preview import ArticlePreview
from tui.ui.widgets.column_names import ColumnNames
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.status_line import StatusLine
from tui.ui.widgets.tip_line import TipLine

WITH_PREVIEW = 110
"""Columns from which the article under the cursor is shown beside the list."""


class LibraryScreen(ZhupiScreen):
    """Show the list with a header above it and two quiet lines below."""

    BINDINGS = bindings_of(LIBRARY)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WITH_PREVIEW, "-wide")]
    DEFAULT_CSS = """
    LibraryScreen #body { height: 1fr; }
    LibraryScreen ArticleList { width: 1fr; }
    LibraryScreen ArticlePreview { display: none; width: 38%; min-width: 42; max-width: 76; }
    LibraryScreen.-wide ArticlePreview { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        ambiguous = session.settings.ambiguous
        self._list = ArticleList(session.library, ambiguous=ambiguous)
        self._header = StatusLine(ambiguous=ambiguous, id="header")
        self._columns = ColumnNames(ambiguous=ambiguous, id="columns")
        self._preview = ArticlePreview(ambiguous=ambiguous)
        self._previewing = PreviewRequests(self, session, self._preview)
        self._gains = Gains(self, session, self.refresh_list)
        self._ordering = Ordering(session.library, self.refresh_list, self._gains.start)
        self._columns.clicked = lambda cell: self._ordering.click(self._list.column_at(cell))
        self._texts = TextFilter(self, session, self.refresh_list)
        self._titles = TitleFilter(self, session.library, self._texts.begin)
        self._offer = TipLine(ambiguous=ambiguous)
        self._detail = StatusLine(ambiguous=ambiguous, id="detail")
        self._keys = KeyBar(ambiguous=ambiguous)

    def compose(self) -> ComposeResult:
        """Yield header, names of the columns, list, the article under the cursor, keys."""
        yield self._header
        yield self._columns
        with Horizontal(id="body"):
            yield self._list
            yield self._preview
        yield self._offer
        yield self._detail
        yield self._keys

    def on_mount(self) -> None:
        """Begin with the list in focus."""
        self._list.shown = self._shown
        self._list.focus()

    def on_screen_resume(self) -> None:
        """Show how far the articles have been read meanwhile, and what has been marked."""
        self._previewing.forget()
        self._texts.look_again()
        self.refresh_list()

    def refresh_list(self) -> None:
        """Draw the list as the session now has it, the cursor on the article that it was on."""
        self._list.nothing = reason_for_nothing(self.session, self._texts.stage, self._texts.unknown_label)
        self._list.show_library()
        self.refresh_bindings()
        self.describe()

    def select(self, info: ArticleInfo) -> None:
        """Put the cursor on an article."""
        self._list.select(info)

    def script_changed(self) -> None:
        """Show the titles in the script that the session now shows."""
        self._list.redraw()
        self.refresh_list()

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the list."""
        move = self._list.move
        return {
            "library.open": self._open,
            "library.filter": lambda: self.ask(Prompt("/", self.session.library.query)),
            "library.clear": self._clear,
            **self._ordering.commands(),
            "library.problems": lambda: dialogs.show_problems(self.app, self.session.problems),
            "library.unlinked": self._show_unlinked,
            "library.reload": self._reload,
            "library.review": self._review,
            "library.export": lambda: dialogs.export(self.app, self.session),
            "library.import": lambda: dialogs.import_annotations(self.app, self.session),
            "library.up": lambda: move(-1),
            "library.down": lambda: move(1),
            "library.page-up": lambda: move(-self._list.page),
            "library.page-down": lambda: move(self._list.page),
            "library.first": lambda: move(-len(self.session.library)),
            "library.last": lambda: move(len(self.session.library)),
            "library.quit": self.app.action_quit,
        }

    def _open(self) -> None:
        """Read the article under the cursor."""
        if self._list.info:
            self.post_message(ArticleWanted(self._list.info))

    def _show_unlinked(self) -> None:
        """Show the annotations that belong to no article, and let them be reattached."""
        if self.session.scanner.done:
            dialogs.show_unlinked(self.app, self.session)

    def _reload(self) -> None:
        """Look at the folder again."""
        self.session.rescan()
        self.refresh_list()

    def _review(self) -> None:
        """Review the suggestions of the articles in the list one after another."""
        library = self.session.library
        dialogs.review(self.app, self.session, [library[row] for row in range(len(library))])

    @on(ArticleList.Opened)
    def _opened(self, event: ArticleList.Opened) -> None:
        self.post_message(ArticleWanted(event.info))

    @on(ArticleList.Moved)
    def _moved(self, event: ArticleList.Moved) -> None:
        self._previewing.request(event.info)
        self._describe_article()

    @on(Prompt.Changed)
    def _filter_typed(self, event: Prompt.Changed) -> None:
        self._filter(event.text)

    @on(Prompt.Cancelled)
    def _filter_dropped(self) -> None:
        self._filter()
        self._close_prompt()

    def _filter(self, query: str = "") -> None:
        """Show the articles that match, all without a query; the cursor stays on the one that it is on."""
        self._titles.begin(query)

    @on(Prompt.Done)
    def _close_prompt(self) -> None:
        self.query(Prompt).remove()
        self._list.focus()

    def _clear(self) -> None:
        """Show all articles again; where all are shown, say which key quits, since this one never does."""
        if self.session.library.query:
            self._filter()
        elif key := key_of(self, "library.quit"):
            self.said.show(_("{key} quits").format(key=key))

    def _shown(self, text: str, info: ArticleInfo) -> str:
        """Return words that are said of an article, in the script that its title is shown in."""
        converter = self.converter_for(info.title)
        return converter.convert(text).text if converter else text

    def _about(self, info: ArticleInfo) -> str:
        """Return what the line below the list says of the article under the cursor."""
        if self.session.library.column is Column.GAIN:
            return _("gain: how many doubtful suggestions would be settled by annotating the article")
        title = self._shown(info.title, info)
        return f"{title}  {info.origin.document}" if self.session.library.contents.several_files else title

    def describe(self) -> None:
        """Say in the lines above and below the list what has changed."""
        self._list.show_rows()
        self._header.left = f"朱批  {self.session.corpus.name}"
        self._header.right = count_of(self.session.library, self._texts.stage)
        self._offer.say(offered(self.session, self.app.get_key_display))
        self._describe_article()
        self._detail.right = news_of(self.session, self.sending)
        self._keys.show(library_hints(filtered=bool(self.session.library.query)))

    def _describe_article(self) -> None:
        self._columns.left = self._list.heading()
        info = self._list.info
        self._detail.set_class(bool(self.said.text), "-said")
        self._detail.left = self.said.text or (self._about(info) if info else "")
