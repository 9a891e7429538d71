"""Find out how tokens and tags are laid out in the lines of a file: one a line, in pairs of lines, or in a table."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from annotations.exchange.formats.tags.reading.dialect import decide_dialect
from annotations.exchange.shared.encodings import likely_encoding
from seeds.system.files import open_stream

_HEAD = 1 << 16
_LINES = 200
"""How many lines decide; of two files, how many are compared."""

_TOKEN_NAMES = ("token", "tokens", "word", "words", "char", "character", "form", "字", "词", "詞")
_TAG_NAMES = ("ner_tag", "ner_tags", "ner", "tag", "tags", "label", "labels", "bio", "iob", "标签", "標籤")
_SENTENCE_NAMES = ("sentence #", "sentence", "sentence_id", "sentence id", "sentence_idx", "sent_id", "句子")
_HEADERS = ("text_a\tlabel", "tokens\ttags", "text\tlabel", "words\ttags")

_PARTNERS = (
    ("char", "tag"),
    ("chars", "tags"),
    ("char", "label"),
    ("word", "tag"),
    ("words", "tags"),
    ("token", "tag"),
    ("tokens", "tags"),
    ("token", "label"),
    ("tokens", "labels"),
    ("text", "tag"),
    ("text", "tags"),
    ("text", "label"),
    ("text", "labels"),
    ("txt", "tag"),
    ("txt", "label"),
    ("sentences", "tags"),
    ("sentences", "labels"),
    ("source", "target"),
    ("src", "tgt"),
    ("in", "out"),
)
"""What the names of two files have that belong together: the one of the tokens, and the one of their tags."""


class Kind(Enum):
    """Name how tokens stand beside their tags."""

    TOKENS = auto()
    SENTENCES = auto()
    LINE_PAIRS = auto()
    TWO_FILES = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold a layout: of a table its columns, -1 for none; of two files both, that of the tokens first."""

    kind: Kind = Kind.TOKENS
    delimiter: str = ","
    token: int = 0
    tag: int = -1
    sentence: int = -1
    names: tuple[str, ...] = ()
    header: bool = False
    files: tuple[Path, ...] = ()


def find_layout(path: Path, head: Sequence[str], tag_column: str = "") -> Layout:
    """Return the layout that the first lines of a file show, or a file beside it; a token a line where none does."""
    lines = [line for line in islice(head, _LINES) if line.strip()]
    if not lines:
        return Layout()
    if _in_sentences(lines):
        return Layout(Kind.SENTENCES, header=lines[0].lower() in _HEADERS)
    table = _table(lines[0], tag_column)
    if table:
        return table
    files = _files(path)
    if files:
        return Layout(Kind.TWO_FILES, files=files)
    return Layout(Kind.LINE_PAIRS) if not _in_rows(lines) and _in_pairs(lines) else Layout()


def items_of(line: str, count: int) -> list[str]:
    """Return the tokens of a line that has ``count`` tags: divided by white space, else its characters."""
    if "\x02" in line:
        return line.split("\x02")
    items = line.split()
    if len(items) == count:
        return items
    characters = [character for item in items for character in item]
    return characters if len(characters) == count else items


def _table(header: str, tag_column: str) -> Layout | None:
    for delimiter in ",\t;":
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            continue
        lower = [name.strip().lower() for name in names]
        token, sentence = _place(_TOKEN_NAMES, lower), _place(_SENTENCE_NAMES, lower)
        tag = _asked(tag_column, names) if tag_column else _place(_TAG_NAMES, lower)
        if token >= 0 and tag >= 0 and tag != token and (sentence >= 0 or delimiter == "\t" or len(names) < 4):
            return Layout(Kind.TABLE, delimiter, token, tag, sentence, tuple(names))
    return None


def _place(names: Sequence[str], columns: Sequence[str]) -> int:
    return next((columns.index(name) for name in names if name in columns), -1)


def _asked(tag_column: str, names: Sequence[str]) -> int:
    if tag_column in names:
        return names.index(tag_column)
    return int(tag_column) - 1 if tag_column.isdecimal() and 0 < int(tag_column) <= len(names) else -1


def _in_rows(lines: Sequence[str]) -> bool:
    """Return whether each line ends with a tag after something else; the last line may be cut off."""
    rows = [line.split() for line in lines[: len(lines) - 1 or 1] if not line.startswith("#")]
    return bool(rows) and all(len(row) > 1 for row in rows) and _are_tags(row[-1] for row in rows)


def _in_sentences(lines: Sequence[str]) -> bool:
    """Return whether each line is tokens, a tab and as many tags, and some have several."""
    rest = lines[lines[0].lower() in _HEADERS :]
    if not rest or not all(line.count("\t") == 1 for line in rest):
        return False
    pairs = [line.split("\t") for line in rest]
    return _fit(pairs) and any(len(_split(tags)) > 1 for _tokens, tags in pairs)


def _in_pairs(lines: Sequence[str]) -> bool:
    """Return whether each second line has as many tags as the first has tokens; the last may be cut off."""
    pairs = [[tokens, tags] for tokens, tags in zip(lines[::2], lines[1::2], strict=False)]
    whole = pairs[:-1] if len(lines) >= _LINES - 1 else pairs
    return _fit(whole) and any(len(_split(tags)) > 1 for _tokens, tags in whole)


def _fit(pairs: Sequence[Sequence[str]]) -> bool:
    if not pairs:
        return False
    rows = [(items_of(tokens, len(_split(tags))), _split(tags)) for tokens, tags in pairs]
    return all(len(tokens) == len(tags) for tokens, tags in rows) and _are_tags(
        tag for _t, tags in rows for tag in tags
    )


def _are_tags(tags: Iterator[str]) -> bool:
    pairs: dict[tuple[str, str], int] = {}
    before = ""
    for tag in tags:
        pairs[before, tag] = pairs.get((before, tag), 0) + 1
        before = tag
    decision = decide_dialect(pairs)
    total = sum(pairs.values())
    return decision is not None and decision[1] == total


def _split(line: str) -> list[str]:
    return line.split("\x02") if "\x02" in line else line.split()


def _files(path: Path) -> tuple[Path, ...]:
    """Return the files of tokens and of tags that a file is one of, if there are two that fit each other."""
    for tokens, tags in _PARTNERS:
        for own, other in ((tokens, tags), (tags, tokens)):
            name = re.sub(rf"(?<![^._-]){own}(?![^._-])", other, path.name, count=1) if own in path.name else path.name
            partner = path.with_name(name) if name != path.name else None
            if partner and partner.is_file():
                files = (path, partner) if own == tokens else (partner, path)
                if _fit(list(zip(*map(_first_lines, files), strict=False))):
                    return files
    return ()


def _first_lines(path: Path) -> list[str]:
    try:
        with open_stream(path) as file:
            start = file.read(_HEAD)
    except OSError:
        return []
    return start.decode(likely_encoding(start), "replace").splitlines()[:_LINES]
