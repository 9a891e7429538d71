"""Give the texts of a file that somebody may want to read, without the help of the reader that makes articles of it.

What is said to be left out where a file is listed is none of them: comments, redirects, what stands around a page.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from seeds.errors import Problem, SourceError
from seeds.sources.readers.document import SourceFile
from seeds.sources.readers.markdown import body_start
from seeds.sources.readers.markup.archive import Archive, MemberError
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.markup.markup_tree import html_tree, local_name, xml_tree
from seeds.sources.readers.markup.package import read_package
from seeds.sources.readers.markup.packed import ENDING, PackedError, unpacked
from seeds.sources.readers.markup.page_tree import FRAMES
from seeds.sources.readers.markup.xml_kind import DUMP, root_name
from seeds.sources.readers.table_layout import find_layout
from seeds.sources.readers.table_rows import TableRows
from seeds.sources.readers.wiki_extract import is_extract
from seeds.system.files import LINE
from seeds.toml.nesting import load_json

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLES = (".csv", ".tsv")
OBJECTS = (".json", ".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom")
_SUBTITLES = (".srt", ".vtt", ".ass", ".ssa")
_MARKDOWN = (".md", ".markdown")

_UNREAD = ("head", "script", "style", "template", "rt", "rp")
"""Elements of markup whose text nobody reads; a ruby's reading stands beside what it is the reading of."""

_WHOLE_TEXTS = ("content", "encoded")
_SHORT_TEXTS = ("description", "summary")
_DOC_MARK = re.compile(r"^</?doc\b[^\n]*>[ \t]*$", re.MULTILINE)
_TAG = re.compile("<[^<>]*>")
_CUE_TAG = re.compile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")
_EVENT = re.compile(r"^Dialogue:(?:[^,\n]*,){9}", re.MULTILINE)
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_PIECE = 1 << 16


def readable_texts(source: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file by their paths in its objects; without a path where it has no objects.

    Raises ``SourceError`` where it cannot be read.
    """
    suffix = source.path.suffix.lower()
    if suffix == ".epub":
        yield from (("", text) for text in _chapters(source))
    elif suffix == ENDING or (suffix in _FEEDS and root_name(source) == DUMP):
        yield from (("", text) for text in _pages_of_dump(source))
    else:
        yield from _texts_in(source, suffix)


def _texts_in(source: SourceFile, suffix: str) -> Iterator[tuple[str, str]]:
    data = source.data()
    text = source.decode(data, declared_encoding(data) if suffix in (*_PAGES, *_FEEDS) else None).text
    if suffix in OBJECTS:
        yield from _strings_of(text)
    elif suffix in _PAGES:
        yield "", _visible(html_tree(text).root, (*_UNREAD, *FRAMES))
    elif suffix in _FEEDS:
        yield from (("", words) for words in _entries(text))
    elif suffix in TABLES:
        layout = find_layout(text, suffix, ())
        rows = TableRows(text, layout.delimiter, layout.start, 1)
        yield from (("", "".join(row)) for row in islice(rows, int(layout.has_header), None))
    elif suffix in _SUBTITLES:
        yield "", _cues(text)
    elif suffix in _MARKDOWN:
        yield "", text[body_start(text) :]
    else:
        yield "", _DOC_MARK.sub("", text) if is_extract(text) else text


def _chapters(source: SourceFile) -> Iterator[str]:
    archive = Archive(source)
    for chapter in read_package(archive, source.name).chapters:
        try:
            data = archive.read(chapter.member)
            text = source.decode(data, declared_encoding(data)).text
        except (MemberError, SourceError):
            continue  # it is told where the articles are listed
        yield _visible(html_tree(text).root)


def _pages_of_dump(source: SourceFile) -> Iterator[str]:
    """Yield the pages of a dump, one at a time, without redirects and what the dump says of itself."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
    try:
        with unpacked(source, []) as file:
            while piece := file.read(_PIECE):
                if len(rest) > LINE:
                    return  # so does the reader, and says so
                *pages, rest = f"{rest}{decoder.decode(piece)}".split("</page>")
                for page in pages:
                    if "<redirect" not in page:
                        yield _TAG.sub("", page[max(0, page.find("<page>")) :])
    except PackedError as error:
        raise SourceError(Problem(source.name, str(error))) from error


def _entries(text: str) -> Iterator[str]:
    """Yield the entries of a feed: their titles, and their texts, which are short ones where there are no others."""
    root = xml_tree(text).root
    for entry in [] if root is None else root.iter("{*}item", "{*}entry"):
        parts = {local_name(child): child for child in entry}
        texts = [parts[name] for name in _WHOLE_TEXTS if name in parts]
        texts = texts[:1] or [parts[name] for name in _SHORT_TEXTS if name in parts][:1]
        for part in [*texts, *(parts[name] for name in ("title",) if name in parts)]:
            yield _visible(html_tree("".join(map(str, part.itertext()))).root)


def _cues(text: str) -> str:
    """Return what subtitles say, with their times and numbers."""
    if _EVENT.search(text):
        text = "\n".join(line[match.end() :] for line in text.split("\n") if (match := _EVENT.match(line)))
    blocks = (block for block in text.split("\n\n") if not _NO_CUE.match(block.lstrip()))
    return _CUE_TAG.sub("", "\n\n".join(blocks))


def _visible(root: "_Element | None", unread: Iterable[str] = _UNREAD) -> str:
    """Return the text below an element, without that of elements of some names."""
    if root is None:
        return ""
    for element in list(root.iter(*unread)):
        element.clear(keep_tail=True)
    return "".join(map(str, root.itertext("*")))


def _strings_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the strings in JSON, or in lines of it, by their paths; in what is none, all of it."""
    for value in _values(text):
        for path, words in _walk(value, ""):
            yield path.removeprefix("[]."), words


def _values(text: str) -> Iterable[object]:
    try:
        return [load_json(text)]
    except ValueError:
        return map(_value, text.split("\n"))


def _value(line: str) -> object:
    try:
        return load_json(line)
    except ValueError:
        return line


def _walk(value: object, path: str) -> Iterator[tuple[str, str]]:
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            repeated = _repeated(value)
            waiting += [
                (f"{path}.{key}" if path else key, inner) for key, inner in value.items() if key not in repeated
            ]
        elif isinstance(value, list):
            waiting += [(f"{path}[]", inner) for inner in value]


def _repeated(value: dict[str, object]) -> set[str]:
    """Return the keys of what another text of an object begins with, as a title before its text: it is there once."""
    texts = {key: inner for key, inner in value.items() if isinstance(inner, str) and inner}
    openings = {_spelled(inner.lstrip().partition("\n")[0]) for inner in texts.values() if "\n" in inner.strip()}
    return {key for key, inner in texts.items() if "\n" not in inner.strip() and _spelled(inner) in openings}


def _spelled(text: str) -> str:
    return "".join(text.split())
