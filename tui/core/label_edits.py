"""Describe what the labels' screen asks to be done to the schema."""

from dataclasses import dataclass
from typing import Literal

from tui.core.project_edits import ProjectEdits

LabelEditKind = Literal["add", "rename", "recolour", "merge", "undo"]


@dataclass(frozen=True, slots=True)
class LabelEdit:
    """Represent a change of the labels; ``value`` is a name or a colour, whatever ``kind`` needs."""

    kind: LabelEditKind
    name: str = ""
    value: str = ""

    def carry_out(self, edits: ProjectEdits) -> None:
        """Do it; raises ``ZhupiError`` where it cannot be done, and does nothing then."""
        match self.kind:
            case "add":
                edits.add_label(self.value)
            case "rename":
                edits.rename_label(self.name, self.value)
            case "recolour":
                edits.recolour_label(self.name, self.value)
            case "merge":
                edits.merge_label(self.name, self.value)
            case "undo":
                edits.undo_schema()
