"""Find out what the offsets of a file count, by its quotes, or by offsets that can only be those of one unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotations.exchange.options import OffsetUnit
from annotations.exchange.report import Decision, Report
from annotations.exchange.shared.offset_units import UNIT_KEY, UNITS, Ruler, counts_alike, is_offset, is_quote
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _, ngettext

RawSpan = tuple[object, object, object]
"""Start, end and quote as a file has them: they may be anything in JSON, and None is no quote."""


@dataclass(slots=True)
class OffsetEvidence:
    """Count what speaks for the units: quotes that ``fit``, and offsets without a quote that are ``impossible``.

    ``texts`` are those in which code points and UTF-16 units of a span differ, and ``joined`` those in which code
    points and grapheme clusters do.
    """

    fit: Counter[OffsetUnit] = field(default_factory=Counter)
    impossible: Counter[OffsetUnit] = field(default_factory=Counter)
    texts: int = 0
    joined: int = 0

    def add(self, text: str, spans: Iterable[RawSpan]) -> None:
        """Count the spans of a text; those that no unit allows, and quotes that fit in none, say nothing."""
        if counts_alike(text):
            return
        rulers = {unit: Ruler(text, unit) for unit in OffsetUnit}
        differing = joined = False
        for start, end, quote in spans:
            if not is_offset(start) or not is_offset(end) or not 0 <= start < end:
                continue
            words = {unit: ruler.words(start, end) for unit, ruler in rulers.items()}
            possible = {unit for unit in OffsetUnit if words[unit] is not None}
            if isinstance(quote, str) and quote:
                self.fit.update(unit for unit in possible if is_quote(words[unit] or "", quote))
            elif possible:
                self.impossible.update(set(OffsetUnit) - possible)
            places = {unit: (ruler.place(start), ruler.place(end)) for unit, ruler in rulers.items()}
            differing |= places[OffsetUnit.CODE_POINT] != places[OffsetUnit.UTF16]
            joined |= places[OffsetUnit.CODE_POINT] != places[OffsetUnit.GRAPHEME]
        self.texts += differing
        self.joined += joined

    def update(self, other: "OffsetEvidence") -> None:
        """Take in what was counted elsewhere."""
        self.fit += other.fit
        self.impossible += other.impossible
        self.texts += other.texts
        self.joined += other.joined

    def candidates(self) -> list[OffsetUnit]:
        """Return the units that the quotes allow, of these those that the other offsets allow; all where none."""
        best = max(self.fit.values(), default=0)
        fitting = [unit for unit in OffsetUnit if not best or self.fit[unit] == best]
        return [unit for unit in fitting if not self.impossible[unit]] or fitting

    def choose(self, named: OffsetUnit | None) -> tuple[OffsetUnit, str] | None:
        """Return the unit with the reason, or None where nothing decides: ``named`` by the file unless it is refuted.

        Grapheme clusters are taken only where nothing else can be: too few programs count so.
        """
        candidates = self.candidates()
        if named in candidates:
            return named, _("as {key} says").format(key=UNIT_KEY)
        if len(candidates) > 1:
            candidates = [unit for unit in candidates if unit is not OffsetUnit.GRAPHEME]
        if len(candidates) > 1:
            return None if self.texts else (OffsetUnit.CODE_POINT, "")
        (unit,) = candidates
        if any(self.fit[other] < self.fit[unit] for other in OffsetUnit if other is not OffsetUnit.GRAPHEME):
            return unit, _("as the quotes fit no other")
        return unit, _("as others would divide a character or leave the text")


class UnitDecision:
    """Decide what the offsets of a file count: ``given`` by the user, else by evidence, else ``usual`` if there is one.

    What the file itself says of some of its texts is looked at apart, and believed unless it is refuted.
    """

    def __init__(self, path: Path, given: OffsetUnit | None, usual: OffsetUnit | None = None) -> None:
        self._path = path
        self._given = given
        self._usual = usual
        self._evidence: dict[OffsetUnit | None, OffsetEvidence] = defaultdict(OffsetEvidence)
        self._units: dict[OffsetUnit | None, OffsetUnit] = {}

    def add(self, text: str, spans: Iterable[RawSpan], named: OffsetUnit | None) -> None:
        """Look at the spans of a text, of which the file says that they are in the unit ``named``."""
        self._evidence[named].add(text, spans)

    def update(self, other: "UnitDecision") -> None:
        """Take in what was seen elsewhere."""
        for named, evidence in other._evidence.items():
            self._evidence[named].update(evidence)

    def settle(self, report: Report) -> None:
        """Decide, and report it where it matters; raises ``UndecidedError`` where it does and nothing decides."""
        for named, evidence in self._evidence.items():
            choice = (self._given, _("as was chosen")) if self._given else evidence.choose(named)
            if choice is None and self._usual:
                choice = self._usual, _("as this format has it, and nothing in the file is against it")
            if choice is None:
                raise UndecidedError(self._undecided(evidence.texts), Question("unit", tuple(OffsetUnit)))
            unit, reason = choice
            self._units[named] = unit
            count = max(evidence.texts, evidence.joined) if unit is OffsetUnit.GRAPHEME else evidence.texts
            if count:
                message = _("offsets are read as {unit}, {reason}").format(unit=UNITS[unit], reason=reason)
                report.decided[Decision("text", unit.value, message)] += count

    def unit(self, named: OffsetUnit | None) -> OffsetUnit:
        """Return the unit that was settled for texts whose unit the file says to be ``named``."""
        return self._units[named]

    def _undecided(self, count: int) -> Problem:
        message = ngettext(
            "{count} text has emoji or other characters beyond U+FFFF before a span, and nothing in the file says "
            "whether its offsets count them as one or as two",
            "{count} texts have emoji or other characters beyond U+FFFF before a span, and nothing in the file says "
            "whether its offsets count them as one or as two",
            count,
        )
        advice = _(
            "nothing was imported; --unit codepoint says one, --unit utf16 two, --unit grapheme what looks as one"
        )
        return Problem(str(self._path), message.format(count=count), advice=advice)
