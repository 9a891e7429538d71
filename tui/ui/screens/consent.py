"""Ask whether a project may do what its file asks for."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList

from annotations.suggest.consent.request import Request, RequestState
from seeds.i18n import _
from tui.ui.widgets.plain import Words, choice, joined, plain, stacked

if TYPE_CHECKING:
    from textual.content import Content

NO, YES, REVOKE = "no", "yes", "revoke"

_STATES = {
    RequestState.ALLOWED: _("allowed"),
    RequestState.CHANGED: _("changed since you allowed it"),
    RequestState.NEW: "",
}


class ConsentScreen(ModalScreen[str]):
    """Show all that a project asks for, and ask whether to allow it, which is not proposed; end with the answer."""

    BINDINGS = [
        Binding("escape,q", "leave", _("close")),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]
    DEFAULT_CSS = """
    ConsentScreen { align: center middle; }
    ConsentScreen > Vertical {
        width: 84; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 3;
    }
    ConsentScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    ConsentScreen VerticalScroll > Words { margin: 0 0 1 0; }
    ConsentScreen #why { color: $zhupi-quiet; }
    ConsentScreen OptionList, ConsentScreen OptionList:focus {
        dock: bottom; height: auto; background: $surface; background-tint: $surface 0%; border: none; padding: 0;
    }
    """

    def __init__(self, project: Path, requests: Sequence[tuple[Request, RequestState]]) -> None:
        super().__init__()
        self._project = project
        self._requests = requests

    def compose(self) -> ComposeResult:
        """Yield who asks, what for, and the answers; the one that changes nothing is proposed."""
        answers = OptionList(*(choice(plain(text), name) for name, text in self._answers().items()), markup=False)
        answers.highlighted = 0
        with Vertical():
            with VerticalScroll(can_focus=False):
                who = plain(_("This project asks for what only you may allow:"))
                yield Words(stacked(who, plain(str(self._project), "bold $accent")))
                yield Words(stacked(*(self._row(*each) for each in self._requests)))
                yield Words(_("Its zhupi.toml says so; whoever made the folder may have written that."), id="why")
            yield answers

    def _answers(self) -> Mapping[str, str]:
        open_ones = any(state is not RequestState.ALLOWED for _request, state in self._requests)
        answers = {NO: _("No, leave it out") if open_ones else _("Leave it so")}
        if open_ones:
            answers[YES] = _("Yes, allow it to this project, for as long as nothing of it changes")
        if any(state is RequestState.ALLOWED for _request, state in self._requests):
            answers[REVOKE] = _("Revoke what it is allowed")
        return answers

    def _row(self, request: Request, state: RequestState) -> "Content":
        state_words = f"  {_STATES[state]}" if _STATES[state] else ""
        return joined(f"• {request.suggester}: {request.words}", (state_words, "$accent"))

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Allow nothing."""
        self.dismiss(NO)

    def action_scroll(self, pages: int) -> None:
        """Look at the rest of what is asked for."""
        rows = self.query_one(VerticalScroll)
        rows.scroll_relative(y=pages * max(1, rows.size.height - 1), animate=False)
