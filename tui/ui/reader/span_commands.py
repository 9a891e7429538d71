"""Change spans, their attributes and the relations between them."""

from collections.abc import Callable, Mapping
from functools import partial

from annotations.model.change import Change
from annotations.model.schema import AttributeKind
from seeds.i18n import _, ngettext
from tui.core.annotator import Annotator, Edge
from tui.core.choosing import Choice
from tui.core.reading.remarks import no_relation
from tui.text.movements import Step
from tui.text.units import Unit
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.reader.schema_offers import SchemaOffers
from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt


def _move_edge(edge: Edge, unit: Unit, step: Step) -> Callable[[Annotator], Change]:
    return lambda annotator: annotator.move_edge(edge, unit, step)


_EDITS: Mapping[str, Callable[[Annotator], object]] = {
    "mark.delete": Annotator.delete,
    "mark.next-alike": Annotator.next_alike,
    "mark.start-out": _move_edge("start", "character", -1),
    "mark.start-in": _move_edge("start", "character", 1),
    "mark.end-in": _move_edge("end", "character", -1),
    "mark.end-out": _move_edge("end", "character", 1),
    "mark.start-word-out": _move_edge("start", "word", -1),
    "mark.start-word-in": _move_edge("start", "word", 1),
    "mark.end-word-in": _move_edge("end", "word", -1),
    "mark.end-word-out": _move_edge("end", "word", 1),
    "mark.reshape": Annotator.reshape,
    "mark.merge": Annotator.merge,
    "mark.split": Annotator.split,
}


class SpanCommands(Controller):
    """Own the actions that change spans and relations, and undo and redo them."""

    def __init__(self, screen: ZhupiScreen, marking: Marking, questions: Questions, offers: SchemaOffers) -> None:
        self._screen = screen
        self._session = screen.session
        self._marking = marking
        self._questions = questions
        self._offers = offers

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the span under the cursor."""
        return {action: partial(self._marking.do, edit) for action, edit in _EDITS.items()} | {
            "mark.pick": self._pick,
            "mark.undo": partial(self._marking.do, self._undo, tell=False),
            "mark.redo": partial(self._marking.do, self._redo, tell=False),
            "mark.note": self._ask_note,
            "mark.attribute": self._choose_attribute,
            "mark.relate": self._relate,
        }

    def _pick(self) -> None:
        """Find a label by typing."""

        def label(name: str | None) -> None:
            if name:
                self._marking.label(name)

        if self._marking.ready_to_label():
            annotator = self._marking.annotator
            span = annotator.span if annotator else None
            current = span.label if span else ""
            dialogs.pick_label(self._screen.app, self._session.annotations.schema, label, current)

    def _undo(self, annotator: Annotator) -> None:
        """Undo the last change, in other articles too where it was made there with it."""
        change = annotator.undo()
        self._report(change and change.inverted(), _("undone: {what}"), _("there is nothing to undo"))
        if change:
            work = partial(self._undo_elsewhere, change)
            self._screen.run_worker(work, thread=True, group="elsewhere")

    def _undo_elsewhere(self, change: Change) -> None:
        count = self._session.edits.undo_elsewhere(change)
        message = ngettext("undone in {n} other article", "undone in {n} other articles", count)
        self._report_elsewhere(message, count)

    def _redo(self, annotator: Annotator) -> None:
        """Make the last change again that was undone."""
        change = annotator.redo()
        self._report(change, _("done again: {what}"), _("there is nothing to redo"))
        if change:
            work = partial(self._redo_elsewhere, change)
            self._screen.run_worker(work, thread=True, group="elsewhere")

    def _redo_elsewhere(self, change: Change) -> None:
        count = self._session.edits.redo_elsewhere(change)
        message = ngettext("done again in {n} other article", "done again in {n} other articles", count)
        self._report_elsewhere(message, count)

    def _report(self, change: Change | None, done: str, nothing: str) -> None:
        self._screen.said.show(done.format(what=self._marking.words_of(change)) if change else nothing)

    def _report_elsewhere(self, message: str, count: int) -> None:
        if count:
            self._screen.from_worker(self._screen.said.show, message.format(n=f"{count:,}"))

    async def _ask_note(self) -> None:
        """Write a note on the span under the cursor."""
        span = self._marking.annotator.span if self._marking.annotator else None
        if span is None:
            self._screen.said.show(_("there is no span here"))
        else:
            await self._questions.ask(Prompt(_("note"), span.note), self._set_note)

    def _set_note(self, text: str) -> None:
        self._marking.do(lambda annotator: annotator.note(text))

    def _relate(self) -> None:
        """Begin a relation at the span under the cursor, or end it there."""
        annotator = self._marking.annotator
        schema = self._session.annotations.schema
        if annotator is None or annotator.span is None:
            self._screen.said.show(_("there is no span here"))
        elif annotator.relation_head is None:
            if schema.relations or self._offers.possible:
                self._marking.do(Annotator.begin_relation)
            else:
                self._offers.explain(_("the schema has no relations"))
        elif not schema.relations:
            self._offers.offer_relation(annotator.relation_head.label, annotator.span.label, self._relate_by)
        else:
            types = [Choice(kind.name, kind.name, kind.description) for kind in annotator.relation_types()]
            refusal = no_relation(schema, annotator.relation_head.label, annotator.span.label)
            if not types:
                self._marking.stop_relating()
            self._questions.choose(_("Relation"), types, self._relate_by, refusal)

    def _relate_by(self, name: str) -> None:
        self._marking.do(lambda annotator: annotator.relate(name))

    def _choose_attribute(self) -> None:
        """Say something of the span that its label provides for."""
        span = self._marking.annotator.span if self._marking.annotator else None
        if span is None:
            self._screen.said.show(_("there is no span here"))
            return
        label = self._session.annotations.schema.find_label(span.label)
        attributes = [
            Choice(attribute.name, attribute.name, str(span.attributes.get(attribute.name, attribute.default)))
            for attribute in (label.attributes if label else ())
        ]
        if label and not attributes:
            self._offers.offer_attribute(label.name, self._ask_value)
            return
        nothing = _("{label} is not in the schema, so it has no attributes")
        self._questions.choose(
            _("Attributes of the span"), attributes, self._ask_value, nothing.format(label=span.label)
        )

    def _ask_value(self, name: str) -> None:
        """Ask for the value of an attribute; a flag is turned."""
        span = self._marking.annotator.span if self._marking.annotator else None
        if span is None:
            return
        attribute = self._session.annotations.schema.label(span.label).attribute(name)
        value = span.attributes.get(name, attribute.default)
        if attribute.kind is AttributeKind.FLAG:
            self._set_attribute(name, not value)
        elif attribute.kind is AttributeKind.CHOICE:
            choices = {choice: choice for choice in attribute.choices}
            self._questions.choose(name, choices, partial(self._set_attribute, name), now=[str(value)])
        else:
            prompt = Prompt(name, str(value))
            self._screen.call_next(self._questions.ask, prompt, lambda text: self._set_attribute(name, text or None))

    def _set_attribute(self, name: str, value: str | bool | None) -> None:
        self._marking.do(lambda annotator: annotator.set_attribute(name, value))
