"""Move the cursor over the article, and select with it."""

from collections.abc import Callable, Mapping
from functools import partial

from tui.text.caret import Caret
from tui.text.movements import Step
from tui.text.units import Unit
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking


def _step(unit: Unit, step: Step, *, extend: bool = False) -> Callable[[Caret], None]:
    return lambda caret: caret.step(unit, step, extend=extend)


def _row(step: Step) -> Callable[[Caret], None]:
    return lambda caret: caret.row(step, extend=True)


_MOVEMENTS: Mapping[str, Callable[[Caret], object]] = {
    "mark.right": _step("word", 1),
    "mark.left": _step("word", -1),
    "mark.character-right": _step("character", 1),
    "mark.character-left": _step("character", -1),
    "mark.extend-right": _step("word", 1, extend=True),
    "mark.extend-left": _step("word", -1, extend=True),
    "mark.extend-character-right": _step("character", 1, extend=True),
    "mark.extend-character-left": _step("character", -1, extend=True),
    "mark.extend-down": _row(1),
    "mark.extend-up": _row(-1),
    "mark.grow": Caret.grow,
    "mark.shrink": Caret.shrink,
    "mark.visual": Caret.toggle_visual,
}


class CursorCommands(Controller):
    """Own the actions that move the cursor; it first appears where the reader looks."""

    def __init__(self, marking: Marking) -> None:
        self._marking = marking

    def commands(self) -> Mapping[str, Command]:
        """Return a command for each movement."""
        return {action: partial(self._marking.move, movement) for action, movement in _MOVEMENTS.items()}
