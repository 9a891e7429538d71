"""Keep the keys that came faster than a person types and therefore changed nothing, and make up for them."""

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from seeds.i18n import _, ngettext
from tui.core.keys_left_out import MAKES_UP, KeyLeftOut, key_names
from tui.ui.commands import Command

NARROW = 64
"""Cells of a screen below which its status line may have no room for the keys that were left out."""


class LeftOutKeys:
    """Hold the keys that were left out on a screen, with the movements that came between them and were made.

    ``say`` says something in the status line, ``place`` returns where a key would act now, ``return_to`` lets keys act
    there again, and ``describe`` shows what has changed.
    """

    def __init__(
        self,
        screen: Screen[None],
        say: Callable[[str], object],
        place: Callable[[], object],
        return_to: Callable[[object], object],
        describe: Callable[[], object],
    ) -> None:
        self._screen = screen
        self._say = say
        self._place = place
        self._return_to = return_to
        self._describe = describe
        self._keys: list[KeyLeftOut] = []

    def add(self, key: events.Key, command: Command | None) -> None:
        """Leave a key out, and say so; ``command`` makes up for it, None where it has to be pressed again."""
        screen = self._screen
        shown = screen.app.get_key_display(Binding(key.key, ""))
        here = self._place()
        self._keys.append(KeyLeftOut(shown, command, here, here))
        if screen.size.width < NARROW:
            self._say(self.summary())
        self._describe()

    def add_movement(self, movement: Command, before: object) -> None:
        """Remember a movement that was made behind keys left out; ``before`` is the place that it began at."""
        if self._keys:
            self._keys.append(KeyLeftOut("", movement, before, self._place()))

    def clear(self) -> None:
        """Forget them: who goes on by hand has seen that something was left out."""
        self._keys.clear()

    def summary(self) -> str:
        """Return the keys that were left out, and the key that makes up for them; empty where there are none."""
        if not self._keys:
            return ""
        screen = self._screen
        keys = [key for key, active in screen.active_bindings.items() if active.binding.id in MAKES_UP]
        summary = _("left out: {keys}").format(keys=key_names(self._keys))
        if not keys or not any(left.key and left.command for left in self._keys):
            return summary
        key = screen.app.get_key_display(Binding(keys[0], ""))
        return summary + " " + _("({key} makes up for it)").format(key=key)

    def make_up(self) -> None:
        """Do what the keys would have done, from where they were pressed, with the movements between them.

        A mark moves the cursor on, so that what follows would have been elsewhere than where the cursor has been.
        """
        keys = self._keys
        self._keys = []
        after: object = None
        commands = [(item, item.command) for item in keys if item.command]
        for number, (item, command) in enumerate(commands):
            if number == 0 or item.place != after:
                self._return_to(item.place)
            after = item.after
            command()
        asking = len(keys) - len(commands)
        if asking:
            message = ngettext("{n} key is to be pressed again", "{n} keys are to be pressed again", asking)
            self._say(message.format(n=f"{asking:,}"))
        elif not keys:
            self._say(_("no keys were left out"))
        self._describe()
