"""Read annotations of the W3C's model, as the export and other programs write them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from annotations.exchange.formats.foreign import objects_in
from annotations.exchange.importing.text_alignment import QUOTE, locate_quotes, quoted_span
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.mark_times import last_time_in
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, listed, peek, text_in
from annotations.model.span import Relation, Span
from seeds.i18n import _

PAGE = "AnnotationPage"
ANNOTATION = "Annotation"

_TEXTS = ("id", "document", "title", "annotator", "status")
_ABOUT = ("@context", "id", "type", "created", "modified", "generator", "generated", "canonical", "via")
_ITEM = (
    *("id", "type", "created", "modified", "generator", "generated", "canonical", "via", "creator.id", "creator.type"),
    *("body.id", "body.type", "body.format", "body.language", "target.id", "target.type", "target.source"),
)
_SELECTORS = ("type", "prefix", "suffix")
MEANINGLESS = dict.fromkeys(
    (
        *_ABOUT,
        *("partOf", "next", "startIndex", "prev", "label", "total"),
        *(f"{prefix}{key}" for prefix in ("", "items.") for key in _ITEM),
        *(f"{prefix}target.selector.{key}" for prefix in ("", "items.") for key in _SELECTORS),
    ),
    "which document it is, or what its position and its words say already",
)
"""The keys that say nothing more of a text, with the reason, by their path."""

_LABELLING = ("tagging", "classifying", "identifying")
_READ = {*_LABELLING, "commenting"}
_Item = Mapping[str, Any]


class _Claimed(NamedTuple):
    """Hold a claim, and what stands around its words where it ``only_quotes`` them."""

    claim: SpanCandidate
    only_quotes: bool
    before: str
    after: str


def is_annotations(value: _Item) -> bool:
    """Return whether an object is an annotation or a page of such."""
    kinds = listed(value.get("type"))
    return (PAGE in kinds and isinstance(value.get("items"), list)) or (ANNOTATION in kinds and "target" in value)


def read_annotations(value: _Item, report: Report) -> Iterator[Record]:
    """Yield the records of a page or an annotation.

    A page of ours has its article with the text; otherwise there is a record without a text for each source, by which
    it is called, and what a span says is in its ``extra``.
    """
    where = _string(peek(value, "id"))
    items = list(objects_in(value.get("items"), where, report)) if "items" in value else [value]
    article = value.get("zhupi:article")
    if isinstance(article, dict) and isinstance(article.get("zhupi:text"), str):
        yield _Reader(article, items, report).record()
        return
    sources: dict[tuple[str, str], list[_Item]] = {}
    for item in items:
        sources.setdefault((_source(item), _creator(item)), []).append(item)
    for (source, creator), of_source in sources.items():
        yield _Reader({"zhupi:id": source, "zhupi:annotator": creator}, of_source, report).record()


class _Reader:
    """Read the annotations of one article."""

    def __init__(self, article: _Item, items: Iterable[_Item], report: Report) -> None:
        self._article = article
        self._items = list(items)
        self._names = {
            name: f"a{number}" for number, item in enumerate(self._items, 1) if (name := _string(item.get("id")))
        }
        self._creator = next(filter(None, [_creator(item) for item in self._items]), "")
        self._report = report
        self._id = text_in(article, "zhupi:id")
        self._text = article.get("zhupi:text")

    def record(self) -> Record:
        links, categories, notes = [], [], []
        claims: list[_Claimed] = []
        for item in self._items:
            target, *others = listed(item.get("target")) or [None]
            for _other in others:
                self._drop(_string(item.get("id")), _("has several targets, of which the first is read"), "annotation")
            motivations = listed(item.get("motivation"))
            self._drop_bodies(item, motivations)
            if "linking" in motivations:
                links.append(item)
            elif isinstance(target, dict) and "selector" in target:
                claim = _claim(item, target, self._names.get(_string(item.get("id")), ""))
                time = last_time_in(item, ("modified", "created"), self._id, self._report)
                claims.append(claim._replace(claim=replace(claim.claim, time=time)))
                for label in _values(item, _LABELLING)[1:]:
                    self._drop(label, _("is a further label of a span, of which the first is read"), "annotation")
            elif "classifying" in motivations:
                categories += _values(item, _LABELLING)
            elif "commenting" in motivations:
                notes += _values(item, ("commenting",))
            else:
                discard(item)
                self._drop(
                    _string(item.get("id")), _("says neither what an article is nor what a part of it is"), "annotation"
                )
        spans = self._spans(claims)
        texts: dict[str, Any] = {name: text_in(self._article, f"zhupi:{name}") for name in _TEXTS}
        texts["annotator"] = texts["annotator"] or self._creator
        meta = self._article["zhupi:meta"] if isinstance(peek(self._article, "zhupi:meta"), dict) else {}
        names = [name for name in meta if isinstance(peek(meta, name), str)]
        offset = self._article["zhupi:offset"] if isinstance(peek(self._article, "zhupi:offset"), int) else 0
        return Record(
            text=self._text if isinstance(self._text, str) else "",
            spans=spans,
            relations=tuple(self._relations(links, {span.id for span in spans})),
            categories=tuple(categories),
            note="\n".join(notes),
            offset=offset,
            meta={name.removeprefix("zhupi:"): text_in(meta, name) for name in names},
            **texts,
        )

    def _drop_bodies(self, item: _Item, motivations: list[Any]) -> None:
        """Report the bodies that say nothing of what is read: an address alone, or a text of another purpose."""
        for body in [] if "linking" in motivations else listed(item.get("body")):
            if not isinstance(body, dict) or not isinstance(peek(body, "value"), str):
                discard(body)
                self._drop(str(body), _("is a body without a text"), "body")
            elif not {_string(each) for each in _purposes(body, item)} & _READ and "zhupi:attribute" not in body:
                self._drop(_string(body.get("value")), _("is a body of a purpose that is not read"), "body")

    def _spans(self, claims: list[_Claimed]) -> tuple[Span, ...]:
        if isinstance(self._text, str):
            return validate_spans(self._text, list(self._located(self._text, claims)), self._id, self._report)
        return tuple(self._unproved(claims))

    def _located(self, text: str, claims: Iterable[_Claimed]) -> Iterator[SpanCandidate]:
        """Yield claims with their places: of those that only quote, where the words stand just once."""
        for item in claims:
            claim = item.claim
            if not item.only_quotes or not isinstance(claim.quote, str):
                yield claim
                continue
            record = Record("", text, (quoted_span(1, str(claim.label), claim.quote, item.before, item.after),))
            place = next(iter(locate_quotes(text, record).values()), None)
            if place:
                yield replace(claim, start=place[0], end=place[1])
            else:
                reason = _("has no position, and its words do not stand just once in the text")
                self._report.add(DroppedItem(self._id, claim.quote, reason, _string(claim.label)))

    def _unproved(self, claims: Iterable[_Claimed]) -> Iterator[Span]:
        """Take spans of a text that is not there: whoever has it has to check what they say."""
        for number, item in enumerate(claims, 1):
            claim = item.claim
            start, end, label, words = claim.start, claim.end, claim.label, claim.quote
            if item.only_quotes and isinstance(words, str) and isinstance(label, str) and label:
                span = quoted_span(number, label, words, item.before, item.after)
                yield replace(span, attributes=claim.attributes, note=claim.note, time=claim.time)
            elif (
                isinstance(start, int)
                and isinstance(end, int)
                and 0 <= start < end
                and isinstance(label, str)
                and label
            ):
                extra = {QUOTE: words} if isinstance(words, str) else {}
                span = Span(f"s{number}", start, end, label, attributes=claim.attributes, note=claim.note, extra=extra)
                yield replace(span, time=claim.time)
            else:
                reason = _("has no label, or no position in code points")
                self._report.add(DroppedItem(self._id, _string(words), reason, _string(label)))

    def _relations(self, links: Iterable[_Item], ids: set[str]) -> Iterator[Relation]:
        for item in links:
            ends = [body for body in listed(item.get("body")) if isinstance(body, dict) and "source" in body]
            tail = self._names.get(_string(ends[0].get("source")), "") if ends else ""
            head = self._names.get(_source(item), "")
            types = _values(item, _LABELLING)
            if types and head in ids and tail in ids:
                yield Relation(types[0], head, tail)
            else:
                discard(item)
                self._drop(types[0] if types else "", _("has no type, or one of its spans is missing"), "relation")

    def _drop(self, what: str, reason: str, kind: str) -> None:
        self._report.add(DroppedItem(self._id, what, reason), kind)


def _creator(item: _Item) -> str:
    """Return who made an annotation: a name, or else an identifier."""
    creator = next(iter(listed(item.get("creator"))), None)
    if isinstance(creator, dict):
        return text_in(creator, "name") or text_in(creator, "nickname") or _string(peek(creator, "id"))
    return _string(creator)


def _claim(item: _Item, target: _Item, name: str) -> _Claimed:
    selectors = {
        _string(kind): one
        for one in listed(target["selector"])
        if isinstance(one, dict)
        for kind in listed(one.get("type"))
    }
    position = selectors.get("TextPositionSelector", {})
    words = selectors.get("TextQuoteSelector", {})
    labels = _values(item, _LABELLING)
    attributes: dict[str, str | bool] = {}
    for body in _bodies(item):
        of, flag = body.get("zhupi:attribute"), body.get("zhupi:flag")
        if isinstance(of, str):
            attributes[of] = flag if isinstance(flag, bool) else _string(body.get("value"))
    claim = SpanCandidate(
        position.get("start"),
        position.get("end"),
        labels[0] if labels else None,
        words.get("exact"),
        name,
        "\n".join(_values(item, ("commenting",))),
        attributes,
    )
    only_quotes = not position and isinstance(claim.quote, str) and bool(claim.quote)
    return _Claimed(claim, only_quotes, _string(peek(words, "prefix")), _string(peek(words, "suffix")))


def _values(item: _Item, purposes: Iterable[str]) -> list[str]:
    """Yield the texts of bodies with a purpose, which is the annotation's motivation where a body has none."""
    values = []
    for body in _bodies(item):
        fits = any(purpose in purposes for purpose in _purposes(body, item))
        if isinstance(value := body.get("value"), str) and fits:
            values.append(value)
    return values


def _purposes(body: _Item, item: _Item) -> list[Any]:
    return listed(body.get("purpose")) or listed(item.get("motivation"))


def _bodies(item: _Item) -> list[_Item]:
    bodies = [*listed(item.get("body")), {"value": item.get("bodyValue")}]
    return [body for body in bodies if isinstance(body, dict)]


def _source(item: _Item) -> str:
    target = next(iter(listed(item.get("target"))), "")
    return _string(target.get("source") if isinstance(target, dict) else target)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
