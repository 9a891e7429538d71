"""Run the actions of the table in ``tui.core.keymap``: each has one command, which a screen or a part of one owns."""

from collections.abc import Callable, Iterable, Mapping
from inspect import isawaitable
from typing import Protocol

from tui.core.keymap import COUNTED

Command = Callable[[], object]
"""What an action does; where it returns an awaitable, that is awaited."""


class Controller(Protocol):
    """Own the commands of some actions."""

    def commands(self) -> Mapping[str, Command]:
        """Return the command of each action, by the action's id."""

    def enabled(self, _action: str) -> bool:
        """Return whether one of these actions can be done now; where it cannot, its key is free for another one."""
        return True


def _ignore(_action: str) -> None:
    """Do nothing before an action."""


class CommandTable:
    """Hold the commands of several controllers, by the ids of their actions.

    ``before`` is called with the id of each action that is run. ``count`` is how often the next action is done, where
    it is one that goes somewhere; whatever is done next ends it.
    """

    def __init__(self, controllers: Iterable[Controller]) -> None:
        self.before: Callable[[str], object] = _ignore
        self.count = 1
        self._commands: dict[str, Command] = {}
        self._owners: dict[str, Controller] = {}
        for controller in controllers:
            for action, command in controller.commands().items():
                self._commands[action] = command
                self._owners[action] = controller

    def __getitem__(self, action: str) -> Command:
        """Return the command of an action; raises ``KeyError`` where it is not an action of these controllers."""
        return self._commands[action]

    def __contains__(self, action: str) -> bool:
        """Return whether an action is one of these controllers."""
        return action in self._commands

    def enabled(self, action: str) -> bool:
        """Return whether an action can be done now."""
        owner = self._owners.get(action)
        return owner is not None and owner.enabled(action)

    async def run(self, action: str) -> None:
        """Do what an action stands for, as often as was said before."""
        self.before(action)
        times, self.count = self.count if action in COUNTED else 1, 1
        for _time in range(times):
            result = self._commands[action]()
            if isawaitable(result):
                await result
