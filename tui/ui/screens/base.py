"""What the screens have in common."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from seeds.errors import Problem
from seeds.i18n import _, ngettext
from tui.core.keys_left_out import KeyLeftOut, named
from tui.core.session import Session
from tui.ui.messages import ConverterWanted
from tui.ui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from seeds.script.converter import Converter


LEFT_OUT = "left_out"
"""The action that makes up for keys that were left out."""

TOLD_BELOW = 64
"""Cells of a screen below which its status line may have no room for the keys that were left out."""


class ZhupiScreen(Screen[None]):
    """A screen over a session."""

    CHANGING: ClassVar[Mapping[str, bool]] = {}
    """The actions that change annotations, and whether they can be made up for: see ``left_out.changing_actions``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.left_out: list[KeyLeftOut] = []

    # Keys that came faster than a person types

    def leave_out(self, key: events.Key, deed: Callable[[], object] | None) -> None:
        """Do not do what a key of a burst would change, but say so; ``deed`` makes up for it."""
        shown = self.app.get_key_display(Binding(key.key, ""))
        here = self.place()
        self.left_out.append(KeyLeftOut(shown, deed, here, here))
        if self.size.width < TOLD_BELOW:
            self.notify(self.left_out_told(), timeout=6, markup=False)
        self.describe()

    def moved(self, movement: Callable[[], object], before: object) -> None:
        """Remember a movement that came in a burst behind what was left out, and was made."""
        if self.left_out:
            self.left_out.append(KeyLeftOut("", movement, before, self.place()))

    def place(self) -> object:
        """Where a key would act now."""
        return None

    def describe(self) -> None:
        """Say in the status line what has changed."""

    def left_out_told(self) -> str:
        """What was left out, and the key that makes up for it; empty where nothing was."""
        if not self.left_out:
            return ""
        keys = [key for key, active in self.active_bindings.items() if active.binding.action == LEFT_OUT]
        told = _("left out: {keys}").format(keys=named(self.left_out))
        if not keys or not any(left.key and left.deed for left in self.left_out):
            return told
        return told + " " + _("({key} makes up for it)").format(key=self.app.get_key_display(Binding(keys[0], "")))

    def action_left_out(self) -> None:
        """Do what the keys would have done that were left out."""
        left, self.left_out = self.left_out, []
        self.make_up([item for item in left if item.deed])
        asking = sum(item.deed is None for item in left)
        if asking:
            told = ngettext("{n} key is to be pressed again", "{n} keys are to be pressed again", asking)
            self.notify(told.format(n=f"{asking:,}"), timeout=4)
        elif not left:
            self.notify(_("no keys were left out"), timeout=2)
        self.describe()

    def make_up(self, left: list[KeyLeftOut]) -> None:
        """Do what keys would have done, one after the other."""
        for item in left:
            if item.deed:
                item.deed()

    def script_changed(self) -> None:
        """Show everything in the script that the session now shows; also called when a converter has been loaded."""

    @property
    def sending(self) -> str:
        """Where texts are being sent, in words for the status line; empty where they are not."""
        place = self.session.sending.partition("://")[2]
        return _("texts go to {place}").format(place=place) if place else ""

    def converter_for(self, sample: str) -> "Converter | None":
        """The converter that shows a text which begins like ``sample`` as the reader wants it.

        ``None`` where the text stays as it is, and while the converter is being loaded.
        """
        configuration = self.session.configuration(sample)
        if not configuration:
            return None
        converter = self.session.converters.get(configuration)
        if converter is None:
            self.post_message(ConverterWanted(configuration))
        return converter

    async def ask(self, prompt: Prompt) -> None:
        """Mount a prompt, unless there is one, and have the next key go to it."""
        if not self.query(Prompt):
            await self.mount(prompt)
            self.set_focus(prompt.query_one(Input))

    def warn(self, problem: Problem) -> None:
        """Tell of a problem without getting in the way."""
        self.notify(str(problem), severity="warning", timeout=8)
