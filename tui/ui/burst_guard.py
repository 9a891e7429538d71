"""Keep keys that come faster than a person types from changing annotations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events
from textual.dom import DOMNode
from textual.widgets import Input

from seeds.i18n import _
from tui.core.keys_left_out import MOVEMENTS
from tui.terminal.bursts import in_burst
from tui.ui.bindings import action_id
from tui.ui.ending import LoggedApp
from tui.ui.screens.base import ZhupiScreen

if TYPE_CHECKING:
    from textual.actions import ActionParseResult


class BurstGuard(LoggedApp, inherit_bindings=False):
    """Leave keys of a burst out where they would change something; the screen says so, and can make up for them."""

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key stands for, unless it came with others faster than a person types, and changes something."""
        key = self.key_in_hand
        if key and in_burst(key) and isinstance(action, str):
            name, screen = action_id(action), self.screen
            left_out = self._leave_out(key, name)
            if left_out is not None:
                return left_out
            if isinstance(screen, ZhupiScreen) and name in MOVEMENTS:
                before = screen.place()
                done = await super().run_action(action, default_namespace, namespaces)
                screen.left_out.add_movement(screen.command_table[name], before)
                return done
        return await super().run_action(action, default_namespace, namespaces)

    def _leave_out(self, key: events.Key, action: str) -> bool | None:
        """Leave a key out that changes something, and return whether that was done; None where it changes nothing."""
        screen = self.screen
        if isinstance(screen, ZhupiScreen):
            return screen.leave_out(key, action)
        if isinstance(self.focused, Input) or not screen.is_modal or not (key.is_printable or key.key == "enter"):
            return None
        self.notify(_("keys that came all at once were left out: press them again"), timeout=4)
        return True
