"""Undo and redo: which changes of a layer were made, and which were taken back."""

from dataclasses import dataclass, replace

from annotations.model.change import Change


@dataclass(frozen=True, slots=True)
class History:
    """Hold the changes that can be undone, the last one last, and those that can be redone, the next one last."""

    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()

    def with_change(self, change: Change) -> "History":
        """Return the history after a new change: what had been undone can no longer be redone."""
        return History((*self.done, change))

    def undo(self) -> "tuple[Change, History] | None":
        """Return the change that undoes the last one, and the history after it; None where there is nothing."""
        if not self.done:
            return None
        *rest, last = self.done
        return last.inverted(), History(tuple(rest), (*self.undone, last))

    def redo(self) -> "tuple[Change, History] | None":
        """Return the change that redoes the last undone one, and the history after it; None where there is none."""
        if not self.undone:
            return None
        *rest, last = self.undone
        return last, replace(self, done=(*self.done, last), undone=tuple(rest))
