"""Read the articles of a file of tags: their texts, put together from tokens where no comment has them, and spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from annotations.exchange.formats.tags.reading.dialect import TagDialect
from annotations.exchange.formats.tags.reading.layout import Kind, Layout, find_layout
from annotations.exchange.formats.tags.reading.rows import ARTICLE, Mark, Row, RowReader
from annotations.exchange.formats.tags.reading.survey import TagColumns, survey
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import OUTSIDE, join, spans_of_tags
from annotations.exchange.shared.tokens import Token
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_BYTE_ORDER_MARK = "\ufeff"
_HEAD_LINES = 200
_HEAD = 1 << 14
"""A head with fewer characters than these is a whole file, so that its last line is one."""

_REGULAR = 0.9
"""Which part of the rows have tags, at least, in a file that is surely one of tags."""

_MEANINGLESS = {
    "newpar": "where a paragraph begins",
    "newpar id": "what a paragraph is called",
    "global.columns": "what the columns are called",
    "translit": "the text in another script",
    "text_en": "the text in another language",
    "lang": "the language",
    "source": "where a sentence was taken from",
}
"""Comments that say nothing of what is marked, with the reason."""


@dataclass(slots=True)
class _Sentence:
    """Hold the tokens of a sentence and their tags as in our own files, and what comments say of it."""

    tokens: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""
    id: str = ""


def columns_of_head(path: Path, head: str) -> tuple[Layout, TagColumns] | None:
    """Return the layout and the columns that the head of a file shows; None where it is surely no file of tags."""
    layout = find_layout(path, head.split("\n"))
    columns = _columns_of(path, head, layout)
    return (layout, columns) if columns and columns.regular >= _REGULAR else None


@lru_cache(maxsize=1)
def _columns_of(path: Path, head: str, layout: Layout) -> TagColumns | None:
    lines = head.split("\n")
    if len(head) >= _HEAD:
        lines = lines[: -2 if layout.kind is Kind.LINE_PAIRS and len(lines) % 2 == 0 else -1]
    reader = RowReader(path, layout, Report())
    rows = reader.read() if layout.kind is Kind.TWO_FILES else reader.rows(list(enumerate(lines, 1)))
    return survey(rows, path, ask=False)


@lru_cache(maxsize=1)
def _surveyed(path: Path, layout: Layout, tag_column: str, encoding: str, _unchanged: object) -> TagColumns | None:
    """Return the columns of a file, which an import reads several times: once as long as it is unchanged."""
    report = Report()
    report.encoding = encoding
    return survey(RowReader(path, layout, report).read(), path, tag_column)


def _stamps(path: Path, layout: Layout) -> tuple[tuple[int, int, int], ...]:
    states = [file.stat() for file in layout.files or (path,)]
    return tuple((state.st_ino, state.st_size, state.st_mtime_ns) for state in states)


class TagReader:
    """Read a file of tags; ``tag_column`` is the column that the user names, empty where the file decides."""

    def __init__(self, path: Path, tag_column: str, report: Report) -> None:
        self._path = path
        self._tag_column = tag_column
        self._report = report
        self._unread: dict[str, int] = {}

    def records(self) -> Iterator[Record]:
        """Yield the records: one for each article if articles have borders, else one for each sentence.

        Raises ``SourceError`` where the file has no tags, and ``UndecidedError`` where several columns do.
        """
        aside = self._report.aside()
        head = islice(read_text_lines(self._path, aside, damaged=True, halves=True), _HEAD_LINES)
        self._layout = find_layout(self._path, [line for _number, line in head], self._tag_column)
        asked = "" if self._layout.kind is Kind.TABLE else self._tag_column
        columns = _surveyed(self._path, self._layout, asked, aside.encoding, _stamps(self._path, self._layout))
        if columns is None:
            if all(isinstance(item, Mark) for item in RowReader(self._path, self._layout, aside).read()):
                return
            raise SourceError(Problem(str(self._path), _("its lines end with no tag such as O or B-ORG"), 1))
        columns.report_to(self._report, self._layout)
        self._columns = columns
        for identifier, sentences in self._articles():
            yield self._record(identifier, sentences)
        for key, count in self._unread.items():
            reason = _("“{key}” is not read in this format").format(key=key)
            self._report.add(DroppedItem(self._path.name, key, reason), "key", count)

    def _articles(self) -> Iterator[tuple[str, list[_Sentence]]]:
        """Yield the id and the sentences of each article, or each sentence where no article has a border."""
        sentences, identifier, divided = [_Sentence()], "", False
        for item in RowReader(self._path, self._layout, self._report).read():
            if isinstance(item, Row):
                self._take(item, sentences[-1])
            elif item.key and item.key != ARTICLE:
                self._comment(item, sentences[-1])
            elif item.key == ARTICLE or not divided:
                yield from _whole(identifier, sentences, divided=divided)
                sentences, identifier, divided = [_Sentence()], item.value, divided or item.key == ARTICLE
            elif sentences[-1].tokens:
                sentences.append(_Sentence())
        yield from _whole(identifier, sentences, divided=divided)

    def _comment(self, mark: Mark, sentence: _Sentence) -> None:
        if mark.key == "text":
            sentence.text = mark.value
        elif mark.key == "sent_id":
            sentence.id = mark.value
        elif mark.key not in _MEANINGLESS:
            self._unread[mark.key] = self._unread.get(mark.key, 0) + 1

    def _take(self, row: Row, sentence: _Sentence) -> None:
        """Add the token and the tag of a row to a sentence; two halves of a character are one, with the first's tag."""
        cells, columns = row.cells, self._columns
        if columns.token and not cells[0].isdecimal():
            return  # the form of several words, whose tags are theirs
        token = cells[columns.token] if len(cells) > columns.token else ""
        if not token and row.number == 1:
            token = _BYTE_ORDER_MARK  # the first token is one, and was taken for that of the file
        if columns.numbered:
            token = token[:1]
        if not token:
            self._report_line(row, _("has no token"))
            return
        place = columns.tag if columns.tag >= 0 else len(cells) - 1
        tag = columns.dialect.read(cells[place]) if columns.token < place < len(cells) else ""
        if not tag:
            self._report_line(row, _("ends with no tag such as O or B-ORG; read as O"))
        if _is_second_half(sentence.tokens, token):
            sentence.tokens[-1] = _character(sentence.tokens[-1] + token)
            return
        sentence.tokens.append(token)
        sentence.tags.append(tag or OUTSIDE)

    def _report_line(self, row: Row, reason: str) -> None:
        self._report.add(DroppedItem(self._path.name, line_name(row.number), reason), "line")

    def _record(self, identifier: str, sentences: Sequence[_Sentence]) -> Record:
        text, places = self._text(sentences)
        dialect: TagDialect = self._columns.dialect
        tagged = spans_of_tags(_tags(sentences), dialect.scheme)
        claims = [SpanCandidate(places[item.first][0], places[item.last - 1][1], item.label) for item in tagged]
        irregular = 0 if dialect.inside_begins else sum(not item.regular for item in tagged)
        if irregular:
            self._report.changed[_("begun or ended by a tag that does not, read as conlleval does")] += irregular
        return Record(identifier, text, validate_spans(text, claims, identifier or self._path.name, self._report))

    def _text(self, sentences: Sequence[_Sentence]) -> tuple[str, list[Token]]:
        """Return the text of an article, and where its tokens are, with one of no length after each sentence."""
        fitted = [self._fitted(sentence) for sentence in sentences]
        pieces = [[each.text] if own else each.tokens for each, own in zip(sentences, fitted, strict=True)]
        text, outer = join(chain.from_iterable(pieces))
        self._report.rebuilt += not all(fitted)
        remaining = iter(outer)
        places: list[Token] = []
        for sentence, own in zip(sentences, fitted, strict=True):
            if own:
                offset = next(remaining)[0]
                places += [(offset + start, offset + end) for start, end in own]
            else:
                places += islice(remaining, len(sentence.tokens))
            places.append((places[-1][1], places[-1][1]))
        return text, places

    def _fitted(self, sentence: _Sentence) -> list[Token]:
        """Return where the tokens are in the text that a comment has; empty where they are not, or there is none."""
        places: list[Token] = []
        end = 0
        for token in sentence.tokens:
            start = end
            while sentence.text[start : start + 1].isspace():
                start += 1
            end = start + len(token)
            if sentence.text[start:end] != token:
                if sentence.text:
                    self._report.changed[_("not as the text in a comment, which has other words")] += 1
                return []
            places.append((start, end))
        return places


def _whole(identifier: str, sentences: Sequence[_Sentence], *, divided: bool) -> Iterator[tuple[str, list[_Sentence]]]:
    """Yield the id and the sentences of an article, if it has a token: a sentence alone has an id of its own."""
    filled = [sentence for sentence in sentences if sentence.tokens]
    if filled:
        yield identifier if divided else filled[0].id, filled


def _tags(sentences: Sequence[_Sentence]) -> Iterator[str]:
    for sentence in sentences:
        yield from (*sentence.tags, OUTSIDE)


def _is_second_half(tokens: Sequence[str], token: str) -> bool:
    return bool(tokens) and "\ud800" <= tokens[-1][-1:] <= "\udbff" and "\udc00" <= token[:1] <= "\udfff"


def _character(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
