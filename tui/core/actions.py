"""Represent what a key does, and list what keys do where annotators are adjudicated."""

from typing import NamedTuple

from seeds.i18n import _

ADJUDICATE = "adjudicate"
"""The scope of what is done where annotators differ."""

MOVING = _("Moving")
_DISPUTED = _("What annotators say differently")


class Action(NamedTuple):
    """Represent a thing that a key does.

    ``id`` is ``scope.name``: what the user's configuration calls it; the screen or the part of it that owns the action
    has its command by that id.
    ``keys`` are Textual key names; every action has one that reaches the app while an input method composes letters (an
    arrow, a function key, or one with ctrl). ``label`` is its short name in the key bar, empty where not shown there.
    """

    id: str
    keys: tuple[str, ...]
    text: str
    group: str
    label: str = ""

    @property
    def scope(self) -> str:
        """The screen on which the action is live, or ``app`` for all of them."""
        return self.id.partition(".")[0]


ADJUDICATION_ACTIONS = (
    Action("adjudicate.take", ("enter", "y"), _("Take the version; a digit takes that one"), _DISPUTED, _("take")),
    Action("adjudicate.none", ("x", "delete"), _("None is right: nothing is marked here"), _DISPUTED, _("none")),
    Action("adjudicate.both", ("plus", "alt+b"), _("Take all of them together"), _DISPUTED, _("all")),
    Action("adjudicate.join", ("M", "alt+m"), _("Join the version to your own one"), _DISPUTED),
    Action("adjudicate.up", ("up", "k"), _("The version above"), _DISPUTED),
    Action("adjudicate.down", ("down", "j"), _("The version below"), _DISPUTED),
    Action("adjudicate.page-up", ("pageup",), _("The versions, a page up"), MOVING),
    Action("adjudicate.page-down", ("pagedown",), _("The versions, a page down"), MOVING),
    Action("adjudicate.span-right", ("right",), _("The next span of the version"), _DISPUTED),
    Action("adjudicate.span-left", ("left",), _("The previous span of the version"), _DISPUTED),
    Action("adjudicate.next", ("tab", "space"), _("Next place, decided or not"), _DISPUTED, _("next")),
    Action("adjudicate.previous", ("shift+tab",), _("Previous place, decided or not"), _DISPUTED),
    Action("adjudicate.start-out", ("less_than_sign", "alt+less_than_sign"), _("Begin the span earlier"), _DISPUTED),
    Action("adjudicate.start-in", ("greater_than_sign", "alt+greater_than_sign"), _("Begin the span later"), _DISPUTED),
    Action("adjudicate.end-in", ("comma", "alt+comma"), _("End the span earlier"), _DISPUTED),
    Action("adjudicate.end-out", ("full_stop", "alt+full_stop"), _("End the span later"), _DISPUTED),
    Action("adjudicate.pick", ("equals_sign", "alt+equals_sign"), _("Another label, found by typing"), _DISPUTED),
    Action("adjudicate.slip", ("alt+1",), _("Reason: a slip"), _DISPUTED),
    Action("adjudicate.gap", ("alt+2",), _("Reason: the guideline is silent"), _DISPUTED),
    Action("adjudicate.ambiguous", ("alt+3",), _("Reason: the text is ambiguous"), _DISPUTED),
    Action("adjudicate.other", ("alt+4",), _("Reason: another one, which the note says"), _DISPUTED),
    Action("adjudicate.note", ("c", "ctrl+k"), _("Note on the decision"), _DISPUTED, _("note")),
    Action("adjudicate.names", ("alt+u",), _("Show or hide who says what"), _DISPUTED),
    Action("adjudicate.undo", ("u", "ctrl+z"), _("Undo the last decision"), _DISPUTED, _("undo")),
    Action("adjudicate.redo", ("U", "ctrl+y"), _("Decide again what was undone"), _DISPUTED),
    Action("adjudicate.left-out", ("ctrl+x", "alt+k"), _("Decide as the keys said that were left out"), _DISPUTED),
    Action("adjudicate.leave", ("escape", "q"), _("Back from the adjudication"), _DISPUTED, _("back")),
)
"""What can be done at a place where annotators differ."""
