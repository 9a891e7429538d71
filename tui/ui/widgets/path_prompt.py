"""Show a line to type a path in, with what it may become above it."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, OptionList

from tui.core.path_completion import completed, completions
from tui.ui.widgets.plain import choice, plain
from tui.ui.widgets.prompt import Prompt


class _Paths(OptionList, inherit_bindings=False, can_focus=False):
    """Show what a path may become; the keys are the prompt's."""


class PathPrompt(Prompt):
    """Ask for a path: ``tab`` completes it as shells do, the arrows choose among what it may become.

    A folder that is chosen is gone into; ``enter`` where nothing is chosen ends with what is typed.
    """

    BINDINGS = [
        Binding("tab", "complete", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    PathPrompt { layout: vertical; height: auto; padding: 0; }
    PathPrompt > Horizontal { height: 1; padding: 0 1; }
    PathPrompt > Horizontal > Label { color: $primary; text-style: bold; width: auto; padding: 0 1 0 0; }
    PathPrompt > Horizontal > Input { width: 1fr; background: $panel; }
    PathPrompt > _Paths {
        height: auto; max-height: 8; border: none; padding: 0 1; background: $surface; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    PathPrompt > _Paths.-none { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Yield what the path may become, then the line."""
        yield _Paths()
        with Horizontal():
            yield from super().compose()

    def on_mount(self) -> None:
        """Show what there is beside what is proposed."""
        self._list(self._value)

    def action_complete(self) -> None:
        """Take the path that is chosen, or else what all of them have in common."""
        field = self.query_one(Input)
        self._put(self._chosen or completed(field.value))

    def action_move(self, step: int) -> None:
        """Choose the next path, or the one before it; before the first, none is chosen."""
        paths = self.query_one(_Paths)
        place = -1 if paths.highlighted is None else paths.highlighted
        following = min(place + step, paths.option_count - 1)
        paths.highlighted = following if following >= 0 else None

    @on(Input.Changed)
    def _list_completions(self, event: Input.Changed) -> None:
        self._list(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()  # which would end with what is typed
        path = self._chosen or event.value
        if self._chosen.endswith("/"):
            self._put(path)
        else:
            self.post_message(self.Done(self, path))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._put(event.option.id or "")

    @property
    def _chosen(self) -> str:
        paths = self.query_one(_Paths)
        return "" if paths.highlighted is None else paths.get_option_at_index(paths.highlighted).id or ""

    def _put(self, path: str) -> None:
        field = self.query_one(Input)
        field.value = path
        field.cursor_position = len(path)
        self._list(path)

    def _list(self, typed: str) -> None:
        paths, candidates = self.query_one(_Paths), completions(typed)
        paths.clear_options()
        paths.add_options([choice(plain(_last_part(path)), path) for path in candidates])
        paths.highlighted = None
        paths.set_class(not candidates or candidates == [typed], "-none")


def _last_part(path: str) -> str:
    return path[path.rstrip("/").rfind("/") + 1 :]
