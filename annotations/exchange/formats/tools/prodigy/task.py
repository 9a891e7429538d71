"""Make a task of Prodigy's of a record."""

from enum import StrEnum
from typing import Any

from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.record_metadata import record_metadata
from annotations.exchange.shared.spacy_tokens import SpacyTokens
from annotations.exchange.shared.tokens import Aligned, align, tokenize
from annotations.exchange.shared.validated_jsonl import distinct
from annotations.model.layer import Status
from annotations.model.span import Relation
from seeds.i18n import _


class Answer(StrEnum):
    """Name what an annotator said of a task."""

    ACCEPT = "accept"
    REJECT = "reject"
    IGNORE = "ignore"


_Place = dict[str, Any]


class TaskWriter:
    """Make one task."""

    def __init__(self, record: Record, options: Options, report: Report) -> None:
        self._record = record
        self._options = options
        self._report = report
        words = tokenize(record.text, options.tokens)
        self._spaced = SpacyTokens.of(record.text, words)
        aligned = align(record.spans, words, options.misaligned, record, report)
        self._places = {item.span.id: self._place(item) for item in aligned}
        self._spans = distinct((item.span for item in aligned), record, report)

    def task(self) -> dict[str, Any]:
        """Return the task as a JSON object."""
        record = self._record
        self._report.wrote(record, self._spans)
        meta = record_metadata(record, self._report, ("categories",))
        task: dict[str, Any] = {"text": record.text, "meta": meta, "tokens": self._tokens(), "spans": []}
        for span in self._spans:
            extra: dict[str, Any] = {"note": span.note} if span.note else {}
            if span.attributes:
                extra["attributes"] = dict(span.attributes)
            task["spans"].append(self._places[span.id] | extra)
        if record.relations:
            task["relations"] = [relation for tie in record.relations if (relation := self._relation(tie))]
        options = dict.fromkeys([*(each.name for each in self._options.schema.categories), *record.categories])
        if options:
            task["options"] = [{"id": name, "text": name} for name in options]
            task["accept"] = list(record.categories)
        return task | {"answer": Answer.IGNORE if record.status == Status.SKIPPED else Answer.ACCEPT}

    def _tokens(self) -> list[dict[str, Any]]:
        text = self._record.text
        rows = zip(self._spaced.tokens, self._spaced.spaces, strict=True)
        return [
            {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space}
            for number, ((start, end), space) in enumerate(rows)
        ]

    def _place(self, item: Aligned) -> _Place:
        numbers, span = self._spaced.numbers, item.span
        return {
            "start": span.start,
            "end": span.end,
            "token_start": numbers[item.first],
            "token_end": numbers[item.last - 1],
            "label": span.label,
        }

    def _relation(self, tie: Relation) -> dict[str, Any] | None:
        head, tail = self._places.get(tie.head), self._places.get(tie.tail)
        if head is None or tail is None:
            self._report.drop(self._record, _("one of its spans is lost"), what="relation")
            return None
        return {
            "head": head["token_end"],
            "child": tail["token_end"],
            "head_span": head,
            "child_span": tail,
            "label": tie.type,
        }
