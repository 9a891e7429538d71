"""Drop what a file cannot hold: characters are never replaced, but what has them is lost, and reported."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import NOTHING, Span
from seeds.i18n import _

NOT_UTF8 = re.compile("[\ud800-\udfff]")
"""What UTF-8 cannot hold."""

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a character reference."""


def sanitize(records: Iterable[Record], forbidden: re.Pattern[str], holder: str, report: Report) -> Iterator[Record]:
    """Yield the records without what the ``holder``, such as XML, cannot hold.

    A record is lost if its text, its id or the name of a label or relation has a forbidden character; a note, title,
    category or attribute is lost alone.
    """
    for record in records:
        names = (record.id, *(span.label for span in record.spans), *(tie.type for tie in record.relations))
        forbidden_match = next((match for text in (record.text, *names) if (match := forbidden.search(text))), None)
        if forbidden_match is None:
            yield _Cleaner(record, forbidden, holder, report).cleaned()
        else:
            report.drop(
                record,
                _cannot(_("the text or a name holds {character}, which {holder} cannot"), forbidden_match, holder),
                what="article",
            )


class _Cleaner:
    """Take what cannot be held from a record whose text can."""

    def __init__(self, record: Record, forbidden: re.Pattern[str], holder: str, report: Report) -> None:
        self._record = record
        self._forbidden = forbidden
        self._holder = holder
        self._report = report

    def cleaned(self) -> Record:
        record = self._record
        return replace(
            record,
            spans=tuple(map(self._span, record.spans)),
            title=self._text(record.title, "title"),
            document=self._text(record.document, "document"),
            annotator=self._text(record.annotator, "annotator"),
            note=self._text(record.note, "note"),
            categories=tuple(name for name in record.categories if self._text(name, "category")),
            meta={key: value for key, value in record.meta.items() if self._text(value, "metadata", words=key)},
        )

    def _span(self, span: Span) -> Span:
        values = {name: value for name, value in span.attributes.items() if self._attribute(name, value, span)}
        return replace(span, note=self._text(span.note, "note", span), attributes=values or NOTHING)

    def _attribute(self, name: str, value: str | bool, span: Span) -> bool:
        text = f"{name}={value}"
        return bool(self._text(text, "attribute", span))

    def _text(self, text: str, what: str, span: Span | None = None, words: str = "") -> str:
        match = self._forbidden.search(text)
        if match is None:
            return text
        reason = _cannot(_("holds {character}, which {holder} cannot"), match, self._holder)
        self._report.drop(self._record, reason, span, what, words)
        return ""


def _cannot(message: str, match: re.Match[str], holder: str) -> str:
    return message.format(character=f"U+{ord(match[0]):04X}", holder=holder)


# What plug-ins of version 0.1.0 import.
holdable = sanitize
