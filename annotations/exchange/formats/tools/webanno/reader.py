"""Read a file of WebAnno TSV 3.2 or 3.3, as INCEpTION, WebAnno and the export write it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotations.exchange.formats.tools.webanno.columns import Column, Layers, declared
from annotations.exchange.formats.tools.webanno.text import stacked, unescape_text, unescape_value
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_files import ArticleFile
from annotations.exchange.shared.attribute_json import attributes_of
from annotations.exchange.shared.label_features import LabelFeatures
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.utf16 import utf16_offsets
from annotations.model.span import Relation
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE

FORMAT_LINE = "#FORMAT=WebAnno TSV 3."

_TEXT = "#Text="
_ROW = re.compile(r"(\d+-\d+(?:\.\d+)?)\t(\d+)-(\d+)\t([^\t]*)(?:\t(.*))?", re.DOTALL)
_NULL = "*"
_NONE = "_"


def read_article(file: ArticleFile, labels: LabelFeatures, report: Report) -> Record:
    """Read the record of a file; what cannot be taken of it goes to the report.

    Raises ``SourceError`` where it is no such file, or its sentences are not where their tokens say, and
    ``UndecidedError`` where it is not known which feature of a layer is the label.
    """
    return _Reader(file, labels, report).record()


class _Row(NamedTuple):
    """Hold a token or a part of one, with what stands in the columns; offsets are UTF-16 units."""

    number: int
    name: str
    start: int
    end: int
    words: str
    cells: tuple[str, ...]


_Key = tuple[str, str, str]
"""What annotations are told apart by: the layer, and the number in brackets, or the unit and place in the column."""


@dataclass(slots=True)
class _Annotation:
    """Hold an annotation of a layer of spans; ``sound`` is whether its tokens are where they say."""

    start: int
    end: int
    sound: bool = True
    values: dict[str, str] = field(default_factory=dict)


class _Link(NamedTuple):
    """Hold a relation as it stands in a row: ``head`` and ``tail`` are keys."""

    type: str
    head: _Key
    tail: _Key


class _Reader:
    """Read one file."""

    def __init__(self, file: ArticleFile, labels: LabelFeatures, report: Report) -> None:
        self._file = file
        self._report = report
        self._layers = Layers(labels, report)
        self._unread: Counter[tuple[str, str, str]] = Counter()
        self._text = _TextBuilder(file)
        self._rows: list[_Row] = []
        self._annotations: dict[_Key, _Annotation] = {}

    def record(self) -> Record:
        for number, line in read_text_lines(self._file.path, self._report, limit=WHOLE):
            if number == 1:
                self._check_format(line)
            elif line.startswith("#T_"):
                self._layers.columns += declared(line)
            elif line.startswith(_TEXT):
                self._text.add_line(unescape_text(line.removeprefix(_TEXT)))
            elif line and not line.startswith("#"):
                self._take_row(number, line)
        text = self._text.text()
        places = {offset: place for place, offset in enumerate(utf16_offsets(text))}
        for row in self._rows:
            self._take_annotations(row, sound=self._is_sound(row, text, places))
        names = {key: f"w{number}" for number, key in enumerate(self._annotations, 1)}
        claims = [claim for key, name in names.items() if (claim := self._claim(key, name, places))]
        spans = validate_spans(text, claims, self._file.id, self._report)
        relations = tuple(self._relations(names, {span.id for span in spans}))
        for (what, reason, kind), count in self._unread.items():
            self._report.add(DroppedItem(self._file.id, what, reason), kind, count)
        return self._file.describe(Record(self._file.id, text, spans, relations))

    def _check_format(self, line: str) -> None:
        if not line.startswith(FORMAT_LINE):
            raise SourceError(Problem(str(self._file.path), _("is not a file of WebAnno TSV 3"), 1))
        if line.removeprefix(FORMAT_LINE).strip() not in ("2", "3"):
            message = _("is of an older version than WebAnno TSV 3.2")
            raise SourceError(Problem(str(self._file.path), message, 1, _("export it again from INCEpTION")))

    def _take_row(self, number: int, line: str) -> None:
        match = _ROW.fullmatch(line)
        cells = match[5].split("\t") if match and match[5] else []
        if match is None or len(cells) < len(self._layers.columns):
            self._drop(line_name(number), _("is not a row of this format, or was cut off"), "line")
            return
        row = _Row(number, match[1], int(match[2]), int(match[3]), match[4], tuple(cells))
        if "." not in row.name:
            self._text.begin_token(row.start, number)
        self._rows.append(row)

    def _is_sound(self, row: _Row, text: str, places: Mapping[int, int]) -> bool:
        """Return whether the words of a row are what stands at its offsets."""
        start, end = places.get(row.start), places.get(row.end)
        if start is not None and end is not None and text[start:end] in (row.words, unescape_text(row.words)):
            return True
        self._drop(
            line_name(row.number, row.words),
            _("its words are not what stands at its offsets in UTF-16 units"),
            "line",
        )
        return False

    def _take_annotations(self, row: _Row, *, sound: bool) -> None:
        for column, cell in zip(self._layers.columns, row.cells, strict=False):
            if cell == _NONE or column.base:
                continue
            if not column.is_text or not self._layers.is_read(column.layer):
                self._pass_over(column, cell)
                continue
            if not self._layers.is_relation(column.layer):
                self._take_values(column, cell, row, sound=sound)
            elif column.feature != self._layers.label(column.layer) and cell != _NULL:
                self._pass_over(column, cell)

    def _take_values(self, column: Column, cell: str, row: _Row, *, sound: bool) -> None:
        for place, (value, number) in enumerate(stacked(cell)):
            key = _key(column.layer, number, row.name, place)
            annotation = self._annotations.setdefault(key, _Annotation(row.start, row.end))
            annotation.end = max(annotation.end, row.end)
            annotation.sound &= sound
            if value != _NULL:
                annotation.values[column.feature] = unescape_value(value)

    def _pass_over(self, column: Column, cell: str) -> None:
        """Count what stands in a column that nothing is made of."""
        if not self._layers.is_read(column.layer):
            reason = _("is of a layer that is read only where --label-feature names its label")
            self._unread[column.layer, reason, "layer"] = 1
        elif column.feature:
            reason = _("is a feature of links, chains or relations, which is not read")
            count = sum(value != _NULL for value, _number in stacked(cell))
            self._unread.update({(f"{column.layer}.{column.feature}", reason, "feature"): count} if count else {})

    def _claim(self, key: _Key, name: str, places: Mapping[int, int]) -> SpanCandidate | None:
        annotation = self._annotations[key]
        if not annotation.sound:
            return None
        values = dict(annotation.values)
        label = values.pop(self._layers.label(key[0]), None)
        note = values.pop("note", "")
        ours = attributes_of(values.pop("attributes", ""))
        attributes: dict[str, str | bool] = {**values, **ours}
        return SpanCandidate(places[annotation.start], places[annotation.end], label, None, name, note, attributes)

    def _relations(self, names: Mapping[_Key, str], ids: set[str]) -> Iterator[Relation]:
        for link in self._links():
            head, tail = names.get(link.head, ""), names.get(link.tail, "")
            if not link.type:
                self._drop("relation", _("has no label"), "relation")
            elif head in ids and tail in ids:
                yield Relation(link.type, head, tail)
            else:
                self._drop(link.type, _("one of its spans is missing"), "relation")

    def _links(self) -> Iterator[_Link]:
        for index, column in enumerate(self._layers.columns):
            if not column.base or not self._layers.is_read(column.layer):
                continue
            for row in self._rows:
                if row.cells[index] != _NONE:
                    references = stacked(row.cells[index])
                    types = [*self._types(column.layer, row), *[""] * len(references)]
                    for kind, (unit, numbers) in zip(types, references, strict=False):
                        head, tail = numbers.split("_") if "_" in numbers else ("0", "0")
                        yield _Link(kind, _key(column.base, head, unit), _key(column.base, tail, row.name))

    def _types(self, layer: str, row: _Row) -> list[str]:
        """Return the labels of the relations of a layer that end in a row, empty where one has none."""
        label = self._layers.label(layer)
        cells = (
            cell
            for column, cell in zip(self._layers.columns, row.cells, strict=False)
            if column.layer == layer and column.feature == label
        )
        values = stacked(next(cells, ""))
        return ["" if value == _NULL else unescape_value(value) for value, _number in values]

    def _drop(self, what: str, reason: str, kind: str) -> None:
        self._report.add(DroppedItem(self._file.id, what, reason), kind)


class _TextBuilder:
    """Put a text together from its sentences, each of which begins where its first token does."""

    def __init__(self, file: ArticleFile) -> None:
        self._file = file
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[str] = []

    def add_line(self, line: str) -> None:
        self._lines.append(line)

    def begin_token(self, start: int, number: int) -> None:
        """Add the sentence whose first token this is, if it is one; ``start`` is in UTF-16 units."""
        if not self._lines:
            return
        if self._length == start + 1 and self._parts:
            self._parts[-1] = self._parts[-1].removesuffix("\n")
            self._length -= 1
        if self._length > start:
            message = _("the sentence before goes beyond the beginning of this one")
            raise SourceError(Problem(str(self._file.path), message, number, _("offsets are UTF-16 units")))
        self._add(" " * (start - self._length))
        self._add("".join(f"{line}\n" for line in self._lines))
        self._lines = []

    def text(self) -> str:
        """Return the whole text: the line end after the last sentence is not part of it."""
        return "".join(self._parts).removesuffix("\n")

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += utf16_offsets(part)[-1]


def _key(layer: str, number: str, unit: str, place: int = 0) -> _Key:
    return (layer, number, "") if number not in ("", "0") else (layer, unit, str(place))
