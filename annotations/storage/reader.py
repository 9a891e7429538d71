"""Read the file of one article and annotator, with everything that is wrong in it, by line."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from annotations.model import times
from annotations.model.layer import Layer, Status
from annotations.model.span import NOTHING, Orphan, Quote, Quoted, Rejection, Relation, Span
from annotations.storage.document import FORMAT, Stamp, Stored
from annotations.storage.parsed_file import Fault, ParsedFile
from annotations.storage.records import (
    METADATA_KEYS,
    METADATA_OPTIONS,
    REJECTION_OPTIONS,
    REJECTION_TYPES,
    RELATION_TYPES,
    SPAN_OPTIONS,
    SPAN_TYPES,
    extra_of,
    metadata_from,
    rejection_from,
    relation_from,
    span_from,
    wrong_attributes,
    wrong_keys,
)
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.toml.nesting import line_of_mistake, refuse_extremes, too_deep_toml

_BYTE_ORDER_MARK = "\ufeff"
_STAMP_TYPES = {"id": str, "title": str, "document": str, "start": int, "length": int, "sha256": str}
_ANNOTATION_OPTIONS = {"annotator": str, "position": int, "updated": datetime, **METADATA_OPTIONS}
_ANNOTATION_KEYS = METADATA_KEYS | {"annotator", "position", "updated"}
_DOCUMENT_KEYS = frozenset(("format", "article", "annotation", "span", "orphan", "relation", "rejected"))


def parse_annotations(content: bytes, name: str) -> ParsedFile:
    """Read the content of a file, which problems call ``name``; never raises."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return ParsedFile(name, "", None, [Fault("", 0, "", _("is not UTF-8, as TOML has to be"), line=line)])
    marked = text.startswith(_BYTE_ORDER_MARK)
    text = text.removeprefix(_BYTE_ORDER_MARK)
    import tomli  # noqa: PLC0415 - compiled, and three times as quick as the standard library's own

    try:
        document = tomli.loads(text)
        refuse_extremes(document)
    except (ValueError, RecursionError) as error:
        mistake = ValueError(too_deep_toml(text)) if isinstance(error, RecursionError) else error
        line = line_of_mistake(mistake, text)
        message = _("is not valid TOML: {reason}").format(reason=mistake)
        return ParsedFile(name, text, None, [Fault("", 0, "", message, line=line)])
    reader = _Reader(document)
    if marked:
        advice = _("save it as UTF-8 without one")
        message = _("begins with a byte order mark, which TOML does not allow")
        reader.blemishes.append(Fault("", 0, "", message, advice))
    return ParsedFile(name, text, reader.stored(), reader.damage, reader.blemishes, reader.numbers, reader.remarks)


class _Reader:
    """Check the tables of one document and collect what is wrong in them."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.damage: list[Fault] = []
        self.blemishes: list[Fault] = []
        self.remarks: list[Fault] = []
        self.numbers: dict[Quoted, tuple[str, int]] = {}

    def stored(self) -> Stored | None:
        """Return what the document says; None where it is of another format or names no article."""
        if not self._is_known_format():
            return None
        stamp = self._stamp()
        annotation = self._table("annotation")
        self._check(annotation, "annotation", 0, {}, _ANNOTATION_OPTIONS)
        self._check_annotation(annotation)
        spans = dict(self._spans("span"))
        orphans = dict(self._spans("orphan"))
        relations = frozenset(self._relations())
        rejections = dict(self._rejections())
        if stamp is None or self.damage:
            return None
        quotes: dict[Quoted, Quote] = {name: quote for name, (_span, quote) in spans.items()}
        quotes |= {each: quote for each, quote in rejections.items() if not each.lost}
        return Stored(
            stamp,
            annotation.get("annotator", ""),
            Layer(
                {name: span for name, (span, _quote) in spans.items()},
                relations,
                {name: Orphan(*item) for name, item in orphans.items()},
                metadata_from(annotation),
                frozenset(rejections),
            ),
            quotes,
            annotation.get("updated"),
            annotation.get("position", 0),
            extra_of(annotation, _ANNOTATION_KEYS),
            extra_of(self._document, _DOCUMENT_KEYS),
        )

    def _is_known_format(self) -> bool:
        version = self._document.get("format")
        if type(version) is int and version == FORMAT:
            return True
        if version is None:
            self._damaged("", 0, "", _("does not say its format: “format = {version}”").format(version=FORMAT))
        elif type(version) is int and version > FORMAT:
            message = _("is of format {version}, and this program knows {known}").format(version=version, known=FORMAT)
            self._damaged("", 0, "format", message, _("install a newer zhupi"))
        else:
            self._damaged("", 0, "format", _("“format” has to be {version}").format(version=FORMAT))
        return False

    def _stamp(self) -> Stamp | None:
        table = self._table("article")
        if not self._check(table, "article", 0, _STAMP_TYPES, {}):
            return None
        return Stamp(**{key: table[key] for key in _STAMP_TYPES}, extra=extra_of(table, _STAMP_TYPES.keys()))

    def _check_annotation(self, table: Mapping[str, Any]) -> None:
        status = table.get("status", Status.NEW)
        if isinstance(status, str) and status not in list(Status):
            nearest = NotFoundError.nearest(_("status"), status, [item.value for item in Status]).problem
            self._damaged("annotation", 0, "status", nearest.message, nearest.advice)
        categories = table.get("categories", [])
        if isinstance(categories, list) and not all(type(item) is str for item in categories):
            self._damaged("annotation", 0, "categories", _("“categories” has to be a list of texts"))

    def _spans(self, kind: str) -> Iterator[tuple[str, tuple[Span, Quote]]]:
        by_id: dict[str, tuple[Span, Quote]] = {}
        for number, table in enumerate(self._tables(kind)):
            if not self._check(table, kind, number, SPAN_TYPES, SPAN_OPTIONS):
                continue
            item = span_from(table)
            name = item[0].id
            if item == by_id.get(name):
                self.blemishes.append(Fault(kind, number, "id", _("“{id}” stands here twice").format(id=name)))
            elif name in self.numbers:
                self._damaged(kind, number, "id", _("“{id}” is the id of an earlier span as well").format(id=name))
            elif self._is_sound(item[0], kind, number):
                if times.KEY in item[0].extra:
                    self.remarks.append(Fault(kind, number, times.KEY, _wrong_type(times.KEY, datetime)))
                by_id[name] = item
                self.numbers[name] = kind, number
                yield name, item

    def _is_sound(self, span: Span, kind: str, number: int) -> bool:
        before = len(self.damage)
        if not span.id:
            self._damaged(kind, number, "id", _empty("id"))
        self._check_place(span, kind, number)
        for key in wrong_attributes(span):
            message = _("the attribute “{key}” has to be a text in quotes, true or false").format(key=key)
            self._damaged(kind, number, "attributes", message)
        return len(self.damage) == before

    def _rejections(self) -> Iterator[tuple[Rejection, Quote]]:
        for number, table in enumerate(self._tables("rejected")):
            if self._check(table, "rejected", number, REJECTION_TYPES, REJECTION_OPTIONS):
                rejection, quote = rejection_from(table)
                self._check_place(rejection, "rejected", number)
                self.numbers[rejection] = "rejected", number
                yield rejection, quote

    def _check_place(self, item: Span | Rejection, kind: str, number: int) -> None:
        if not item.label:
            self._damaged(kind, number, "label", _empty("label"))
        if item.start < 0:
            self._damaged(kind, number, "start", _("“start” is less than 0"))
        if item.start >= item.end:
            message = _("“start” ({start}) has to be less than “end” ({end})")
            self._damaged(kind, number, "start", message.format(start=item.start, end=item.end))

    def _relations(self) -> Iterator[Relation]:
        for number, table in enumerate(self._tables("relation")):
            if not self._check(table, "relation", number, RELATION_TYPES, {}):
                continue
            missing = [key for key in ("from", "to") if table[key] not in self.numbers]
            for key in missing:
                message = _("“{key}” names “{id}”, and there is no such span").format(key=key, id=table[key])
                self.blemishes.append(Fault("relation", number, key, message))
            if not missing:
                yield relation_from(table)

    def _table(self, kind: str) -> Mapping[str, Any]:
        table = self._document.get(kind, NOTHING)
        if isinstance(table, Mapping):
            return table
        self._damaged("", 0, kind, _("“{key}” has to be a table").format(key=kind))
        return NOTHING

    def _tables(self, kind: str) -> list[Mapping[str, Any]]:
        tables = self._document.get(kind, [])
        if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            return tables
        message = _("“{key}” has to be a list of tables: [[{key}]]").format(key=kind)
        self._damaged("", 0, kind, message)
        return []

    def _check(
        self,
        table: Mapping[str, Any],
        kind: str,
        number: int,
        required: Mapping[str, type],
        options: Mapping[str, type],
    ) -> bool:
        """Return whether the known keys are there and of the right types."""
        before = len(self.damage)
        for key in required:
            if key not in table:
                close = get_close_matches(key, [other for other in table if other not in required], n=1)
                advice = _("is “{name}” meant to be it?").format(name=close[0]) if close else ""
                self._damaged(kind, number, close[0] if close else "", _missing(key), advice)
        for key, expected in wrong_keys(table, required, options):
            self._damaged(kind, number, key, _wrong_type(key, expected))
        return len(self.damage) == before

    def _damaged(self, table: str, number: int, key: str, message: str, advice: str = "") -> None:
        self.damage.append(Fault(table, number, key, message, advice))


def _empty(key: str) -> str:
    return _("“{key}” is empty").format(key=key)


def _missing(key: str) -> str:
    return _("“{key}” is missing").format(key=key)


def _wrong_type(key: str, expected: type) -> str:
    messages = {
        str: _("“{key}” has to be a text in quotes"),
        int: _("“{key}” has to be a whole number"),
        bool: _("“{key}” has to be true or false"),
        dict: _("“{key}” has to be a table in braces"),
        list: _("“{key}” has to be a list of texts"),
        datetime: _("“{key}” has to be a date with a time, such as 2026-11-22T05:40:00Z"),
    }
    return messages[expected].format(key=key)
