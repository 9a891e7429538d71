"""Read LightTag's export: examples with annotations, each with the people who made it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
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
    read_whole,
    report_unread,
)
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.mark_times import time_in
from annotations.exchange.shared.record_metadata import described
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, text_in, use
from annotations.exchange.shared.validated_jsonl import first_item
from annotations.model.layer import Status
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_JOB = re.compile(r'\s*\{.*"examples"\s*:\s*\[\s*\{.*"content"', re.DOTALL)
_PEOPLE = ("annotated_by", "classified_by", "seen_by")
_WHO = {f"{key}.{name}": "when, or a number" for key in _PEOPLE for name in ("annotator_id", "timestamp")}
_NUMBERS = ("example_id", "tag_id", "class_id", "tagged_token_id", "annotation_id", "definition_id")

# As ``lighttag/type_definitions`` of LightTag/lighttag-convertors has them.
_EXAMPLE = {
    **{key: why for key, why in _WHO.items() if key.startswith("seen_by")},
    **{f"annotations.{key}": why for key, why in _WHO.items()},
    **{f"classifications.{key}": why for key, why in _WHO.items()},
    **{f"{kind}.{key}": "a number, or read" for kind in ("annotations", "classifications") for key in _NUMBERS},
}
_MEANINGLESS = (
    _EXAMPLE
    | {f"examples.{key}": why for key, why in _EXAMPLE.items()}
    | dict.fromkeys(("name", "id", "schema"), "which job it is")
)


class LightTag(ForeignFormat):
    """Read ``[{"example_id", "content", "annotations": [{"start", "end", "tag", "value", "annotated_by"}], …}, …]``.

    The array may be the ``examples`` of an object. There is a record for each person who has seen an example. What a
    reviewer called wrong is lost. What its offsets count is found out by the quotes.
    """

    about = FormatInfo(
        "lighttag",
        _("LightTag: examples with annotations in JSON"),
        ".json",
        Capabilities(Unit.CODE_POINTS, overlap=True, categories=True),
        writes=False,
        options=frozenset({"unit"}),
        keys=("example_id", "content", "annotations"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the examples, one for each person."""
        value = read_whole(path, report)
        examples = value.get("examples") if isinstance(value, dict) else value
        if not isinstance(examples, list):
            raise SourceError(Problem(str(path), _("holds no examples of LightTag's")))
        for number, example in enumerate(objects_in(examples, path.name, report), 1):
            if isinstance(peek(example, "content"), str):
                yield from _texts(example, name_in(example, "example_id") or f"example {number}", report)
            else:
                drop(f"example {number}", _("has no text"), path.name, report, "object", example)
        report_unread(path, value, _MEANINGLESS, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is an example, or has a list of such."""
        first = first_item(path, head)
        return {"example_id", "content"} <= first.keys() or _JOB.match(head.removeprefix("\ufeff")) is not None


FORMAT = LightTag()


def _texts(example: Object, where: str, report: Report) -> Iterator[ForeignText]:
    record = Record(name_in(example, "example_id"), example["content"])
    record = described(record, object_in(example, "metadata"), ("id", "text", "annotator"))
    claims: dict[str, list[SpanCandidate]] = {}
    categories: dict[str, list[str]] = {}
    for name in _people(example, "seen_by", where, report):
        claims[name] = []
    for item in objects_in(example.get("annotations"), where, report):
        people = _people(item, "annotated_by", where, report)
        if peek(item, "correct") is False:
            drop(text_in(item, "value"), _("was rejected"), where, report, value=item)
            continue
        claim = SpanCandidate(item.get("start"), item.get("end"), item.get("tag"), item.get("value"))
        made = _times(item, where, report)
        for name in people:
            claims.setdefault(name, []).append(replace(claim, time=made.get(name)))
    for item in objects_in(example.get("classifications"), where, report):
        for name in _people(item, "classified_by", where, report):
            categories.setdefault(name, []).append(text_in(item, "classname"))
    for name in dict.fromkeys((*claims, *categories)) or ("",):
        chosen = tuple(filter(None, categories.get(name, ())))
        done = Status.DONE.value if name else ""
        yield ForeignText(replace(record, annotator=name, status=done, categories=chosen), where, claims.get(name, ()))


def _times(item: Object, where: str, report: Report) -> dict[str, datetime | None]:
    """Return when each of the people made an annotation."""
    made = objects_in(item.get("annotated_by"), where, report.aside())
    return {name_in(each, "annotator", "annotator_id"): time_in(each, "timestamp", where, report) for each in made}


def _people(item: Object, key: str, where: str, report: Report) -> list[str]:
    """Return who made something; one without a name where it is not said."""
    names = [name_in(each, "annotator", "annotator_id") for each in objects_in(item.get(key), where, report)]
    use(item, "reviewed", "correct")
    return list(dict.fromkeys(names)) or ([] if key == "seen_by" else [""])
