"""Choose the reader by the suffix of the file's name, and for plain text by how it begins."""

from collections.abc import Callable

from seeds.sources.readers.digest import Digest, is_digest
from seeds.sources.readers.document import DamagedDocument, Document, SourceFile
from seeds.sources.readers.plain import Plain


def open_document(source: SourceFile) -> Document:
    """Open a source with the reader for its suffix; any other suffix is taken for plain text.

    Raises ``SourceError`` where the file cannot be read or decoded.
    """
    document = _READERS.get(source.path.suffix.lower(), _text)(source)
    return DamagedDocument(document, source.problems) if source.problems else document


def _text(source: SourceFile) -> Document:
    decoded = source.decoded()
    return Digest(decoded, source.name) if is_digest(decoded.text) else Plain(decoded, source.path.stem)


def _markdown(source: SourceFile) -> Document:
    from seeds.sources.readers.markdown import Markdown

    return Markdown(source.decoded(), source.path.stem)


def _webpage(source: SourceFile) -> Document:
    from seeds.sources.readers.webpage import Webpage

    return Webpage(source)


def _json_lines(source: SourceFile) -> Document:
    from seeds.sources.readers.jsonl import JsonLines

    return JsonLines(source)


def _json_list(source: SourceFile) -> Document:
    from seeds.sources.readers.json_list import JsonList

    return JsonList(source)


def _table(source: SourceFile) -> Document:
    from seeds.sources.readers.table import Table

    return Table(source)


_READERS: dict[str, Callable[[SourceFile], Document]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _webpage,
    ".htm": _webpage,
    ".xhtml": _webpage,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json_list,
    ".csv": _table,
    ".tsv": _table,
}

SUFFIXES = frozenset(_READERS)
"""The suffixes of the files that are looked for in a folder."""

VARYING = (".jsonl", ".ndjson", ".json", ".csv", ".tsv")
"""The suffixes of the kinds of files that version 0.1.0 read in another way."""
