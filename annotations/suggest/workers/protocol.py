"""Encode and decode the messages between the application and its worker processes: JSON, one message a line.

Each kind of message is a class, and has a ``type`` on the line. A worker is sent ``ToWorker``, of which ``StartWorker``
is the first, and answers with ``FromWorker``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from annotations.suggest.consent.digests import FileDigests
from annotations.suggest.consent.request import Refusal
from annotations.suggest.memory import Decisions
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, from_suggestions, to_suggestions
from seeds.errors import Problem


@dataclass(frozen=True, slots=True)
class StartWorker:
    """Say what a worker suggests with, but for the suggesters ``without``; ``digests`` need not be computed again.

    A worker has a working folder of its own, so paths are made absolute on the way.
    """

    setup: Setup
    without: frozenset[str] = frozenset()
    digests: FileDigests = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskText:
    """Ask for the suggestions for one text, the part ``around`` an offset first; ends the former question.

    ``others`` are suggestions that are there already.
    """

    number: int
    text: str
    around: int = 0
    others: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class AskTexts:
    """Ask for the suggestions for many texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleDecisions:
    """Pass on what the annotator has decided in an article, which is named by its document and id."""

    article: tuple[str, ...]
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class AtWork:
    """Announce the suggester that works now, and the seconds within which there will be another message.

    ``sends_to`` is where it sends texts, as scheme, host and port; empty where it sends none.
    """

    suggester: str
    seconds: float
    sends_to: str = ""


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Answer the ``AskText`` of a number with the suggestions from ``start`` to ``end``; the last part is ``done``."""

    number: int
    start: int
    end: int
    suggestions: tuple[Suggestion, ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class TextsAnswer:
    """Answer an ``AskTexts`` with the suggestions for each of its texts."""

    suggestions: tuple[tuple[Suggestion, ...], ...]


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """Report something that went wrong."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Report that a suggester is not asked any more."""

    suggester: str


@dataclass(frozen=True, slots=True)
class Idle:
    """Say that there is nothing more to do."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Say that no worker can be started with these settings; a problem that says why comes before."""


ToWorker = StartWorker | AskText | AskTexts | ArticleDecisions
FromWorker = AtWork | TextAnswer | TextsAnswer | ProblemReport | SwitchedOff | Idle | Unusable
Message = ToWorker | FromWorker


def encode_message(message: Message) -> bytes:
    """Return the line of a message."""
    return json.dumps(_to_object(message), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def decode_message(line: bytes) -> Message:
    """Return the message of a line; raises ``ValueError`` where it is none, or any part of it is of the wrong type."""
    try:
        return _from_object(json.loads(line.decode("utf-8", "surrogatepass")))
    except (TypeError, RecursionError) as error:
        raise ValueError(line[:80]) from error


def _to_object(message: Message) -> dict[str, Any]:
    value: dict[str, Any]
    match message:
        case StartWorker(setup, without, digests):
            settings = {key: _from_path(each) for key, each in asdict(setup).items()}
            value = {"type": "start", "setup": settings, "without": sorted(without), "digests": digests}
        case AskText(number, text, around, others):
            value = {"type": "ask-text", "number": number, "text": text, "around": around}
            value["others"] = from_suggestions(others)
        case AskTexts(texts):
            value = {"type": "ask-texts", "texts": texts}
        case ArticleDecisions(article, decisions):
            marked, rejected = _from_counts(decisions.marked), _from_counts(decisions.rejected)
            value = {"type": "decisions", "article": article, "marked": marked, "rejected": rejected}
            value["rest"] = decisions.rest
        case AtWork(suggester, seconds, sends_to):
            value = {"type": "at-work", "suggester": suggester, "seconds": seconds, "sends_to": sends_to}
        case TextAnswer(number, start, end, suggestions, done):
            value = {"type": "text", "number": number, "start": start, "end": end, "done": done}
            value["suggestions"] = from_suggestions(suggestions)
        case TextsAnswer(suggestions_of_each):
            value = {"type": "texts", "suggestions": list(map(from_suggestions, suggestions_of_each))}
        case ProblemReport(problem):
            value = {"type": "problem", "problem": asdict(problem), "is_refusal": isinstance(problem, Refusal)}
        case SwitchedOff(suggester):
            value = {"type": "switched-off", "suggester": suggester}
        case Idle():
            value = {"type": "idle"}
        case Unusable():
            value = {"type": "unusable"}
    return value


def _from_object(message: object) -> Message:
    decoded: Message
    match message:
        case {"type": "start", "setup": setup, "without": [*without], "digests": {**digests}}:
            decoded = StartWorker(_to_setup(setup), frozenset(_texts(without)), _to_digests(digests))
        case {
            "type": "ask-text",
            "number": int(number),
            "text": str(text),
            "around": int(around),
            "others": [*others],
        }:
            decoded = AskText(number, text, around, tuple(to_suggestions(others)))
        case {"type": "ask-texts", "texts": [*texts]}:
            decoded = AskTexts(_texts(texts))
        case {
            "type": "decisions",
            "article": [*article],
            "marked": [*marked],
            "rejected": [*rejected],
            "rest": str(rest),
        }:
            decoded = ArticleDecisions(_texts(article), Decisions(_to_counts(marked), _to_counts(rejected), rest))
        case {"type": "at-work", "suggester": str(name), "seconds": int(seconds) | float(seconds), "sends_to": str(to)}:
            decoded = AtWork(name, seconds, to)
        case {
            "type": "text",
            "number": int(number),
            "start": int(start),
            "end": int(end),
            "suggestions": [*rows],
            "done": bool(done),
        }:
            decoded = TextAnswer(number, start, end, tuple(to_suggestions(rows)), done)
        case {"type": "texts", "suggestions": [*rows_of_each]}:
            decoded = TextsAnswer(tuple(tuple(to_suggestions(rows)) for rows in rows_of_each))
        case {"type": "problem", "problem": problem, "is_refusal": bool(is_refusal)}:
            decoded = ProblemReport(_to_problem(problem, Refusal if is_refusal else Problem))
        case {"type": "switched-off", "suggester": str(name)}:
            decoded = SwitchedOff(name)
        case {"type": "idle"}:
            decoded = Idle()
        case {"type": "unusable"}:
            decoded = Unusable()
        case _:
            raise ValueError(repr(message)[:80])
    return decoded


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    texts = tuple(value for value in values if isinstance(value, str))
    if len(texts) < len(values):
        raise ValueError(repr(values)[:80])
    return texts


def _from_path(value: object) -> object:
    return str(value.absolute()) if isinstance(value, Path) else value


def _from_counts(counts: Mapping[tuple[str, str], int]) -> list[list[str | int]]:
    return [[word, label, count] for (word, label), count in counts.items()]


def _to_counts(rows: Sequence[object]) -> dict[tuple[str, str], int]:
    counts = {}
    for row in rows:
        match row:
            case [str(word), str(label), int(count)]:
                counts[word, label] = count
            case _:
                raise ValueError(repr(row)[:80])
    return counts


def _to_digests(values: Mapping[object, object]) -> FileDigests:
    digests: FileDigests = {}
    for path, value in values.items():
        match path, value:
            case str(name), [[*numbers], str(digest)]:
                signature = tuple(number for number in numbers if isinstance(number, int))
                if len(signature) < len(numbers):
                    raise ValueError(repr(path)[:80])
                digests[name] = signature, digest
            case _:
                raise ValueError(repr(path)[:80])
    return digests


def _to_setup(values: object) -> Setup:
    match values:
        case {
            "project": (str() | None) as project,
            "annotations": (str() | None) as annotations,
            "annotator": str(annotator),
            "names": [*names],
            "min_score": (int() | float() | None) as min_score,
            "model": (str() | None) as model,
            "in_background": bool(in_background),
            "follow_links": bool(follow_links),
            "config": (str() | None) as config,
        }:
            return Setup(
                project=_path(project),
                annotations=_path(annotations),
                annotator=annotator,
                names=_texts(names),
                min_score=min_score,
                model=_path(model),
                in_background=in_background,
                follow_links=follow_links,
                config=_path(config),
            )
    raise ValueError(repr(values)[:80])


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)


def _to_problem(values: object, kind: type[Problem]) -> Problem:
    match values:
        case {
            "document": str(document),
            "message": str(message),
            "line": (int() | None) as line,
            "advice": str(advice),
        }:
            return kind(document, message, line, advice)
    raise ValueError(repr(values)[:80])
