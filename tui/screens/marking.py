"""The part of the reader's screen that marks: from keys to the annotator, and from the annotator to the page."""

from collections.abc import Callable, Mapping

from textual import events, on, work
from textual.geometry import Offset
from textual.worker import get_current_worker

from annotations.layer import Status
from annotations.occurrences import Phrase
from annotations.open_article import OpenArticle
from annotations.schema import AttributeKind
from annotations.states import Outside, State
from seeds.article import Card
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.words import Words
from tui.annotator import Annotator
from tui.colours import fill, fills
from tui.messages import ArticleWanted
from tui.screens.base import ZhupiScreen
from tui.session import Session
from tui.span_list import Order, panel_rows
from tui.text.layout import Layout
from tui.text.movements import Step
from tui.text.span_marks import SpanMarks
from tui.text.units import Unit
from tui.widgets.label_bar import LabelBar
from tui.widgets.offer_bar import OfferBar
from tui.widgets.prompt import Prompt
from tui.widgets.reader_view import ReaderView
from tui.widgets.span_panel import SpanPanel

UNIT_OF_CLICKS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}

STATUSES = (Status.NEW, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED)


class MarkingScreen(ZhupiScreen):
    """A screen with a page on which an annotator marks spans."""

    def __init__(self, session: Session, card: Card) -> None:
        super().__init__(session)
        self.card = card
        self.annotator: Annotator | None = None
        self._view = ReaderView()
        self._panel = SpanPanel(ambiguous=session.settings.ambiguous)
        self._order = Order.LABEL
        self._query = ""
        self._attribute = ""
        self._elsewhere: dict[Card, int] = {}
        self._labels = LabelBar(session.schema.labels, _("⏎ find"), ambiguous=session.settings.ambiguous)

    # Opening and closing

    def begin_marking(self, opened: OpenArticle, layout: Layout) -> None:
        """Mark an article, laid out so."""
        self.annotator = Annotator(opened, self.session.schema, self._words(layout), layout)
        for problem in opened.problems:
            self.warn(problem)
        if opened.read_only:
            self.notify(_("read-only: {why}").format(why=opened.read_only), severity="warning", timeout=8, markup=False)
        self.show_marks()

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
        from seeds.segmenter import load_segmenter  # noqa: PLC0415 - slow to import

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
            self.session.leave(self.annotator.opened)
            self.annotator = None

    # Other programs

    def outside_changed(self, found: Outside) -> None:
        """Show what another program has made of the annotations, or ask about what contradicts."""
        annotator = self.annotator
        if annotator is None:
            return
        if found is Outside.CONFLICT:
            from tui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

            choices = {
                "mine": _("keep what was marked here"),
                "theirs": _("take what the file says now, changed outside"),
            }
            self.app.push_screen(ChoiceScreen(choices, "mine"), self._settle_conflict)
        elif found is Outside.DAMAGED:
            for problem in annotator.opened.problems[-1:]:
                self.warn(problem)
        elif found is Outside.TAKEN:
            self.notify(_("changes from outside were taken in"), timeout=3)
        self.show_marks()

    def _settle_conflict(self, choice: str | None) -> None:
        if choice == "theirs":
            self.act(lambda annotator: annotator.opened.take_theirs())
        elif choice == "mine":
            self.act(lambda annotator: annotator.opened.keep_mine())

    # Showing

    def show_marks(self) -> None:
        """Draw spans, selection and cursor as they are now."""
        annotator = self.annotator
        if annotator is None:
            return
        background, _foreground = self._view.background_colors
        self._view.label_styles = fills(self.session.schema.labels, background)
        self._view.unknown_style = fill("", background)
        self._view.tags = self.session.settings.tags
        chosen = annotator.span
        self._view.show_spans(
            SpanMarks(
                annotator.layer,
                chosen=chosen.id if chosen else None,
                offers=annotator.offer.ranges[annotator.offer.number :] if annotator.offer else (),
                selection=annotator.cursor.selection if annotator.cursor else None,
                cursor=annotator.cursor_range,
            )
        )
        self._list_spans()
        self._point()
        self.describe()

    def describe(self) -> None:
        """Say in the status line what has changed."""

    def marking_status(self) -> str:
        """The status of the annotation, what is under the cursor, and whether everything is saved."""
        annotator = self.annotator
        if annotator is None:
            return ""
        opened = annotator.opened
        count = len(annotator.layer.spans)
        parts = [
            annotator.span.label if annotator.span else "",
            ngettext("{n} span", "{n} spans", count).format(n=f"{count:,}") if count else "",
            annotator.layer.facts.status.value,
            _("read-only") if opened.read_only else "",
            _("NOT SAVED") if opened.state is State.FAILED else "",
            _("selecting") if annotator.visual else "",
        ]
        return " · ".join(part for part in parts if part)

    def _point(self) -> None:
        """Put the terminal's cursor where ours is, so that an input method opens its window there."""
        place = self._view.cursor_cell() if self.annotator and self.annotator.cursor else None
        if place is not None:
            self.app.cursor_position = Offset(*place) + self._view.content_region.offset

    def _list_spans(self) -> None:
        """Show the spans in the panel, where it is shown."""
        annotator = self.annotator
        if annotator and self._panel.has_class("-shown"):
            text = annotator.opened.article.text
            rows = panel_rows(annotator.layer, self.session.schema, text, self._order, self._query)
            self._panel.styles_of = self._view.label_styles
            self._panel.show_rows(rows, annotator.span.id if annotator.span else None)

    # Acting

    def act(self, deed: Callable[[Annotator], object]) -> None:
        """Do something with the annotator; what cannot be done is said."""
        if self.annotator is None:
            return
        try:
            deed(self.annotator)
        except ZhupiError as error:
            self.warn(error.problem)
        failure = self.annotator.opened.failure
        if failure:
            self.notify(str(failure), severity="error", timeout=8, markup=False)
        self.show_marks()

    def _move(self, deed: Callable[[Annotator], object]) -> None:
        """Move the cursor, which first appears where the reader looks."""
        if self.annotator and self._view.page:
            if self.annotator.cursor is None:
                self.annotator.place(self._view.looked_at())
                self.show_marks()
            else:
                self.act(deed)

    def on_key(self, event: events.Key) -> None:
        """Label with the key of a label."""
        label = self.session.schema.by_key(event.character or "")
        if label and self.annotator and self.focused is self._view:
            event.stop()
            if self.annotator.cursor is None:
                self.annotator.place(self._view.looked_at())
            self.act(lambda annotator: annotator.label(label.name))

    @on(ReaderView.Pressed)
    def _pressed(self, event: ReaderView.Pressed) -> None:
        self._view.focus()
        unit = UNIT_OF_CLICKS.get(event.clicks)
        self.act(lambda annotator: annotator.press(self._view.lines, event.cell, event.row, unit))

    @on(ReaderView.Dragged)
    def _dragged(self, event: ReaderView.Dragged) -> None:
        self.act(lambda annotator: annotator.drag(self._view.lines, event.cell, event.row))

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

    def action_pick(self) -> None:
        """Find a label by typing."""
        from tui.screens.picker import PickerScreen  # noqa: PLC0415 - not on the way to the first paint

        self.app.push_screen(PickerScreen(self.session.schema), self._picked)

    def _picked(self, name: str | None) -> None:
        if name:
            self.act(lambda annotator: annotator.label(name))

    def action_delete(self) -> None:
        """Delete the span under the cursor."""
        self.act(lambda annotator: annotator.delete())

    def action_undo(self) -> None:
        """Take the last change back."""
        self.act(lambda annotator: self._told(annotator.undo(), _("undone: {title}"), _("there is nothing to undo")))

    def action_redo(self) -> None:
        """Make the last change again that was taken back."""
        self.act(
            lambda annotator: self._told(annotator.redo(), _("done again: {title}"), _("there is nothing to redo"))
        )

    def _told(self, change: object, done: str, nothing: str) -> None:
        title = getattr(change, "title", "")
        self.notify(done.format(title=title) if title else nothing, timeout=2, markup=False)

    def action_next_span(self) -> None:
        """Go to the next span."""
        self.act(lambda annotator: annotator.next_span(1))

    def action_previous_span(self) -> None:
        """Go to the previous span."""
        self.act(lambda annotator: annotator.next_span(-1))

    def action_next_alike(self) -> None:
        """Go to the next span of the label under the cursor."""
        self.act(lambda annotator: annotator.next_span(1, annotator.span.label if annotator.span else None))

    def action_start_out(self) -> None:
        """Begin the span a character earlier."""
        self.act(lambda annotator: annotator.move_edge("start", "character", -1))

    def action_start_in(self) -> None:
        """Begin the span a character later."""
        self.act(lambda annotator: annotator.move_edge("start", "character", 1))

    def action_end_in(self) -> None:
        """End the span a character earlier."""
        self.act(lambda annotator: annotator.move_edge("end", "character", -1))

    def action_end_out(self) -> None:
        """End the span a character later."""
        self.act(lambda annotator: annotator.move_edge("end", "character", 1))

    def action_note(self) -> None:
        """Write a note on the span under the cursor."""
        span = self.annotator.span if self.annotator else None
        if span is None:
            self.notify(_("there is no span here"), timeout=2)
        elif not self.query(Prompt):
            self.mount(Prompt(_("note"), span.note, id="note"))

    @on(Prompt.Done, "#note")
    def _noted(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.note(event.text))

    @on(Prompt.Cancelled, "#note")
    @on(Prompt.Cancelled, "#article-note")
    @on(Prompt.Cancelled, "#attribute")
    def close_prompt(self) -> None:
        """Back from typing to the page."""
        self.query(Prompt).remove()
        self._view.focus()

    def action_reshape(self) -> None:
        """Give the span the range that is selected."""
        self.act(lambda annotator: annotator.reshape())

    def action_merge(self) -> None:
        """Merge the spans that are selected, or the one under the cursor with the next."""
        self.act(lambda annotator: annotator.merge())

    def action_split(self) -> None:
        """Split the span at the cursor."""
        self.act(lambda annotator: annotator.split())

    def action_article_note(self) -> None:
        """Write a note on the article."""
        if self.annotator and not self.query(Prompt):
            self.mount(Prompt(_("note on the article"), self.annotator.layer.facts.note, id="article-note"))

    @on(Prompt.Done, "#article-note")
    def _article_noted(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.article_note(event.text))

    def action_categories(self) -> None:
        """Put the article into categories, one after the other, until there is enough."""
        held = self.annotator.layer.facts.categories if self.annotator else ()
        choices = {
            category.name: f"{'✓' if category.name in held else ' '} {category.name}  {category.title}"
            for category in self.session.schema.categories
        }
        self._choose(choices, self._categorised, _("the schema has no categories: see [[category]] in zhupi.toml"))

    def _categorised(self, name: str) -> None:
        self.act(lambda annotator: annotator.toggle_category(name))
        if not self.session.schema.single_category:
            self.action_categories()

    def action_relate(self) -> None:
        """Begin a relation at the span under the cursor, or end it there."""
        annotator = self.annotator
        if annotator is None or annotator.span is None:
            self.notify(_("there is no span here"), timeout=2)
        elif annotator.relating is None:
            self.act(lambda annotator: annotator.begin_relation())
            self.notify(_("now go to the other span and press the same key"), timeout=4)
        else:
            types = {kind.name: f"{kind.name}  {kind.description}" for kind in annotator.relation_types()}
            if not types:
                annotator.relating = None
            self._choose(
                types,
                lambda name: self.act(lambda annotator: annotator.relate(name)),
                _("no relation may go between these: see [[relation]] in zhupi.toml"),
            )

    def action_attribute(self) -> None:
        """Say something of the span that its label provides for."""
        span = self.annotator.span if self.annotator else None
        label = self.session.schema.find_label(span.label) if span else None
        attributes = {
            attribute.name: f"{attribute.name}: {span.attributes.get(attribute.name, attribute.default)}"
            for attribute in (label.attributes if label else ())
            if span
        }
        self._choose(attributes, self._attribute_chosen, _("no span here, or its label has no attributes"))

    def _attribute_chosen(self, name: str) -> None:
        span = self.annotator.span if self.annotator else None
        if span is None:
            return
        attribute = self.session.schema.label(span.label).attribute(name)
        held = span.attributes.get(name, attribute.default)
        if attribute.kind is AttributeKind.FLAG:
            self.act(lambda annotator: annotator.set_attribute(name, not held))
        elif attribute.kind is AttributeKind.CHOICE:
            choices = {choice: choice for choice in attribute.choices}
            self._choose(choices, lambda value: self.act(lambda annotator: annotator.set_attribute(name, value)), "")
        else:
            self._attribute = name
            self.mount(Prompt(name, str(held), id="attribute"))

    @on(Prompt.Done, "#attribute")
    def _attribute_typed(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.set_attribute(self._attribute, event.text or None))

    def _choose(self, choices: Mapping[str, str], chosen: Callable[[str], None], nothing: str) -> None:
        """Let one of several be chosen; where there is none, say so."""
        from tui.screens.choice import ChoiceScreen  # noqa: PLC0415 - seldom needed

        if choices:
            self.app.push_screen(ChoiceScreen(choices, ""), lambda name: chosen(name) if name else None)
        else:
            self.notify(nothing, timeout=4, markup=False)

    def action_status(self) -> None:
        """Give the article the next status."""
        if self.annotator:
            held = self.annotator.layer.facts.status
            following = STATUSES[(STATUSES.index(held) + 1) % len(STATUSES)]
            self.act(lambda annotator: annotator.set_status(following))

    def action_next_unfinished(self) -> None:
        """Open the next article that is neither done nor skipped."""
        card = self.session.next_unfinished(self.card)
        if card:
            self.post_message(ArticleWanted(card))
        else:
            self.notify(_("every other article is done or skipped"), timeout=3)

    def action_tags(self) -> None:
        """Show the labels below the lines, or do not."""
        self.session.change_settings(tags=not self.session.settings.tags)
        self.settings_changed()

    def settings_changed(self) -> None:
        """Lay the page out as the settings now ask for."""

    def action_guidelines(self) -> None:
        """Show the labels, what they mean, and the guidelines."""
        from tui.screens.guidelines import GuidelinesScreen  # noqa: PLC0415 - seldom needed

        self.app.push_screen(GuidelinesScreen(self.session.schema))

    # The panel

    def action_panel(self) -> None:
        """Show the list of spans and go there, or hide it."""
        shown = self._panel.toggle_class("-shown").has_class("-shown")
        self._list_spans()
        (self._panel if shown else self._view).focus()

    def action_panel_hide(self) -> None:
        """Hide the list."""
        self.action_panel()

    def action_panel_leave(self) -> None:
        """Back to the text; the list stays."""
        self._view.focus()

    def action_panel_up(self) -> None:
        """To the previous span of the list."""
        self._panel.move(-1)

    def action_panel_down(self) -> None:
        """To the next span of the list."""
        self._panel.move(1)

    def action_panel_choose(self) -> None:
        """To the place of the span in the text."""
        self._panel.choose()

    def action_panel_order(self) -> None:
        """List by label, or by place."""
        self._order = Order.PLACE if self._order is Order.LABEL else Order.LABEL
        self._list_spans()

    def action_panel_filter(self) -> None:
        """Ask for words to filter the list by."""
        if not self.query(Prompt):
            self.mount(Prompt(_("spans with"), self._query, id="panel-filter"))

    def action_panel_drop(self) -> None:
        """Delete the span of the row, or drop the orphan."""
        row = self._panel.row
        if row and row.relation:
            relation = row.relation
            self.act(lambda annotator: annotator.unrelate(relation))
        elif row and row.span:
            self.act(lambda annotator: annotator.drop(row.span))

    @on(SpanPanel.Chosen)
    def _chosen(self, event: SpanPanel.Chosen) -> None:
        self.act(lambda annotator: annotator.choose_id(event.row.span))

    @on(Prompt.Changed, "#panel-filter")
    def _filter_spans(self, event: Prompt.Changed) -> None:
        self._query = event.text
        self._list_spans()

    @on(Prompt.Cancelled, "#panel-filter")
    def _unfilter_spans(self) -> None:
        self._query = ""
        self._filtered()

    @on(Prompt.Done, "#panel-filter")
    def _filtered(self) -> None:
        self._list_spans()
        self.query(Prompt).remove()
        self._panel.focus()

    # Every occurrence

    def action_occurrences(self) -> None:
        """Offer every further occurrence of the span under the cursor, or of the last one made."""
        self._elsewhere = {}
        self.act(lambda annotator: annotator.offer_occurrences())
        offer = self.annotator.offer if self.annotator else None
        if offer:
            bar = OfferBar(self._question())
            self.mount(bar)
            bar.focus()
            if offer.ranges:
                self._view.show_range(*offer.current)

    def action_offer_all(self) -> None:
        """Label all that are left, in the other articles too where these were asked for."""
        offer = self.annotator.offer if self.annotator else None
        if offer and self._elsewhere:
            self._label_elsewhere(list(self._elsewhere), offer.phrase, offer.label)
        self._answer(lambda annotator: annotator.accept_all())

    @work(thread=True, group="elsewhere")
    def _label_elsewhere(self, cards: list[Card], phrase: Phrase, label: str) -> None:
        count = self.session.label_elsewhere(cards, phrase, label)
        message = ngettext("{n} place labelled in other articles", "{n} places labelled in other articles", count)
        self.app.call_from_thread(self.notify, message.format(n=f"{count:,}"), timeout=4)

    def action_offer_project(self) -> None:
        """Look for the same in the other articles."""
        offer = self.annotator.offer if self.annotator else None
        if offer:
            self._look_elsewhere(offer.phrase, offer.label)

    @work(thread=True, exclusive=True, group="elsewhere")
    def _look_elsewhere(self, phrase: Phrase, label: str) -> None:
        worker = get_current_worker()
        for card, count in self.session.occurrences_elsewhere(phrase, label, self.card):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._found_elsewhere, card, count)
        self.app.call_from_thread(self._found_elsewhere, None, 0)

    def _found_elsewhere(self, card: Card | None, count: int) -> None:
        if card:
            self._elsewhere[card] = count
        for bar in self.query(OfferBar):
            bar.tell(self._question() + ("" if card else "."))

    def action_offer_yes(self) -> None:
        """Label the one in question."""
        self._answer(lambda annotator: annotator.answer(accepted=True))

    def action_offer_no(self) -> None:
        """Leave the one in question."""
        self._answer(lambda annotator: annotator.answer(accepted=False))

    def action_offer_stop(self) -> None:
        """Leave all that are left."""
        self._answer(lambda annotator: annotator.drop_offer())

    def _answer(self, deed: Callable[[Annotator], object]) -> None:
        self.act(deed)
        bar = self.query_one(OfferBar)
        offer = self.annotator.offer if self.annotator else None
        if offer and offer.ranges:
            bar.tell(self._question())
            self._view.show_range(*offer.current)
        else:
            bar.remove()
            self._view.focus()

    def _question(self) -> str:
        offer = self.annotator.offer if self.annotator else None
        if offer is None:
            return ""
        left = len(offer.ranges) - offer.number
        here = ngettext("{n} more time here", "{n} more times here", left).format(n=f"{left:,}")
        if not self._elsewhere:
            return f"{offer.label} “{offer.phrase.text}”: {here}"
        count, articles = sum(self._elsewhere.values()), len(self._elsewhere)
        there = ngettext("{n} in {m} other article", "{n} in {m} other articles", articles)
        return f"{offer.label} “{offer.phrase.text}”: {here}, {there.format(n=f'{count:,}', m=f'{articles:,}')}"
