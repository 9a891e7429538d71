"""Read the records of Argilla 2, nested and flat, and of the feedback data sets of Argilla 1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import (
    ForeignFormat,
    ForeignText,
    Object,
    drop,
    name_in,
    object_in,
    objects_in,
)
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import discard, peek, text_in, use
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from annotations.model.layer import Status
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _

_RESPONSES, _SUGGESTION = ".responses", ".suggestion"
_STATUS = {"submitted": Status.DONE, "discarded": Status.SKIPPED, "draft": Status.IN_PROGRESS}
_MEANINGLESS = {
    **dict.fromkeys(("_server_id", "id", "external_id"), "a number in Argilla's own database, or the id"),
    **dict.fromkeys(("inserted_at", "updated_at"), "when it was made"),
    "vectors": "numbers that follow from the text",
    "status": "whether enough people have answered",
    "suggestions.type": "how it was made",
}


class ArgillaRecords(ForeignFormat):
    """Read ``{"id", "fields": {"text"}, "responses": {question: [{"value", "user_id"}]}, "suggestions", …}``.

    The value of a question about spans is a list of ``{"start", "end", "label"}``, and those about labels are
    categories. Flat ones have ``question.responses``, ``.users``, ``.status`` and ``question.suggestion`` instead, with
    the fields among the keys. There is a record for each person. What offsets count is not known.
    """

    about = FormatInfo(
        "argilla-2",
        _("Argilla 2 and feedback data sets: records with responses"),
        ".json",
        Capabilities(Unit.CODE_POINTS, overlap=True, categories=True, times=False),
        writes=False,
        options=frozenset({"unit", "text_field"}),
        keys=("fields", "responses", "suggestions"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the records, one for each person."""
        expected = _("object with “fields” and “responses”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            where = name_in(value, "id", "external_id") or line_name(number)
            fields = object_in(value, "fields") or value
            name = self._text_field(fields, path)
            record = Record(name_in(value, "id", "external_id"), text_in(fields, name))
            record = described(record, object_in(value, "metadata"), ("id", "text", "annotator", "status"))
            answers = _Answers(where, report)
            answers.take(value)
            yield from answers.texts(record)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is a record."""
        return _fits(first_item(path, head))

    def _text_field(self, fields: Object, path: Path) -> str:
        """Return the field that is the text; raises ``UndecidedError`` where it may be several."""
        names = [name for name in fields if isinstance(peek(fields, name), str) and "." not in name]
        names = [name for name in names if name not in _MEANINGLESS]
        wanted = self._reading.text_field or ("text" if "text" in names else "")
        if wanted in names:
            return wanted
        if len(names) != 1:
            message = _("nothing says which of its fields is the text: {names}").format(names=", ".join(names[:10]))
            advice = _("nothing was imported; --text-field says which")
            raise UndecidedError(Problem(str(path), message, advice=advice), Question("text_field", tuple(names)))
        return names[0]


FORMAT = ArgillaRecords()


def _fits(value: Object) -> bool:
    if isinstance(peek(value, "fields"), dict):
        return isinstance(peek(value, "responses"), list | dict) or isinstance(peek(value, "suggestions"), list | dict)
    fields = [key for key in value if "." not in key and key not in _MEANINGLESS]
    is_flat = any(key.endswith((_RESPONSES, _SUGGESTION)) for key in value)
    return is_flat and any(isinstance(peek(value, key), str) for key in fields)


@dataclass(slots=True)
class _Said:
    """Hold what one person says."""

    status: str = ""
    claims: list[SpanCandidate] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


class _Answers:
    """Gather what people and models say of a record."""

    def __init__(self, where: str, report: Report) -> None:
        self._where = where
        self._report = report
        self._people: dict[str, _Said] = {}
        self._scored: list[ScoredSpan] = []

    def take(self, value: Object) -> None:
        """Read the responses and suggestions in any of the shapes."""
        responses = peek(value, "responses")
        use(value, "responses", "suggestions")
        if isinstance(responses, dict):
            for question in responses:
                for item in objects_in(responses[question], self._where, self._report):
                    self._respond(name_in(item, "user_id"), text_in(item, "status"), item.get("value"))
        else:
            for item in objects_in(responses, self._where, self._report):
                values = object_in(item, "values")
                for question in values:
                    said = object_in(values, question)
                    self._respond(name_in(item, "user_id"), text_in(item, "status"), said.get("value"))
        suggestions = peek(value, "suggestions")
        listed = [suggestions[key] for key in suggestions] if isinstance(suggestions, dict) else suggestions
        for item in objects_in(listed, self._where, self._report):
            use(item, "question_name")
            self._suggest(item.get("value"), item.get("score"), text_in(item, "agent"))
        for key in [key for key in value if key.endswith((_RESPONSES, _SUGGESTION))]:
            self._take_flat(value, key)

    def texts(self, record: Record) -> Iterator[ForeignText]:
        """Yield the record as each person has it; the suggestions are those of the first."""
        scored = self._scored
        for name, said in (self._people or {"": _Said()}).items():
            categories = tuple(dict.fromkeys(said.categories))
            whole = replace(record, annotator=name, status=said.status, categories=categories)
            yield ForeignText(whole, self._where, said.claims, scored)
            scored = []

    def _take_flat(self, value: Object, key: str) -> None:
        if key.endswith(_SUGGESTION):
            self._suggest(value.get(key), value.get(f"{key}.score"), text_in(value, f"{key}.agent"))
            return
        answers, users, statuses = (_list(value.get(name)) for name in (key, f"{key}.users", f"{key}.status"))
        for number, answer in enumerate(answers):
            user, status = (str(items[number] or "") if number < len(items) else "" for items in (users, statuses))
            self._respond(user, status, answer)

    def _respond(self, user: str, status: str, value: object) -> None:
        said = self._people.setdefault(user, _Said())
        said.status = _STATUS.get(status, Status.DONE).value
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and "start" in item:
                said.claims.append(_claim(item))
            elif isinstance(item, str):
                said.categories.append(item)
            elif item is not None:
                drop(str(item), _("is an answer to a question of a kind that is not read"), self._where, self._report)

    def _suggest(self, value: object, score: object, agent: str) -> None:
        items: Sequence[object] = value if isinstance(value, list) else [value]
        scores = score if isinstance(score, list) else [score] * len(items)
        for item, one in zip(items, [*scores, *[None] * len(items)], strict=False):
            if isinstance(item, dict) and "start" in item:
                own = item.get("score")
                self._scored.append(ScoredSpan(_claim(item), one if own is None else own, agent))
            elif item is not None:
                discard(item)
                drop(str(item), _("a category cannot be suggested"), self._where, self._report, "category")


def _claim(item: Object) -> SpanCandidate:
    quote = item["text"] if isinstance(peek(item, "text"), str) else None
    return SpanCandidate(item.get("start"), item.get("end"), item.get("label"), quote)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
