"""Read what WikiExtractor makes of a dump: articles between ``<doc id="…" url="…" title="…">`` and ``</doc>``."""

import re
import sys
from collections.abc import Iterator
from html import unescape

from seeds.encoding.decoding import DecodedText
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
from seeds.sources.readers.made_record import excerpt

_HEAD = 1 << 12
_OPENING = re.compile(r"^<doc\b(?P<attributes>[^\n]*)>[ \t]*$", re.MULTILINE)
_CLOSING = re.compile(r"^</doc>[ \t]*$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"""\s(?P<name>\w+)="(?P<value>.*?)"(?=\s+\w+="|\s*$)""")


def is_extract(text: str) -> bool:
    """Return whether a text begins as WikiExtractor's files do."""
    opening = _OPENING.match(text[:_HEAD].lstrip())
    return bool(opening and "title=" in opening["attributes"])


class WikiExtract:
    """Read the articles; each is a piece of the file, and its locator the code point of its opening mark."""

    single = False

    def __init__(self, decoded: DecodedText, name: str) -> None:
        self._decoded = decoded
        self._name = name
        self.weight = sys.getsizeof(decoded.text)

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the articles in order; text outside of them, and one that does not end, are problems."""
        text = self._decoded.text
        end, line, counted = 0, 1, 0
        while opening := _OPENING.search(text, end):
            yield from self._outside(end, opening.start())
            line += text.count("\n", counted, opening.start())
            counted = opening.start()
            record, end = self._record(opening, line)
            if record:
                yield record
            else:
                yield Problem(self._name, _("this article has no text"), line)
            if not _CLOSING.match(text, end):
                yield Problem(self._name, _("this article does not end with </doc>"), line)
            else:
                end = text.find(">", end) + 1
        yield from self._outside(end, len(text))

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the article whose opening mark stands at a code point."""
        opening = _OPENING.match(self._decoded.text, locator)
        return self._record(opening, 1)[0] if opening else None

    def _record(self, opening: re.Match[str], line: int) -> tuple[SourceRecord | None, int]:
        """Give an article, None where it has no text, and where it ends."""
        content = self._decoded.text
        closing = _CLOSING.search(content, opening.end())
        following = _OPENING.search(content, opening.end())
        ends = [match.start() for match in (closing, following) if match]
        end = min(ends, default=len(content))
        body = content[opening.end() : end]
        text = body.strip()
        if not text:
            return None, end
        fields = {match["name"]: unescape(match["value"]) for match in _ATTRIBUTE.finditer(opening["attributes"])}
        title = " ".join(fields.get("title", "").split())
        first = text.partition("\n")[0]
        start = opening.end() + len(body) - len(body.lstrip())
        record = SourceRecord(
            text,
            title=title or excerpt(text),
            title_length=len(first) if title and " ".join(first.split()) == title and first != text else 0,
            start=start,
            line=line + content.count("\n", opening.start(), start),
            locator=opening.start(),
            id=fields.get("id", ""),
            source=byline(text),
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
            link=fields.get("url", ""),
        )
        return record, end

    def _outside(self, start: int, end: int) -> Iterator[Problem]:
        if not self._decoded.text[start:end].isspace() and start < end:
            text = self._decoded.text
            first = start + len(text[start:end]) - len(text[start:end].lstrip())
            yield Problem(self._name, _("this text stands in no article"), text.count("\n", 0, first) + 1)
