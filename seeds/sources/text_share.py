"""Count how much of the Chinese in each file arrives in articles, so that a user can trust what was read."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from seeds.sources.readers.document import SourceFile
from seeds.sources.readers.markdown import body_start
from seeds.sources.readers.markup.archive import Archive, MemberError
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.markup.markup_tree import html_tree
from seeds.sources.readers.markup.package import read_package
from seeds.sources.readers.markup.packed import ENDING, PackedError, unpacked
from seeds.sources.readers.table_layout import find_layout
from seeds.sources.readers.table_rows import TableRows
from seeds.sources.readers.wiki_extract import is_extract
from seeds.toml.nesting import load_json

if TYPE_CHECKING:
    from lxml.etree import _Element

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_TAG = re.compile("<[^>]*>")
_PIECE = 1 << 16
_UNREAD = ("head", "script", "style", "template", "rt", "rp")
"""Elements of markup whose text nobody reads; a ruby's reading stands beside what it is the reading of."""

_MARKUP = frozenset((".html", ".htm", ".xhtml", ".xml", ".rss", ".atom"))
_TABLES = frozenset((".csv", ".tsv"))
_MARKDOWN = frozenset((".md", ".markdown"))
_MARKS = re.compile(r"^</?doc\b[^\n]*>[ \t]*$", re.MULTILINE)
_OBJECTS = frozenset((".json", ".jsonl", ".ndjson"))


class TextShare(NamedTuple):
    """Hold the Chinese characters that a file has and those of its articles: title, text, source and tag.

    ``largest`` is the path of JSON that has most of what does not arrive; empty where all does, and in other files.
    """

    document: str
    there: int
    arrived: int
    articles: int
    largest: str = ""

    @property
    def share(self) -> float:
        """Return the share that arrives, from 0 to 1; what stands in several articles counts once at most."""
        return min(1.0, self.arrived / self.there) if self.there else 1.0


def text_shares(corpus: Corpus) -> Iterator[TextShare | Problem]:
    """Count for each file of a corpus, in order, and pass on what is wrong."""
    listed = groupby(corpus.scan(notices=True), _document_of)
    for document, items in listed:
        infos = []
        for item in items:
            if isinstance(item, ArticleInfo):
                infos.append(item)
            else:
                yield item
        if infos:
            try:
                yield _count(corpus, document, infos)
            except SourceError as error:
                yield error.problem


def _document_of(item: ArticleInfo | Problem) -> str:
    return item.origin.document if isinstance(item, ArticleInfo) else item.document


def _count(corpus: Corpus, document: str, infos: list[ArticleInfo]) -> TextShare:
    there: dict[str, int] = {}
    for path, text in _pieces(corpus.source(document)):
        there[path] = there.get(path, 0) + _han(text)
    arrived = sum(_han(corpus.read(info).text) for info in infos)
    name = document.lower()
    for told, is_of_each in (
        ([info.source for info in infos], name.endswith((*_OBJECTS, *_TABLES))),
        ([info.tag for info in infos], not name.endswith((".xml", ENDING))),
    ):
        arrived += sum(map(_han, told if is_of_each else set(told)))
    total = sum(there.values())
    # Which path is missing cannot be told from counts alone; the largest that would fit the gap is named.
    fitting = {path: count for path, count in there.items() if path and count <= (total - arrived) * 1.01}
    largest = max(fitting, key=lambda path: fitting[path], default="") if arrived < total else ""
    return TextShare(document, total, arrived, len(infos), largest)


def _han(text: str) -> int:
    return sum(len(run) for run in _HAN.findall(text))


def _pieces(source: SourceFile) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file by their paths in its objects; one text without a path where it has no objects."""
    suffix = source.path.suffix.lower()
    if suffix == ".epub":
        archive = Archive(source)
        yield from (("", _visible(text)) for text in _chapters(source, archive))
        return
    if suffix == ENDING:
        yield from (("", _TAG.sub("", text)) for text in _unpacked_text(source))
        return
    text = source.decode(data := source.data(), declared_encoding(data) if suffix in _MARKUP else None).text
    if suffix in _OBJECTS:
        yield from _strings_of(text)
    elif suffix in _MARKUP:
        yield "", _visible(text)
    elif suffix in _TABLES:
        layout = find_layout(text, suffix, ())
        rows = TableRows(text, layout.delimiter, layout.start, 1)
        yield from (("", "".join(row)) for row in islice(rows, int(layout.has_header), None))
    elif suffix in _MARKDOWN:
        yield "", text[body_start(text) :]
    else:
        yield "", _MARKS.sub("", text) if is_extract(text) else text


def _chapters(source: SourceFile, archive: Archive) -> Iterator[str]:
    for chapter in read_package(archive, source.name).chapters:
        try:
            data = archive.read(chapter.member)
            yield source.decode(data, declared_encoding(data)).text
        except (MemberError, SourceError):
            continue  # it is told where the articles are listed


def _unpacked_text(source: SourceFile) -> Iterator[str]:
    """Yield what is packed in a file by whole lines, some of them at a time."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
    try:
        with unpacked(source, []) as file:
            while piece := file.read(_PIECE):
                text, end, rest = f"{rest}{decoder.decode(piece)}".rpartition("\n")
                yield text + end
    except PackedError as error:
        raise SourceError(Problem(source.name, str(error))) from error
    yield rest


def _visible(markup: str) -> str:
    root = html_tree(markup).root
    return "" if root is None else "".join(_words(root))


def _words(element: "_Element") -> Iterator[str]:
    if element.tag not in _UNREAD and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _words(child)
    yield element.tail or ""


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
