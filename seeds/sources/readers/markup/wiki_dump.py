"""Read a dump of a MediaWiki (Wikipedia, Wikisource), packed or not, as a stream: a page is an article, in wikitext."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from seeds.article import MarkedHeading
from seeds.encoding.decoding import unify_newlines
from seeds.errors import Notice, Problem
from seeds.i18n import _, ngettext
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceFile, SourceRecord, unreadable
from seeds.sources.readers.markup.packed import PackedError, Restart, unpacked
from seeds.system.descriptors import amount
from seeds.system.files import LINE

_HEADING = re.compile(r"^(?P<signs>={2,6})[ \t]*(?P<words>[^=\s][^\n]*?)[ \t]*(?P=signs)(?=[ \t]*$)", re.MULTILINE)
_WIKITEXT = ("", "wikitext")
_FIELDS = {
    ("page", "title"), ("page", "ns"), ("page", "id"), ("revision", "timestamp"), ("revision", "model"),
    ("revision", "text"), ("siteinfo", "sitename"), ("namespaces", "namespace"),
}  # fmt: skip
_DEEPEST = 32
_CHUNK = 1 << 16
_CONTINUATION = bytes(range(0x80, 0xC0))


class _RefusedError(Exception):
    """Report a dump that is not read any further; its text is why, for the user."""


@dataclass(slots=True)
class _Page:
    """Hold a page while it is read: where it begins, and its fields by name."""

    byte: int
    start: int
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    redirects: bool = False


class _Chunk(NamedTuple):
    """Hold a piece of the file with the byte and the code point at which it begins."""

    byte: int
    start: int
    raw: bytes

    def code_points(self, end: int) -> int:
        """Count the code points before a byte of it, with a line end as one."""
        before = self.raw[:end]
        return len(before.translate(None, _CONTINUATION)) - before.count(b"\r\n")


class WikiDump:
    """Read the pages in order, those of every namespace but redirects; the locator is the byte of a page's mark.

    In a packed file it is a byte of what is unpacked. Of several revisions the last in the file is read. What stands in
    a namespace with a name has it as its tag.
    """

    single = False
    weight = 0

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._restarts: list[Restart] = []

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the pages to the end, or up to the first mistake; say what is left out."""
        stream = _Stream(self._source, 0, self._restarts)
        left_out: Counter[str] = Counter()
        any_read = False
        try:
            for page in stream.pages():
                why = _reason_to_leave_out(page)
                if why:
                    left_out[why] += 1
                else:
                    any_read = True
                    yield stream.record(page)
        except _RefusedError as error:
            yield Problem(self._source.name, str(error), stream.line)
        except PackedError as error:
            yield Problem(self._source.name, str(error), stream.line)
        except OSError as error:
            yield unreadable(self._source.name, error)
        if any_read:
            advice = _("what WikiExtractor makes of a dump is read too, and has no marks")
            yield Notice(self._source.name, _("wikitext is read as it stands, with its marks"), advice=advice)
        for why, count in left_out.most_common():
            message = ngettext("{count} page is left out: {why}", "{count} pages are left out: {why}", count)
            yield Notice(self._source.name, message.format(count=count, why=why))

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the page whose mark begins at the byte ``locator``."""
        stream = _Stream(self._source, locator, self._restarts)
        try:
            for page in stream.pages():
                return None if _reason_to_leave_out(page) else stream.record(page)
        except (_RefusedError, OSError):
            return None
        return None


class _Stream:
    """Read pages one after the other from a byte on, at which the file or a page begins."""

    def __init__(self, source: SourceFile, byte: int, restarts: list[Restart]) -> None:
        self._source = source
        self._restarts = restarts
        self._begin = byte
        self._site = ""
        self._namespaces: dict[str, str] = {}
        self._path: list[str] = []
        self._key = ""
        self._text: list[str] = []
        self._size = 0
        self._page: _Page | None = None
        self._ready: list[_Page] = []
        self._chunks: deque[_Chunk] = deque(maxlen=2)  # a mark may begin in one and end in the next
        self._parser = ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        if hasattr(self._parser, "SetReparseDeferralEnabled"):  # what has been read is wanted at once
            self._parser.SetReparseDeferralEnabled(False)

    @property
    def line(self) -> int:
        """Return the number of the line that is being read."""
        return self._parser.CurrentLineNumber

    def pages(self) -> Iterator[_Page]:
        """Read the pages; raises ``_RefusedError`` for what is no dump, and ``OSError``."""
        byte, start = self._begin, 0
        with unpacked(self._source, self._restarts) as file:
            file.seek(byte)
            while raw := file.read(_CHUNK):
                if raw.endswith(b"\r"):
                    raw += file.read(1)
                chunk = _Chunk(byte, start, raw)
                self._chunks.append(chunk)
                failure = self._feed(raw)
                yield from self._ready
                self._ready.clear()
                if failure:
                    raise failure
                byte += len(raw)
                start += chunk.code_points(len(raw))
        failure = self._feed(b"", at_end=True)
        if failure:
            raise failure

    def record(self, page: _Page) -> SourceRecord:
        """Make a record of a page."""
        fields = page.fields
        title = " ".join(fields.get("title", "").split())
        body = unify_newlines(fields.get("text", ""))[0]
        text = f"{title}\n{body}" if title else body
        return SourceRecord(
            text,
            title=title or fields.get("id", ""),
            title_length=len(title),
            start=page.start,
            line=page.line,
            locator=page.byte,
            id=fields.get("id", "").strip(),
            source=self._site or byline(body),
            tag=self._namespaces.get(fields.get("ns", "").strip(), ""),
            date=iso_date(fields.get("timestamp", "")),
            headings=tuple(
                MarkedHeading(match.start(), match.end(), len(match["signs"]) - 1, match["words"])
                for match in _HEADING.finditer(text)
            ),
        )

    def _feed(self, raw: bytes, *, at_end: bool = False) -> _RefusedError | None:
        try:
            self._parser.Parse(raw, at_end)
        except ExpatError as error:
            return _RefusedError(_("is not valid XML: {reason}").format(reason=error))
        except _RefusedError as error:
            return error
        return None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise _RefusedError(_("is nested deeper than a dump is"))
        if name == "page" and self._page is None:
            self._page = self._begun(self._begin + self._parser.CurrentByteIndex)
            self._size = 0
        elif name == "redirect" and self._page:
            self._page.redirects = True
        self._key = name if (parent, name) in _FIELDS else ""
        if name == "namespace":
            self._key = f"namespace {attributes.get('key', '')}"
        self._text.clear()

    def _characters(self, text: str) -> None:
        if self._key:
            self._size += len(text)
            if self._size > LINE:
                raise _RefusedError(_("has a page of more than {limit}").format(limit=amount(LINE)))
            self._text.append(text)

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._key:
            self._store("".join(self._text))
            self._key = ""
        if name == "page" and self._page and "page" not in self._path:
            self._ready.append(self._page)
            self._page = None

    def _store(self, text: str) -> None:
        if self._page:
            self._page.fields[self._key] = text
        elif self._key == "sitename":
            self._site = " ".join(text.split())
        elif self._key.startswith("namespace "):
            self._namespaces[self._key.partition(" ")[2]] = " ".join(text.split())

    def _refuse_document_type(self, *_declared: object) -> None:
        raise _RefusedError(_("declares a document type, which no dump does"))

    def _begun(self, byte: int) -> _Page:
        """Return a page that begins at a byte, with the code point and line of that."""
        chunk = next((each for each in reversed(self._chunks) if each.byte <= byte), self._chunks[0])
        return _Page(byte, chunk.start + chunk.code_points(byte - chunk.byte), self.line)


def _reason_to_leave_out(page: _Page) -> str:
    """Return why a page is no article; empty where it is one."""
    if page.redirects:
        return _("redirects")
    model = page.fields.get("model", "")
    if model not in _WIKITEXT:
        return model
    return "" if page.fields.get("text", "").strip() else _("without text")
