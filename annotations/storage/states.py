"""Name the states between an open article and the disk."""

from dataclasses import dataclass
from enum import StrEnum

from annotations.storage.recovery import Reading


class SaveState(StrEnum):
    """Say whether every change is on the disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


class ExternalChange(StrEnum):
    """Say what became of a change that was made outside.

    ``TAKEN``: it is in the layer now. ``CONFLICT``: the user has to be asked. ``DAMAGED``: it cannot be read, and is
    not overwritten.
    """

    UNCHANGED = "unchanged"
    TAKEN = "taken"
    CONFLICT = "conflict"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Report that what was changed outside contradicts what was changed here.

    ``names`` are the ids of the spans, and fields of the metadata, that were changed in both places; none where the
    file was deleted. ``theirs`` is what the file says now.
    """

    names: tuple[str, ...]
    theirs: Reading
