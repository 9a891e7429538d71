"""What keys do to spans and to what is said of the article."""

from textual import on, work

from annotations.model.change import Change
from annotations.model.layer import Status
from annotations.model.schema import AttributeKind
from seeds.article import ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from tui.core.annotator import Annotator
from tui.core.label_edits import LabelEdit
from tui.core.session import Session
from tui.ui.messages import ArticleWanted
from tui.ui.screens.marking import MarkingScreen
from tui.ui.widgets.prompt import Prompt

STATUSES = (Status.NEW, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED)


class SpanActions(MarkingScreen):
    """The part of a marking screen that changes spans, relations and metadata."""

    def __init__(self, session: Session, info: ArticleInfo) -> None:
        super().__init__(session, info)
        self._attribute = ""
        self.labels_again = False

    def action_pick(self) -> None:
        """Find a label by typing."""
        from tui.ui.screens.picker import PickerScreen  # noqa: PLC0415 - not on the way to the first paint

        self.app.push_screen(PickerScreen.of_labels(self.session.shelf.schema), self._picked)

    def _picked(self, name: str | None) -> None:
        if name:
            self.act(lambda annotator: annotator.label(name))

    def action_delete(self) -> None:
        """Delete the span under the cursor."""
        self.act(lambda annotator: annotator.delete())

    def action_undo(self) -> None:
        """Take the last change back, in other articles too where it was made there with it."""

        def undo(annotator: Annotator) -> None:
            change = annotator.undo()
            self._told(change, _("undone: {title}"), _("there is nothing to undo"))
            if change:
                self._take_back_elsewhere(change)

        self.act(undo)

    @work(thread=True, group="elsewhere")
    def _take_back_elsewhere(self, change: Change) -> None:
        count = self.session.edits.take_back(change)
        if count:
            message = ngettext("undone in {n} other article", "undone in {n} other articles", count)
            self.app.call_from_thread(self.notify, message.format(n=f"{count:,}"), timeout=3)

    def action_redo(self) -> None:
        """Make the last change again that was taken back."""

        def redo(annotator: Annotator) -> None:
            change = annotator.redo()
            self._told(change, _("done again: {title}"), _("there is nothing to redo"))
            if change:
                self._make_again_elsewhere(change)

        self.act(redo)

    @work(thread=True, group="elsewhere")
    def _make_again_elsewhere(self, change: Change) -> None:
        count = self.session.edits.make_again(change)
        if count:
            message = ngettext("done again in {n} other article", "done again in {n} other articles", count)
            self.app.call_from_thread(self.notify, message.format(n=f"{count:,}"), timeout=3)

    def _told(self, change: object, done: str, nothing: str) -> None:
        title = getattr(change, "title", "")
        self.notify(done.format(title=title) if title else nothing, timeout=2)

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

    def action_start_word_out(self) -> None:
        """Begin the span a word earlier."""
        self.act(lambda annotator: annotator.move_edge("start", "word", -1))

    def action_start_word_in(self) -> None:
        """Begin the span a word later."""
        self.act(lambda annotator: annotator.move_edge("start", "word", 1))

    def action_end_word_in(self) -> None:
        """End the span a word earlier."""
        self.act(lambda annotator: annotator.move_edge("end", "word", -1))

    def action_end_word_out(self) -> None:
        """End the span a word later."""
        self.act(lambda annotator: annotator.move_edge("end", "word", 1))

    async def action_note(self) -> None:
        """Write a note on the span under the cursor."""
        span = self.annotator.span if self.annotator else None
        if span is None:
            self.notify(_("there is no span here"), timeout=2)
        else:
            await self.ask(Prompt(_("note"), span.note, id="note"))

    @on(Prompt.Done, "#note")
    def _noted(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.note(event.text))

    def action_reshape(self) -> None:
        """Give the span the range that is selected."""
        self.act(lambda annotator: annotator.reshape())

    def action_merge(self) -> None:
        """Merge the spans that are selected, or the one under the cursor with the next."""
        self.act(lambda annotator: annotator.merge())

    def action_split(self) -> None:
        """Split the span at the cursor."""
        self.act(lambda annotator: annotator.split())

    async def action_article_note(self) -> None:
        """Write a note on the article."""
        if self.annotator:
            await self.ask(Prompt(_("note on the article"), self.annotator.layer.metadata.note, id="article-note"))

    @on(Prompt.Done, "#article-note")
    def _article_noted(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.article_note(event.text))

    def action_categories(self) -> None:
        """Put the article into categories, one after the other, until there is enough."""
        held = self.annotator.layer.metadata.categories if self.annotator else ()
        choices = {
            category.name: f"{'✓' if category.name in held else ' '} {category.name}  {category.title}"
            for category in self.session.shelf.schema.categories
        }
        self.let_choose(choices, self._categorised, _("the schema has no categories: see [[category]] in zhupi.toml"))

    def _categorised(self, name: str) -> None:
        self.act(lambda annotator: annotator.toggle_category(name))
        if not self.session.shelf.schema.single_category:
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
            self.let_choose(
                types,
                lambda name: self.act(lambda annotator: annotator.relate(name)),
                _("no relation may go between these: see [[relation]] in zhupi.toml"),
            )

    def action_attribute(self) -> None:
        """Say something of the span that its label provides for."""
        span = self.annotator.span if self.annotator else None
        label = self.session.shelf.schema.find_label(span.label) if span else None
        attributes = {
            attribute.name: f"{attribute.name}: {span.attributes.get(attribute.name, attribute.default)}"
            for attribute in (label.attributes if label else ())
            if span
        }
        self.let_choose(attributes, self._attribute_chosen, _("no span here, or its label has no attributes"))

    def _attribute_chosen(self, name: str) -> None:
        span = self.annotator.span if self.annotator else None
        if span is None:
            return
        attribute = self.session.shelf.schema.label(span.label).attribute(name)
        held = span.attributes.get(name, attribute.default)
        if attribute.kind is AttributeKind.FLAG:
            self.act(lambda annotator: annotator.set_attribute(name, not held))
        elif attribute.kind is AttributeKind.CHOICE:
            choices = {choice: choice for choice in attribute.choices}
            self.let_choose(choices, lambda value: self.act(lambda annotator: annotator.set_attribute(name, value)), "")
        else:
            self._attribute = name
            self.call_next(self.ask, Prompt(name, str(held), id="attribute"))

    @on(Prompt.Done, "#attribute")
    def _attribute_typed(self, event: Prompt.Done) -> None:
        self.close_prompt()
        self.act(lambda annotator: annotator.set_attribute(self._attribute, event.text or None))

    def action_status(self) -> None:
        """Give the article the next status."""
        if self.annotator:
            held = self.annotator.layer.metadata.status
            following = STATUSES[(STATUSES.index(held) + 1) % len(STATUSES)]
            self.act(lambda annotator: annotator.set_status(following))

    def action_next_unfinished(self) -> None:
        """Open the next article that is neither done nor skipped."""
        info = self.session.next_unfinished(self.info)
        if info:
            self.post_message(ArticleWanted(info))
        else:
            self.notify(_("every other article is done or skipped"), timeout=3)

    def action_guidelines(self) -> None:
        """Show the labels and the guidelines, and let the labels be changed."""
        from tui.ui.screens.labels import LabelsScreen  # noqa: PLC0415 - seldom needed

        self.app.push_screen(LabelsScreen(self.session.shelf.schema, self._learned()), self._edit_labels)

    def _learned(self) -> str:
        """How well the labels are learned from the annotator, as cross-validation says; empty where nothing is."""
        from annotations.suggest.learned.model import Model  # noqa: PLC0415 - seldom needed

        path = self.session.model
        try:
            facts = Model.load(path).info if path.exists() else None
        except ZhupiError as error:
            return str(error)
        if facts is None:
            return ""
        told = _("Learned on {date} from {n} articles, {m} sentences.").format(
            date=f"{facts.trained:%Y-%m-%d}", n=f"{facts.articles:,}", m=f"{facts.sentences:,}"
        )
        shares = [f"{label} {f1:.0%} ({facts.spans.get(label, 0):,})" for label, f1 in facts.f1.items() if label]
        if not shares:
            return told
        return told + " " + _("F1 on articles left out (spans): {labels}").format(labels="  ".join(shares))

    def _edit_labels(self, edit: LabelEdit | None) -> None:
        if edit and self.article:
            self.end_marking()
            self._carry_out(edit, self.article.info)

    @work(thread=True, exclusive=True, group="open")
    def _carry_out(self, edit: LabelEdit, info: ArticleInfo) -> None:
        """Change the schema and all that it concerns, then go on with the article."""
        for problem in self.session.save():
            self.app.call_from_thread(self.warn, problem)
        try:
            edit.carry_out(self.session.edits)
            for notice in self.session.edits.notices:
                self.app.call_from_thread(self.warn, notice)
        except ZhupiError as error:
            self.app.call_from_thread(self.warn, error.problem)
        self.app.call_from_thread(self._carried_out, info)

    def _carried_out(self, info: ArticleInfo) -> None:
        self.labels.labels = self.session.shelf.schema.labels
        self.labels.refresh()
        self.labels_again = True
        self.open(info)
