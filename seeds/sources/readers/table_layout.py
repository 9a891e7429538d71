"""Find out how a table is written: its delimiter, what comes before it, and whether it has a header."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median
from typing import NamedTuple

from seeds.i18n import _, ngettext
from seeds.sources.readers.column_names import SYNONYMS, rank_of
from seeds.sources.readers.leaves import han_count
from seeds.sources.readers.lines import lines
from seeds.sources.readers.table_rows import TableRows

SAMPLES = 20
_FORMER_DELIMITERS = ",;\t"
_DELIMITERS = f"{_FORMER_DELIMITERS}|"
_SEPARATOR = re.compile(r'"?sep=([,;|\t])"?[ \t]*\n?', re.IGNORECASE)
_COMMENTS = ("#", "//")
_LONG = 10
_SHORT = 4
_LONGEST_NAME = 20
_SENTENCE = re.compile("[。！？，；、：!?]")
_WHOLE = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"\s*[-+]?[\d.,:/%年月日 -]*\d[\d.,:/%年月日 -]*\s*")


class Layout(NamedTuple):
    """Say how a table is written: ``start`` is where its first row begins, or its header where ``has_header``."""

    delimiter: str
    names: list[str]
    start: int = 0
    has_header: bool = True
    notices: tuple[str, ...] = ()


class _Head(NamedTuple):
    """Hold the first rows as a delimiter divides them, and what comes before them."""

    rows: list[list[str]]
    start: int = 0
    skipped: int = 0


def former_layout(text: str, suffix: str) -> Layout:
    """Find the layout as version 0.1.0 did: the first row is the header, whatever it is."""
    delimiter = _best(_FORMER_DELIMITERS, suffix, {each: _head(text, each, 0) for each in _FORMER_DELIMITERS})
    return Layout(delimiter, next(iter(TableRows(text, delimiter)), []))


def find_layout(text: str, suffix: str, configured: Sequence[str]) -> Layout:
    """Find the layout of a table; ``configured`` are the names that the settings have for its columns."""
    separator = _SEPARATOR.match(text)
    start = separator.end() if separator else 0
    heads = {each: _after_comments(text, each, start) for each in (separator[1] if separator else _DELIMITERS)}
    delimiter = _best("".join(heads), suffix, heads)
    head = heads[delimiter]
    notices = list(_skipped(head.skipped))
    has_header = _has_header(head.rows, configured)
    names, repeated = _names(head.rows, has_header=has_header)
    if not has_header:
        message = _("has no header: its first row looks like the others; its columns are called {names}")
        notices.append(message.format(names=", ".join(names)))
    for name in repeated:
        message = _("has several columns “{name}”; the second of them is called “{name}_2”")
        notices.append(message.format(name=name))
    return Layout(delimiter, names, head.start, has_header, tuple(notices))


def _best(delimiters: str, suffix: str, heads: dict[str, _Head]) -> str:
    """Choose the delimiter with which the most rows have as many fields as the header, then the one with the most."""
    preferred = "\t" if suffix == ".tsv" else ","

    def fitness(delimiter: str) -> tuple[bool, int, int, bool]:
        rows = heads[delimiter].rows
        width = len(rows[0]) if rows else 0
        fitting = sum(len(row) == width for row in rows)
        return width > 1, fitting, width, delimiter == preferred

    return max(delimiters, key=fitness)


def _head(text: str, delimiter: str, start: int) -> _Head:
    return _Head(list(islice(TableRows(text, delimiter, start), SAMPLES)), start)


def _after_comments(text: str, delimiter: str, start: int) -> _Head:
    """Return the first rows after lines that are none: comments, and a title over the table.

    What has as many fields as the rows that follow is no comment, but a header whose first name begins like one.
    """
    head, skipped = _head(text, delimiter, start), 0
    for line in islice(lines(text, start), SAMPLES):
        if line.end == line.start:
            continue
        head = _head(text, delimiter, line.start)._replace(skipped=skipped)
        if not (head.rows and _is_comment(head.rows, is_marked=text.startswith(_COMMENTS, line.start))):
            break
        skipped += 1
    return head


def _is_comment(rows: list[list[str]], *, is_marked: bool) -> bool:
    """Return whether the first row is no part of the table: a comment, or a title over all of its columns."""
    first, others = rows[0], rows[1:]
    widths = Counter(map(len, others))
    width = max(widths, key=lambda each: (widths[each], each), default=0)
    if is_marked or width < 2:
        return is_marked and len(first) != width
    is_even = len(others) > 1 and len(widths) == 1
    return is_even and len(first) != width and len([cell for cell in first if cell]) == 1 and not _is_name(first[0])


def _skipped(count: int) -> Iterator[str]:
    if count:
        message = ngettext(
            "the first line is no part of the table", "the first {count} lines are no part of the table", count
        )
        yield message.format(count=count)


def _names(rows: list[list[str]], *, has_header: bool) -> tuple[list[str], list[str]]:
    """Return the names of the columns, each of them another, and those that the header has several times."""
    width = max(map(len, rows), default=0)
    header = rows[0] if has_header and rows else [""] * width
    counts, present = Counter[str](), set(header)
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = cell or f"column_{number}"
        counts[name] += 1
        while counts[name] > 1 and f"{name}_{counts[name]}" in present:
            counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name}_{counts[name]}")
    return names, [name for name, count in Counter(filter(None, header)).items() if count > 1]


def _is_name(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and any(rank_of(cell.strip(), part) for part in SYNONYMS)


def _has_header(rows: list[list[str]], configured: Sequence[str]) -> bool:
    """Return whether the first row names the columns: unless it has a text like the others have, and says so nowhere.

    It does where a cell of it is a name that we know, or that the settings have; where a column has numbers alone but
    for it; and where a column of a few repeated words has another one in it. It does not where it goes on with the
    numbers of a column.
    """
    if not rows or any(cell in configured or (cell and _is_name(cell)) for cell in rows[0]):
        return True
    first, others = rows[0], rows[1:]
    columns = [[row[index] for row in others if index < len(row) and row[index]] for index in range(len(first))]
    if any(_goes_on(cell, column) for cell, column in zip(first, columns, strict=True)):
        return False
    if any(_differs(cell, column) for cell, column in zip(first, columns, strict=True)):
        return True
    return not any(_is_text(cell, column) for cell, column in zip(first, columns, strict=True))


def _differs(cell: str, column: list[str]) -> bool:
    if column and all(map(_NUMBER.fullmatch, column)):
        return bool(cell) and not _NUMBER.fullmatch(cell)
    return len(column) >= _LONG and len(set(column)) * 3 <= len(column) and cell not in column


def _goes_on(cell: str, column: list[str]) -> bool:
    """Return whether a cell of the first row is a number as those below it: one of few, or the one before them."""
    if not (_WHOLE.fullmatch(cell) and len(column) > 1 and all(map(_WHOLE.fullmatch, column))):
        return False
    numbers = [int(each) for each in column]
    return int(cell) in numbers or [int(cell), *numbers] == list(range(int(cell), numbers[-1] + 1))


def _is_text(cell: str, column: list[str]) -> bool:
    """Return whether a cell of the first row is as long a text as those below it."""
    here = han_count(cell)
    if here < _SHORT or not (_SENTENCE.search(cell) or (here >= _LONG and column)):
        return False
    below = [han_count(other) for other in column]
    return not below or median(below) * 0.3 <= here <= 3 * max(below)
