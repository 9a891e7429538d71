"""Write and read conversations to fine-tune a chat model with: a text, and its spans as the model is to answer."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tokens import outermost
from annotations.exchange.shared.validated_jsonl import first_object, read_validated_jsonl
from annotations.model.span import Span
from annotations.suggest.adapters.chat_prompt import instructions
from seeds.i18n import _


class Chat:
    """Write and read ``{"messages": [{"role": "system" | "user" | "assistant", "content": …}, …]}``.

    The system says what the suggester ``chat`` says, the user sends the text, and the assistant answers
    ``{"spans": [{"label", "text", "occurrence"}, …]}``, so that the model that comes of it serves as a suggester.
    ``occurrence`` counts from 1 where the same words stand, without overlap: models count badly, and offsets worse.
    Spans are written without white space at their ends; those that are no such occurrence are lost.
    """

    about = FormatInfo(
        "chat",
        _("chat fine-tuning: the labels, a text, and its spans as JSON, by their words and which occurrence"),
        ".jsonl",
        Capabilities(Unit.TEXT),
        keys=("messages",),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        task = instructions(options.schema)
        write_lines(path, (_line(record, task, report) for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        for number, value in read_validated_jsonl(
            path, report, _fits, _("conversation with a text and a list of its spans")
        ):
            where = line_name(number)
            for text, items in _answered(value):
                spans = validate_spans(text, _claims(text, items, where, report), where, report)
                yield Record("", text, spans)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        return _fits(first_object(head))


FORMAT = Chat()


def _line(record: Record, task: str, report: Report) -> dict[str, Any]:
    starts = cache(partial(_starts, record.text))
    spans = outermost(_tellable(record, starts, report), record, report)
    report.wrote(record, tuple(spans))
    answers = [
        {"label": span.label, "text": words, "occurrence": starts(words).index(span.start) + 1}
        for span, words in zip(spans, map(record.words, spans), strict=True)
    ]
    messages = {"system": task, "user": record.text, "assistant": json.dumps({"spans": answers}, ensure_ascii=False)}
    return {"messages": [{"role": role, "content": content} for role, content in messages.items()]}


def _tellable(record: Record, starts: Callable[[str], list[int]], report: Report) -> Iterator[Span]:
    """Return the spans, trimmed of white space, that begin at one of the occurrences of their words."""
    for span in record.spans:
        words = record.words(span)
        start = span.start + len(words) - len(words.lstrip())
        trimmed = replace(span, start=start, end=start + len(words.strip()))
        if start == span.end:
            report.drop(record, _("is white space alone"), span)
        elif start not in starts(words.strip()):
            report.drop(record, _("overlaps an earlier occurrence of the same words, and has no number"), span)
        else:
            if trimmed != span:
                report.changed[_("without the white space at its ends")] += 1
            yield trimmed


def _starts(text: str, words: str) -> list[int]:
    """Return where words stand in a text, from left to right and without overlap: the first, the second and so on."""
    return [match.start() for match in re.finditer(re.escape(words), text)]


class _Exchange(NamedTuple):
    """Hold a text and what is answered of it."""

    text: str
    items: list[Any]


def _fits(value: Mapping[str, Any]) -> bool:
    return bool(_answered(value))


def _answered(value: Mapping[str, Any]) -> list[_Exchange]:
    """Yield each text of a conversation that the next message answers with spans."""
    messages = value.get("messages")
    turns = [_turn(message) for message in messages] if isinstance(messages, list) else []
    exchanges = []
    for (asking, text), (answering, answer) in pairwise(turns):
        items = _items(answer) if (asking, answering) == ("user", "assistant") else None
        if items is not None:
            exchanges.append(_Exchange(text, items))
    return exchanges


def _turn(message: object) -> tuple[str, str]:
    """Return who says what; empty where it is not a text."""
    match message:
        case {"role": str(role), "content": str(content)}:
            return role, content
        case _:
            return "", ""


def _items(answer: str) -> list[Any] | None:
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    items = value.get("spans") if isinstance(value, dict) else None
    return items if isinstance(items, list) else None


def _claims(text: str, items: Iterable[Any], where: str, report: Report) -> Iterator[SpanCandidate]:
    for item in items:
        match item:
            case {"label": label, "text": str(words), "occurrence": int(number), **rest} if words:
                for name in rest:
                    report.add(DroppedItem(where, str(name), _("is not read of a span")), "key")
                starts = _starts(text, words)
                if 1 <= number <= len(starts):
                    yield SpanCandidate(starts[number - 1], starts[number - 1] + len(words), label, words)
                else:
                    count = len(starts)
                    reason = _("the text has fewer occurrences of it") if count else _("is not in the text")
                    report.add(DroppedItem(where, words, reason, str(label)))
            case _:
                reason = _("has no label, text and occurrence")
                report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason))
