"""Name labels as formats can have them: without what a format forbids, or as models are asked for them."""

import re
from collections.abc import Callable, Iterable, Mapping

from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Schema


class SafeNames:
    """Give labels names with an underscore for whatever a pattern forbids, still different for different labels.

    A name that had to be changed is in the report. Of ``labels``, those that need no change keep their names, whichever
    comes first. ``written`` makes other names of those that need a change.
    """

    def __init__(
        self,
        forbidden: str,
        report: Report,
        labels: Iterable[str] = (),
        written: Callable[[str], str] | None = None,
    ) -> None:
        self._forbidden = re.compile(forbidden)
        self._written = written or (lambda label: self._forbidden.sub("_", label))
        self._report = report
        self._names: dict[str, str] = {}
        self._names |= {label: label for label in labels if not self._forbidden.search(label)}
        self._taken = set(self._names)

    def __call__(self, label: str) -> str:
        """Return what a label is called in the file."""
        if label not in self._names:
            self._names[label] = self._free(self._written(label) if self._forbidden.search(label) else label)
            if self._names[label] != label:
                self._report.mapped[label] = self._names[label]
        return self._names[label]

    def _free(self, name: str) -> str:
        base, number = name, 2
        while name in self._taken:
            name, number = f"{base}_{number}", number + 1
        self._taken.add(name)
        return name


def absent_labels(record: Record, options: Options) -> list[str]:
    """Return labels that a text has not: those that were rejected in it, and with ``negatives`` all of the schema."""
    used = {span.label for span in record.spans}
    names = [label.name for label in options.schema.labels] if options.negatives else []
    rejected = [label for _start, _end, label in record.rejected]
    return [name for name in dict.fromkeys((*names, *rejected)) if name not in used]


def spoken_names(schema: Schema, report: Report) -> Mapping[str, str]:
    """Return what models that are asked in words are asked for: the titles of labels, which are reported.

    A label keeps its name where it has no title, or where another label goes by that.
    """
    used = [label.title for label in schema.labels] + [label.name for label in schema.labels]
    spoken = {label.name: label.title for label in schema.labels if label.title and used.count(label.title) == 1}
    report.mapped.update(spoken)
    return spoken
