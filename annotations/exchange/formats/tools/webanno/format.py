"""Read and write WebAnno TSV 3.3: sentences and tokens in rows, annotations in columns; a file for each article.

Labels are the feature ``value`` of the layer of named entities, which every project of INCEpTION and WebAnno has. Notes
and attributes (JSON) are features ``note`` and ``attributes`` of it, and relations are in ``webanno.custom.Relation``;
the columns are there only where an article has such, since a project has to have what a file names.

A sentence begins with a token, and holds all text up to the next one's. White space is in no token, except at the
beginning of a text, where it is one, or it could not be told from as many spaces. Sentences that a span goes beyond are
one. What the rows cannot say of the article is in the list of the articles.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from operator import itemgetter
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind, Unit
from annotations.exchange.formats.tools.webanno.columns import NAMED_ENTITY
from annotations.exchange.formats.tools.webanno.reader import FORMAT_LINE, read_article
from annotations.exchange.formats.tools.webanno.text import escape_text, escape_value
from annotations.exchange.options import BY_EVIDENCE, Misaligned, Options, ReadingOptions, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import ArticleFiles, read_each
from annotations.exchange.shared.attribute_json import attributes_text
from annotations.exchange.shared.label_features import LabelFeatures
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.sentence_tokens import sentence_tokens
from annotations.exchange.shared.tokens import Token, align, tokenize
from annotations.exchange.shared.utf16 import utf16_offsets
from annotations.model.span import Relation, Span
from seeds.i18n import _
from seeds.system.files import open_stream

_RELATION = "webanno.custom.Relation"
_NONE = "_"
_NO_VALUE = "*"


class WebAnnoTsv:
    """Write and read folders of files that INCEpTION and WebAnno import."""

    about = FormatInfo(
        "webanno-tsv",
        _("WebAnno TSV 3.3 for INCEpTION and WebAnno: a folder with a file for each article"),
        ".tsv",
        Capabilities(Unit.UTF16, overlap=True, relations=True, notes=True, attributes=True, categories=True),
        OutputKind.FOLDER,
        options=frozenset({"label_feature"}),
    )

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "WebAnnoTsv":
        """Return the format as it reads with options."""
        return WebAnnoTsv(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a file for each record."""
        with ArticleFiles(path) as files:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                file = files.add(record, ".tsv")
                lines = _Writer(record, options.tokens, report).lines()
                with file.open("w", encoding="utf-8", newline="\n") as output:
                    output.writelines(f"{line}\n" for line in lines)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read every file of a folder, or a single one."""
        labels = LabelFeatures(path, self._reading.label_feature)
        yield from read_each(path, ".tsv", report, lambda file: read_article(file, labels, report))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file says that it is of this format, or one in a folder does."""
        if path.is_dir():
            file = next(path.rglob("*.tsv"), None)
            return file is not None and _beginning(file).startswith(FORMAT_LINE)
        return head.removeprefix("\ufeff").startswith(FORMAT_LINE)


FORMAT = WebAnnoTsv()


def _beginning(path: Path) -> str:
    with TextIOWrapper(open_stream(path), encoding="utf-8-sig", errors="replace") as file:
        return file.readline()


@dataclass(slots=True, eq=False)
class _Unit:
    """Hold a row: a token or a part of one, with the spans that cover it and the relations that lead to it."""

    start: int
    end: int
    name: str = ""
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


class _Writer:
    """Make the lines of one article."""

    def __init__(self, record: Record, kind: Tokens, report: Report) -> None:
        self._text = record.text
        self._offsets = utf16_offsets(record.text)
        characters = tokenize(record.text, Tokens.CHARACTER)
        aligned = align(record.spans, characters, Misaligned.EXPAND, record, report)
        self._spans = {item.span.id: item.span for item in aligned}
        self._numbers = {name: number for number, name in enumerate(self._spans, 1)}
        tokens = characters if kind is Tokens.CHARACTER else tokenize(record.text, kind)
        self._sentences = record.sentences()
        self._tokens = [*_leading(record.text, tokens), *tokens]
        self._rows = [[_Unit(start, end)] for start, end in self._tokens]
        self._firsts = {span.id: self._cover(span) for span in self._spans.values()}
        self._has_relations = self._relate(record, report)
        self._features = ["value"]
        self._features += ["note"] * any(span.note for span in self._spans.values())
        self._features += ["attributes"] * any(span.attributes for span in self._spans.values())
        report.wrote(record, tuple(self._spans.values()))

    def lines(self) -> Iterator[str]:
        yield f"{FORMAT_LINE}3"
        yield "|".join([f"#T_SP={NAMED_ENTITY}", *self._features])
        if self._has_relations:
            yield f"#T_RL={_RELATION}|label|BT_{NAMED_ENTITY}"
        yield ""
        sentence_rows = list(sentence_tokens(self._sentences, self._tokens, self._spans.values()))
        for number, (first, last) in enumerate(sentence_rows, 1):
            self._name_units(number, self._rows[first:last])
        for first, last in sentence_rows:
            yield ""
            yield from self._text_lines(first, last)
            yield from (self._line(unit) for units in self._rows[first:last] for unit in units)

    def _cover(self, span: Span) -> _Unit:
        """Put a span on every unit that it covers, and give the first."""
        first = bisect_right(self._tokens, span.start, key=itemgetter(1))
        last = bisect_left(self._tokens, span.end, key=itemgetter(0))
        covered = [self._unit(index, span) for index in range(first, last)]
        for unit in covered:
            unit.spans.append(span)
        return covered[0]

    def _unit(self, index: int, span: Span) -> _Unit:
        """Return what a span covers of a token: all of it, or a part."""
        token, *parts = self._rows[index]
        start, end = max(span.start, token.start), min(span.end, token.end)
        for unit in (token, *parts):
            if (unit.start, unit.end) == (start, end):
                return unit
        self._rows[index].append(_Unit(start, end))
        return self._rows[index][-1]

    def _relate(self, record: Record, report: Report) -> bool:
        """Put relations on the first units of what they lead to; return whether there are any."""
        for tie in record.relations:
            if {tie.head, tie.tail} <= self._firsts.keys():
                self._firsts[tie.tail].relations.append(tie)
            else:
                report.drop(record, _("one of its spans is lost"), what="relation")
        return any(unit.relations for unit in self._firsts.values())

    @staticmethod
    def _name_units(sentence: int, rows: Sequence[list[_Unit]]) -> None:
        for number, (token, *parts) in enumerate(rows, 1):
            token.name = f"{sentence}-{number}"
            for place, part in enumerate(parts, 1):
                part.name = f"{token.name}.{place}"

    def _text_lines(self, first: int, last: int) -> Iterator[str]:
        """Yield the text of a sentence, up to the next one; its reader adds the line end that is left out."""
        text = self._text[self._tokens[first][0] :]
        if last < len(self._tokens):
            text = self._text[self._tokens[first][0] : self._tokens[last][0]].removesuffix("\n")
        return (f"#Text={escape_text(line)}" for line in text.split("\n"))

    def _line(self, unit: _Unit) -> str:
        start, end = self._offsets[unit.start], self._offsets[unit.end]
        words = (
            escape_text(self._text[unit.start : unit.end]) if unit.name == "1-1" else self._text[unit.start : unit.end]
        )
        cells = [unit.name, f"{start}-{end}", words]
        cells += ("|".join(self._value(span, feature) for span in unit.spans) or _NONE for feature in self._features)
        if self._has_relations:
            cells.append("|".join(escape_value(tie.type) for tie in unit.relations) or _NONE)
            cells.append("|".join(map(self._reference, unit.relations)) or _NONE)
        return "\t".join([*cells, ""])

    def _value(self, span: Span, feature: str) -> str:
        attributes = attributes_text(span.attributes)
        value = {"value": span.label, "note": span.note, "attributes": attributes}[feature]
        return f"{escape_value(value) or _NO_VALUE}[{self._numbers[span.id]}]"

    def _reference(self, tie: Relation) -> str:
        return f"{self._firsts[tie.head].name}[{self._numbers[tie.head]}_{self._numbers[tie.tail]}]"


def _leading(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Return the white space that a text begins with, as a token."""
    end = tokens[0][0] if tokens else len(text)
    return [(0, end)] if end else []
