"""Read what ``zhupi entities`` prints: a text a line, with the spans that suggesters found, which are suggestions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.scored_spans import ScoredSpan, true_suggestions
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, text_in
from annotations.exchange.shared.validated_jsonl import first_object, read_validated_jsonl
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_KEYS = {"id", "title", "text", "spans"}
_SPAN_KEYS = {"start", "end", "label", "score", "origin"}


class Entities:
    """Read ``{"id", "title", "text", "spans": [{"start", "end", "label", "score", "origin"}, …]}``, in code points."""

    about = FormatInfo(
        "entities",
        _("zhupi entities: JSON Lines of what suggesters found"),
        ".jsonl",
        Capabilities(overlap=True, times=False),
        writes=False,
        keys=("id", "title", "text", "spans"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is what ``zhupi entities`` prints; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        for number, value in read_validated_jsonl(path, report, _fits, _("object with a “text” and scored “spans”")):
            record = described(Record("", value["text"]), value, ("text", "spans"))
            scored = [
                ScoredSpan(
                    SpanCandidate(span.get("start"), span.get("end"), span.get("label")),
                    span.get("score"),
                    text_in(span, "origin"),
                )
                for span in value["spans"]
            ]
            suggestions = true_suggestions(record.text, scored, record.id or line_name(number), report)
            yield replace(record, suggestions=suggestions)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is an object of this format."""
        return _fits(first_object(head))


FORMAT = Entities()


def _fits(value: Mapping[str, Any]) -> bool:
    spans = peek(value, "spans")
    return (
        value.keys() >= _KEYS
        and isinstance(peek(value, "text"), str)
        and isinstance(spans, list)
        and all(isinstance(span, dict) and span.keys() >= _SPAN_KEYS for span in spans)
    )
