"""Read the lines of brat's standoff about one article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from annotations.exchange.formats.tools.brat.config import decoded_name
from annotations.exchange.formats.tools.brat.counts import fitting_places, is_quote_of
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_files import ArticleFile
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.model.span import Relation
from seeds.i18n import _
from seeds.system.files import WHOLE

NOTE = "AnnotatorNotes"
FLAGS = {"true": True, "false": False, "": True}

_SPAN = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\d+\t(\S+) \S+?:(T\d+) \S+?:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) (T\d+) ?(.*)", re.DOTALL)
_COMMENT = re.compile(r"#\d*\t(\S+) (T\d+)\t(.*)", re.DOTALL)
_TARGET = re.compile(r"\b(T\d+)\b")
_OTHERS = {
    "E": ("event", _("is an event, and a project has spans and relations alone")),
    "N": ("normalisation", _("is a normalisation, for which a project has no place")),
    "*": ("equivalence", _("is an equivalence of several annotations, and relations are of two")),
    "#": ("comment", _("is a comment on what is no span")),
    "A": ("attribute", _("is an attribute of what is no span")),
    "M": ("attribute", _("is an attribute of what is no span")),
}
"""What else lines of brat's are, by their first letter: the kind of the loss, and the reason."""

_ESCAPED = re.compile(r"\\([\\n])")


class _TextBound(NamedTuple):
    """Hold a text-bound annotation as its line has it."""

    identifier: str
    label: str
    ranges: list[tuple[int, int]]
    quote: str


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


class ArticleReader:
    """Read the lines of one article."""

    def __init__(self, file: ArticleFile, text: str, names: dict[str, str] | None, report: Report) -> None:
        self._file = file
        self._text = text
        self._names = names
        self._report = report
        self._bound: list[_TextBound] = []
        self._ties: list[_Tie] = []
        self._said: dict[str, _RawAttributes] = {}
        self._others: list[str] = []
        self._places: dict[str, tuple[int, int]] = {}

    def record(self) -> Record:
        """Return the record; what the lines say beside it is a loss."""
        for number, line in read_text_lines(self._file.path, self._report, limit=WHOLE):
            if line and (why := self._take(line)):
                self._drop_line(line_name(number, line[:80]), why)
        claims = [self._with_said(item) for item in self._claims()]
        spans = validate_spans(self._text, claims, self._file.id, self._report)
        self._drop_others()
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

    def _take(self, line: str) -> str:
        """Take in what a line says; return why not, where it cannot be."""
        if match := _SPAN.fullmatch(line):
            identifier, label, places, quote = match.groups()
            pairs = (place.split() for place in places.split(";"))
            ranges = [(int(start), int(end)) for start, end in pairs]
            self._bound.append(_TextBound(identifier, label, ranges, quote))
            return ""
        if match := _RELATION.fullmatch(line):
            self._ties.append(_Tie(*match.groups()))
            return ""
        if match := _ATTRIBUTE.fullmatch(line):
            name, target, value = match.groups()
            self._of(target).attributes[self._name(name)] = FLAGS.get(value, value)
            return ""
        if match := _COMMENT.fullmatch(line):
            self._take_comment(*match.groups())
            return ""
        if line[0] in _OTHERS and "\t" in line:
            self._others.append(line)
            return ""
        return _("is not a line of brat's")

    def _drop_others(self) -> None:
        """Report what is no span and no relation, each kind for itself, with the place of the first span in it."""
        for line in self._others:
            kind, reason = _OTHERS[line[0]]
            identifier, _tab, words = line.partition("\t")
            target = _TARGET.search(words)
            start, end = self._places.get(target[1] if target else "", (-1, -1))
            label = self._name(re.split(r"[ :\t]", words, maxsplit=1)[0])
            self._report.add(DroppedItem(self._file.id, line[:80], reason, label, start, end, identifier), kind)
        for identifier in sorted(self._said.keys() - self._places.keys()):
            reason = _("is said of an annotation that is not there")
            self._report.add(DroppedItem(self._file.id, identifier, reason, item=identifier), "note or attribute")

    def _claims(self) -> Iterator[SpanCandidate]:
        """Yield what the text-bound annotations claim, in the count that most of their quotes fit."""
        places = fitting_places(self._text, ((item.ranges, item.quote) for item in self._bound), self._report)
        for item in self._bound:
            ranges = [(places(start), places(end)) for start, end in item.ranges]
            self._places[item.identifier] = place = ranges[0][0], ranges[-1][1]
            claim = self._claim(item, ranges)
            if isinstance(claim, str):
                loss = DroppedItem(self._file.id, item.quote, claim, self._name(item.label), *place, item.identifier)
                self._report.add(loss)
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
        if kind == NOTE:
            raw.note = f"{raw.note}\n{text}" if raw.note else text
        else:
            raw.attributes[self._name(kind)] = text

    def _of(self, identifier: str) -> _RawAttributes:
        return self._said.setdefault(identifier, _RawAttributes())

    def _name(self, safe: str) -> str:
        return decoded_name(safe) if self._names is None else self._names.get(safe, safe)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else "\\", text)
