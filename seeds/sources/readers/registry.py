"""Choose the reader: by the settings, by the suffix of the file's name, or by how the file begins."""

import re
from collections.abc import Callable

from seeds.errors import Notice, Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.digest import Digest, is_digest
from seeds.sources.readers.document import DamagedDocument, Document, OtherKindError, SourceFile

_EXTRACT_NAME = re.compile(r"wiki_[0-9]{2,}", re.IGNORECASE)


def open_document(source: SourceFile) -> Document:
    """Open a source with the reader for its kind; any other suffix is taken for plain text.

    Raises ``SourceError`` where the file cannot be read or decoded, and ``OtherKindError`` where its name alone looks
    like that of a kind that is read.
    """
    document = _reader(source)(source)
    return DamagedDocument(document, source.problems) if source.problems else document


def _reader(source: SourceFile) -> Callable[[SourceFile], Document]:
    kind = source.settings.kind(source.name)
    if kind:
        return _BY_KIND[kind]
    if source.former and not source.name.lower().endswith(_OTHERWISE_READ):
        return _text
    if _EXTRACT_NAME.fullmatch(source.path.name):
        return _extract_by_name
    name = source.path.name.lower()
    return _packed_xml if name.endswith(_PACKED_XML) else _READERS.get(source.path.suffix.lower(), _text)


def is_read(document: str) -> bool:
    """Return whether a file of this path has a name by which a folder is searched."""
    name = document.rpartition("/")[2]
    return name.lower().endswith(_ENDINGS) or bool(_EXTRACT_NAME.fullmatch(name))


def _text(source: SourceFile) -> Document:
    """Read plain text or a digest: a text of another form that version 0.1.0 read as plain text is one, with advice."""
    decoded = source.decoded()
    if is_digest(decoded.text):
        return Digest(decoded, source.name)
    from seeds.sources.readers.labelled import is_labelled
    from seeds.sources.readers.plain import Plain
    from seeds.sources.readers.wiki_extract import is_extract

    kind = "wikiextractor" if is_extract(decoded.text) else "labelled" if is_labelled(decoded.text) else ""
    return Plain(decoded, source.path.stem, _advice(source, kind) if kind else None)


def _advice(source: SourceFile, kind: str) -> Notice:
    messages = {
        "wikiextractor": _("looks like articles in <doc …> marks, and is read as one text"),
        "labelled": _("looks like a label and a text on each line, and is read as one text"),
    }
    advice = _("as single articles: kinds = {{ “{name}” = “{kind}” }} in the table [sources] of zhupi.toml")
    return Notice(source.name, messages[kind], advice=advice.format(name=source.path.name, kind=kind))


def _extract_by_name(source: SourceFile) -> Document:
    from seeds.sources.readers.wiki_extract import is_extract

    with source.open() as file:
        head = file.read(1)
    if head == b"{":
        return _json_lines(source)
    decoded = source.decoded()
    if not is_extract(decoded.text) and not source.alone:
        raise OtherKindError(Problem(source.name, _("is no file of WikiExtractor, as its name says")))
    return _extract(source) if is_extract(decoded.text) else _text(source)


def _xml(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.xml_kind import DUMP, FEED, root_name

    root = root_name(source)
    if root in FEED:
        return _feed(source)
    if root == DUMP:
        return _dump(source)
    if source.alone:
        return _text(source)
    raise OtherKindError(Problem(source.name, _("is XML of a kind that is not read: {name}").format(name=root or "?")))


def _packed_xml(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.xml_kind import DUMP, root_name

    root = root_name(source)
    if root == DUMP:
        return _dump(source)
    problem = Problem(source.name, _("is XML of a kind that is not read: {name}").format(name=root or "?"))
    raise SourceError(problem) if source.alone else OtherKindError(problem)


def _extract(source: SourceFile) -> Document:
    from seeds.sources.readers.wiki_extract import WikiExtract

    return WikiExtract(source.decoded(), source.name)


def _labelled(source: SourceFile) -> Document:
    from seeds.sources.readers.labelled import Labelled

    return Labelled(source.decoded(), source.name)


def _dump(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.wiki_dump import WikiDump

    return WikiDump(source)


def _markdown(source: SourceFile) -> Document:
    from seeds.sources.readers.markdown import Markdown

    return Markdown(source.decoded(), source.path.stem, former=source.former)


def _webpage(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.webpage import Webpage

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


def _epub(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.epub import Epub

    return Epub(source)


def _subtitles(source: SourceFile) -> Document:
    from seeds.sources.readers.subtitles import Subtitles

    return Subtitles(source)


def _feed(source: SourceFile) -> Document:
    from seeds.sources.readers.markup.feed import Feed

    return Feed(source)


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
    ".epub": _epub,
    ".srt": _subtitles,
    ".ass": _subtitles,
    ".ssa": _subtitles,
    ".vtt": _subtitles,
    ".rss": _feed,
    ".atom": _feed,
    ".xml": _xml,
}

_BY_KIND: dict[str, Callable[[SourceFile], Document]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _webpage,
    "jsonl": _json_lines,
    "json": _json_list,
    "table": _table,
    "epub": _epub,
    "subtitles": _subtitles,
    "feed": _feed,
    "mediawiki": _dump,
    "wikiextractor": _extract,
    "labelled": _labelled,
}
"""The readers by the names of ``seeds.sources.settings.KINDS``."""

_PACKED_XML = ".xml.bz2"

SUFFIXES = frozenset([*_READERS, _PACKED_XML])
"""The suffixes of the files that are looked for in a folder."""

_ENDINGS = tuple(SUFFIXES)

_OTHERWISE_READ = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".md", ".markdown")
"""The suffixes of the kinds of files that version 0.1.0 did not take for text, nor for binary data."""

_UNCHANGED = (".txt", ".text", ".epub", _PACKED_XML)
"""The suffixes of the kinds of files that version 0.1.0 read as they are read now, or not at all."""


def varies(document: str) -> bool:
    """Return whether version 0.1.0 read a file of this path in another way; some only where it was opened alone."""
    return is_read(document) and not document.lower().endswith(_UNCHANGED)
