"""Read DuIE and CMeIE: a text a line, with triples of words, of which spans and relations are made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.mentions import Mention, Tie, locate
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.exchange.shared.validated_jsonl import first_item, read_validated_json
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_VALUE = "@value"
_MEANINGLESS = {
    "postag": "how the text is cut into words",
    "spo_list.Combined": "whether its two ends are in different sentences",
}


class Duie:
    """Read ``{"text", "spo_list": [{"predicate", "subject", "subject_type", "object", "object_type"}, …]}``.

    An object and its type are words, or hold words by slot: ``@value`` and others, such as ``inWork``, of which a
    relation ``predicate.inWork`` is made. Words say nothing of their place, so that those that do not stand in the
    text just once are lost.
    """

    about = FormatInfo(
        "duie",
        _("DuIE and CMeIE: a text a line, with triples of words"),
        ".jsonl",
        Capabilities(Unit.TEXT, overlap=True, relations=True, times=False),
        writes=False,
        keys=("text", "spo_list"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is only read; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “spo_list”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            record = described(Record("", value["text"]), value, ("text", "spo_list"))
            where = record.id or line_name(number)
            ties = [tie for item in value["spo_list"] for tie in _ties(item, where, report)]
            spans, relations = locate(record.text, (), ties, where, report)
            yield replace(record, spans=spans, relations=relations)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is one of this format."""
        return _fits(first_item(path, head))


FORMAT = Duie()


def _fits(value: Mapping[str, Any]) -> bool:
    return isinstance(peek(value, "text"), str) and isinstance(peek(value, "spo_list"), list)


def _ties(item: object, where: str, report: Report) -> Iterator[Tie]:
    """Yield the relations of a triple: one for each slot of its object."""
    triple = item if isinstance(item, dict) else {}
    subject, predicate = triple.get("subject"), triple.get("predicate")
    if not isinstance(subject, str) or not isinstance(predicate, str) or "object" not in triple:
        discard(item)
        report.add(DroppedItem(where, str(item), _("has no subject, predicate and object")), "relation")
        return
    head = _mention(subject, triple.get("subject_type"))
    labels = _slots(triple.get("object_type"))
    for slot, words in _slots(triple.get("object")).items():
        kind = predicate if slot == _VALUE else f"{predicate}.{slot}"
        tail = _mention(words, labels.get(slot))
        if head and tail:
            yield Tie(kind, head, tail)
        else:
            reason = _("has no words or no type for one of its ends")
            report.add(DroppedItem(where, f"{subject} {kind}", reason), "relation")


def _slots(value: object) -> dict[str, object]:
    return dict(value.items()) if isinstance(value, dict) else {_VALUE: value}


def _mention(words: object, label: object) -> Mention | None:
    valid = isinstance(words, str) and isinstance(label, str) and words and label
    return Mention(str(words), str(label)) if valid else None
