"""Read and write W3C Web Annotation: an annotation page (JSON-LD) for each article, one a line.

Positions are code points of the text, which is in the page as ``zhupi:text``, a term of our own beside others that say
what the article is. A label is a body with the purpose ``tagging``, a note one with ``commenting``, an attribute one
with ``describing`` and its name in ``zhupi:attribute``; ``modified`` is when a span was made or last changed. Relations
have the motivation ``linking``, and lead from their target to their body. Categories are ``classifying``, and the note
of the article ``commenting``, on all of it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.markup.w3c.reader import (
    ANNOTATION,
    MEANINGLESS,
    PAGE,
    is_annotations,
    read_annotations,
)
from annotations.exchange.options import Options
from annotations.exchange.provenance import TIMES
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.validated_jsonl import first_object, read_validated_jsonl
from annotations.model import times
from annotations.model.span import Relation, Span
from seeds.i18n import _

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"zhupi": "urn:zhupi:"}]
_FACTS = ("id", "document", "title", "annotator", "status", "offset", "text")


class W3c:
    """Write and read annotation pages."""

    about = FormatInfo(
        "w3c",
        _("W3C Web Annotation: an annotation page of JSON-LD a line"),
        ".jsonl",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
        keys=("type", "target"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a page for each record."""
        write_lines(path, _pages(records, options.context, report))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the pages of a file, and the annotations that stand alone."""
        for _number, value in read_validated_jsonl(
            path, report, is_annotations, _("annotation of the W3C's"), MEANINGLESS
        ):
            yield from read_annotations(value, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an annotation or a page of such."""
        return is_annotations(first_object(head))


FORMAT = W3c()


def _pages(records: Iterable[Record], context: int, report: Report) -> Iterator[dict[str, Any]]:
    for record in records:
        yield _Writer(record, context).page()
        report.wrote(record)


class _Writer:
    """Make the page of one article."""

    def __init__(self, record: Record, context: int) -> None:
        self._record = record
        self._context = context
        fragment = f"@{record.offset}" if record.offset else ""
        self._source = f"urn:zhupi:{_quoted(record.document)}:{_quoted(record.id)}{fragment}"
        self._page = f"{self._source}#{_quoted(record.annotator)}"
        self._names = {span.id: f"{self._page}/{number}" for number, span in enumerate(record.spans, 1)}

    def page(self) -> dict[str, Any]:
        record = self._record
        facts = {f"zhupi:{name}": value for name in _FACTS if (value := getattr(record, name)) or name == "text"}
        meta = {f"zhupi:{name}": value for name, value in record.meta.items() if name != TIMES}  # each says its own
        items = [self._span(span) for span in record.spans]
        items += [self._relation(tie) for tie in record.relations]
        items += [self._of_article("classifying", name) for name in record.categories]
        items += [self._of_article("commenting", record.note)] if record.note else []
        numbered = [{"id": f"{self._page}/{number}"} | item for number, item in enumerate(items, 1)]
        return {
            "@context": _CONTEXT,
            "id": self._page,
            "type": PAGE,
            "zhupi:article": facts | ({"zhupi:meta": meta} if meta else {}),
            "items": numbered,
        }

    def _annotation(self, motivation: str, body: object, target: object) -> dict[str, Any]:
        creator = {"type": "Person", "name": self._record.annotator}
        origin = {"creator": creator} if self._record.annotator else {}
        return {"type": ANNOTATION, "motivation": motivation, **origin, "body": body, "target": target}

    def _span(self, span: Span) -> dict[str, Any]:
        bodies = [_text("tagging", span.label)]
        bodies += [_text("commenting", span.note)] if span.note else []
        bodies += [_attribute(name, value) for name, value in span.attributes.items()]
        made = {"modified": times.time_text(span.time)} if span.time else {}
        return self._annotation("tagging", bodies, self._target(span)) | made

    def _target(self, span: Span) -> dict[str, Any]:
        text = self._record.text
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        words = {
            "type": "TextQuoteSelector",
            "exact": self._record.words(span),
            "prefix": text[max(0, span.start - self._context) : span.start],
            "suffix": text[span.end : span.end + self._context],
        }
        return {"type": "SpecificResource", "source": self._source, "selector": [position, words]}

    def _relation(self, tie: Relation) -> dict[str, Any]:
        end = {"type": "SpecificResource", "purpose": "linking", "source": self._names[tie.tail]}
        return self._annotation("linking", [end, _text("tagging", tie.type)], self._names[tie.head])

    def _of_article(self, motivation: str, value: str) -> dict[str, Any]:
        return self._annotation(motivation, [_text(motivation, value)], self._source)


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _attribute(name: str, value: str | bool) -> dict[str, Any]:
    if isinstance(value, bool):
        return _text("describing", str(value).lower()) | {"zhupi:attribute": name, "zhupi:flag": value}
    return _text("describing", value) | {"zhupi:attribute": name}


def _quoted(name: str) -> str:
    return quote(name, safe="", errors="replace")
