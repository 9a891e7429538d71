"""Report what an export or import did, and what it could not carry, so that nothing is lost in silence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotations.exchange.record import Record
from annotations.model.span import Span
from annotations.suggest.suggestion import Suggestion

_BEGINNING = 12
"""Code points of a text by which it is called where it has no id."""


@dataclass(frozen=True, slots=True)
class DroppedItem:
    """Hold something that a format cannot carry, or that is wrong in a file: what, where, and why.

    ``start`` and ``end`` are code points of the record's text, -1 where it is not about a range. ``item`` is what the
    file itself calls it, such as the id of a region.
    """

    article: str
    what: str
    reason: str
    label: str = ""
    start: int = -1
    end: int = -1
    item: str = ""

    def table(self) -> dict[str, Any]:
        """Return the loss as a JSON object, without what is not known."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value not in ("", -1)}


class Decision(NamedTuple):
    """Hold what a reader or writer chose among several ways, and why, in a sentence for people.

    ``what`` is the kind of thing that is counted by it, in plain English whatever the user's language; ``value`` is the
    way that was taken, by its name on the command line where it has one.
    """

    what: str
    value: str
    message: str


class Report:
    """Count what is written or read, and keep what is dropped.

    ``articles`` counts articles by part, ``spans`` spans by part and label, ``changed`` spans whose range was changed
    to fit the tokens, by how. ``rebuilt`` counts texts that were put together from tokens, without their white space.
    ``mapped`` are names of labels that had to be written otherwise. At most ``KEPT`` losses are kept one by one;
    ``lost`` counts all of them by what and why. ``left_out`` are the files of annotations that an export did without,
    since they cannot be used. ``decided`` counts the things that each decision was about. ``encoding`` is the one that
    files are to be read in, empty where each says it itself; ``encodings`` are those of files that are not UTF-8.
    """

    KEPT = 10_000

    def __init__(self) -> None:
        self.articles: Counter[str] = Counter()
        self.spans: Counter[tuple[str, str]] = Counter()
        self.changed: Counter[str] = Counter()
        self.rebuilt = 0
        self.mapped: dict[str, str] = {}
        self.losses: list[DroppedItem] = []
        self.lost: Counter[tuple[str, str]] = Counter()
        self.left_out: list[str] = []
        self.decided: Counter[Decision] = Counter()
        self.encoding = ""
        self.encodings: dict[str, str] = {}

    def wrote(self, record: Record, spans: tuple[Span, ...] | None = None) -> None:
        """Count a record, with those of its spans that were written: all of them where not said."""
        if not record.offset:
            self.articles[record.part] += 1
        for span in record.spans if spans is None else spans:
            self.spans[record.part, span.label] += 1

    def drop(self, record: Record, reason: str, span: Span | None = None, what: str = "span", words: str = "") -> None:
        """Count something of a record that is not written: a span, or another kind of thing.

        ``what`` is the kind, in plain English whatever the user's language, as it is a value of the JSON report; it is
        translated where it is shown. ``words`` say which it is where no span does. ``reason`` is a sentence for people.
        """
        place = (span.label, record.offset + span.start, record.offset + span.end) if span else ("", -1, -1)
        quoted = (record.words(span) or str(span.extra.get("text", ""))) if span else words or what
        self.add(DroppedItem(_name(record), quoted, reason, *place), what)

    lose = drop
    """The name of ``drop`` in version 0.1.0, for plug-ins."""

    def drop_suggestion(self, record: Record, reason: str, suggestion: Suggestion) -> None:
        """Count a suggestion of a record that is not imported."""
        words = record.text[suggestion.start : suggestion.end]
        place = suggestion.label, suggestion.start, suggestion.end
        self.add(DroppedItem(_name(record), words, reason, *place), "suggestion")

    def add(self, loss: DroppedItem, what: str = "span", count: int = 1) -> None:
        """Keep a loss, which may stand for several of its kind."""
        self.lost[what, loss.reason] += count
        if len(self.losses) < self.KEPT:
            self.losses.append(loss)

    @property
    def complete(self) -> bool:
        """Return whether nothing was dropped."""
        return not self.lost

    def aside(self) -> "Report":
        """Return an empty report for one more look at a file, in the encoding that this one asks for."""
        report = Report()
        report.encoding = self.encoding
        return report

    def table(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        parts = sorted(self.articles.keys() | {part for part, _label in self.spans})
        return {
            "articles": sum(self.articles.values()),
            "spans": sum(self.spans.values()),
            "parts": {part or "all": self._part(part) for part in parts},
            "changed": dict(self.changed),
            "rebuilt": self.rebuilt,
            "mapped": self.mapped,
            "decided": [decision._asdict() | {"count": count} for decision, count in self.decided.items()],
            "lost": [{"what": what, "reason": why, "count": count} for (what, why), count in self._most_lost()],
            "losses": [loss.table() for loss in self.losses],
        }

    def _part(self, part: str) -> dict[str, Any]:
        labels = {label: count for (each, label), count in sorted(self.spans.items()) if each == part}
        return {"articles": self.articles[part], "spans": sum(labels.values()), "labels": labels}

    def _most_lost(self) -> Iterator[tuple[tuple[str, str], int]]:
        yield from self.lost.most_common()


def _name(record: Record) -> str:
    """Return the id of a record, or where it has none how its text begins, so that its losses have a place."""
    begun = " ".join(record.text[:_BEGINNING].split())
    return record.id or (f"“{begun}…”" if len(record.text) > _BEGINNING else f"“{begun}”" if begun else "")


# What plug-ins of version 0.1.0 import.
Loss = DroppedItem
