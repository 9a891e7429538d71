"""What the application and its worker process say to each other: JSON, one message a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotations.suggest.consent.digests import Known
from annotations.suggest.consent.request import Refusal
from annotations.suggest.memory import Decisions
from annotations.suggest.setup import Setup
from seeds.errors import Problem

Message = Mapping[str, Any]
"""A message; its key ``is`` says of what kind it is."""


def encode(message: Message) -> bytes:
    """The line of a message."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def decode(line: bytes) -> Message:
    """The message of a line; raises ``ValueError`` where it is none."""
    message = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict) or "is" not in message:
        raise ValueError(line[:80])
    return message


def from_setup(setup: Setup, without: Iterable[str], known: Known | None = None) -> Message:
    """The message that starts a worker, which has a working folder of its own; ``known`` are digests of files."""
    values = {key: str(value.absolute()) if isinstance(value, Path) else value for key, value in asdict(setup).items()}
    return {"is": "setup", "setup": values, "without": sorted(without), "known": known or {}}


def to_setup(message: Message) -> tuple[Setup, frozenset[str]]:
    """The setup in a message, and the suggesters to do without."""
    values = dict(message["setup"])
    for key in ("project", "annotations", "model", "config"):
        values[key] = Path(values[key]) if values[key] is not None else None
    return Setup(**{**values, "names": tuple(values["names"])}), frozenset(message["without"])


def from_problem(problem: Problem) -> Message:
    """The message that tells of a problem."""
    return {"is": "problem", "problem": asdict(problem), "refused": isinstance(problem, Refusal)}


def to_problem(message: Message) -> Problem:
    """The problem that a message tells of."""
    return (Refusal if message["refused"] else Problem)(**message["problem"])


def from_decisions(article: Iterable[str], decisions: Decisions) -> Message:
    """The message that tells of what was decided in an article."""
    marked, rejected = (
        [[*pair, count] for pair, count in each.items()] for each in (decisions.marked, decisions.rejected)
    )
    return {"is": "decided", "article": list(article), "marked": marked, "rejected": rejected, "rest": decisions.rest}


def to_decisions(message: Message) -> tuple[tuple[str, ...], Decisions]:
    """The article and the decisions in a message."""
    marked, rejected = ({(word, label): count for word, label, count in message[key]} for key in ("marked", "rejected"))
    return tuple(message["article"]), Decisions(marked, rejected, message["rest"])
