"""Offer the choices for a line of a form, each with what there is to know about it."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from textual.app import App, ComposeResult

from seeds.i18n import _
from tui.core.choice_search import matching
from tui.core.form_drawing import CHOICES_WIDTH, FRAME, drawn_choices
from tui.ui.screens.choice import ChoiceScreen
from tui.ui.screens.picker import PickerScreen
from tui.ui.widgets.plain import Words, choice, plain_lines

if TYPE_CHECKING:
    from textual.widgets.option_list import Option

MANY = 16
"""Choices beyond this many are found by typing."""

Answer = Callable[[str | None], None] | Callable[[str | None], Awaitable[None]]
"""What is done with the name that was chosen; None where nothing was."""


class WideChoiceScreen(ChoiceScreen):
    """Show choices with room for what there is to know about them, below a question where there is one."""

    DEFAULT_CSS = f"""
    WideChoiceScreen > OptionList, WideChoiceScreen > OptionList:focus {{
        width: {CHOICES_WIDTH}; text-wrap: nowrap; text-overflow: clip;
    }}
    WideChoiceScreen > #question {{
        width: {CHOICES_WIDTH}; max-width: 100%; background: $surface; color: $zhupi-quiet; padding: 1 3 0 3;
    }}
    """

    def __init__(self, choices: Mapping[str, str], current: str, question: str = "") -> None:
        super().__init__(choices, current)
        self._question = question

    def compose(self) -> ComposeResult:
        """Yield the question, then the choices."""
        if self._question:
            yield Words(self._question, id="question")
        yield from super().compose()


class WidePickerScreen(PickerScreen):
    """Show a line to type in over the choices that match, with room for what there is to know about them."""

    DEFAULT_CSS = f"""
    WidePickerScreen > Vertical {{ width: {CHOICES_WIDTH}; }}
    WidePickerScreen OptionList, WidePickerScreen OptionList:focus {{
        max-height: 20; text-wrap: nowrap; text-overflow: clip; scrollbar-size-vertical: 1;
    }}
    """


def offer(
    app: App[object],
    choices: Mapping[str, str],
    current: str,
    answer: Answer,
    *,
    chosen: Collection[str] | None = None,
    question: str = "",
    ambiguous: int = 1,
) -> None:
    """Let one of the choices be chosen: found by typing where there are many, unless several can be ``chosen``."""
    width = min(CHOICES_WIDTH, app.size.width) - FRAME
    drawn = drawn_choices(choices, chosen, width, ambiguous)
    if len(choices) <= MANY or chosen is not None:
        app.push_screen(WideChoiceScreen(drawn, current, question), answer)
        return

    def find(query: str) -> "Iterable[Option]":
        return (choice(plain_lines(drawn[name]), name) for name in matching(choices, query))

    screen = WidePickerScreen(find, question or _("type what it is called or what it is"), current)
    app.push_screen(screen, answer)
