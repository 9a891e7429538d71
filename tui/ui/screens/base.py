"""Provide what the screens have in common: commands, keys that were left out, scripts, prompts and warnings."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from seeds.errors import Problem
from seeds.i18n import _
from tui.core.keymap import former_key
from tui.core.keys_left_out import CHANGING, can_be_made_up
from tui.core.session import Session
from tui.ui.bindings import COMMAND
from tui.ui.commands import Command, CommandTable, Controller
from tui.ui.disk_errors import DiskErrorReports
from tui.ui.left_out_keys import LeftOutKeys
from tui.ui.messages import ConverterWanted
from tui.ui.said import Said
from tui.ui.shown_keys import key_of
from tui.ui.signals import signals_of
from tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from seeds.script.converter import Converter


class ZhupiScreen(DiskErrorReports, Screen[None]):
    """Show a part of a session, and run the commands of the actions that are live on it."""

    # Textual's own screens have this key for a selection of theirs, which ours never have
    BINDINGS = [Binding("ctrl+c", f"app.{COMMAND}('app.interrupt')", show=False, id="app.interrupt")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.said = Said(self, self.describe)
        self.left_out = LeftOutKeys(self, self.said.show, self.place, self.return_to, self.describe)
        self._application: App[object] | None = None
        self._is_fresh = False

    def on_compose(self) -> None:
        """Have the classes of this size of terminal before there are widgets, so that none is styled twice."""
        _fit_terminal(self)

    @on(events.ScreenResume)
    def _begin_to_show(self) -> None:
        """Note that all widgets have just been styled; Textual calls this before its own work for the event."""
        self._is_fresh = not self.stack_updates

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the widgets again, as Textual does whenever a screen is shown; the first time they are as they were."""
        if not self._is_fresh or animate:
            super().update_node_styles(animate)
        self._is_fresh = False

    def on_mount(self) -> None:
        """Follow what happens in the application; Textual calls this besides a screen's own ``on_mount``."""
        self._application = self.app
        signals = signals_of(self)
        signals.script_changed.subscribe(self, lambda _nothing: self.script_changed())
        signals.status_changed.subscribe(self, lambda _nothing: self.describe())

    # Commands

    def controllers(self) -> Sequence[Controller]:
        """Return who owns the commands of this screen: the screen itself, or parts of it too."""
        return (self,)

    def commands(self) -> Mapping[str, Command]:
        """Return the screen's own commands, by the ids of their actions."""
        return {}

    def enabled(self, _action: str) -> bool:
        """Return whether one of the screen's own actions can be done now."""
        return True

    @cached_property
    def command_table(self) -> CommandTable:
        """The commands of every action of the screen."""
        return CommandTable(self.controllers())

    async def action_command(self, action: str) -> None:
        """Run the command of an action; Textual calls this for every binding that is made from the table."""
        await self.command_table.run(action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be done now."""
        if action == COMMAND:
            return self.command_table.enabled(str(parameters[0]))
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """End what was said of an earlier key, and say where the command is now that a key had in 0.1.0."""
        self.said.end(event)
        live = self.active_bindings
        scopes = {(active.binding.id or "").partition(".")[0] for active in live.values()}
        action = former_key(event.key, scopes) if event.key not in live else None
        if action and (key := key_of(self, action.id)):
            words = _("{former} is {key} now: {what}")
            shown = self.app.get_key_display(Binding(event.key, ""))
            self.said.show(words.format(former=shown, key=key, what=action.text))

    # Workers

    def from_worker(self, callback: Callable[..., object], *arguments: object, **named: object) -> bool:
        """Call something in the screen's thread, from a worker, and return whether that was done.

        A screen that has gone meanwhile has nothing to show any more: it knows no application, and nothing is called.
        """

        def call() -> bool:
            if self.is_attached:
                callback(*arguments, **named)
            return self.is_attached

        return self._application is not None and bool(self._application.call_from_thread(call))

    # Keys that came faster than a person types

    def leave_out(self, key: events.Key, action: str) -> bool | None:
        """Leave a key out that changes something, and return whether that was done; None where it changes nothing."""
        if action not in CHANGING:
            return None
        table = self.command_table
        if not table.enabled(action):
            return False
        self.left_out.add(key, table[action] if can_be_made_up(action) else None)
        return True

    def place(self) -> object:
        """Return where a key would act now."""
        return None

    def return_to(self, _place: object) -> None:
        """Let keys act at a place where they acted before."""

    # Showing

    def describe(self) -> None:
        """Say in the status line what has changed."""

    def script_changed(self) -> None:
        """Show everything in the script that the session now shows; also called when a converter has been loaded."""

    @property
    def sending(self) -> str:
        """Return where texts are being sent, in words for the status line; empty where they are not."""
        place = self.session.suggesters.sending.partition("://")[2]
        return _("texts go to {place}").format(place=place) if place else ""

    def converter_for(self, sample: str) -> "Converter | None":
        """Return the converter that shows a text which begins like ``sample`` as the reader wants it.

        ``None`` where the text stays as it is, and while the converter is being loaded.
        """
        configuration = self.session.scripts.configuration(sample)
        if not configuration:
            return None
        converter = self.session.scripts.converters.get(configuration)
        if converter is None:
            self.post_message(ConverterWanted(configuration))
        return converter

    async def ask(self, prompt: Prompt) -> None:
        """Mount a prompt, unless there is one, and have the next key go to it."""
        if not self.query(Prompt):
            await self.mount(prompt)
            self.set_focus(prompt.query_one(Input))

    def warn(self, problem: Problem) -> None:
        """Report a problem without getting in the way."""
        self.notify(str(problem), severity="warning", timeout=8)


def _fit_terminal(screen: ZhupiScreen) -> None:
    """Give a screen the classes of this size of terminal, as Textual does once it has been drawn."""
    app = screen.app
    columns = app.HORIZONTAL_BREAKPOINTS if screen.HORIZONTAL_BREAKPOINTS is None else screen.HORIZONTAL_BREAKPOINTS
    rows = app.VERTICAL_BREAKPOINTS if screen.VERTICAL_BREAKPOINTS is None else screen.VERTICAL_BREAKPOINTS
    names: list[str] = []
    for size, limits in ((app.size.width, columns), (app.size.height, rows)):
        names += [name for least, name in sorted(limits or ()) if size >= least][-1:]
    screen.add_class(*names)
