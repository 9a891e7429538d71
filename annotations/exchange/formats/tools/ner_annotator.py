"""Read the files of NER Annotator for spaCy: classes, and texts with their entities."""

import re
from collections.abc import Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, drop, read_whole, report_unread
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.span_validation import SpanCandidate
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_BEGINNING = re.compile(r'\s*\{\s*"classes"\s*:\s*\[.*?\]\s*,\s*"annotations"\s*:\s*\[', re.DOTALL)


class NerAnnotator(ForeignFormat):
    """Read ``{"classes": […], "annotations": [[text, {"entities": [[start, end, label], …]}], null, …]}``.

    Forks write ``[name, start, end, label, …]``, with the history of a mark. A text that nobody has looked at is null.
    What offsets count is not known: its server counted code points, and its page counts UTF-16 units.
    """

    about = FormatInfo(
        "ner-annotator",
        _("NER Annotator: classes and texts with entities in JSON"),
        ".json",
        Capabilities(Unit.CODE_POINTS, overlap=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("classes", "annotations"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the texts that were annotated."""
        value = read_whole(path, report)
        items = value.get("annotations") if isinstance(value, dict) else None
        if not isinstance(items, list):
            raise SourceError(Problem(str(path), _("holds no list “annotations”")))
        for number, item in enumerate(items, 1):
            if item is not None:
                yield from text_of(item, line_name(number).replace("line", "text"), report)
        report_unread(path, value, {"classes": "which labels there are", "annotations.name": "of whom"}, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file begins with classes and annotations."""
        return _BEGINNING.match(head.removeprefix("\ufeff")) is not None


FORMAT = NerAnnotator()


def text_of(item: object, where: str, report: Report) -> Iterator[ForeignText]:
    """Yield the text of ``[text, {"entities": …}]`` with its spans and its ``cats``; anything else is a loss."""
    match item:
        case [str(text), dict(facts)] if isinstance(facts.get("entities", []), list):
            cats = facts.get("cats")
            chosen = [name for name, value in cats.items() if value == 1] if isinstance(cats, dict) else []
            claims = [claim for each in facts.get("entities", []) if (claim := _claim(each, where, report))]
            yield ForeignText(Record("", text, categories=tuple(chosen)), where, claims)
        case _:
            drop(str(item)[:99], _("is not of the form [text, {“entities”: …}]"), where, report, "item", item)


def _claim(item: object, where: str, report: Report) -> SpanCandidate | None:
    match item:
        case [int(start), int(end), label]:
            return SpanCandidate(start, end, label)
        case [str(), start, end, label, *_history]:
            return SpanCandidate(start, end, label)
    drop(str(item), _("is not of the form [start, end, label]"), where, report, value=item)
    return None
