"""Read DeepKE's data: sentences with entities by their words, with relations, or with one relation an object."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.mentions import Mention, Tie, locate, start_in
from annotations.exchange.shared.objects import objects_in
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.exchange.shared.validated_jsonl import read_validated_json
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_TEXTS = ("sentence", "text", "input")
_ENTITIES = {"entities": ("word", "label"), "entity": ("entity", "entity_type")}
"""The keys of lists of entities, with those of an entity's words and label."""

_ENDS = ("head", "tail")
_RESERVED = (*_ENTITIES, "relation", *(f"{end}{part}" for end in _ENDS for part in ("", "_type", "_offset")))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Hold what one object or several say of a text; ``flat`` where each of them says but one relation."""

    where: str
    base: Record
    mentions: tuple[Mention, ...]
    ties: tuple[Tie, ...]
    flat: bool

    def record(self, report: Report) -> Record:
        """Return the record, without what is not certain."""
        spans, relations = locate(self.base.text, self.mentions, self.ties, self.where, report)
        return replace(self.base, spans=spans, relations=relations)


class Deepke:
    """Read objects with a text, and entities or relations by their words, as DeepKE and DeepKE-LLM have them.

    A text is ``sentence``, ``text`` or ``input``. Entities are ``entities: [{word, label}]`` or
    ``entity: [{entity, entity_type}]``, relations ``relation: [{head, head_type, relation, tail, tail_type}]``, or one
    an object with ``head_offset`` and ``tail_offset``; objects of the same sentence that follow each other are one
    record. Where nothing tells a place, words that do not stand in the text just once are lost.
    """

    about = FormatInfo(
        "deepke",
        _("DeepKE: sentences with entities or relations by their words"),
        ".json",
        Capabilities(Unit.TEXT, overlap=True, relations=True, times=False),
        writes=False,
        keys=("sentence", "entities"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is only read; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a sentence, and entities or relations by their words")
        before: _Sentence | None = None
        for number, value in read_validated_json(path, report, _fits, expected):
            sentence = _sentence(value, line_name(number), report)
            if before and before.flat and sentence.flat and before.base.text == sentence.base.text:
                before = replace(before, ties=before.ties + sentence.ties)
                continue
            if before:
                yield before.record(report)
            before = sentence
        if before:
            yield before.record(report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object that has entities or relations is one of this format."""
        for value in objects_in(head):
            if not _fits(value):
                return False
            if any(value.get(key) for key in (*_ENTITIES, "relation")):
                return _names_its_parts(value)
        return False


FORMAT = Deepke()


def _fits(value: Mapping[str, Any]) -> bool:
    lists = [peek(value, key) for key in (*_ENTITIES, "relation")]
    return bool(_text_key(value)) and (_is_flat(value) or any(isinstance(item, list) for item in lists))


def _text_key(value: Mapping[str, Any]) -> str:
    return next((key for key in _TEXTS if isinstance(peek(value, key), str)), "")


def _is_flat(value: Mapping[str, Any]) -> bool:
    return all(isinstance(peek(value, key), str) for key in ("relation", "head", "tail"))


def _names_its_parts(value: Mapping[str, Any]) -> bool:
    """Return whether its entities and relations have the keys that they have in this format."""
    keys = [(key, set(names)) for key, names in _ENTITIES.items()] + [("relation", {"head", "relation", "tail"})]
    lists = [(value[key], names) for key, names in keys if isinstance(value.get(key), list)]
    return all(isinstance(item, dict) and names <= item.keys() for items, names in lists for item in items)


def _sentence(value: Mapping[str, Any], where: str, report: Report) -> _Sentence:
    key = _text_key(value)
    base = described(Record("", value[key]), value, (key, *_RESERVED))
    where = base.id or where
    if _is_flat(value):
        return _Sentence(where, base, (), tuple(_tie(value, where, report)), flat=True)
    mentions: list[Mention] = []
    for key, (words, label) in _ENTITIES.items():
        if isinstance(peek(value, key), list):
            mentions += (mention for item in value[key] for mention in _mention(item, words, label, where, report))
    items = value["relation"] if isinstance(peek(value, "relation"), list) else []
    ties = tuple(tie for item in items for tie in _tie(item, where, report))
    return _Sentence(where, base, tuple(mentions), ties, flat=False)


def _mention(item: object, words_key: str, label_key: str, where: str, report: Report) -> Iterator[Mention]:
    words, label = (item.get(words_key), item.get(label_key)) if isinstance(item, dict) else (None, None)
    if isinstance(words, str) and words and isinstance(label, str) and label:
        yield Mention(words, label)
    else:
        discard(item)
        reason = _("has no “{words}” and “{label}”").format(words=words_key, label=label_key)
        report.add(DroppedItem(where, str(item), reason))


def _tie(item: object, where: str, report: Report) -> Iterator[Tie]:
    ends = [_end(item, name) for name in _ENDS] if isinstance(item, dict) else []
    kind = item.get("relation") if isinstance(item, dict) else None
    if isinstance(kind, str) and len(ends) == 2 and ends[0] and ends[1]:
        yield Tie(kind, ends[0], ends[1])
    else:
        discard(item)
        reason = _("does not say the words and types of its head and its tail, and what ties them")
        report.add(DroppedItem(where, str(item), reason), "relation")


def _end(item: Mapping[str, Any], name: str) -> Mention | None:
    words, label = item.get(name), item.get(f"{name}_type")
    start = start_in(item.get(f"{name}_offset"))
    if isinstance(words, str) and words and isinstance(label, str) and label:
        return Mention(words, label, start)
    return None
