"""The tagged digest: a ``#tag`` line, then for each article a title line and a body line, until the next tag."""

import sys
from collections.abc import Iterator
from itertools import islice

from seeds.decode import Decoded
from seeds.errors import Problem
from seeds.i18n import _
from seeds.readers.byline import byline
from seeds.readers.document import Record
from seeds.readers.lines import Line, filled_lines

_LONGEST_TAG = 40
_LONGEST_TITLE = 160
_PROBED_LINES = 41


def is_digest(text: str) -> bool:
    """Whether ``text`` has the digest's form: a tag line first, then titles that are shorter than their bodies.

    Judged by the first twenty pairs: no title is longer than 160 code points, and the titles together are no longer
    than the bodies together.
    """
    probe = list(islice(filled_lines(text), _PROBED_LINES))
    if not probe or not _tag(text, probe[0]):
        return False
    pairs = [line for line in probe if not _tag(text, line)]
    titles = [line.end - line.start for line in pairs[::2]]
    bodies = [line.end - line.start for line in pairs[1::2]]
    return bool(titles) and max(titles) <= _LONGEST_TITLE and (not bodies or sum(titles[: len(bodies)]) <= sum(bodies))


class Digest:
    """A digest; each record's locator is the code point at which its title begins."""

    single = False

    def __init__(self, decoded: Decoded, name: str) -> None:
        self._decoded = decoded
        self._name = name
        self.weight = sys.getsizeof(decoded.text)

    def records(self) -> Iterator[Record | Problem]:
        """Read the articles in order; a title without a body is an article, and a problem."""
        text = self._decoded.text
        tag = ""
        title: Line | None = None
        for line in filled_lines(text):
            if new_tag := _tag(text, line):
                if title:
                    yield self._record(title, None, tag)
                    yield self._bodiless(title)
                    title = None
                tag = new_tag
            elif title is None:
                title = line
            else:
                yield self._record(title, line, tag)
                title = None
        if title:
            yield self._record(title, None, tag)
            yield self._bodiless(title)

    def record(self, locator: int, /) -> Record | None:
        """Read the article whose title line begins at the code point ``locator``."""
        text = self._decoded.text
        pair = list(islice(filled_lines(text, locator), 2))
        if not pair or pair[0].start != locator or _tag(text, pair[0]):
            return None
        has_body = len(pair) == 2 and not _tag(text, pair[1])
        return self._record(pair[0], pair[1] if has_body else None, "")

    def _record(self, title: Line, body: Line | None, tag: str) -> Record:
        text = self._decoded.text[title.start : body.end if body else title.end]
        return Record(
            text,
            title=self._decoded.text[title.start : title.end].strip(),
            title_length=title.end - title.start,
            start=title.start,
            line=title.number,
            locator=title.start,
            source=byline(text) if body else "",
            tag=tag,
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
        )

    def _bodiless(self, title: Line) -> Problem:
        return Problem(
            self._name,
            _("this title has no body"),
            title.number,
            advice=_("a digest has a #tag line, then title and body lines in turn"),
        )


def _tag(text: str, line: Line) -> str:
    """Give the tag that a line names, or an empty text if it is no tag line."""
    words = text[line.start : line.end].strip() if line.end - line.start <= _LONGEST_TAG else ""
    name = words[1:]
    is_tag = words.startswith("#") and name and "#" not in name and not any(c.isspace() for c in name)
    return name if is_tag else ""
