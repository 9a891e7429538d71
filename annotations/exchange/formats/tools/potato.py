"""Read the annotations of potato: a line for each text that somebody has annotated."""

from collections.abc import Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, Object, name_in, objects_in
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, use
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from annotations.model.layer import Status
from seeds.i18n import _

_SHOWN = "how it was shown"
_MEANINGLESS = {
    "behavioral_data": "how long, and what the annotator clicked",
    "span_annotations.schema": "which question it answers",
    "span_annotations.title": _SHOWN,
    "span_annotations.color": _SHOWN,
    "span_annotations.id": "a number",
}
_LABELS = ("annotation", "name", "label")
_QUOTES = ("span", "text", "surface")


class Potato(ForeignFormat):
    """Read ``{"user_id", "instance_id", "displayed_text", "span_annotations": [{"start", "end", "annotation"}], …}``.

    Answers of ``label_annotations`` are categories: of each question, the answers that were chosen. What offsets count
    is found out by the quotes, as its pages measure the text.
    """

    about = FormatInfo(
        "potato",
        _("potato: JSON Lines of annotated instances"),
        ".jsonl",
        Capabilities(Unit.CODE_POINTS, overlap=True, categories=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("displayed_text", "span_annotations", "label_annotations"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the lines."""
        expected = _("object with a “displayed_text” and “span_annotations”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            identifier = name_in(value, "instance_id", "id")
            where = identifier or line_name(number)
            record = Record(
                identifier,
                value["displayed_text"],
                annotator=name_in(value, "user_id", "user"),
                status=Status.DONE.value,
                categories=tuple(_categories(value)),
            )
            yield ForeignText(record, where, [_claim(each) for each in _spans(value, where, report)])

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is an annotated instance."""
        return _fits(first_item(path, head))


FORMAT = Potato()


def _fits(value: Object) -> bool:
    return isinstance(peek(value, "displayed_text"), str) and isinstance(peek(value, "span_annotations"), list | dict)


def _spans(value: Object, where: str, report: Report) -> Iterator[Object]:
    """Yield the spans: a list, or a list for each question."""
    spans = value["span_annotations"]
    for items in list(spans.values()) if isinstance(spans, dict) else [spans]:
        yield from objects_in(items, where, report)


def _claim(item: Object) -> SpanCandidate:
    label = next((item[key] for key in _LABELS if key in item), None)
    quote = next((item[key] for key in _QUOTES if isinstance(peek(item, key), str)), None)
    return SpanCandidate(item.get("start"), item.get("end"), label, quote)


def _categories(value: Object) -> Iterator[str]:
    """Yield the answers that were chosen: those whose value is their own name, true, or a number beside it."""
    questions = peek(value, "label_annotations")
    if not isinstance(questions, dict):
        return
    use(value, "label_annotations")
    for name in questions:
        answers = peek(questions, name)
        chosen = [str(key) for key in answers if _is_chosen(peek(answers, key))] if isinstance(answers, dict) else []
        if isinstance(answers, dict) and len(chosen) == len(answers):
            use(questions, name)
            use(answers, *answers)
            yield from chosen


def _is_chosen(answer: object) -> bool:
    return answer is True or isinstance(answer, int | str)
