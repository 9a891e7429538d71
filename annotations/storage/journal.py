"""Keep the journal of an article: each change of its layer, a line each, on the disk before it is shown.

The file of an article is written now and then; the journal has what was done since, and what can be undone. Its first
line tells of which text it is. ``do``, ``undo``, ``redo`` and ``join`` are numbered. ``saving`` says what the file is
about to hold and ``saved`` what it holds, by SHA-256, and up to which number that has everything: whatever instant the
program is killed at, the file is what one of them says, and the numbers after that are still to be done to it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from os.path import lexists
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from annotations.model.change import Change
from annotations.model.history import History
from annotations.model.span import Orphan, Quote, Quoted, Rejection, Span
from annotations.storage.anchors import storable
from annotations.storage.disk import replace_file
from annotations.storage.records import (
    METADATA_OPTIONS,
    REJECTION_OPTIONS,
    REJECTION_TYPES,
    RELATION_TYPES,
    SPAN_OPTIONS,
    SPAN_TYPES,
    checked,
    metadata_from,
    metadata_table,
    orphan_table,
    rejection_from,
    rejection_table,
    relation_from,
    relation_table,
    span_from,
    span_table,
    wrong_attributes,
)
from seeds.toml.nesting import load_json, load_toml
from seeds.toml.text import value_text

VERSION = 1

_TIME = re.compile(r"[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}Z")
_HEADER = dict.fromkeys(("document", "article", "annotator", "text", "saved"), str)
_LISTS = ("removed", "added", "untied", "tied", "settled", "orphaned", "facts", "restored", "rejected")
_SENSELESS = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a line raises that this program cannot have written."""

Item = TypeVar("Item", Span, Rejection)
Quoting = Callable[[Span | Rejection], Quote]


def file_digest(content: bytes | None) -> str:
    """Return the SHA-256 of the content of a file, in hexadecimal; empty where there is no file."""
    return "" if content is None else sha256(content).hexdigest()


class JournalHeader(NamedTuple):
    """Say which layer a journal is of: the article's document and id, the annotator, the digest of the text.

    ``saved`` is the digest of the article's file when the journal began.
    """

    document: str
    article: str
    annotator: str
    text: str
    saved: str

    def line(self) -> bytes:
        """Return the first line of the journal."""
        return _line(
            {
                "journal": VERSION,
                "document": self.document,
                "article": self.article,
                "annotator": self.annotator,
                "text": self.text,
                "saved": self.saved,
            }
        )

    def is_of(self, other: "JournalHeader") -> bool:
        """Return whether both are of the same article and annotator."""
        return (self.document, self.article, self.annotator) == (other.document, other.article, other.annotator)


class SavePoint(NamedTuple):
    """Note the digest of the article's file, and up to which change it has all, surely so where ``done``."""

    digest: str
    upto: int
    done: bool

    def line(self) -> bytes:
        """Return the line of the journal that says so."""
        return _line({"saved" if self.done else "saving": self.digest, "upto": self.upto})


@dataclass(slots=True)
class Journal:
    """Hold what a journal says.

    ``steps`` are the changes in order, those that took back others among them; the first has number 1. ``quotes`` are
    those of the spans in them, the last of each id, and of the rejections; ``quoted`` has all of them. ``size`` is the
    number of bytes that could be read; where ``damaged``, there is something else behind them than a line that was
    never finished.
    """

    header: JournalHeader
    steps: list[Change] = field(default_factory=list)
    history: History = field(default_factory=History)
    marks: list[SavePoint] = field(default_factory=list)
    quotes: dict[Quoted, Quote] = field(default_factory=dict)
    quoted: list[tuple[Span | Rejection, Quote]] = field(default_factory=list)
    size: int = 0
    damaged: bool = False

    def upto(self, digest: str) -> int | None:
        """Return up to which number a file of this digest has everything; None where the file is unknown."""
        for mark in reversed(self.marks):
            if mark.digest == digest:
                return mark.upto
            if mark.done:
                break
        return None

    def fits(self, text: str) -> bool:
        """Return whether everything that was marked or rejected quotes this text."""
        text = storable(text)
        return all(
            text[item.start : item.end] == quote.text
            for item, quote in self.quoted
            if isinstance(item, Span) or not item.lost
        )

    def since_saved(self) -> list[Change]:
        """Return the changes made after the file was last surely saved."""
        return self.steps[next(mark.upto for mark in reversed(self.marks) if mark.done) :]

    def _take(self, entry: Mapping[str, Any]) -> None:
        """Do as a line says; raises ``LookupError``, ``TypeError`` or ``ValueError`` where it makes no sense."""
        for key, done in (("saving", False), ("saved", True)):
            if key in entry:
                checked(entry, {key: str, "upto": int}, {})
                if not 0 <= entry["upto"] <= len(self.steps):
                    raise ValueError(entry)
                self.marks.append(SavePoint(entry[key], entry["upto"], done))
                return
        if entry["n"] != len(self.steps) + 1:
            raise ValueError(entry)
        if "undo" in entry or "redo" in entry:
            step = self.history.undo() if "undo" in entry else self.history.redo()
            if step is None:
                raise ValueError(entry)
            change, self.history = step
        elif "do" in entry:
            change = self._change(entry["do"])
            self.history = self.history.with_change(change)
        else:
            change = self._change(entry["join"])
        self.steps.append(change)

    def _change(self, table: Mapping[str, Any]) -> Change:
        checked(table, {"title": str}, dict.fromkeys(_LISTS, list))
        removed, added, settled, orphaned = (
            [_span_of(item) for item in table.get(key, ())] for key in ("removed", "added", "settled", "orphaned")
        )
        restored, rejected = ([_rejection_of(item) for item in table.get(key, ())] for key in ("restored", "rejected"))
        self.quotes |= {span.id: quote for span, quote in (*removed, *added)}
        self.quotes |= dict((*restored, *rejected))
        self.quoted += [*removed, *added, *restored, *rejected]
        metadata = [metadata_from(checked(item, {}, METADATA_OPTIONS)) for item in table.get("facts", ())]
        if len(metadata) not in (0, 2) or any(type(name) is not str for item in metadata for name in item.categories):
            raise ValueError(table)
        untied, tied = (
            frozenset(relation_from(checked(item, RELATION_TYPES, {})) for item in table.get(key, ()))
            for key in ("untied", "tied")
        )
        return Change(
            table["title"],
            tuple(span for span, _quote in removed),
            tuple(span for span, _quote in added),
            untied,
            tied,
            tuple(Orphan(*item) for item in settled),
            tuple(Orphan(*item) for item in orphaned),
            (metadata[0], metadata[1]) if metadata else None,
            frozenset(each for each, _quote in restored),
            frozenset(each for each, _quote in rejected),
        )


def parse_journal(content: bytes) -> Journal | None:
    """Read the content of a journal; None where it is not one, or of another version."""
    first, newline, _rest = content.partition(b"\n")
    try:
        entry = _parsed(first)
        if not newline or entry.pop("journal") != VERSION:
            return None
        journal = Journal(JournalHeader(**checked(entry, _HEADER, {})), size=len(first) + 1)
    except _SENSELESS:
        return None
    journal.marks.append(SavePoint(journal.header.saved, 0, done=True))
    for line in content[journal.size :].splitlines(keepends=True):
        if not line.endswith(b"\n"):
            break
        try:
            journal._take(_parsed(line))
        except _SENSELESS:
            journal.damaged = True
            break
        journal.size += len(line)
    return journal


def change_line(number: int, kind: str, change: Change, quoting: Quoting) -> bytes:
    """Write the line for a change that was made, ``do``, or that merges what was changed outside, ``join``."""
    table = {
        "title": change.title,
        "removed": [span_table(span, quoting(span)) for span in change.removed],
        "added": [span_table(span, quoting(span)) for span in change.added],
        "untied": [relation_table(relation) for relation in change.untied],
        "tied": [relation_table(relation) for relation in change.tied],
        "settled": [orphan_table(orphan) for orphan in change.settled],
        "orphaned": [orphan_table(orphan) for orphan in change.orphaned],
        "facts": [metadata_table(metadata) for metadata in change.metadata or ()],
        "restored": [rejection_table(each, each.lost or quoting(each)) for each in change.restored],
        "rejected": [rejection_table(each, each.lost or quoting(each)) for each in change.rejected],
    }
    return _line({"n": number, kind: {key: value for key, value in table.items() if value or key == "title"}})


def turn_line(number: int, kind: str) -> bytes:
    """Write the line for an ``undo`` or ``redo``."""
    return _line({"n": number, kind: True})


def _span_of(table: object) -> tuple[Span, Quote]:
    span, quote = span_from(checked(table, SPAN_TYPES, SPAN_OPTIONS))
    if not span.id or any(wrong_attributes(span)):
        raise ValueError(table)
    return _placed(span), quote


def _rejection_of(table: object) -> tuple[Rejection, Quote]:
    rejection, quote = rejection_from(checked(table, REJECTION_TYPES, REJECTION_OPTIONS))
    return _placed(rejection), quote


def _placed(item: Item) -> Item:
    if not item.label or not 0 <= item.start < item.end:
        raise ValueError(item)
    return item


def set_aside(path: Path, content: bytes, within: Path | None = None) -> Path:
    """Keep the content of a journal that does not fit, beside it and with another name; raises ``OSError``."""
    number = 1
    while lexists(other := path.with_name(f"{path.name.removeprefix('.')}-{number}")):
        number += 1
    replace_file(other, content, within=within)
    return other


def _line(entry: Mapping[str, Any]) -> bytes:
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), default=_as_toml)
    return storable(text).encode("utf-8") + b"\n"


def _as_toml(value: object) -> dict[str, str]:
    """Write a date or time, which JSON cannot hold."""
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, date | time):
        raise TypeError(value)
    return {"$toml": value_text(value)}


def _from_toml(table: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON has it
    if table.keys() == {"$toml"}:
        if _TIME.fullmatch(str(table["$toml"])):  # of thousands of spans: TOML would read the same, ten times as slowly
            return datetime.fromisoformat(table["$toml"])
        return load_toml(f"value = {table['$toml']}")["value"]
    return table


def _parsed(line: bytes) -> dict[str, Any]:
    entry: dict[str, Any] = load_json(line, _from_toml if b'"$toml"' in line else None)
    return entry
