"""Read the output of a labelling job for entities of SageMaker Ground Truth: an augmented manifest."""

from collections.abc import Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, Object, object_in, objects_in
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import discard, peek
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from seeds.i18n import _


class SageMaker(ForeignFormat):
    """Read ``{"source": text, "<job>": {"annotations": {"entities": […], "labels"}}, "<job>-metadata": …}``.

    An entity is ``{"label", "startOffset", "endOffset"}``. Each job of a line is a record, by the name of the job as
    its annotator. What offsets count is not known.
    """

    about = FormatInfo(
        "sagemaker",
        _("SageMaker Ground Truth: an augmented manifest with entities"),
        ".manifest",
        Capabilities(Unit.CODE_POINTS, overlap=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("source",),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the lines, once for each job."""
        expected = _("object with a “source” and the entities of a job")
        for number, value in read_validated_json(path, report, _fits, expected):
            where = line_name(number)
            jobs = _jobs(value)
            for job in jobs:
                discard(value.get(f"{job}-metadata"))  # when and how the job was made
                annotations = object_in(value[job], "annotations")
                discard(annotations.get("labels"))  # which labels there are
                claims = [
                    SpanCandidate(each.get("startOffset"), each.get("endOffset"), each.get("label"))
                    for each in objects_in(annotations.get("entities"), where, report)
                ]
                record = Record("", value["source"], annotator=job if len(jobs) > 1 else "")
                yield ForeignText(record, where, claims)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line has the entities of a job."""
        return _fits(first_item(path, head))


FORMAT = SageMaker()


def _fits(value: Object) -> bool:
    return isinstance(peek(value, "source"), str) and bool(_jobs(value))


def _jobs(value: Object) -> list[str]:
    """Return the keys that hold the annotations of a job."""
    return [
        key
        for key in value
        if isinstance(job := peek(value, key), dict)
        and isinstance(annotations := peek(job, "annotations"), dict)
        and isinstance(peek(annotations, "entities"), list)
    ]
