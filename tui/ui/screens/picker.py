"""Find one of many things by typing: a label by name, key, title or description, or an article by its title."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from annotations.editing.label_search import find_labels
from annotations.model.schema import Label, Schema
from seeds.i18n import _
from tui.ui.widgets.plain import choice, joined

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widgets.option_list import Option


class PickerScreen(ModalScreen[str]):
    """Show a line to type in over what matches; end with the id of one option, or None.

    ``find`` gives the options for what was typed, at first for nothing; ``current`` is proposed then.
    """

    BINDINGS = [
        Binding("escape", "dismiss_picker", _("close"), show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down,tab", "move(1)", show=False),
    ]
    DEFAULT_CSS = """
    PickerScreen { align: center middle; }
    PickerScreen > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 1 2;
    }
    PickerScreen OptionList, PickerScreen OptionList:focus {
        height: auto; max-height: 16; border: none; background: $surface;
    }
    PickerScreen Input { background: $panel; margin: 0 0 1 0; }
    """

    def __init__(self, find: "Callable[[str], Iterable[Option]]", placeholder: str, current: str = "") -> None:
        super().__init__()
        self._find = find
        self._placeholder = placeholder
        self._current = current

    @classmethod
    def of_labels(cls, schema: Schema) -> "PickerScreen":
        """Let a label be chosen."""

        def find(query: str) -> "Iterable[Option]":
            return (choice(_shown(label), label.name) for label in find_labels(schema, query))

        return cls(find, _("name, key or meaning of a label"))

    def compose(self) -> ComposeResult:
        """Yield the input, then what matches."""
        with Vertical():
            yield Input(compact=True, placeholder=self._placeholder)
            yield OptionList()

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._list("")

    def action_dismiss_picker(self) -> None:
        """Choose none."""
        self.dismiss()

    def action_move(self, step: int) -> None:
        """Move through what matches."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _chosen(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def _list(self, query: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._find(query))
        if options.option_count:
            ids = [option.id for option in options.options]
            options.highlighted = ids.index(self._current) if not query and self._current in ids else 0


def _shown(label: Label) -> "Content":
    return joined(
        (f"{label.key or ' '} ", "$zhupi-quiet"),
        (f"{label.name} ", "bold"),
        f"{label.title}  ",
        (label.description, "$zhupi-quiet"),
    )
