r"""Read and write brat's standoff: a text with a file of annotations for each article, and a configuration.

A line end within a span divides it into fragments, since brat's lines cannot hold one; fragments with nothing but white
space between them are one span again. Offsets are code points; in files whose quotes say so, line ends count as two, as
tools count that have a text with CR LF, or offsets are UTF-16 units. A text attribute, and any value that brat's
attributes cannot have, is a comment whose type is the name of the attribute. Line ends and backslashes in comments are
escaped (``\n``, ``\\``). Categories and the like are in the list of the articles.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind
from annotations.exchange.formats.tools.brat.config import (
    ANNOTATION,
    VISUAL,
    annotation_config,
    original_names,
    visual_config,
)
from annotations.exchange.formats.tools.brat.counts import fitting_places, is_quote_of
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_files import ArticleFile, ArticleFiles, find_article_files, read_article_text
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.model.schema import AttributeKind, Schema
from annotations.model.span import Relation, Span
from seeds.i18n import _
from seeds.system.files import WHOLE

_NOTE = "AnnotatorNotes"
_FORBIDDEN = "[^A-Za-z0-9_-]"
_FLAGS = {"true": True, "false": False, "": True}
_PLAIN_VALUE = re.compile(r"[\w.-]+")
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What ends a line for any reader of lines."""

_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\d+\t(\S+) \S+?:(T\d+) \S+?:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) (T\d+) ?(.*)", re.DOTALL)
_COMMENT = re.compile(r"#\d*\t(\S+) (T\d+)\t(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\n])")


class Brat:
    """Write and read folders that brat opens as collections."""

    about = FormatInfo(
        "brat",
        _("brat standoff: a folder of .txt and .ann with annotation.conf"),
        ".ann",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
        OutputKind.FOLDER,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a ``.txt`` and an ``.ann`` for each record, and what brat has to know of the labels."""
        names = SafeNames(_FORBIDDEN, report)
        used = {label.name: None for label in options.schema.labels}
        ties = {relation.name: None for relation in options.schema.relations}
        with ArticleFiles(path) as files:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                file = files.add(record, ".txt")
                file.write_bytes(record.text.encode())
                lines = list(_Writer(record, options.schema, names, report).lines())
                file.with_suffix(".ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
                used.update((span.label, None) for span in record.spans)
                ties.update((tie.type, None) for tie in record.relations)
        (path / ANNOTATION).write_text(annotation_config(options.schema, used, ties, names), "utf-8")
        (path / VISUAL).write_text(visual_config(options.schema, used, ties, names), "utf-8")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read every ``.ann`` of a folder, or a single one, with the text beside it."""
        names = original_names(path / VISUAL, _FORBIDDEN)
        for file in find_article_files(path, ".ann", report):
            text = read_article_text(file.path.with_suffix(".txt"), ours=bool(file.facts), report=report)
            yield _Reader(file, text, names, report).record()

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is a folder with annotations in standoff, or one of those beside its text."""
        if path.is_dir():
            files = (file for file in path.rglob("*.ann") if file.with_suffix(".txt").is_file())
            return (path / ANNOTATION).is_file() or next(files, None) is not None
        return path.suffix == ".ann" and path.with_suffix(".txt").is_file() and head[:1] in ("", *"TRAM#NE*")


FORMAT = Brat()


class _Writer:
    """Write the lines of one article."""

    def __init__(self, record: Record, schema: Schema, names: SafeNames, report: Report) -> None:
        self._record = record
        self._schema = schema
        self._names = names
        self._report = report
        self._attributes = count(1)
        self._comments = count(1)

    def lines(self) -> Iterator[str]:
        written: dict[str, str] = {}
        spans: list[Span] = []
        for span in self._record.spans:
            fragments = list(_fragments(self._record.text, span))
            if not fragments:
                self._report.drop(self._record, _("holds nothing but line ends"), span)
                continue
            if (fragments[0][0], fragments[-1][1]) != (span.start, span.end):
                self._report.changed[_("without the line ends at its ends")] += 1
            written[span.id] = identifier = f"T{len(spans) + 1}"
            spans.append(span)
            yield self._span_line(identifier, span, fragments)
            yield from self._about(identifier, span)
        yield from self._relation_lines(written)
        self._report.wrote(self._record, tuple(spans))

    def _span_line(self, identifier: str, span: Span, fragments: list[tuple[int, int]]) -> str:
        places = ";".join(f"{start} {end}" for start, end in fragments)
        quote = " ".join(self._record.text[start:end] for start, end in fragments)
        return f"{identifier}\t{self._names(span.label)} {places}\t{quote}"

    def _about(self, identifier: str, span: Span) -> Iterator[str]:
        for name, value in span.attributes.items():
            safe = self._names(name)
            if isinstance(value, bool):
                yield f"A{next(self._attributes)}\t{safe} {identifier} {str(value).lower()}"
            elif self._is_choice(span.label, name) and _PLAIN_VALUE.fullmatch(value) and value not in _FLAGS:
                yield f"A{next(self._attributes)}\t{safe} {identifier} {value}"
            else:
                yield f"#{next(self._comments)}\t{safe} {identifier}\t{_escaped(value)}"
        if span.note:
            yield f"#{next(self._comments)}\t{_NOTE} {identifier}\t{_escaped(span.note)}"

    def _is_choice(self, label: str, name: str) -> bool:
        definition = self._schema.find_label(label)
        attributes = definition.attributes if definition else ()
        return any(item.name == name and item.kind is AttributeKind.CHOICE for item in attributes)

    def _relation_lines(self, written: dict[str, str]) -> Iterator[str]:
        number = count(1)
        for tie in self._record.relations:
            if tie.head in written and tie.tail in written:
                yield f"R{next(number)}\t{self._names(tie.type)} Arg1:{written[tie.head]} Arg2:{written[tie.tail]}"
            else:
                self._report.drop(self._record, _("one of its spans is lost"), what="relation")


def _fragments(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between line ends."""
    start = span.start
    for line_break in _BREAKS.finditer(text, span.start, span.end):
        if start < line_break.start():
            yield start, line_break.start()
        start = line_break.end()
    if start < span.end:
        yield start, span.end


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else "\\", text)


class _TextBound(NamedTuple):
    """Hold a text-bound annotation as its line has it, with the line for the report."""

    identifier: str
    label: str
    ranges: list[tuple[int, int]]
    quote: str
    line: str


class _Tie(NamedTuple):
    """Hold a relation between annotations of the file."""

    type: str
    head: str
    tail: str


@dataclass(slots=True)
class _RawAttributes:
    """Collect what the lines say of an annotation beside its place."""

    note: str = ""
    attributes: dict[str, str | bool] = field(default_factory=dict)


class _Reader:
    """Read the lines of one article."""

    def __init__(self, file: ArticleFile, text: str, names: dict[str, str], report: Report) -> None:
        self._file = file
        self._text = text
        self._names = names
        self._report = report
        self._bound: list[_TextBound] = []
        self._ties: list[_Tie] = []
        self._said: dict[str, _RawAttributes] = {}

    def record(self) -> Record:
        for number, line in read_text_lines(self._file.path, self._report, limit=WHOLE):
            if line and (why := self._take(line, line_name(number, line[:80]))):
                self._drop_line(line_name(number, line[:80]), why)
        claims = (self._with_said(item) for item in self._claims())
        spans = validate_spans(self._text, claims, self._file.id, self._report)
        ids = {span.id for span in spans}
        relations = []
        for tie in self._ties:
            if tie.head in ids and tie.tail in ids:
                relations.append(Relation(self._name(tie.type), tie.head, tie.tail))
            else:
                reason = _("one of its spans is missing")
                self._report.add(DroppedItem(self._file.id, tie.type, reason), "relation")
        return self._file.describe(Record(self._file.id, self._text, spans, tuple(relations)))

    def _with_said(self, item: SpanCandidate) -> SpanCandidate:
        raw = self._said.get(item.id, _RawAttributes())
        return SpanCandidate(item.start, item.end, item.label, item.quote, item.id, raw.note, raw.attributes)

    def _drop_line(self, what: str, why: str) -> None:
        self._report.add(DroppedItem(self._file.id, what, why), "line")

    def _take(self, line: str, name: str) -> str:
        """Take in what a line says; return why not, where it cannot be."""
        if match := _SPAN.fullmatch(line):
            identifier, label, places, quote = match.groups()
            pairs = (place.split() for place in places.split(";"))
            ranges = [(int(start), int(end)) for start, end in pairs]
            self._bound.append(_TextBound(identifier, label, ranges, quote, name))
            return ""
        if match := _RELATION.fullmatch(line):
            self._ties.append(_Tie(*match.groups()))
            return ""
        if match := _ATTRIBUTE.fullmatch(line):
            name, target, value = match.groups()
            self._of(target).attributes[self._name(name)] = _FLAGS.get(value, value)
            return ""
        if match := _COMMENT.fullmatch(line):
            self._take_comment(*match.groups())
            return ""
        if line[0] in "EN*#":
            return _("is an event, a normalisation, an equivalence or a comment on such, which Zhupi does not have")
        return _("is not a line of brat's")

    def _claims(self) -> Iterator[SpanCandidate]:
        """Yield what the text-bound annotations claim, in the count that most of their quotes fit."""
        places = fitting_places(self._text, ((item.ranges, item.quote) for item in self._bound), self._report)
        for item in self._bound:
            ranges = [(places(start), places(end)) for start, end in item.ranges]
            claim = self._claim(item, ranges)
            if isinstance(claim, str):
                self._drop_line(item.line, claim)
            else:
                yield claim

    def _claim(self, item: _TextBound, ranges: list[tuple[int, int]]) -> SpanCandidate | str:
        (start, _first_end), (_last_start, end) = ranges[0], ranges[-1]
        parts = [self._text[begin:stop] for begin, stop in ranges]
        between = [self._text[one[1] : other[0]] for one, other in pairwise(ranges)]
        if any(gap.strip() or not gap for gap in between):
            return _("has more between its fragments than white space, which spans of Zhupi have not")
        if len(parts) > 1 and not is_quote_of(item.quote, parts):
            return _("its quote is not what stands at its offsets")
        expected = item.quote if len(parts) == 1 else None
        return SpanCandidate(start, end, self._name(item.label), expected, item.identifier)

    def _take_comment(self, kind: str, target: str, text: str) -> None:
        raw = self._of(target)
        text = _unescaped(text) if self._file.facts else text
        if kind == _NOTE:
            raw.note = f"{raw.note}\n{text}" if raw.note else text
        else:
            raw.attributes[self._name(kind)] = text

    def _of(self, identifier: str) -> _RawAttributes:
        return self._said.setdefault(identifier, _RawAttributes())

    def _name(self, safe: str) -> str:
        return self._names.get(safe, safe)
