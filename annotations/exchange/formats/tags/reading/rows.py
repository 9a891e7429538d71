"""Read the tokens of a file with their tags as rows of cells, however they are laid out in its lines."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.formats.tags.reading.layout import Kind, Layout, items_of
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_borders import border_in
from annotations.exchange.shared.lines import line_name, read_text_lines
from seeds.i18n import _

_SPACES = re.compile(" +")
_KEY = re.compile(r"[\w.:-][\w.: -]*")
_WITHOUT_VALUE = ("newpar", "newdoc")


class Row(NamedTuple):
    """Hold the cells of a token: the first is the token unless it is counted, and one of them is its tag."""

    number: int
    cells: Sequence[str]


class Mark(NamedTuple):
    """Hold what stands between rows: the end of a sentence, the start of an article with its id, or a comment."""

    number: int
    key: str = ""
    value: str = ""


ARTICLE = "article"
"""The key of a mark where an article begins; that of one at the end of a sentence is empty."""

Lines = Iterable[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Yield the rows and marks of a file; what cannot be one goes to the report."""

    path: Path
    layout: Layout
    report: Report

    def read(self) -> Iterator[Row | Mark]:
        """Read the file; raises as ``read_text_lines`` does."""
        match self.layout.kind:
            case Kind.TWO_FILES:
                tokens, tags = (self._lines(path) for path in self.layout.files)
                return self._of_two(tokens, tags)
            case _:
                return self.rows(self._lines(self.path))

    def rows(self, lines: Lines) -> Iterator[Row | Mark]:
        """Yield what is in lines of a single file."""
        match self.layout.kind:
            case Kind.TABLE:
                return self._of_table(lines)
            case Kind.LINE_PAIRS:
                texts = ((number, line) for number, line in lines if line.strip())
                return self._of_pairs(zip_longest(texts, texts))
            case Kind.SENTENCES:
                return self._of_sentences(lines)
            case _:
                return token_rows(lines)

    def _lines(self, path: Path) -> Lines:
        return read_text_lines(path, self.report, damaged=True, halves=True)

    def _of_two(self, tokens: Lines, tags: Lines) -> Iterator[Row | Mark]:
        return self._of_pairs(
            pair for pair in zip_longest(tokens, tags) if any(line and line[1].strip() for line in pair)
        )

    def _of_sentences(self, lines: Lines) -> Iterator[Row | Mark]:
        for number, line in lines:
            if line.strip() and not (number == 1 and self.layout.header):
                tokens, _tab, tags = line.partition("\t")
                yield from self._pair((number, tokens), (number, tags))

    def _of_pairs(self, pairs: Iterable[tuple[tuple[int, str] | None, tuple[int, str] | None]]) -> Iterator[Row | Mark]:
        for tokens, tags in pairs:
            if tokens and tags:
                yield from self._pair(tokens, tags)
            else:
                number = (tokens or tags or (0, ""))[0]
                self._report_line(number, _("has no line of tags or tokens beside it"))

    def _pair(self, tokens: tuple[int, str], tags: tuple[int, str]) -> Iterator[Row | Mark]:
        number = tokens[0]
        second = tags[1].split() if "\x02" not in tags[1] else tags[1].split("\x02")
        first = items_of(tokens[1], len(second))
        if len(first) != len(second):
            message = _("has {tokens} tokens and {tags} tags")
            self._report_line(number, message.format(tokens=len(first), tags=len(second)))
            return
        for cells in zip(first, second, strict=True):
            yield Row(number, cells)
        yield Mark(number)

    def _of_table(self, lines: Lines) -> Iterator[Row | Mark]:
        numbers: list[int] = []

        def texts() -> Iterator[str]:
            for number, line in lines:
                numbers[:] = [number]
                yield f"{line}\n"

        layout = self.layout
        sentence = ""
        rows = csv.reader(texts(), delimiter=layout.delimiter)
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error:
                self._report_line(numbers[0] if numbers else 0, _("is no row of a table"))
                continue
            number = numbers[0]
            if number == 1 or not cells:
                if number > 1:
                    yield Mark(number)
                continue
            if max(layout.token, layout.tag, layout.sentence) >= len(cells):
                self._report_line(number, _("has fewer columns than the first row"))
                continue
            name = cells[layout.sentence].strip() if layout.sentence >= 0 else ""
            if name and name != sentence:
                sentence = name
                yield Mark(number)
            yield Row(number, (cells[layout.token], cells[layout.tag]))

    def _report_line(self, number: int, reason: str) -> None:
        self.report.add(DroppedItem(self.path.name, line_name(number), reason), "line")


def token_rows(lines: Lines) -> Iterator[Row | Mark]:
    """Yield a row for each line with a token, and marks for the lines between."""
    for number, line in lines:
        if not line.strip():
            yield Mark(number)
            continue
        if line[0] in "#-":
            mark = _mark(number, line)
            if mark:
                yield mark
                continue
        text = line.rstrip()
        yield Row(number, text.split("\t") if "\t" in line else _SPACES.split(text))


def _mark(number: int, line: str) -> Mark | None:
    border = border_in(line)
    if border is not None:
        return Mark(number, ARTICLE, border)
    if line[0] != "#" or "\t" in line:
        return None
    words, sign, value = line[1:].partition("=")
    key = words.strip()
    is_comment = _KEY.fullmatch(key) is not None if sign else key in _WITHOUT_VALUE
    return Mark(number, key, value.strip()) if is_comment else None
