"""The choice of a script to read in."""

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from seeds.i18n import _
from seeds.script.targets import ORIGINAL, OTHER, TARGETS


class ScriptsScreen(ModalScreen[str]):
    """The scripts, one a line; ends with the name of the one chosen, or ``None``."""

    BINDINGS = [("escape,q", "dismiss_choice", _("close"))]
    DEFAULT_CSS = """
    ScriptsScreen { align: center middle; }
    ScriptsScreen > OptionList, ScriptsScreen > OptionList:focus {
        width: 64; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: none; padding: 1 2;
    }
    """

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def compose(self) -> ComposeResult:
        """The original first, then the scripts."""
        choices = [(ORIGINAL, _("as it was written")), (OTHER, _("the other script"))]
        choices += [(target.name, target.description) for target in TARGETS]
        options = OptionList(*(Option(text, id=name) for name, text in choices))
        options.highlighted = next((row for row, (name, _text) in enumerate(choices) if name == self._current), 0)
        yield options

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_dismiss_choice(self) -> None:
        """Leave the script as it is."""
        self.dismiss()
