"""Find out which column of a file has the tags, how they are written, and what its tokens have beside their words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.exchange.formats.tags.reading.dialect import Form, TagDialect, decide_dialect
from annotations.exchange.formats.tags.reading.layout import Kind, Layout
from annotations.exchange.formats.tags.reading.rows import Mark, Row
from annotations.exchange.report import Decision, Report
from seeds.errors import Problem, Question, SourceError, UndecidedError
from seeds.i18n import _

LAST = -1
"""The column at the end of a row, however many it has."""

_MOST_COLUMNS = 12
_MOST_PAIRS = 20_000
"""A column where more different cells follow each other has no tags."""

_CHUNKS = frozenset(
    ("NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "DP", "LCP", "CP", "IP", "QP")
)
"""What chunks of phrases are called in the data of CoNLL, which stand in a column before the names."""


@dataclass(frozen=True, slots=True)
class TagColumns:
    """Hold which cell of a row is its token and which its tag, and how they are read.

    ``numbered``: each token ends with its place in its word, which is no part of the text.
    """

    token: int
    tag: int
    dialect: TagDialect
    numbered: bool = False
    width: int = 2
    regular: float = 1.0

    def report_to(self, report: Report, layout: Layout) -> None:
        """Report what is not as in our own files."""
        if layout.kind is Kind.TABLE:
            self._say(report, layout.names[layout.tag], _("tags are read from column “{name}”"))
        elif layout.kind is Kind.TOKENS and (self.tag != LAST or self.token):
            name = str(self.width if self.tag == LAST else self.tag + 1)
            self._say(report, name, _("tags are read from column {name}"))
        if not self.dialect.plain:
            self._say(report, self.dialect.form.name.lower(), self.dialect.message())
        if self.numbered:
            self._say(report, "numbered", _("tokens end with their place in a word, which is left out"))

    @staticmethod
    def _say(report: Report, value: str, message: str) -> None:
        report.decided[Decision("file", value, message.format(name=value))] += 1


class _Survey:
    """Count what speaks for the columns, row by row."""

    def __init__(self) -> None:
        self.rows = 0
        self.widths: Counter[int] = Counter()
        self.columns: dict[int, Counter[tuple[str, str]]] = {}
        self.counted = self.numbered = True
        self._closed: set[int] = set()
        self._before: dict[int, str] = {}
        self._number = self._place = -1

    def add(self, row: Row) -> None:
        cells = row.cells
        if self.counted:
            self.counted = self._counts_on(cells[0])
        if self.numbered:
            self.numbered = self._is_numbered(cells[0])
        self.rows += 1
        self.widths[len(cells)] += 1
        last = len(cells) - 1
        for place in range(1, min(last, _MOST_COLUMNS)):
            self._count(place, cells[place])
        if last:
            self._count(LAST, cells[last])

    def end_sentence(self) -> None:
        self._before.clear()
        self._number = self._place = -1

    def _count(self, column: int, cell: str) -> None:
        if column in self._closed:
            return
        pairs = self.columns.get(column)
        if pairs is None:
            pairs = self.columns[column] = Counter()
        pair = self._before.get(column, ""), cell
        pairs[pair] = pairs.get(pair, 0) + 1
        self._before[column] = cell
        if len(pairs) > _MOST_PAIRS:
            self._closed.add(column)
            del self.columns[column]

    def _counts_on(self, cell: str) -> bool:
        """Return whether a cell counts tokens: from 0 or 1, or as a range or an empty node of CoNLL-U."""
        if not cell.isdecimal():
            return cell.replace("-", "").replace(".", "").isdecimal()
        fits = int(cell) == self._number + 1 or (self._number == -1 and int(cell) == 1)
        self._number = int(cell)
        return fits

    def _is_numbered(self, token: str) -> bool:
        """Return whether a token is a character and its place in its word."""
        place = token[1:]
        fits = place.isdecimal() and place.isascii() and int(place) in (0, self._place + 1)
        self._place = int(place) if fits else -1
        return fits


def survey(items: Iterable[Row | Mark], path: Path, tag_column: str = "", *, ask: bool = True) -> TagColumns | None:
    """Return the columns of a file by its rows, or None where it has none with tags.

    Raises ``UndecidedError`` where several columns have different ones, unless the last is to be taken without
    ``ask``ing, and ``SourceError`` where the column that was asked for has none.
    """
    counts = _Survey()
    for item in items:
        if isinstance(item, Row):
            counts.add(item)
        else:
            counts.end_sentence()
    if not counts.rows:
        return None
    width = counts.widths.most_common(1)[0][0]
    token = int(counts.counted and width > 2)
    candidates = _candidates(counts, token, width)
    if tag_column:
        chosen: int | None = _asked(candidates, path, tag_column, width)
    else:
        chosen = _evident(_distinct(candidates, counts), path, width, ask=ask)
    if chosen is None:
        return None
    dialect, tags = candidates[chosen]
    numbered = counts.numbered and not token
    return TagColumns(token, chosen, dialect, numbered, width, tags / counts.rows)


def _candidates(counts: _Survey, token: int, width: int) -> dict[int, tuple[TagDialect, int]]:
    """Return the columns that have tags in at least half of the rows, with how these are written and their number."""
    candidates: dict[int, tuple[TagDialect, int]] = {}
    for column in sorted(counts.columns, key=lambda each: _number(each, width)):
        decision = decide_dialect(counts.columns[column])
        if column != token and decision and decision[1] * 2 >= counts.rows:
            candidates[column] = decision
    return candidates


def _number(column: int, width: int) -> int:
    return width if column == LAST else column + 1


def _are_chunks(dialect: TagDialect, pairs: Counter[tuple[str, str]]) -> bool:
    labels = {dialect.read(tag).partition("-")[2] for _before, tag in pairs} - {""}
    return bool(labels) and labels <= _CHUNKS


def _distinct(candidates: dict[int, tuple[TagDialect, int]], counts: _Survey) -> dict[int, tuple[TagDialect, int]]:
    """Return candidates that differ, without chunks: those of lettered tags, or else all; with spans, or else all."""
    names = [column for column in candidates if not _are_chunks(candidates[column][0], counts.columns[column])]
    by_content = {frozenset(counts.columns[column].items()): column for column in names or candidates}
    distinct = {column: candidates[column] for column in by_content.values()}
    lettered = {column: each for column, each in distinct.items() if each[0].form is not Form.BARE} or distinct
    with_spans = {
        column: each
        for column, each in lettered.items()
        if any(each[0].read(tag)[:2] not in ("", "O") for _before, tag in counts.columns[column])
    }
    return with_spans or lettered


def _evident(candidates: dict[int, tuple[TagDialect, int]], path: Path, width: int, *, ask: bool) -> int | None:
    empty = all(not each[0].letters and each[0].form is Form.BEFORE for each in candidates.values())
    if len(candidates) < 2 or empty or not ask:
        return LAST if LAST in candidates else next(iter(candidates), None)
    numbers = tuple(str(_number(column, width)) for column in candidates)
    message = _("several columns have tags: {names}").format(names=", ".join(numbers))
    advice = _("nothing was imported; --tag-column says which to read")
    raise UndecidedError(Problem(str(path), message, advice=advice), Question("tag_column", numbers))


def _asked(candidates: dict[int, tuple[TagDialect, int]], path: Path, tag_column: str, width: int) -> int:
    number = int(tag_column) if tag_column.isdecimal() else 0
    column = LAST if number == width else number - 1
    if not number or column not in candidates:
        names: Sequence[str] = [str(_number(each, width)) for each in candidates]
        message = _("column {name} has no tags such as O or B-ORG").format(name=tag_column)
        advice = _("these have: {names}").format(names=", ".join(names)) if names else ""
        raise SourceError(Problem(str(path), message, advice=advice))
    return column
