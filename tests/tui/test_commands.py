"""Commands: by the ids of their actions, each owned by one part of a screen."""

import asyncio
from collections.abc import Mapping

import pytest

from tui.core.keymap import ACTIONS
from tui.ui.bindings import action_id, bindings_of
from tui.ui.commands import Command, CommandTable, Controller


class Doors(Controller):
    """Own two actions, one of which waits for something."""

    def __init__(self, *, locked: bool) -> None:
        self.locked = locked
        self.opened: list[str] = []

    def commands(self) -> Mapping[str, Command]:
        """Return both."""
        return {"door.open": lambda: self.opened.append("at once"), "door.knock": self._knock}

    def enabled(self, action: str) -> bool:
        """Let nothing be opened that is locked."""
        return not (self.locked and action == "door.open")

    async def _knock(self) -> None:
        self.opened.append("later")


def test_a_command_is_run_by_its_id_also_one_that_waits() -> None:
    doors = Doors(locked=False)
    table = CommandTable([doors])
    for action in ("door.open", "door.knock"):
        asyncio.run(table.run(action))
    assert doors.opened == ["at once", "later"]


def test_who_owns_a_command_says_whether_it_can_be_done() -> None:
    table = CommandTable([Doors(locked=True)])
    assert [table.enabled(action) for action in ("door.open", "door.knock", "door.paint")] == [False, True, False]
    assert "door.paint" not in table
    with pytest.raises(KeyError):
        table["door.paint"]


@pytest.mark.parametrize("scope", sorted({action.scope for action in ACTIONS}))
def test_a_binding_leads_back_to_its_action(scope: str) -> None:
    bindings = [*bindings_of(scope), *bindings_of(scope, "screen")]
    assert [action_id(binding.action) for binding in bindings] == [binding.id for binding in bindings]  # type: ignore[union-attr]
    assert action_id("app.quit") == action_id("focus_next") == ""
