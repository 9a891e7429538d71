"""Mark the article on the page: run what keys ask of the annotator, and draw what comes of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.geometry import Offset

from annotations.model.change import Change
from annotations.model.rules import RefusedError
from annotations.model.span import Span
from annotations.storage.states import SaveState
from seeds.article import ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.segmentation.segmenter import load_segmenter
from seeds.segmentation.words import Words, prepare
from tui.core.annotator import Annotator
from tui.core.occurrence_offers import OccurrenceOffers
from tui.core.reading.done import done_words
from tui.core.reading.remarks import article_remarks, span_remarks
from tui.core.suggestion_list import SuggestionList
from tui.terminal.bursts import in_burst
from tui.text.caret import Caret
from tui.text.clip import clip
from tui.text.cursor import Cursor
from tui.text.layout import Layout
from tui.text.shown import shown_words
from tui.text.span_marks import SpanMarks
from tui.text.units import Unit
from tui.ui.screens.base import ZhupiScreen
from tui.ui.shown_keys import key_of
from tui.ui.widgets.reader_view import ReaderView

if TYPE_CHECKING:
    from annotations.storage.open_article import OpenArticle

_HEAD = 12
"""The cells that the beginning of a relation may take of the status line."""

DIGITS = frozenset("23456789")
"""The keys of labels that also say how often."""

UNIT_OF_CLICKS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}

Result = TypeVar("Result")


class Marking:
    """Hold the annotator of the article on the page, what is offered and suggested; None where no article is open.

    ``info`` is that of the article, also while it is being opened, and ``left`` is the one that was left. ``redrawn``
    is called whenever the marks have been drawn.
    """

    def __init__(self, screen: ZhupiScreen, view: ReaderView, info: ArticleInfo, redrawn: Callable[[], None]) -> None:
        self._screen = screen
        self._session = screen.session
        self._view = view
        self._redrawn = redrawn
        self._keys_mean: tuple[bool, bool] = (False, False)
        self.info = info
        self.annotator: Annotator | None = None
        self.offers: OccurrenceOffers | None = None
        self.suggestions: SuggestionList | None = None
        self.left: OpenArticle | None = None

    # Opening and closing

    def begin(self, opened: "OpenArticle", layout: Layout) -> None:
        """Mark an article, laid out so."""
        self._screen.left_out.clear()
        schema = self._session.annotations.schema
        self.annotator = Annotator(opened, schema, self._words(layout), layout, self._changed)
        self.offers = OccurrenceOffers(self.annotator)
        self.suggestions = SuggestionList(self.annotator, shown=self._session.settings.suggestions)
        for problem in opened.problems:
            self._screen.warn(problem)
        if opened.read_only:
            message = _("read-only: {why}").format(why=opened.read_only)
            self._screen.notify(message, severity="warning", timeout=8)
        self.show()

    def end(self) -> None:
        """Leave the article to a worker, which writes its file."""
        if self.annotator:
            self.left = self.annotator.opened
            self._session.annotations.leave(self.left)
            self.annotator = self.offers = self.suggestions = None

    def _words(self, layout: Layout) -> Words:
        words = Words(layout.read)
        if self._session.cut is None:
            load = partial(self._screen.run_worker, self._load_words, thread=True, group="words")
            self._screen.call_after_refresh(load)  # it takes longer than the page to be drawn
        else:
            words.use(self._session.cut)
        return words

    def _load_words(self) -> None:
        """Read the dictionary of words, once; for a worker."""
        prepare()
        try:
            self._session.cut = load_segmenter().edges
        except ZhupiError as error:
            self._screen.from_worker(self._screen.warn, error.problem)
        else:
            self._screen.from_worker(self._use_words)

    def _use_words(self) -> None:
        """Move by words, now that a segmenter knows them."""
        if self.annotator and self._session.cut is not None:
            self.annotator.caret.words.use(self._session.cut)

    # Changing

    def do(self, command: Callable[[Annotator], Result], *, tell: bool = True) -> Result | None:
        """Run a command of the annotator, draw what has changed, and return its result.

        What was done is said in the status line, unless ``tell`` is False. What cannot be done, or not be saved, is
        reported; None is returned then, and where no article is open.
        """
        annotator = self.annotator
        if annotator is None:
            return None
        failure, before = annotator.opened.failure, annotator.opened.history.done
        try:
            return command(annotator)
        except RefusedError as error:
            self._screen.said.show(str(error.problem))
            return None
        except ZhupiError as error:
            self._screen.warn(error.problem)
            return None
        finally:
            if annotator.opened.failure and annotator.opened.failure != failure:
                self._screen.notify(str(annotator.opened.failure), severity="error", timeout=8)
            self.show()
            done = annotator.opened.history.done
            if tell and len(done) > len(before):
                self._screen.said.show(self.words_of(done[-1]))

    def do_with_suggestions(self, command: Callable[[SuggestionList], Result]) -> Result | None:
        """Run a command of the suggestions, as ``do`` does."""
        suggestions = self.suggestions
        return self.do(lambda _annotator: command(suggestions)) if suggestions else None

    def _changed(self, annotator: Annotator) -> None:
        """Note that the annotations have changed."""
        self._screen.left_out.clear()
        self._session.suggesters.note_decision(self.info.key, annotator.opened)

    def on_key(self, event: events.Key) -> None:
        """Label with the key of a label."""
        label = self._session.annotations.schema.by_key(event.character or "")
        if label and self.annotator and self._screen.focused is self._view:
            event.stop()
            self._screen.command_table.count = 1
            if in_burst(event):
                self._screen.left_out.add(event, partial(self.label, label.name))
            elif not self.label(label.name):
                self._begin_count(label.key)

    def label(self, name: str) -> bool:
        """Label what is under the cursor, or accept the suggestion there with that label.

        Returns whether there was a cursor; where there was none, it is only shown.
        """
        suggestions = self.suggestions
        if suggestions and suggestions.current:
            self.do_with_suggestions(lambda suggestions: suggestions.accept(name))
        elif self.ready_to_label():
            self.do(lambda annotator: annotator.label(name))
        else:
            return False
        return True

    def _begin_count(self, key: str) -> None:
        """Have the movement that comes next be made several times, where the key of a label is a digit such as 3."""
        if key in DIGITS:
            self._screen.command_table.count = int(key)
            message = _("the cursor is here: {n} again labels, {down} goes {n} lines")
            self._screen.said.show(message.format(n=key, down=key_of(self._screen, "reader.line-down")))

    def ready_to_label(self) -> bool:
        """Return whether what a label would go to is in sight; where it is not, show it, and say what to do next."""
        in_sight = self._view.hit_in_sight
        if not self.begin_cursor() or in_sight:
            return True
        self.show()
        self._screen.said.show(_("the cursor is here: ← and → move it, the key of a label labels its word"))
        return False

    # The cursor

    def begin_cursor(self) -> bool:
        """Put a cursor where the reader looks, unless there is one, and return whether that was done.

        A hit of a search is selected.
        """
        annotator = self.annotator
        if annotator is None or annotator.caret.cursor is not None:
            return False
        if self._view.hit:
            annotator.caret.select(*self._view.hit)
        else:
            annotator.caret.place(self._view.looked_at())
        return True

    def move(self, movement: Callable[[Caret], object]) -> None:
        """Move the cursor, which first appears where the reader looks."""
        if self._view.page:
            if self.begin_cursor():
                self.show()
            else:
                self.do(lambda annotator: movement(annotator.caret))

    def return_to(self, place: object) -> None:
        """Put the cursor where it was before; None takes it away."""
        if self.annotator:
            self.annotator.caret.cursor = place if isinstance(place, Cursor) else None
            self.show()

    def press(self, event: ReaderView.Pressed) -> None:
        """Put the cursor where the mouse was pressed, or select what was clicked more than once."""
        self._view.focus()
        unit = UNIT_OF_CLICKS.get(event.clicks)
        self.do(lambda annotator: annotator.caret.press(self._view.lines, event.cell, event.row, unit))

    def drag(self, event: ReaderView.Dragged) -> None:
        """Select as far as the mouse was moved."""
        self.do(lambda annotator: annotator.caret.drag(self._view.lines, event.cell, event.row))

    # Showing

    def show(self, *, follow: bool = True) -> None:
        """Draw spans, selection and cursor as they are now; with ``follow`` the cursor is brought to the screen."""
        annotator, suggestions = self.annotator, self.suggestions
        if annotator is None or suggestions is None:
            return
        view, labels = self._view, self._session.annotations.schema.labels
        view.labels = labels
        view.tags = self._session.settings.tags
        chosen, current = annotator.span, suggestions.current
        offer = self.offers.current if self.offers else None
        view.show_spans(
            SpanMarks(
                annotator.layer,
                chosen=chosen.id if chosen else None,
                offers=offer.left if offer else (),
                selection=annotator.caret.cursor.selection if annotator.caret.cursor else None,
                cursor=annotator.caret.range,
                suggested=suggestions.within,
                current=current,
            ),
            follow=follow,
        )
        keys_mean = current is not None, annotator.just_made is not None
        if keys_mean != self._keys_mean:
            self._keys_mean = keys_mean
            self._screen.refresh_bindings()
        self._point()
        self._redrawn()

    def _point(self) -> None:
        """Put the terminal's cursor where ours is, so that an input method opens its window there."""
        place = self._view.cursor_cell() if self.annotator and self.annotator.caret.cursor else None
        if place is not None:
            self._screen.app.cursor_position = Offset(*place) + self._view.content_region.offset

    def status(self) -> list[str]:
        """Return what is under the cursor, whether all is saved, how far it is annotated; what matters most first."""
        annotator, suggestions = self.annotator, self.suggestions
        if annotator is None or suggestions is None:
            return []
        opened = annotator.opened
        count, current = len(annotator.layer.spans), suggestions.current
        parts = [
            self._screen.left_out.summary(),
            self._relating(annotator),
            annotator.span.label if annotator.span else "",
            f"{current.label}? {current.score:.0%} {current.origin}" if current else "",
            _("NOT SAVED") if opened.state is SaveState.FAILED else "",
            _("read-only") if opened.read_only else "",
            _("selecting") if annotator.caret.visual else "",
            ngettext("{n} span", "{n} spans", count).format(n=f"{count:,}") if count else "",
            self._suggested(suggestions),
            annotator.layer.metadata.status.value,
        ]
        return [part for part in parts if part]

    def _suggested(self, suggestions: SuggestionList) -> str:
        """Return how many suggestions wait, with an ellipsis while there may be more; empty where there are none."""
        count, looking = suggestions.count, suggestions.shown and not suggestions.complete
        if count:
            return _("{n} suggested").format(n=f"{count:,}") + (" …" if looking else "")
        return _("looking for suggestions …") if looking else ""

    def remarks(self) -> list[str]:
        """Return what was said of the mark under the cursor and of the article, in words for the status line."""
        annotator = self.annotator
        if annotator is None:
            return []
        ties = span_remarks(annotator.layer, annotator.span, self._shown) if annotator.span else []
        return [*ties, *article_remarks(annotator.layer)]

    def stop_relating(self) -> bool:
        """Begin no relation after all, and return whether one was begun."""
        if self.annotator is None or self.annotator.relation_head is None:
            return False
        self.annotator.relating = None
        self.show()
        return True

    def let_go(self) -> bool:
        """Let go of a relation that was begun, of the selection or of the cursor; return False where there was none."""
        if self.stop_relating():
            return True
        collapsed = self.annotator is not None and self.annotator.caret.collapse()
        if collapsed:
            self.show()
        return collapsed

    def words_of(self, change: Change) -> str:
        """Return what a change has done, in the words of the text as it is shown."""
        return done_words(change, self._shown)

    def _relating(self, annotator: Annotator) -> str:
        """Return how a relation is ended that was begun; empty where none was."""
        head = annotator.relation_head
        shown = clip(self._shown(head), _HEAD, self._session.settings.ambiguous) if head else ""
        return _("{words} → ? R on the other span, esc cancels").format(words=shown) if head else ""

    def _shown(self, span: Span) -> str:
        """Return the words of a span as they are shown."""
        page = self._view.page
        return " ".join(shown_words(page.layout, span.start, span.end).split()) if page else ""
