"""Find the surnames that are marked as persons, whose characters a conversion keeps."""

from collections.abc import Iterable
from typing import Protocol

from seeds.script.keeping import Ranges, surnames

_PERSONS = frozenset({"per", "person"})


class Named(Protocol):
    """Declare a range of a text with a label: a span, or a suggestion."""

    @property
    def start(self) -> int:
        """Return where it begins."""
        ...

    @property
    def end(self) -> int:
        """Return where it ends."""
        ...

    @property
    def label(self) -> str:
        """Return its label."""
        ...


def is_person(label: str) -> bool:
    """Return whether a label is that of persons."""
    return label.casefold() in _PERSONS


def kept_surnames(text: str, marks: Iterable[Named]) -> Ranges:
    """Return where the surnames stand that are kept, of all that is marked as a person in a text."""
    return surnames(text, ((mark.start, mark.end) for mark in marks if is_person(mark.label)))
