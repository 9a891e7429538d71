"""Read JSON Lines of Rubrix and Argilla 1: a text a line, with spans as ``[label, start, end]``."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import discard, peek, text_in, use
from annotations.exchange.shared.validated_jsonl import first_item, read_validated_json
from annotations.model.layer import Status
from annotations.model.span import NOTHING
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_MEANINGLESS = {
    "tokens": "pieces of the text",
    "event_timestamp": "when it was made",
    "search_keywords": "how it was found",
    "metrics": "numbers that follow from the text and its spans",
    "vectors": "numbers that follow from the text",
    "multi_label": "how it was asked",
    "inputs": "the text",
}
_STATUS = {"Validated": Status.DONE, "Edited": Status.IN_PROGRESS, "Discarded": Status.SKIPPED, "Default": Status.NEW}
_LISTS = ("annotation", "prediction")


class Argilla:
    """Read ``{"text", "tokens", "annotation": [[label, start, end], …], "annotation_agent", "prediction", "status"}``.

    Offsets are code points, the end not included. An annotation may be an object with these three names, and a
    prediction have a score at its end; predictions are suggestions. Of text classification, the annotation is a label
    or a list of such, which are categories.
    """

    about = FormatInfo(
        "argilla",
        _("Rubrix and Argilla 1: records of token and text classification"),
        ".jsonl",
        Capabilities(overlap=True, categories=True, times=False),
        writes=False,
        keys=("text", "annotation"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is only read; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("object with a “text” and a list “annotation” or “prediction”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            yield _record(value, line_name(number), report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line, or the first object of an array, is of this format."""
        return _fits(first_item(path, head))


FORMAT = Argilla()


def _fits(value: Mapping[str, Any]) -> bool:
    annotation, prediction = (peek(value, name) for name in _LISTS)
    return (
        isinstance(peek(value, "text"), str)
        and (isinstance(annotation, list | str) or isinstance(prediction, list))
        and isinstance(annotation, list | str | None)
        and isinstance(prediction, list | None)
        and ("tokens" in value or "annotation_agent" in value or "status" in value)
    )


def _record(value: Mapping[str, Any], where: str, report: Report) -> Record:
    metadata = value["metadata"] if isinstance(peek(value, "metadata"), dict) else NOTHING
    identifier = peek(value, "id")
    if isinstance(identifier, str | int):
        use(value, "id")
    record = described(Record("", value["text"]), metadata, ("text", "id", "annotator", "status"))
    text = record.text
    annotated = value.get("annotation")
    chosen = [annotated] if isinstance(annotated, str) else annotated
    categories = chosen if isinstance(chosen, list) and all(isinstance(name, str) for name in chosen) else []
    annotation = [item.claim for item in _scored([] if categories else annotated, "", where, report)]
    agent = text_in(value, "prediction_agent")
    status = text_in(value, "status")
    if status not in ("", *_STATUS):
        report.add(DroppedItem(where, status, _("is a status that is not known")), "status")
    return Record(
        str(identifier) if isinstance(identifier, str | int) else "",
        text,
        validate_spans(text, annotation, where, report),
        title=record.title,
        annotator=text_in(value, "annotation_agent"),
        status=_STATUS.get(status, Status.NEW).value if status else "",
        categories=tuple(categories),
        meta=record.meta,
        suggestions=true_suggestions(text, _scored(value.get("prediction"), agent, where, report), where, report),
    )


def _scored(items: object, agent: str, where: str, report: Report) -> Iterator[ScoredSpan]:
    """Yield what the items of a list claim; anything else is a loss."""
    for item in items if isinstance(items, list) else ():
        match item:
            case [str(label), start, end]:
                yield ScoredSpan(SpanCandidate(start, end, label), None, agent)
            case [str(label), start, end, score]:
                yield ScoredSpan(SpanCandidate(start, end, label), score, agent)
            case [str(label), float()]:
                report.add(DroppedItem(where, label, _("a category cannot be suggested")), "category")
            case {"label": label, "start": start, "end": end}:
                yield ScoredSpan(SpanCandidate(start, end, label), item.get("score"), agent)
            case _:
                discard(item)
                report.add(DroppedItem(where, str(item), _("is not of the form [label, start, end]")))
