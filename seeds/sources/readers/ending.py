"""Tell by its content what kind of file something without a name is: the ending that such files have."""

import re
from collections.abc import Iterator
from itertools import islice

from seeds.encoding.decoding import decode
from seeds.errors import SourceError
from seeds.sources.readers.column_names import rank_of
from seeds.sources.readers.leaves import leaves_of
from seeds.sources.readers.table_layout import find_layout
from seeds.sources.readers.table_rows import TableRows
from seeds.toml.nesting import load_json

TEXT = ".txt"

_HEAD = 1 << 12
_ARCHIVE = b"PK\x03\x04"
_PACKED = b"BZh"
_MARKUP = (
    (".html", ("<!doctype html", "<html")),
    (".xml", ("<?xml", "<rss", "<feed", "<rdf:rdf", "<mediawiki")),
)
_SUBTITLES = (
    (".vtt", re.compile(r"WEBVTT(?:[ \t\n]|\Z)")),
    (".ass", re.compile(r"\[Script Info\]", re.IGNORECASE)),
    (".srt", re.compile(r"\d+[ \t]*\n[ \t]*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")),
)
_TABLE_MARK = re.compile(r'"?sep=[,;|\t]', re.IGNORECASE)
_ROWS = 20
_LINES = 20


def ending_of(content: bytes) -> str:
    """Return the ending of the name that a file with this content would have: ``.txt`` for text as it stands."""
    if content.startswith(_ARCHIVE):
        return ".epub"
    if content.startswith(_PACKED):
        return ".xml.bz2"
    try:
        text = decode(content, "").text.lstrip()
    except SourceError:
        return TEXT
    return _markup(text[:_HEAD]) or _subtitles(text[:_HEAD]) or _objects(text) or _table(text) or TEXT


def _markup(head: str) -> str:
    head = head.lower()
    if head.startswith("<?xml") and "<html" in head:
        return ".html"
    return next((ending for ending, openings in _MARKUP if head.startswith(openings)), "")


def _subtitles(head: str) -> str:
    return next((ending for ending, pattern in _SUBTITLES if pattern.match(head)), "")


def _objects(text: str) -> str:
    """Return the ending of JSON, or of lines of JSON, that holds words; empty for text that only begins so."""
    if not text.startswith(("{", "[")):
        return ""
    try:
        return ".json" if _has_words(load_json(text)) else ""
    except ValueError:
        pass
    try:
        values = [load_json(line) for line in islice(_filled(text), _LINES)]
        return ".jsonl" if all(isinstance(value, dict | list) for value in values) and _has_words(values) else ""
    except ValueError:
        return ""


def _has_words(value: object) -> bool:
    return any(any(map(str.isalpha, leaf.text)) for leaf in leaves_of(value))


def _filled(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if line.strip())


def _table(text: str) -> str:
    """Return the ending of a table: it has a header that says which column is the text, and rows as wide as that."""
    layout = find_layout(text, "", ())
    rows = list(islice(TableRows(text, layout.delimiter, layout.start), _ROWS))
    is_even = len(rows) > 1 and all(len(row) == len(rows[0]) > 1 for row in rows)
    is_named = layout.has_header and any(_is_text_name(name) for name in layout.names)
    if not is_even or not (is_named or _TABLE_MARK.match(text)):
        return ""
    return ".tsv" if layout.delimiter == "\t" else ".csv"


def _is_text_name(name: str) -> bool:
    rank = rank_of(name.strip(), "text")
    return rank is not None and not rank.by_ending
