"""Offer a choice among a few things."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import OptionList

from seeds.i18n import _
from tui.ui.widgets.plain import choice, plain_lines


class ChoiceScreen(ModalScreen[str]):
    """Show choices by name, one a line; end with the name of the one chosen, or None."""

    BINDINGS = [("escape,q", "dismiss_choice", _("close"))]
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; }
    ChoiceScreen > OptionList, ChoiceScreen > OptionList:focus {
        width: 64; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; background-tint: 0%; border: none; padding: 1 2;
    }
    """

    def __init__(self, choices: Mapping[str, str], current: str) -> None:
        super().__init__()
        self._choices = choices
        self._current = current

    def compose(self) -> ComposeResult:
        """Yield the choices, the current one highlighted."""
        options = OptionList(*(choice(plain_lines(text), name) for name, text in self._choices.items()))
        options.highlighted = list(self._choices).index(self._current) if self._current in self._choices else 0
        yield options

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_dismiss_choice(self) -> None:
        """Choose nothing."""
        self.dismiss()
