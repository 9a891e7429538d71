"""Mark an article: change its layer at the cursor as the annotator's keys ask, apart from any screen."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Literal

from annotations.editing import article_edits as article_operations
from annotations.editing import span_edits as operations
from annotations.model.change import Change
from annotations.model.layer import Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.schema import RelationType, Schema
from annotations.model.span import Relation, Span
from annotations.storage.open_article import OpenArticle
from seeds.i18n import _
from seeds.segmentation.words import Words
from tui.text.caret import Caret
from tui.text.cursor import Cursor
from tui.text.layout import Layout
from tui.text.movements import Step
from tui.text.units import Unit

Edge = Literal["start", "end"]


def _ignore(_annotator: "Annotator") -> None:
    """Do nothing with a change."""


class Annotator:
    """Move a cursor over an article, and change the layer that marks it.

    Methods that change the layer return the change, and raise ``ZhupiError`` for what cannot be done; what they change
    is on the disk, or ``opened.state`` says that it is not. ``on_change`` is called with the annotator after every one.
    """

    def __init__(
        self,
        opened: OpenArticle,
        schema: Schema,
        words: Words,
        layout: Layout,
        on_change: Callable[["Annotator"], object] = _ignore,
    ) -> None:
        self.opened = opened
        self.schema = schema
        self.caret = Caret(words, layout)
        self._on_change = on_change
        self._last: str | None = None
        self._made: tuple[str, Cursor | None] | None = None
        self.relating: str | None = None
        self.settling: str | None = None

    @property
    def layer(self) -> Layer:
        """The layer as it is now."""
        return self.opened.layer

    @property
    def span(self) -> Span | None:
        """The span that keys change: the one last chosen while the cursor is on it, else the innermost under it."""
        if self.caret.head is None:
            return None
        here = self.layer.at(self.caret.head)
        return next((span for span in here if span.id == self._last), here[0] if here else None)

    # spans

    def label(self, name: str) -> Change:
        """Label the selection; without one, relabel the span under the cursor, or label the word.

        Afterwards the cursor is on the word where one would go on.
        """
        caret, target, span = self.caret, self.caret.target, self.span
        if target is None:
            raise RefusedError(_("there is nothing here to label"), _("move the cursor with ← and →"))
        if caret.selected is None and span is not None:
            change = operations.relabel(self.layer, self.schema, span.id, name)
            self.make(change, chosen=span.id)
            self.note_made(change)
            return change
        change = operations.label_range(self.layer, self.schema, *target, name)
        self.make(change, chosen=change.added[0].id if change.added else None)
        caret.go_beyond(target[1])
        self.note_made(change)
        return change

    def delete(self) -> Change:
        """Take the span under the cursor away."""
        return self.make(operations.delete(self.layer, [self._needed().id]))

    def move_edge(self, edge: Edge, unit: Unit, step: Step) -> Change:
        """Move the ``start`` or the ``end`` of the span under the cursor by a unit."""
        span = self._needed()
        fixed, moving = (span.end, span.start) if edge == "start" else (span.start, span.end)
        start, end = self.caret.stretched(fixed, moving, unit, step)
        change = operations.move_edges(self.layer, self.schema, span.id, start, end)
        self.make(change, chosen=span.id)
        self.caret.place(start)
        return change

    def note(self, text: str) -> Change:
        """Give the span under the cursor a note."""
        span = self._needed()
        return self.make(operations.set_note(self.layer, span.id, text), chosen=span.id)

    def reshape(self) -> Change:
        """Let the span under the cursor, the one last chosen, or the orphan, have the range that is selected."""
        if self.settling in self.layer.orphans:
            return self._settle()
        chosen = (self.layer.spans.get(self._last) if self._last else None) or self.span
        selected = self.caret.selected
        if chosen is None or selected is None:
            raise RefusedError(
                _("this takes a span, and a selection for its new range"), _("choose the span with ⇥ first")
            )
        start, end = self.caret.target or selected
        change = operations.move_edges(self.layer, self.schema, chosen.id, start, end)
        self.make(change, chosen=chosen.id)
        self.caret.stand_at(start)
        return change

    def _settle(self) -> Change:
        """Make the chosen orphan a span again, over the selection or the word under the cursor."""
        target, orphan = self.caret.target, self.settling
        if target is None or orphan is None:
            raise RefusedError(_("this takes a selection, which is the place of the orphan"))
        return self.reattach(orphan, *target)

    def reattach(self, orphan: str, start: int, end: int) -> Change:
        """Make an orphan a span again, over a range."""
        change = article_operations.reattach_orphan(self.layer, self.schema, orphan, start, end)
        self.settling = None
        self.make(change, chosen=orphan)
        self.caret.stand_at(start)
        return change

    def merge(self) -> Change:
        """Make one span of those that the selection touches, or of the one under the cursor and the next."""
        selected = self.caret.selected
        if selected is None:
            span = self._needed()
            selected = span.start, span.end + 1
        change = operations.merge(self.layer, self.schema, [each.id for each in self.layer.within(*selected)])
        self.make(change, chosen=change.added[0].id)
        self.caret.stand_at(change.added[0].start)
        return change

    def split(self) -> Change:
        """Cut the span under the cursor in two, before the cursor."""
        span = self._needed()
        return self.make(operations.split(self.layer, self.schema, span.id, self.caret.head or 0), chosen=span.id)

    def set_attribute(self, name: str, value: str | bool | None) -> Change:
        """Say something of the span under the cursor that its label provides for."""
        span = self._needed()
        return self.make(operations.set_attribute(self.layer, self.schema, span.id, name, value), chosen=span.id)

    def begin_relation(self) -> None:
        """Remember the span under the cursor as the one at which a relation begins."""
        self.relating = self._needed().id

    def relation_types(self) -> list[RelationType]:
        """Return the relations that may go from the remembered span to the one under the cursor."""
        head = self.relation_head
        return self.schema.relations_between(head.label, self._needed().label) if head else []

    @property
    def relation_head(self) -> Span | None:
        """The span at which a relation begins whose other end is not chosen yet."""
        return self.layer.spans.get(self.relating or "")

    def relate(self, kind: str) -> Change:
        """Tie the remembered span to the one under the cursor."""
        span = self._needed()
        change = article_operations.relate(self.layer, self.schema, self.relating or "", kind, span.id)
        self.relating = None
        return self.make(change, chosen=span.id)

    def unrelate(self, relation: Relation) -> Change:
        """Take a relation away."""
        return self.make(article_operations.unrelate(self.layer, relation))

    def toggle_category(self, name: str) -> Change:
        """Put the article into a category, or take it out."""
        return self.make(article_operations.toggle_category(self.layer, self.schema, name))

    def article_note(self, text: str) -> Change:
        """Give the article a note."""
        return self.make(article_operations.set_article_note(self.layer, text))

    def undo(self) -> Change | None:
        """Undo the last change, and go to where it was."""
        return self._show(self.opened.undo())

    def redo(self) -> Change | None:
        """Make the last change again that was undone, and go to where it was."""
        return self._show(self.opened.redo())

    def use_ours(self) -> None:
        """Keep what was marked here, where a change from outside contradicts it."""
        self.opened.use_ours()
        self._on_change(self)

    def use_theirs(self) -> None:
        """Take what was changed outside, where that contradicts what was marked here."""
        self.opened.use_theirs()
        self._on_change(self)

    def next_span(self, step: Step, label: str | None = None) -> Span | None:
        """Go to the next span, or the previous one; only those of a label where one is given."""
        spans = [span for span in self.layer.ordered if label is None or span.label == label]
        if not spans:
            return None
        chosen = self.span
        if chosen in spans:
            following = spans[(spans.index(chosen) + step) % len(spans)]
        else:
            head = -1 if self.caret.head is None else self.caret.head
            ahead = [span for span in spans if (span.start > head) == (step > 0)]
            following = (ahead or spans)[0 if step > 0 else -1]
        self.choose(following)
        return following

    def next_alike(self) -> Span | None:
        """Go to the next span with the label of the one under the cursor."""
        return self.next_span(1, self.span.label if self.span else None)

    def choose(self, span: Span) -> None:
        """Put the cursor on a span."""
        self.caret.place(span.start)
        self._last = span.id

    def choose_id(self, span_id: str) -> None:
        """Put the cursor on the span of that id; an orphan is nowhere: ``reshape`` gives it its place."""
        self.settling = span_id if span_id in self.layer.orphans else None
        if self.settling and self.caret.cursor is None:
            self.caret.place(min(self.layer.orphans[span_id].span.start, len(self.opened.article.text) - 1))
        if span_id in self.layer.spans:
            self.choose(self.layer.spans[span_id])

    def drop(self, span_id: str) -> Change:
        """Take a span away, or an orphan."""
        if span_id in self.layer.orphans:
            return self.make(article_operations.drop_orphan(self.layer, span_id))
        return self.make(operations.delete(self.layer, [span_id]))

    def set_status(self, status: Status) -> Change:
        """Say how far the annotation has come."""
        return self.make(article_operations.set_status(self.layer, status))

    def note_made(self, change: Change) -> None:
        """Let the mark of a change be the one just made, until the cursor is moved from where it is now."""
        self._made = (change.added[0].id, self.caret.cursor) if change.added else None

    @property
    def just_made(self) -> Span | None:
        """The mark that was made last, while the cursor is where making it has left the cursor."""
        # every movement makes a cursor of its own, also one that ends where it began
        if self._made is None or self._made[1] is not self.caret.cursor:
            return None
        return self.layer.spans.get(self._made[0])

    @property
    def last_chosen(self) -> Span | None:
        """The mark just made, else the span under the cursor, else the one that was last made or chosen."""
        return self.just_made or self.span or (self.layer.spans.get(self._last) if self._last else None)

    def _needed(self) -> Span:
        if self.span is None:
            raise RefusedError(_("there is no span here"), _("⇥ goes to the next one"))
        return self.span

    def make(self, change: Change, *, chosen: str | None = None) -> Change:
        """Make a change, if it is one; ``chosen`` is the span that keys change from then on."""
        if change:
            self.opened.make(change)
            self._on_change(self)
        self._last = chosen
        return change

    def _show(self, change: Change | None) -> Change | None:
        if change:
            self._on_change(self)
        spans: Iterator[Span] = chain(change.added, change.removed) if change else iter(())
        first = next(spans, None)
        if first is not None:
            self.choose(first)
        return change
