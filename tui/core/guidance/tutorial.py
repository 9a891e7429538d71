"""Lead a new user through the first minute: one step after another, each done when the user has really done it."""

from collections.abc import Callable
from dataclasses import dataclass

from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what can be seen of a session: whether there is a cursor, how many spans, and so on.

    ``alike`` counts the spans of the words and label that were marked most often, ``decided`` the suggestions that were
    accepted or rejected, ``undone`` the changes that could be done again.
    """

    cursor: bool = False
    spans: int = 0
    alike: int = 0
    decided: int = 0
    script: str = ""
    undone: int = 0
    exported: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Represent a step: what to do, with the keys of ``actions`` in it, and how it is seen that it was done.

    ``done`` gets the facts of now, and those when the step began.
    """

    text: str
    actions: tuple[str, ...]
    done: Callable[[Facts, Facts], bool]


EXAMPLE, EXAMPLE_LABEL = "美團", "ORG"
"""What is marked first, of the words of the first article, and the label that the guidelines have for it."""


STEPS = (
    Step(_("{0} puts the cursor on a word"), ("mark.right",), lambda now, _then: now.cursor),
    Step(
        _("{words} is a company: mark it by the key of its label, {label}"),
        (),
        lambda now, _then: now.spans > 0,
    ),
    Step(
        _("{0}, then {1}: mark it wherever it stands"),
        ("mark.occurrences", "offer.all"),
        lambda now, _then: now.alike > 1,
    ),
    Step(
        _("{0}: review suggestions; {1} accepts, {2} rejects, {3} back"),
        ("mark.review", "review.accept", "review.reject", "review.leave"),
        lambda now, then: now.decided > then.decided,
    ),
    Step(_("{0} shows the other script"), ("app.toggle-script",), lambda now, then: now.script != then.script),
    Step(
        _("{0} undoes the last change, as often as you like"),
        ("mark.undo",),
        lambda now, then: 0 < now.undone != then.undone,
    ),
    Step(
        _("export what you marked: {0} to the list, {1}, then {2}"),
        ("reader.back", "library.export", "export.start"),
        lambda now, _then: now.exported,
    ),
)


class Tutorial:
    """Hold how far the steps have been done; ``key`` names the key of an action, ``label`` is that of a label."""

    def __init__(self, key: Callable[[str], str], label: str) -> None:
        self._key = key
        self._label = label
        self._number = 0
        self._then = Facts()

    @property
    def finished(self) -> bool:
        """Return whether every step was done."""
        return self._number == len(STEPS)

    def look(self, facts: Facts) -> None:
        """Go on to the next step where this one has been done."""
        if not self.finished and STEPS[self._number].done(facts, self._then):
            self._number += 1
            self._then = facts

    @property
    def line(self) -> str:
        """The step to be done now, with its keys."""
        if self.finished:
            return _("That was all; what you did here is thrown away. {key} ends it").format(key=self._key("app.quit"))
        step = STEPS[self._number]
        words = step.text.format(*map(self._key, step.actions), label=self._label, words=EXAMPLE)
        return f"{self._number + 1}/{len(STEPS)}  {words}"

    @property
    def way_out(self) -> str:
        """The key that leaves before the end."""
        return "" if self.finished else _("{key} skips all").format(key=self._key("app.quit"))
