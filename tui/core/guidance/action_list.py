"""List the actions that are live, those that are of most use at the moment first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.keymap import ACTIONS

NOW = _("Now")
"""What the group of those is called that are of most use at the moment."""

GAP = "  "


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Hold an action: its group, the keys that start it, what it does, and its words in the line of keys, if any."""

    id: str
    group: str
    keys: tuple[str, ...]
    text: str
    label: str = ""

    @property
    def choice(self) -> Choice:
        """The action as something to choose, with its first key."""
        return Choice(self.id, self.text, self.label, self.keys[0] if self.keys else "")


def listed_actions(keys: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> list[ActionLine]:
    """Return the actions that have ``keys``, by their ids, group by group.

    Those with ``labels``, which are on the line of keys now, come first, in their order, as a group of their own.
    """
    actions = {action.id: action for action in ACTIONS if action.id in keys}
    groups = list(dict.fromkeys(action.group for action in actions.values()))
    first = [actions[name] for name in labels if name in actions]
    others = [action for action in actions.values() if action.id not in labels]
    others.sort(key=lambda action: groups.index(action.group))
    return [
        *(ActionLine(action.id, NOW, tuple(keys[action.id]), action.text, labels[action.id]) for action in first),
        *(ActionLine(action.id, action.group, tuple(keys[action.id]), action.text) for action in others),
    ]
