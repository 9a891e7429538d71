"""Say what of the people who annotated goes out with an export: their names, their notes, and when they worked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from re import fullmatch

from annotations.exchange.record import Record
from annotations.model.span import NOTHING

_PSEUDONYM = "a[1-9][0-9]*"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Say by which names annotators go, and whether their notes and times are kept; without words, all of it is.

    ``names`` are those of today by the real ones. An annotator without one goes by the real name.
    """

    names: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    notes: bool = True
    times: bool = True

    def apply(self, record: Record) -> Record:
        """Return the record with what is disclosed of it."""
        spans = record.spans
        if not self.notes and any(span.note for span in spans):
            spans = tuple(replace(span, note="") for span in spans)
        if not self.times and any(span.time for span in spans):
            spans = tuple(replace(span, time=None) for span in spans)
        return replace(
            record,
            spans=spans,
            annotator=self.names.get(record.annotator, record.annotator),
            note=record.note if self.notes else "",
            updated=record.updated if self.times else "",
        )


EVERYTHING = Disclosure()
"""Keep all that is known."""


def pseudonyms(annotators: Sequence[str]) -> dict[str, str]:
    """Return ``a1``, ``a2`` … for annotators in the order given, by their names.

    Who is called so keeps the name, which tells nothing, and nobody else gets it.
    """
    reserved = {name for name in annotators if fullmatch(_PSEUDONYM, name)}
    free = (f"a{number}" for number in count(1) if f"a{number}" not in reserved)
    return {name: name if name in reserved else next(free) for name in annotators}
