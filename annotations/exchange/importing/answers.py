"""Answer what a file leaves open, and show what its first differing span would be under each answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest
from typing import TypeVar

from annotations.exchange.importing.request import ImportRequest
from annotations.exchange.option_values import choice_of, encoding_name, tag_names
from annotations.exchange.options import Ends, OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import Question, UndecidedError, ZhupiError
from seeds.i18n import _

Choice = TypeVar("Choice", bound=StrEnum)

_AROUND = 8
"""Code points that are shown before and after the words of a span."""

_LONGEST = 40
"""Code points of words, or of the beginning of a text, beyond which the rest is left out."""

_LOOKED_AT = 20_000
"""Records beyond this many are not compared."""

_NESTED = 3
"""Questions that are open at once, at most, so that no format can ask without end."""

_OPEN, _CLOSE, _ELLIPSIS = "▐", "▌", "…"


def answered(request: ImportRequest, question: Question, text: str) -> ImportRequest:
    """Return the request in which an option has the value that ``text`` names; empty leaves it to the evidence.

    Raises ``ZhupiError`` for what is no value of it.
    """
    if question.option == "encoding":
        return replace(request, encoding=encoding_name(text) if text else "")
    return replace(request, reading=_with_value(request.reading, question, text))


def _with_value(reading: ReadingOptions, question: Question, text: str) -> ReadingOptions:
    match question.option:
        case "unit":
            return replace(reading, unit=_choice(OffsetUnit, question, text))
        case "ends":
            return replace(reading, ends=_choice(Ends, question, text))
        case "tags":
            return replace(reading, tags=tag_names(text) if text else ())
        case "label_feature":
            others = {layer: name for layer, name in reading.label_feature.items() if layer != question.subject}
            return replace(reading, label_feature=others | ({question.subject: text} if text else {}))
        case "text_field":
            return replace(reading, text_field=text)
        case _:
            return replace(reading, tag_column=text)


def _choice(kind: type[Choice], question: Question, text: str) -> Choice | None:
    return kind(choice_of(kind, question.option, text)) if text else None


def samples(request: ImportRequest, question: Question, step: Callable[[], None]) -> dict[str, str]:
    """Return what the first span that differs would be under each value of an option, with the words around it.

    Where the texts themselves differ, that is how these begin; where one cannot be read at all, it is why. There is
    nothing where no difference shows, or the option may be anything. ``step`` is called for each record that is looked
    at; what it raises ends the comparison. For a worker.
    """
    readings = [_Reading(answered(request, question, value)) for value in question.values]
    for number, records in enumerate(zip_longest(*(reading.records() for reading in readings))):
        step()
        shown = _differing(records)
        if shown or number > _LOOKED_AT or None in records:
            texts = [reading.failure or text for reading, text in zip(readings, shown or _begun(records), strict=True)]
            return dict(zip(question.values, texts, strict=True)) if len({*texts}) > 1 else {}
    return {}


class _Reading:
    """Read a file as a request says; ``failure`` is why that could not be gone on with."""

    def __init__(self, request: ImportRequest) -> None:
        self.failure = ""
        self._request = request

    def records(self) -> Iterator[Record]:
        """Yield the records of the file as they are read."""
        try:
            yield from _records(self._request, _NESTED)
        except (ZhupiError, OSError) as error:
            problem = error.problem if isinstance(error, ZhupiError) else None
            self.failure = problem.message if problem else str(error)


def _records(request: ImportRequest, nested: int) -> Iterator[Record]:
    """Yield records; what is asked besides is answered by its first value, as it is not what is compared."""
    report = Report()
    report.encoding = request.encoding
    begun = False
    try:
        for path in request.files:
            for record in request.configured.read(path, report):
                begun = True
                yield record
    except UndecidedError as error:
        if begun or not nested or error.question is None or not error.question.values:
            raise
        yield from _records(answered(request, error.question, error.question.values[0]), nested - 1)


def _differing(records: Sequence[Record | None]) -> list[str]:
    """Return what each record has at the first place where they differ; nothing where they are alike."""
    there = [record for record in records if record is not None]
    if len({record.text for record in there}) > 1:
        return _begun(records)
    for spans in zip_longest(*(record.spans for record in there)):
        if len({_place(span) for span in spans}) > 1:
            shown = iter(spans)
            return ["" if record is None else _shown(record.text, next(shown)) for record in records]
    return []


def _begun(records: Sequence[Record | None]) -> list[str]:
    return ["" if record is None else _shortened(record.text) for record in records]


def _place(span: Span | None) -> tuple[int, int, str] | None:
    return None if span is None else (span.start, span.end, span.label)


def _shown(text: str, span: Span | None) -> str:
    if span is None:
        return _("none here")
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return f"{before}{_OPEN}{_shortened(text[span.start : span.end])}{_CLOSE}{after}  {span.label}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + _ELLIPSIS
