"""Read feeds (RSS, Atom): each entry is an article, with the whole text where the feed has it."""

import re
import sys
from collections.abc import Iterator, Mapping
from email.utils import parsedate
from io import BytesIO
from typing import Any

from seeds.encoding.decoding import DecodedText, unify_newlines
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.made_record import excerpt
from seeds.sources.readers.markup.blocks import blocks, joined
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.markup.markup_tree import html_tree, without_prolog
from seeds.system.files import WEBPAGE

_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
_DATES = ("published", "updated", "created")


class Feed:
    """Read the entries by feedparser, which takes scripts and the like out of them; the locator is the number."""

    single = False

    def __init__(self, source: SourceFile) -> None:
        self._name = source.name
        data = source.data(WEBPAGE)
        decoded = source.decode(data, declared_encoding(data))
        feed = _parse(decoded, source.name)
        self._damage = str(feed.get("bozo_exception", "")) if feed.get("bozo") else ""
        self._records = list(_records(feed, decoded))
        self.weight = sum(sys.getsizeof(record.text) for record in self._records if record)

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the entries in order; damage is a problem, and so is an entry without words."""
        if self._damage:
            message = _("is damaged, and was read as far as it goes: {reason}")
            yield Problem(self._name, message.format(reason=self._damage))
        for number, record in enumerate(self._records, 1):
            yield record or Problem(self._name, _("entry {number} holds no text").format(number=number))
        if not self._records:
            yield Problem(self._name, _("is a feed without entries"))

    def record(self, locator: int, /) -> SourceRecord | None:
        """Return one entry."""
        return self._records[locator] if 0 <= locator < len(self._records) else None


def _parse(decoded: DecodedText, name: str) -> Mapping[str, Any]:
    """Parse a feed that has been decoded; nothing is fetched, since it is given as an open file."""
    import feedparser

    try:
        file = BytesIO(without_prolog(decoded.text).encode("utf-8"))
        feed: Mapping[str, Any] = feedparser.parse(file, resolve_relative_uris=False, sanitize_html=True)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        message = _("is damaged: {reason}").format(reason=error)
        raise SourceError(Problem(name, message)) from error
    return feed


def _records(feed: Mapping[str, Any], decoded: DecodedText) -> Iterator[SourceRecord | None]:
    """Give a record for each entry, None for one without words."""
    entries = feed.get("entries", [])
    starts = [match.start() for match in _ENTRY.finditer(decoded.text)]
    if len(starts) != len(entries):  # a word that looks like an entry stands in the text of another
        starts = [0] * len(entries)
    source = " ".join(_words(feed.get("feed", {}).get("title_detail")).split())
    line, counted = 1, 0
    for locator, (entry, start) in enumerate(zip(entries, starts, strict=True)):
        line += decoded.text.count("\n", counted, start)
        counted = max(start, counted)
        title, body = " ".join(_words(entry.get("title_detail")).split()), _body(entry)
        parts = [part for part in (title, body) if part]
        if body.startswith(f"{title}\n") or body == title:
            parts = [body] if body else []
        if not parts:
            yield None
            continue
        yield SourceRecord(
            "\n".join(parts),
            title=title or excerpt(body),
            title_length=len(title),
            start=start,
            line=line,
            locator=locator,
            id=str(entry.get("id") or ""),
            source=source or byline(body),
            tag=", ".join(str(tag["term"]) for tag in entry.get("tags") or [] if tag.get("term")),
            date=_date(entry),
            encoding=decoded.encoding,
            newline=decoded.newline,
            link=str(entry.get("link") or ""),
        )


def _body(entry: Mapping[str, Any]) -> str:
    """Return the text of an entry: its content, else its summary."""
    details = [*(entry.get("content") or []), entry.get("summary_detail")]
    return next((words for each in details if (words := _words(each))), "")


def _words(detail: Mapping[str, Any] | None) -> str:
    """Return what a title or text of a feed says, without its markup."""
    value = unify_newlines(str((detail or {}).get("value") or ""))[0].strip()
    if not value or (detail or {}).get("type") == "text/plain":
        return value
    root = html_tree(value).root
    return value if root is None else joined(list(blocks(root)))


def _date(entry: Mapping[str, Any]) -> str:
    """Return the day of an entry as it was there where it was published."""
    for name in _DATES:
        written = str(entry.get(name) or "")
        day = iso_date(written)
        if not day and (parts := parsedate(written)):
            day = iso_date("-".join(map(str, parts[:3])))
        if not day and (parts := entry.get(f"{name}_parsed")):
            day = iso_date("-".join(map(str, parts[:3])))
        if day:
            return day
    return ""
