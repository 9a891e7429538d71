"""Hold what the file of one article says, and everything that is wrong in it, by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from annotations.model.span import NOTHING, Quoted
from annotations.storage.document import Stored
from seeds.errors import Problem
from seeds.i18n import _
from seeds.toml.outline import Outline

_SHOWN = 20
"""How many mistakes are reported of one file."""


class Fault(NamedTuple):
    """Describe what is wrong with a table of the file, the ``number``-th under its header, or with one of its keys.

    ``line`` is where it is, if that is known already.
    """

    table: str
    number: int
    key: str
    message: str
    advice: str = ""
    line: int = 0


@dataclass(frozen=True)
class ParsedFile:
    """Hold what a file says.

    Where there is ``damage``, ``stored`` is None. ``blemishes`` are wrong as well, but can be repaired without losing
    anything: ``stored`` is what the file says without them. ``numbers`` tells where the spans and rejections stand.
    ``remarks`` are wrong too, but do no harm: such values are kept as they are, until somebody puts others in place.
    """

    name: str
    text: str
    stored: Stored | None
    damage: Sequence[Fault] = ()
    blemishes: Sequence[Fault] = ()
    numbers: Mapping[Quoted, tuple[str, int]] = field(default_factory=lambda: NOTHING)
    remarks: Sequence[Fault] = ()

    def problems(self, faults: Sequence[Fault]) -> list[Problem]:
        """Tell of faults of this file with the lines on which they are; of the first only where they are many."""
        problems = [Problem(self.name, fault.message, self._line(fault), fault.advice) for fault in faults[:_SHOWN]]
        if len(faults) > _SHOWN:
            problems.append(Problem(self.name, _("and {count} more mistakes").format(count=len(faults) - _SHOWN)))
        return problems

    def fault(self, item: Quoted, key: str, message: str) -> Fault:
        """Say what is wrong with a span, by its id, or with a rejection."""
        return Fault(*self.numbers[item], key, message)

    def _line(self, fault: Fault) -> int:
        if fault.line:
            return fault.line
        outline = self._outline
        place = (outline.table(fault.table, outline.root, fault.number) if fault.table else None) or outline.root
        at = outline.key(fault.key, place) if fault.key else None
        return outline.line(place.start if at is None else at)

    @cached_property
    def _outline(self) -> Outline:
        return Outline(self.text)
