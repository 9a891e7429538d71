"""Read a corpus of TEI with stand-off spans, as the export writes it, or with names in the text."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from annotations.exchange.formats.markup.tei.inline import InlineText
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.model.span import Relation, Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import open_stream

NAMESPACE = "http://www.tei-c.org/ns/1.0"
SPANS, RELATIONS, NOTES = "entities", "relations", "notes"

_TEI = f"{{{NAMESPACE}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PLACE = re.compile(r"#string-index\(\s*([^,\s]+)\s*,\s*(\d+)\s*\)")
_META = "meta."


def read_corpus(path: Path, report: Report) -> Iterator[Record]:
    """Yield the record of each ``TEI``: its text is one ``ab`` with an identifier, or all that is in its ``text``.

    Raises ``SourceError`` with the line where the file is not XML, or not of TEI's.
    """
    for element in _elements(path):
        record = _Reader(element, report).record()
        if record:
            yield record


def _elements(path: Path) -> Iterator[Element]:
    """Yield the ``TEI`` elements, each of which is emptied after it was taken."""
    try:
        with open_stream(path) as file:
            root: Element | None = None
            for event, element in ElementTree.iterparse(file, ("start", "end")):  # noqa: S314 - expat has limits of its own
                if root is None:
                    root = element
                    if element.tag not in (f"{_TEI}TEI", f"{_TEI}teiCorpus"):
                        raise SourceError(Problem(str(path), _("is not TEI"), 1))
                if event == "end" and element.tag == f"{_TEI}TEI":
                    yield element
                    element.clear()
                    root.clear()
    except ElementTree.ParseError as error:
        message = _("is not XML, or was cut off: {why}").format(why=error)
        raise SourceError(Problem(str(path), message, error.position[0])) from error
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


class _Reader:
    """Read one ``TEI``."""

    def __init__(self, element: Element, report: Report) -> None:
        self._element = element
        self._report = report
        self._facts = {str(item.get("type")): _text(item) for item in self._all("idno")}
        self._id = self._facts.get("article", "")

    def record(self) -> Record | None:
        texts = [item for item in self._all("ab") if item.get(_ID)]
        if len(texts) != 1 or len(texts[0]):
            return self._inline()
        name, text = str(texts[0].get(_ID)), texts[0].text or ""
        notes = {str(span.get("target")): _text(span) for span in self._group(NOTES)}
        spans = validate_spans(text, self._claims(name, notes), self._id, self._report)
        return self._record(name, text, spans, notes)

    def _inline(self) -> Record | None:
        """Return the record of a text with its names in it; None where there is no text, which is a loss."""
        name = self._id or self._element.get(_ID, "")
        body = self._element.find(f"{_TEI}text")
        inline = InlineText(body, name, self._report) if body is not None else None
        if inline is None or not inline.text:
            self._report.add(DroppedItem(self._id, "TEI", _("has no text")), "article")
            return None
        for kind in (SPANS, RELATIONS, NOTES):
            for span in self._group(kind):
                reason = _("points into a text that is not that of one “ab” with an identifier")
                self._report.add(DroppedItem(name, _text(span), reason))
        spans = validate_spans(inline.text, inline.candidates, name, self._report)
        return self._record(name, inline.text, spans, {})

    def _record(self, name: str, text: str, spans: tuple[Span, ...], notes: dict[str, str]) -> Record:
        return Record(
            self._id or name,
            text,
            spans,
            tuple(self._relations({span.id for span in spans})),
            _text(self._element.find(f"{_TEI}teiHeader//{_TEI}titleStmt/{_TEI}title")),
            self._facts.get("document", ""),
            _text(self._element.find(f"{_TEI}teiHeader//{_TEI}respStmt/{_TEI}name")),
            self._facts.get("status", ""),
            tuple(map(_text, self._all("term"))),
            notes.get(f"#{name}", ""),
            self._facts.get("part", ""),
            int(offset) if (offset := self._facts.get("offset", "")).isdecimal() else 0,
            {key.removeprefix(_META): value for key, value in self._facts.items() if key.startswith(_META)},
        )

    def _claims(self, name: str, notes: dict[str, str]) -> Iterator[SpanCandidate]:
        features = {item.get(_ID): _attributes(item) for item in self._all("fs")}
        for span in self._group(SPANS):
            identifier = str(span.get(_ID))
            places = [_PLACE.fullmatch(span.get(end, "")) for end in ("from", "to")]
            start, end = (int(place[2]) if place and place[1] == name else None for place in places)
            attributes = features.get(span.get("ana", "").removeprefix("#"), {})
            note = notes.get(f"#{identifier}", "")
            yield SpanCandidate(start, end, _text(span), None, identifier, note, attributes)

    def _relations(self, ids: set[str]) -> Iterator[Relation]:
        for span in self._group(RELATIONS):
            ends = [name.removeprefix("#") for name in span.get("target", "").split()]
            if len(ends) == 2 and ids.issuperset(ends):
                yield Relation(_text(span), ends[0], ends[1])
            else:
                self._report.add(DroppedItem(self._id, _text(span), _("one of its spans is missing")), "relation")

    def _group(self, kind: str) -> Iterator[Element]:
        for group in self._all("spanGrp"):
            if group.get("type") == kind:
                yield from group.iter(f"{_TEI}span")

    def _all(self, tag: str) -> Iterator[Element]:
        return self._element.iter(f"{_TEI}{tag}")


def _attributes(features: Element) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {}
    for pair in features.iter(f"{_TEI}vColl"):
        if len(pair) == 2:
            name, value = pair
            attributes[_text(name)] = value.get("value") == "true" if value.tag == f"{_TEI}binary" else _text(value)
    return attributes


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext())
