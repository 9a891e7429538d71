"""Write Markdown for people: each article with its marks and notes, and a table of marks. It is not read back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.model.schema import Schema
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&^$]")
_BEGINNING = re.compile(r"([ \t]*)(?:([-+=])|(\d+)([.)]))?")


class Markdown:
    """Write one document of all articles: marks in bold, labels small above the line, notes as footnotes."""

    about = FormatInfo(
        "markdown",
        _("Markdown for people: the articles with their marks and notes"),
        ".md",
        Capabilities(
            Unit.TEXT, overlap=True, relations=True, notes=True, attributes=True, categories=True, times=False
        ),
        reads=False,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a section for each record."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for number, record in enumerate(sanitize(records, NOT_UTF8, "UTF-8", report), 1):
                file.write("\n---\n\n" if number > 1 else "")
                file.writelines(f"{line}\n" for line in _Section(record, options.schema, number).lines())
                report.wrote(record)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Refuse: this is for people; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("Markdown is for people, and is not read back")))

    def detect(self, path: Path, head: str) -> bool:
        """Refuse every file, as none is read."""
        return False


FORMAT = Markdown()


class _Section:
    """Write the lines about one article; ``number`` keeps its footnotes apart from those of others."""

    def __init__(self, record: Record, schema: Schema, number: int) -> None:
        self._record = record
        self._schema = schema
        noted = [span for span in record.spans if span.note or span.attributes]
        self._footnotes = {span.id: f"[^{number}-{place}]" for place, span in enumerate(noted, 1)}

    def lines(self) -> Iterator[str]:
        record = self._record
        first, newline, _rest = record.text.partition("\n")
        body = len(first) + 1 if newline and first and first == record.title else 0
        yield f"# {self._marked(0, len(first)) if body else _escaped(record.title or record.id)}"
        yield ""
        yield from self._facts()
        yield from self._paragraphs(body)
        yield from self._remarks()
        yield from self._relations()
        yield from self._table()

    def _facts(self) -> Iterator[str]:
        record = self._record
        facts = (record.document, *record.meta.values(), record.annotator, record.status, *record.categories)
        yield f"*{' · '.join(_escaped(_flat(fact)) for fact in facts if fact)}*"
        yield ""
        if record.note:
            yield from (f"> {_escaped(line)}" for line in record.note.split("\n"))
            yield ""

    def _paragraphs(self, start: int) -> Iterator[str]:
        """Yield the lines of the text, each a paragraph, with what is marked in them."""
        text = self._record.text
        for line in text[start:].split("\n"):
            if line.strip():
                yield self._marked(start, start + len(line))
                yield ""
            start += len(line) + 1

    def _marked(self, start: int, end: int) -> str:
        """Return a line with its marks: every piece that a span covers is bold, and labels stand where spans end."""
        spans = [span for span in self._record.spans if span.start < end and span.end > start]
        edges = {start, end}.union(*({span.start, span.end} for span in spans))
        places = sorted(edge for edge in edges if start <= edge <= end)
        covered = [any(span.start <= one and other <= span.end for span in spans) for one, other in pairwise(places)]
        parts = []
        for (one, other), inside in zip(pairwise(places), covered, strict=True):
            words = _escaped(self._record.text[one:other], at_start=one == start)
            parts.append(f"<b>{words}</b>" if inside else words)
            ending = sorted((span for span in spans if span.end == other), key=lambda span: -span.start)
            parts += [f"<sup>{_escaped(span.label)}</sup>{self._footnotes.get(span.id, '')}" for span in ending]
        return "".join(parts)

    def _remarks(self) -> Iterator[str]:
        for span in self._record.spans:
            if span.id in self._footnotes:
                notes = [span.note] if span.note else []
                notes += [
                    f"{name}: {str(value).lower() if isinstance(value, bool) else value}"
                    for name, value in span.attributes.items()
                ]
                yield f"{self._footnotes[span.id]}: {_escaped(_flat(' · '.join(notes)))}"
                yield ""

    def _relations(self) -> Iterator[str]:
        record = self._record
        words = {span.id: _escaped(_flat(record.words(span))) for span in record.spans}
        for tie in record.relations:
            yield f"- {words[tie.head]} → *{_escaped(tie.type)}* → {words[tie.tail]}"
        if record.relations:
            yield ""

    def _table(self) -> Iterator[str]:
        """Yield a table of marks with their number: by label in schema order, the most frequent first."""
        counts = Counter((span.label, _flat(self._record.words(span))) for span in self._record.spans)
        if not counts:
            return
        yield "| {} | {} | {} |".format(_("label"), _("words"), _("count"))
        yield "|---|---|---:|"
        order = {label.name: place for place, label in enumerate(self._schema.labels)}
        rows = sorted(counts, key=lambda key: (order.get(key[0], len(order)), key[0], -counts[key], key[1]))
        for label, words in rows:
            yield f"| {self._titled(label)} | {_escaped(words)} | {counts[label, words]} |"

    def _titled(self, name: str) -> str:
        label = self._schema.find_label(name)
        return _escaped(f"{name} {label.title}" if label and label.title else name)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str, *, at_start: bool = True) -> str:
    """Escape the text so that it looks like itself, as words of a line, at whose start some characters mean more."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _BEGINNING.sub(_escape_beginning, escaped, count=1) if at_start else escaped


def _escape_beginning(match: re.Match[str]) -> str:
    """Show spaces that would make code, and escape what would make a list or a line."""
    blanks, mark, number, stop = match.groups(default="")
    shown = blanks.replace("\t", "&#9;").replace(" ", "&#32;")
    return f"{shown}\\{mark}" if mark else f"{shown}{number}\\{stop}" if number else shown
