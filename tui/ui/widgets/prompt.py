"""Show a line to type in, at the foot of a screen."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.ui.widgets.plain import Caption


class Prompt(Horizontal):
    """Show a label and an input; post every change, and how it ended."""

    class Said(Message):
        """Report something of a prompt; ``text`` is what stands in it."""

        def __init__(self, prompt: "Prompt", text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

        @property
        def control(self) -> "Prompt":
            """The prompt, for selectors."""
            return self.prompt

    class Changed(Said):
        """Report that the words are being typed."""

    class Done(Said):
        """Report that the words are entered."""

    class Cancelled(Said):
        """Report that the prompt was given up."""

    BINDINGS = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    Prompt { height: 1; dock: bottom; background: $panel; padding: 0 1; }
    Prompt > Label { color: $primary; text-style: bold; width: auto; padding: 0 1 0 0; }
    Prompt > Input { width: 1fr; background: $panel; }
    """

    def __init__(self, label: str, value: str = "", *, restrict: str | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = label
        self._value = value
        self._restrict = restrict

    def compose(self) -> ComposeResult:
        """Yield the label, then the input."""
        yield Caption(self._label)
        yield Input(self._value, compact=True, restrict=self._restrict, select_on_focus=True)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Done(self, event.value))

    def action_cancel(self) -> None:
        """Give up."""
        self.post_message(self.Cancelled(self, self.query_one(Input).value))
