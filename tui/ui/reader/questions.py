"""Ask for a line of text or for a choice, and hand the answer to whoever asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from tui.ui.screens import dialogs
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tui.core.choosing import Choice
    from tui.ui.screens.chooser import Toggle


def _ignore(_text: str) -> None:
    """Do nothing with what was typed."""


def _do_nothing() -> None:
    """Do nothing where nothing was typed."""


class _Answers(NamedTuple):
    """Hold what is done with the text of a prompt: when it is entered, with each change, and when it is given up."""

    done: Callable[[str], object] = _ignore
    changed: Callable[[str], object] = _ignore
    cancelled: Callable[[], object] = _do_nothing
    back: Widget | None = None


class Questions:
    """Ask one question at a time at the foot of a screen; afterwards ``back`` has the keys again."""

    def __init__(self, screen: ZhupiScreen, back: Widget) -> None:
        self._screen = screen
        self._back = back
        self._answers = _Answers()

    async def ask(
        self,
        prompt: Prompt,
        done: Callable[[str], object],
        *,
        changed: Callable[[str], object] = _ignore,
        cancelled: Callable[[], object] = _do_nothing,
        back: Widget | None = None,
    ) -> None:
        """Show a prompt, unless there is one; ``back`` is what has the keys afterwards, if not the usual widget."""
        if not self._screen.query(Prompt):
            self._answers = _Answers(done, changed, cancelled, back)
            await self._screen.ask(prompt)

    def take(self, event: Prompt.Said) -> None:
        """Pass on what a prompt says; when it has been answered or given up, take it away first."""
        answers = self._answers
        match event:
            case Prompt.Changed():
                answers.changed(event.text)
            case Prompt.Done():
                self._close(answers)
                answers.done(event.text)
            case Prompt.Cancelled():
                self._close(answers)
                answers.cancelled()

    def _close(self, answers: _Answers) -> None:
        self._screen.query(Prompt).remove()
        (answers.back or self._back).focus()

    def choose(
        self,
        title: str,
        choices: "Mapping[str, str] | Sequence[Choice]",
        chosen: Callable[[str], object],
        nothing: str = "",
        *,
        now: Collection[str] | None = None,
        toggle: "Toggle | None" = None,
    ) -> None:
        """Let one of several be chosen; where there is none, say ``nothing``.

        ``now`` is what is so now, None where nothing of it can be; with ``toggle`` several can be chosen.
        """

        def answer(name: str | None) -> None:
            if name:
                chosen(name)

        if choices:
            current = next(iter(now or ()), "")
            dialogs.choose(self._screen.app, choices, current, answer, title=title, chosen=now, toggle=toggle)
        else:
            self._screen.said.show(nothing)
