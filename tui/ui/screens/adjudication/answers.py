"""Settle the place in question by keys: a version, none, an own one, with a reason and a note."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from annotations.comparison.adjudication.claims import Claims
from annotations.comparison.adjudication.records import Reason
from annotations.model.rules import RefusedError
from seeds.errors import ZhupiError
from seeds.i18n import _
from tui.core.adjudicating.adjudicator import Adjudicator
from tui.core.adjudicating.drawing import Passage, claims_words
from tui.core.adjudicating.question import Question
from tui.ui.commands import Command, Controller
from tui.ui.screens import asking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt


class Answers(Controller):
    """Own the actions that decide, and those that prepare it; ``passage`` returns the words around the place.

    ``report`` shows what was done, until the next place.
    """

    def __init__(
        self,
        screen: ZhupiScreen,
        adjudicator: Adjudicator,
        question: Question,
        passage: Callable[[], Passage],
        report: Callable[[str], object],
    ) -> None:
        self._screen = screen
        self._adjudicator = adjudicator
        self._question = question
        self._passage = passage
        self._report = report

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {
            "adjudicate.take": lambda: self.take(self._question.cursor),
            "adjudicate.none": self.take_none,
            "adjudicate.both": self._take_all,
            "adjudicate.join": self._join,
            "adjudicate.start-out": partial(self._edit, start=-1),
            "adjudicate.start-in": partial(self._edit, start=1),
            "adjudicate.end-in": partial(self._edit, end=-1),
            "adjudicate.end-out": partial(self._edit, end=1),
            "adjudicate.pick": self._pick,
            "adjudicate.slip": partial(self._give_reason, Reason.SLIP),
            "adjudicate.gap": partial(self._give_reason, Reason.GAP),
            "adjudicate.ambiguous": partial(self._give_reason, Reason.AMBIGUOUS),
            "adjudicate.other": self._give_other_reason,
            "adjudicate.note": self._ask_note,
            "adjudicate.undo": partial(self._turn, Adjudicator.undo, _("undone"), _("there is nothing to undo")),
            "adjudicate.redo": partial(self._turn, Adjudicator.redo, _("decided again"), _("there is nothing to redo")),
        }

    def enabled(self, _action: str) -> bool:
        """Let nothing be decided where there is no place."""
        return self._adjudicator.current is not None

    def take(self, number: int) -> None:
        """Take a version, and go to the next place."""
        version = self._question.versions[number]
        names = self._question.names(version)
        how = _("{names} taken").format(names=names) if names else _("version {n} taken").format(n=number + 1)
        self._decide(version.claims, how)

    def take_none(self) -> None:
        """Let nothing be marked here."""
        self._decide(frozenset(), _("none taken"))

    def take_note(self, event: Prompt.Said) -> None:
        """Keep the note that was entered; afterwards the screen has the keys again."""
        if isinstance(event, Prompt.Changed):
            return
        self._screen.query(Prompt).remove()
        self._screen.set_focus(None)
        if isinstance(event, Prompt.Done):
            self._question.why = replace(self._question.why, note=event.text.strip())
            self._keep_why()

    def _decide(self, claims: Claims, how: str, *, go_on: bool = True) -> None:
        passage = self._passage()
        try:
            self._adjudicator.decide(claims, self._question.why, go_on=go_on)
        except RefusedError as error:
            self._screen.said.show(str(error.problem))
        except ZhupiError as error:
            self._screen.warn(error.problem)
        else:
            parts = [f"{how}: {claims_words(passage, claims)}" if claims else how]
            if not self._adjudicator.open:
                parts.append(_("all are decided"))
            if go_on:
                self._question.begin()
            self._report(" · ".join(parts))

    def _take_all(self) -> None:
        """Take all that annotators have marked here, where the schema lets it be together."""
        item = self._adjudicator.current
        if item:
            self._decide(item.place.claims, _("all taken"))

    def _join(self) -> None:
        """Let the user's own version have what the one under the cursor says too."""
        self._question.join()
        version = self._question.versions[self._question.cursor]
        self._screen.said.show(_("together: {what}").format(what=claims_words(self._passage(), version.claims)))

    def _edit(self, *, start: int = 0, end: int = 0, label: str = "") -> None:
        """Make the user's own version of the one under the cursor, with another edge or label."""
        try:
            self._question.edit(start=start, end=end, label=label)
        except RefusedError as error:
            self._screen.said.show(str(error.problem))
        self._screen.describe()

    def _pick(self) -> None:
        """Find another label by typing."""

        def label(name: str | None) -> None:
            if name:
                self._edit(label=name)

        try:
            current = self._question.claim.label
        except RefusedError as error:
            self._screen.said.show(str(error.problem))
        else:
            asking.pick_label(self._screen.app, self._adjudicator.annotations.schema, label, current)

    def _give_reason(self, reason: Reason) -> None:
        """Say why annotators differ here, or not after all; of what is decided it is changed at once."""
        self._question.give_reason(reason)
        self._keep_why()

    async def _give_other_reason(self) -> None:
        """Say that there is another reason, and ask which."""
        self._give_reason(Reason.OTHER)
        if self._question.why.reason:
            await self._ask_note()

    async def _ask_note(self) -> None:
        """Ask for a note."""
        await self._screen.ask(Prompt(_("note on the decision"), self._question.why.note))

    def _keep_why(self) -> None:
        """Write the reason down where the place is decided; else the decision will have it."""
        if self._adjudicator.is_decided:
            self._decide(self._adjudicator.standing.claims, _("reason noted"), go_on=False)
        else:
            self._screen.describe()

    def _turn(self, turn: Callable[[Adjudicator], bool], message: str, refusal: str) -> None:
        """Undo, or redo."""
        if turn(self._adjudicator):
            self._question.begin()
            self._report(message)
        else:
            self._screen.said.show(refusal)
