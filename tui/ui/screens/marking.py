"""The ground of the reader's screen: from keys to the annotator, and from the annotator to the page."""

from collections.abc import Callable, Mapping
from functools import partial

from textual import events, on, work
from textual.geometry import Offset

from annotations.storage.open_article import OpenArticle
from annotations.storage.states import ExternalChange, SaveState
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.segmentation.words import Words, prepare
from tui.core.annotator import Annotator
from tui.core.keymap import MARK, OFFER, PANEL, SUGGEST
from tui.core.keys_left_out import KeyLeftOut, changing_actions
from tui.core.session import Session
from tui.core.span_list import Order, panel_rows, suggestion_rows
from tui.core.suggestion_list import SuggestionList
from tui.terminal.bursts import in_burst
from tui.text.cursor import Cursor
from tui.text.layout import Layout
from tui.text.movements import Step
from tui.text.span_marks import SpanMarks
from tui.text.units import Unit
from tui.ui.colours import fill, fills, underlines
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.label_bar import LabelBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView
from tui.ui.widgets.span_panel import SpanPanel

UNIT_OF_CLICKS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}


class MarkingScreen(ZhupiScreen):
    """A screen with a page on which an annotator marks spans."""

    CHANGING = changing_actions(MARK, SUGGEST, PANEL, OFFER)

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session)
        self.info = info
        self.article: Article | None = None
        self.annotator: Annotator | None = None
        self.suggested: SuggestionList | None = None
        self._on_suggestion = False
        self.asked = 0
        self.view = ReaderView()
        self.panel = SpanPanel(ambiguous=session.settings.ambiguous)
        self.order = Order.LABEL
        self.panel_query = ""
        self.labels = LabelBar(session.shelf.schema.labels, _("⏎ find"), ambiguous=session.settings.ambiguous)

    # Opening and closing

    def begin_marking(self, opened: OpenArticle, layout: Layout) -> None:
        """Mark an article, laid out so."""
        self.left_out.clear()
        self.annotator = Annotator(opened, self.session.shelf.schema, self._words(layout), layout)
        self.suggested = SuggestionList(self.annotator, shown=self.session.settings.suggestions)
        for problem in opened.problems:
            self.warn(problem)
        if opened.read_only:
            self.notify(_("read-only: {why}").format(why=opened.read_only), severity="warning", timeout=8)
        self.show_marks()
        self.ask_suggestions()

    def ask_suggestions(self) -> None:
        """Ask for what is suggested for the article."""

    def _words(self, layout: Layout) -> Words:
        words = Words(layout.article.text)
        if self.session.cut is None:
            self._load_words()
        else:
            words.use(self.session.cut)
        return words

    @work(thread=True, group="words")
    def _load_words(self) -> None:
        """Read the dictionary of words, once."""
        from seeds.segmentation.segmenter import load_segmenter  # noqa: PLC0415 - slow to import

        prepare()
        try:
            self.session.cut = load_segmenter().edges
        except ZhupiError as error:
            self.app.call_from_thread(self.warn, error.problem)
        else:
            self.app.call_from_thread(self.words_changed)

    def words_changed(self) -> None:
        """Move by words, now that a segmenter knows them."""
        if self.annotator and self.session.cut is not None:
            self.annotator.words.use(self.session.cut)

    def on_unmount(self) -> None:
        """Write what is left to write."""
        self.end_marking()

    def end_marking(self) -> None:
        """Leave the article to a worker, which writes its file."""
        if self.annotator:
            self.session.shelf.leave(self.annotator.opened)
            self.annotator = self.suggested = None

    # Other programs

    def outside_changed(self, found: ExternalChange) -> None:
        """Show what another program has made of the annotations, or ask about what contradicts."""
        annotator = self.annotator
        if annotator is None:
            return
        if found is ExternalChange.CONFLICT and self.is_current:
            from tui.ui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

            choices = {
                "mine": _("keep what was marked here"),
                "theirs": _("take what the file says now, changed outside"),
            }
            self.app.push_screen(ChoiceScreen(choices, "mine"), self._settle_conflict)
        elif found is ExternalChange.DAMAGED:
            for problem in annotator.opened.problems[-1:]:
                self.warn(problem)
        elif found is ExternalChange.TAKEN:
            self.notify(_("changes from outside were taken in"), timeout=3)
        self.show_marks()

    def _settle_conflict(self, choice: str | None) -> None:
        if choice == "theirs":
            self.act(lambda annotator: annotator.opened.use_theirs())
        elif choice == "mine":
            self.act(lambda annotator: annotator.opened.use_ours())

    # Showing

    def show_marks(self) -> None:
        """Draw spans, selection and cursor as they are now."""
        annotator, suggested = self.annotator, self.suggested
        if annotator is None or suggested is None:
            return
        background, foreground = self.view.colors[2:]
        self.view.label_styles = fills(self.session.shelf.schema.labels, background)
        self.view.unknown_style = fill("", background)
        self.view.suggested_styles = underlines(self.session.shelf.schema.labels, background, foreground)
        self.view.tags = self.session.settings.tags
        chosen = annotator.span
        self.view.show_spans(
            SpanMarks(
                annotator.layer,
                chosen=chosen.id if chosen else None,
                offers=annotator.offer.ranges[annotator.offer.number :] if annotator.offer else (),
                selection=annotator.cursor.selection if annotator.cursor else None,
                cursor=annotator.cursor_range,
                suggested=suggested.within,
                current=suggested.current,
            )
        )
        if (suggested.current is None) == self._on_suggestion:
            self._on_suggestion = not self._on_suggestion
            self.refresh_bindings()
        self.list_spans()
        self._point()
        self.describe()

    def open(self, info: ArticleInfo) -> None:
        """Read an article, in place of the one that is on the screen."""

    def marking_status(self) -> list[str]:
        """What is under the cursor, whether all is saved, how far it is annotated; what matters most first."""
        annotator, suggested = self.annotator, self.suggested
        if annotator is None or suggested is None:
            return []
        opened = annotator.opened
        count, waiting, current = len(annotator.layer.spans), suggested.count, suggested.current
        parts = [
            self.left_out_told(),
            annotator.span.label if annotator.span else "",
            f"{current.label}? {current.score:.0%} {current.origin}" if current else "",
            _("NOT SAVED") if opened.state is SaveState.FAILED else "",
            _("read-only") if opened.read_only else "",
            _("selecting") if annotator.visual else "",
            ngettext("{n} span", "{n} spans", count).format(n=f"{count:,}") if count else "",
            _("{n} suggested").format(n=f"{waiting:,}") if waiting else "",
            annotator.layer.metadata.status.value,
        ]
        return [part for part in parts if part]

    def _point(self) -> None:
        """Put the terminal's cursor where ours is, so that an input method opens its window there."""
        place = self.view.cursor_cell() if self.annotator and self.annotator.cursor else None
        if place is not None:
            self.app.cursor_position = Offset(*place) + self.view.content_region.offset

    def list_spans(self) -> None:
        """Show the spans in the panel, where it is shown."""
        annotator = self.annotator
        if annotator and self.panel.has_class("-shown"):
            text = annotator.opened.article.text
            rows = panel_rows(annotator.layer, self.session.shelf.schema, text, self.order, self.panel_query)
            rows += suggestion_rows(self.suggested.waiting if self.suggested else (), text, self.panel_query)
            self.panel.styles_of = self.view.label_styles
            self.panel.show_rows(rows, annotator.span.id if annotator.span else None)

    # Acting

    def act(self, deed: Callable[[Annotator], object]) -> None:
        """Do something with the annotator; what cannot be done is said."""
        if self.annotator is None:
            return
        told, layer = self.annotator.opened.failure, self.annotator.layer
        try:
            deed(self.annotator)
        except ZhupiError as error:
            self.warn(error.problem)
        failure = self.annotator.opened.failure
        if failure and failure != told:
            self.notify(str(failure), severity="error", timeout=8)
        if self.annotator.layer is not layer:
            self.left_out.clear()  # who goes on by hand has seen that something was left out
            self.session.decided(self.info.key, self.annotator.opened)
        self.show_marks()

    def _move(self, deed: Callable[[Annotator], object]) -> None:
        """Move the cursor, which first appears where the reader looks."""
        if self.annotator and self.view.page:
            if self.annotator.cursor is None:
                self.begin_cursor()
                self.show_marks()
            else:
                self.act(deed)

    def on_key(self, event: events.Key) -> None:
        """Label with the key of a label."""
        label = self.session.shelf.schema.by_key(event.character or "")
        if label and self.annotator and self.focused is self.view:
            event.stop()
            if in_burst(event):
                self.leave_out(event, partial(self.label, label.name))
            else:
                self.label(label.name)

    def label(self, name: str) -> None:
        """Label what is under the cursor, or accept the suggestion there with that label."""
        suggested = self.suggested
        if suggested and suggested.current:
            self.act(lambda _annotator: suggested.accept(name))
        else:
            self.begin_cursor_once()
            self.act(lambda annotator: annotator.label(name))

    def place(self) -> object:
        """The cursor, where there is one."""
        return self.annotator.cursor if self.annotator else None

    def make_up(self, left: list[KeyLeftOut]) -> None:
        """Do what keys would have done, from where the cursor was, with the movements that came between them.

        A mark moves the cursor on, so that what follows would have been elsewhere than where the cursor has been.
        """
        was: object = None
        for number, item in enumerate(left):
            if self.annotator and (number == 0 or item.place != was):
                self.annotator.cursor = item.place if isinstance(item.place, Cursor) else None
            was = item.after
            if item.deed:
                item.deed()
        self.show_marks()

    def begin_cursor_once(self) -> None:
        """Put a cursor where the reader looks, unless there is one."""
        if self.annotator and self.annotator.cursor is None:
            self.begin_cursor()

    def begin_cursor(self) -> None:
        """Put a cursor where the reader looks; a hit of a search is selected."""
        if self.annotator:
            if self.view.hit:
                self.annotator.select(*self.view.hit)
            else:
                self.annotator.place(self.view.looked_at())

    @on(ReaderView.Pressed)
    def _pressed(self, event: ReaderView.Pressed) -> None:
        self.view.focus()
        unit = UNIT_OF_CLICKS.get(event.clicks)
        self.act(lambda annotator: annotator.press(self.view.lines, event.cell, event.row, unit))

    @on(ReaderView.Dragged)
    def _dragged(self, event: ReaderView.Dragged) -> None:
        self.act(lambda annotator: annotator.drag(self.view.lines, event.cell, event.row))

    def _step(self, unit: Unit, step: Step, *, extend: bool = False) -> None:
        self._move(lambda annotator: annotator.step(unit, step, extend=extend))

    def action_right(self) -> None:
        """To the next word."""
        self._step("word", 1)

    def action_left(self) -> None:
        """To the previous word."""
        self._step("word", -1)

    def action_character_right(self) -> None:
        """To the next character."""
        self._step("character", 1)

    def action_character_left(self) -> None:
        """To the previous character."""
        self._step("character", -1)

    def action_extend_right(self) -> None:
        """Select on by a word."""
        self._step("word", 1, extend=True)

    def action_extend_left(self) -> None:
        """Select back by a word."""
        self._step("word", -1, extend=True)

    def action_extend_character_right(self) -> None:
        """Select on by a character."""
        self._step("character", 1, extend=True)

    def action_extend_character_left(self) -> None:
        """Select back by a character."""
        self._step("character", -1, extend=True)

    def action_extend_down(self) -> None:
        """Select a row down."""
        self._move(lambda annotator: annotator.row(1, extend=True))

    def action_extend_up(self) -> None:
        """Select a row up."""
        self._move(lambda annotator: annotator.row(-1, extend=True))

    def action_grow(self) -> None:
        """Select the next larger whole."""
        self._move(lambda annotator: annotator.grow())

    def action_shrink(self) -> None:
        """Select less again."""
        self._move(lambda annotator: annotator.shrink())

    def action_visual(self) -> None:
        """Let every movement select, or stop that."""
        self._move(lambda annotator: annotator.toggle_visual())

    @on(Prompt.Cancelled, "#note")
    @on(Prompt.Cancelled, "#article-note")
    @on(Prompt.Cancelled, "#attribute")
    def close_prompt(self) -> None:
        """Back from typing to the page."""
        self.query(Prompt).remove()
        self.view.focus()

    def let_choose(self, choices: Mapping[str, str], chosen: Callable[[str], None], nothing: str) -> None:
        """Let one of several be chosen; where there is none, say so."""
        from tui.ui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

        if choices:
            self.app.push_screen(ChoiceScreen(choices, ""), lambda name: chosen(name) if name else None)
        else:
            self.notify(nothing, timeout=4)

    def action_tags(self) -> None:
        """Show the labels below the lines, or do not."""
        self.session.change_settings(tags=not self.session.settings.tags)
        self.settings_changed()

    def settings_changed(self) -> None:
        """Lay the page out as the settings now ask for."""
