"""Offer to make what the schema does not have yet, when it is asked for: an attribute, a relation or a category."""

import re
from collections.abc import Callable
from functools import partial

from annotations.model.schema import Attribute, AttributeKind, Category, RelationType
from seeds.errors import ZhupiError
from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.project_edits import ProjectEdits
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt

Then = Callable[[str], object]
"""What is done with the name of what has been made."""


class SchemaOffers:
    """Ask for the name of what is missing, write it into the project's schema, and go on with it.

    The marks stay as they are, and so does the article on the screen. Where the project has no schema of its own, that
    is said instead.
    """

    def __init__(self, screen: ZhupiScreen, marking: Marking, questions: Questions) -> None:
        self._screen = screen
        self._session = screen.session
        self._marking = marking
        self._questions = questions

    @property
    def possible(self) -> bool:
        """Return whether the schema can be added to."""
        return not self._session.corpus.bundled

    def offer_category(self, then: Then) -> None:
        """Offer to make the first category."""
        self._ask_name(
            _("the schema has no categories; name of the first"),
            lambda name: self._write(lambda edits: edits.add_category(Category(name)), name, then),
        )

    def offer_relation(self, head: str, tail: str, then: Then) -> None:
        """Offer to make the first type of relation, from one label to another."""
        made = partial(RelationType, heads=(head,), tails=(tail,))
        self._ask_name(
            _("the schema has no relations; name of one from {head} to {tail}").format(head=head, tail=tail),
            lambda name: self._write(lambda edits: edits.add_relation(made(name)), name, then),
        )

    def offer_attribute(self, label: str, then: Then) -> None:
        """Offer to make the first attribute of a label: ask for its name, its kind, and its choices if it has any."""
        kinds = {
            AttributeKind.FLAG.value: _("yes or no"),
            AttributeKind.CHOICE.value: _("one of a few words"),
            AttributeKind.TEXT.value: _("any words"),
        }
        choices = [Choice(kind, kind, about) for kind, about in kinds.items()]

        def add(name: str, kind: AttributeKind, words: str = "") -> None:
            values = tuple(dict.fromkeys(filter(None, map(str.strip, re.split("[,,、;;]", words)))))
            attribute = Attribute(name, kind, values)
            self._write(lambda edits: edits.add_attribute(label, attribute), name, then)

        def of_kind(name: str, kind: str) -> None:
            if kind == AttributeKind.CHOICE:
                prompt = Prompt(_("choices of {name}, with commas between").format(name=name))
                self._screen.call_next(self._questions.ask, prompt, partial(add, name, AttributeKind.CHOICE))
            else:
                add(name, AttributeKind(kind))

        self._ask_name(
            _("{label} has no attributes; name of the first").format(label=label),
            lambda name: self._questions.choose(_("Kind of the attribute"), choices, partial(of_kind, name)),
        )

    def _ask_name(self, question: str, answer: Callable[[str], object]) -> None:
        if not self.possible:
            self.explain(question.partition("; ")[0])
            return

        def named(text: str) -> None:
            if text.strip():
                answer(text.strip())

        self._screen.call_next(self._questions.ask, Prompt(question), named)

    def explain(self, missing: str) -> None:
        """Report what the schema does not have, and why it cannot be made here."""
        reason = _("the bundled articles have no schema of their own: open a folder")
        self._screen.said.show(f"{missing}; {reason}")

    def _write(self, write: Callable[[ProjectEdits], object], name: str, then: Then) -> None:
        self._screen.run_worker(partial(self._carry_out, write, name, then), thread=True, group="schema")

    def _carry_out(self, write: Callable[[ProjectEdits], object], name: str, then: Then) -> None:
        """Write the schema; for a worker."""
        try:
            write(self._session.edits)
        except ZhupiError as error:
            self._screen.from_worker(self._screen.warn, error.problem)
        else:
            self._screen.from_worker(self._go_on, name, then)

    def _go_on(self, name: str, then: Then) -> None:
        if self._marking.annotator:
            self._marking.annotator.schema = self._session.annotations.schema
            self._screen.said.show(_("{name} is in zhupi.toml now").format(name=name))
            then(name)
