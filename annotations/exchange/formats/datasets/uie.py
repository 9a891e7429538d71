"""Read and write UIE as PaddleNLP trains it: a question (a label, or a relation of a span) a line, with its answers."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.label_names import spoken_names
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.unread_keys import Value, peek, use
from annotations.exchange.shared.validated_jsonl import distinct, first_object, place_in, place_of, read_validated_jsonl
from annotations.model.span import Relation, Span
from seeds.i18n import _

_OF = "的"

_LONGEST = 480
"""A model takes 512 characters with the question and three marks; this leaves room for a question of 29."""

Answers = dict[str, list[Any]]
"""The answers to each question about a text, as a file has them."""


class Uie:
    """Write and read ``{"content": text, "prompt": question, "result_list": [{"text", "start", "end"}, …]}``.

    The question for the spans of a label is its title, else its name; for the tails of a relation it is the words of
    its head, 的 and the type. A text has a line for each question that has an answer, and with ``negatives`` also for
    each of the schema's labels that has none; a text may have none.

    All lines of a text are read as one record, wherever they stand, so that reading keeps a file in memory. A question
    that begins with the words of a span and 的 is about a relation; which one is not guessed where several spans say
    the same words. An answer with a ``probability`` was found by a model, and is a suggestion.
    """

    about = FormatInfo(
        "uie",
        _("UIE of PaddleNLP: a line for each text and label, with its spans"),
        ".jsonl",
        Capabilities(overlap=True, relations=True, people=False, times=False),
        limit=_LONGEST,
        keys=("content", "prompt", "result_list"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spoken = spoken_names(options.schema, report)
        write_lines(path, (line for record in records for line in _lines(record, options, spoken, report)))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        texts: dict[tuple[str, int, str], tuple[int, Answers]] = {}
        for number, value in read_validated_jsonl(
            path, report, _fits, _("object with “content”, “prompt” and “result_list”")
        ):
            _first, answers = texts.setdefault((*place_in(value), value["content"]), (number, {}))
            answers.setdefault(value["prompt"], []).extend(map(_read_answer, value["result_list"]))
        for (identifier, offset, text), (number, answers) in texts.items():
            where = identifier or line_name(number)
            spans, relations = _read(text, _by_people(answers), where, report)
            suggestions = true_suggestions(text, _scored(answers), where, report)
            yield Record(identifier, text, spans, tuple(relations), offset=offset, suggestions=suggestions)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        return _fits(first_object(head))


FORMAT = Uie()


def _fits(value: Mapping[str, Any]) -> bool:
    return (
        isinstance(value.get("content"), str)
        and isinstance(value.get("prompt"), str)
        and isinstance(value.get("result_list"), list)
    )


def _lines(record: Record, options: Options, spoken: Mapping[str, str], report: Report) -> Iterator[dict[str, Any]]:
    questions = [label.name for label in options.schema.labels] if options.negatives else []
    answers: dict[str, dict[tuple[int, int], None]] = {spoken.get(label, label): {} for label in questions}
    spans = distinct(record.spans, record, report)
    for span in spans:
        answers.setdefault(spoken.get(span.label, span.label), {})[span.start, span.end] = None
    for question, tail in _questions(record, report):
        answers.setdefault(question, {})[tail.start, tail.end] = None
    report.wrote(record, spans)
    if not answers:
        report.changed[_("texts left out that have no span, which --negatives would say")] += 1
    for question, places in answers.items():
        results = [{"text": record.text[start:end], "start": start, "end": end} for start, end in sorted(places)]
        yield {"content": record.text, "prompt": question, "result_list": results, **place_of(record)}


def _questions(record: Record, report: Report) -> Iterator[tuple[str, Span]]:
    """Yield the question and the answer of each relation."""
    spans = {span.id: span for span in record.spans}
    all_words = [record.words(span) for span in record.spans]
    for relation in record.relations:
        words = record.words(spans[relation.head])
        if all_words.count(words) > 1:
            report.drop(record, _("is asked for by words that several spans have"), what="relation")
        yield f"{words}{_OF}{relation.type}", spans[relation.tail]


def _read_answer(answer: Value) -> Value:
    """Return an answer, of which text, start and end will be read when the file is at its end."""
    if isinstance(answer, dict):
        use(answer, "text", "start", "end", "probability")
    return answer


def _is_scored(answer: object) -> bool:
    return isinstance(answer, dict) and peek(answer, "probability") is not None


def _by_people(answers: Answers) -> Answers:
    """Return the answers that no model gave."""
    return {question: [item for item in items if not _is_scored(item)] for question, items in answers.items()}


def _scored(answers: Answers) -> Iterator[ScoredSpan]:
    for question, items in answers.items():
        for item in filter(_is_scored, items):
            claim = SpanCandidate(item.get("start"), item.get("end"), question, item.get("text"))
            yield ScoredSpan(claim, item.get("probability"), "uie")


def _read(text: str, answers: Answers, where: str, report: Report) -> tuple[tuple[Span, ...], list[Relation]]:
    answers_read = (answer for results in answers.values() for answer in results if isinstance(answer, dict))
    texts = {words for answer in answers_read if isinstance(words := answer.get("text"), str)}
    divided = {question: list(_divisions(question, texts)) for question in answers}
    claims = (claim for question, parts in divided.items() if not parts for claim in _claims(question, answers))
    spans = validate_spans(text, claims, where, report)
    relations: dict[Relation, None] = {}
    for question, parts in divided.items():
        for answer in answers[question] if parts else []:
            ties = [Relation(kind, head, tail) for head, tail, kind in _ties(text, spans, parts, answer)]
            if len(ties) == 1:
                relations[ties[0]] = None
            else:
                reason = _("several relations could be meant") if ties else _("one of its spans is missing")
                report.add(DroppedItem(where, question, reason), "relation")
    return spans, list(relations)


def _divisions(question: str, texts: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of a head with the type of a relation that a question can be made of."""
    for index, character in enumerate(question):
        if character == _OF and question[:index] in texts and question[index + 1 :]:
            yield question[:index], question[index + 1 :]


def _claims(question: str, answers: Answers) -> Iterator[SpanCandidate]:
    for answer in answers[question]:
        fields = answer if isinstance(answer, dict) else {}
        yield SpanCandidate(fields.get("start"), fields.get("end"), question, fields.get("text"))


def _ties(
    text: str, spans: Iterable[Span], parts: Iterable[tuple[str, str]], answer: object
) -> Iterator[tuple[str, str, str]]:
    """Yield the heads, tails and types that an answer about a relation can mean."""
    fields = answer if isinstance(answer, dict) else {}
    place = fields.get("start"), fields.get("end"), fields.get("text")
    tails = [span.id for span in spans if (span.start, span.end, text[span.start : span.end]) == place]
    for words, kind in parts:
        for head in spans:
            if text[head.start : head.end] == words:
                yield from ((head.id, tail, kind) for tail in tails)
