"""Read the tagged digest: a ``#tag`` line, then for each article a title line and a body line, until the next tag."""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from seeds.encoding.decoding import DecodedText
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
from seeds.sources.readers.lines import TextLine, filled_lines

_LONGEST_TAG = 40
_LONGEST_TITLE = 160
_PROBED = 20


class _Pair(NamedTuple):
    """Hold the lines of an article under its tag; ``body`` is None where the title has none."""

    title: TextLine
    body: TextLine | None
    tag: str


def is_digest(text: str) -> bool:
    """Return whether ``text`` has the digest's form: a tag line first, then titles that are shorter than their bodies.

    Judged by the first twenty articles: no title is longer than 160 code points, and the titles together are no
    longer than the bodies together.
    """
    first = next(filled_lines(text), None)
    if not first or not _tag(text, first):
        return False
    pairs = list(islice(_pairs(text), _PROBED))
    titles = sum(_size(pair.title) for pair in pairs if pair.body)
    bodies = sum(_size(pair.body) for pair in pairs if pair.body)
    return bool(pairs) and titles <= bodies and all(_size(pair.title) <= _LONGEST_TITLE for pair in pairs)


class Digest:
    """Read a digest; each record's locator is the code point at which its title begins."""

    single = False

    def __init__(self, decoded: DecodedText, name: str) -> None:
        self._decoded = decoded
        self._name = name
        self.weight = sys.getsizeof(decoded.text)

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the articles in order; a title without a body is an article, and a problem."""
        for pair in _pairs(self._decoded.text):
            yield self._record(pair)
            if not pair.body:
                yield self._bodiless(pair.title)

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the article whose title line begins at the code point ``locator``."""
        text = self._decoded.text
        pair = next(_pairs(text, locator), None)
        return self._record(pair) if pair and pair.title.start == locator else None

    def _record(self, pair: _Pair) -> SourceRecord:
        start, title_end = pair.title.start, pair.title.end
        text = self._decoded.text[start : pair.body.end if pair.body else title_end]
        return SourceRecord(
            text,
            title=self._decoded.text[start:title_end].strip(),
            title_length=title_end - start,
            start=start,
            line=pair.title.number,
            locator=start,
            source=byline(text) if pair.body else "",
            tag=pair.tag,
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
        )

    def _bodiless(self, title: TextLine) -> Problem:
        return Problem(
            self._name,
            _("this title has no body"),
            title.number,
            advice=_("a digest has a #tag line, then title and body lines in turn"),
        )


def _pairs(text: str, start: int = 0) -> Iterator[_Pair]:
    """Give the articles from the code point ``start`` on; a tag line ends the pair before it."""
    tag = ""
    title: TextLine | None = None
    for line in filled_lines(text, start):
        new_tag = _tag(text, line)
        if title:
            yield _Pair(title, None if new_tag else line, tag)
            title = None
        elif not new_tag:
            title = line
        tag = new_tag or tag
    if title:
        yield _Pair(title, None, tag)


def _size(line: TextLine) -> int:
    return line.end - line.start


def _tag(text: str, line: TextLine) -> str:
    """Give the tag that a line names, or an empty text if it is no tag line."""
    words = text[line.start : line.end].strip() if line.end - line.start <= _LONGEST_TAG else ""
    name = words[1:]
    is_tag = words.startswith("#") and name and "#" not in name and not any(c.isspace() for c in name)
    return name if is_tag else ""
