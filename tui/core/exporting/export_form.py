"""Hold what is to be exported, as it is chosen line by line."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from annotations.exchange.exporting.request import ExportRequest, Project, is_folder, output_warnings
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import Format, FormatInfo
from annotations.exchange.options import Options
from annotations.model.layer import Status
from annotations.storage.summaries import annotators_in
from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.script.converter import Converted, load_converter
from seeds.script.targets import ORIGINAL, OTHER, TARGETS
from tui.core.exporting.format_descriptions import carried, offsets
from tui.core.session import Session

SPLITS = ("80/10/10", "80/20")
"""The splits that are offered; any other can be typed."""

OTHER_SPLIT = "other"
"""What is chosen to type a split."""

NO_SPLIT = "none"


class Line(StrEnum):
    """Name what can be chosen."""

    FORMAT = "format"
    SCRIPT = "script"
    STATUS = "status"
    ANNOTATORS = "annotators"
    LABELS = "labels"
    SPLIT = "split"
    OUTPUT = "output"


NAMES = {
    Line.FORMAT: _("format"),
    Line.SCRIPT: _("script"),
    Line.STATUS: _("articles"),
    Line.ANNOTATORS: _("annotators"),
    Line.LABELS: _("labels"),
    Line.SPLIT: _("split"),
    Line.OUTPUT: _("output"),
}
"""What the lines are called."""

SEVERAL = frozenset({Line.STATUS, Line.ANNOTATORS, Line.LABELS})
"""The lines of which several things can be chosen; none of them stands for what is usual."""


@dataclass(frozen=True, slots=True)
class Order:
    """Hold an export as it was asked for."""

    project: Project
    request: ExportRequest
    output: Path


class ExportForm:
    """Hold the choices for an export of a session's articles; ``problems`` are formats that cannot be loaded.

    There is at least one format that can be written.
    """

    def __init__(self, session: Session, formats: Iterable[Format | Problem]) -> None:
        loaded = list(formats)
        self.problems = [item for item in loaded if isinstance(item, Problem)]
        self._formats = {
            item.about.name: item for item in loaded if not isinstance(item, Problem) and item.about.writes
        }
        self._session = session
        self._folder = session.annotations.store.folder
        self._own = session.annotations.store.annotator
        self._choices = self._find_choices()
        self._chosen: dict[Line, tuple[str, ...]] = dict.fromkeys(Line, ())
        self._chosen |= {Line.FORMAT: (next(iter(self._formats)),), Line.SCRIPT: (ORIGINAL,)}

    def choices(self, line: Line) -> Mapping[str, str]:
        """Return the choices by name, with what there is to know about them; none for a line that is typed."""
        return self._choices[line]

    def chosen(self, line: Line) -> tuple[str, ...]:
        """Return the names of what is chosen; none for the default."""
        return self._chosen[line]

    def choose(self, line: Line, names: Collection[str]) -> None:
        """Choose among the choices; what is named for a split or the output may be anything.

        Raises ``SourceError`` for what is no split.
        """
        if line is Line.SPLIT:
            self._chosen[line] = tuple(str(Split.parse(name)) for name in names if name != NO_SPLIT)
        elif line is Line.OUTPUT:
            self._chosen[line] = tuple(stripped for name in names if (stripped := name.strip()))
        else:
            self._chosen[line] = tuple(name for name in self._choices[line] if name in names)

    def toggle(self, line: Line, name: str) -> None:
        """Choose one of several in addition, or no longer."""
        self.choose(line, set(self._chosen[line]) ^ {name})

    def said(self, line: Line) -> tuple[str, str]:
        """Return what a line says, and what there is to know about that; for a format in two lines."""
        names = self._chosen[line]
        if line is Line.OUTPUT:
            return str(self.output), self._about_output()
        if line is Line.SPLIT and self._split:
            return str(self._split), ", ".join(self._split.names)
        if line in SEVERAL or line is Line.SPLIT:
            return ", ".join(names) or self._usual(line), ""
        return names[0], self._choices[line][names[0]]

    @property
    def output(self) -> Path:
        """The path of the export: where it was said, else beside the project, or in the working folder."""
        typed = self._chosen[Line.OUTPUT]
        if typed:
            return Path(os.path.expanduser(typed[0]))  # noqa: PTH111 - Path's own raises where there is no such user
        corpus, script = self._session.corpus, self._chosen[Line.SCRIPT]
        whose = "zhupi" if corpus.bundled else corpus.root.stem if corpus.root.is_file() else corpus.root.name
        name = "-".join([whose or "zhupi", *self._chosen[Line.FORMAT], *(each for each in script if each != ORIGINAL)])
        beside = corpus.root.parent
        own = not corpus.bundled and os.access(beside, os.W_OK | os.X_OK)
        return (beside if own else Path.cwd()) / (name if self._is_folder else name + self._about.suffix)

    @property
    def exists(self) -> bool:
        """Return whether something stands where the export is to go."""
        return os.path.lexists(self.output)  # Path's own raises where a folder may not be looked into

    def obstacles(self) -> list[Problem]:
        """List every reason why what is chosen now cannot be exported."""
        schema_problem = self._session.annotations.schema_problem
        if schema_problem:
            return [schema_problem]
        try:
            return self._request().problems(self.output)
        except NotFoundError as error:  # a label that was chosen is gone from the schema
            return [error.problem]

    def order(self) -> Order:
        """Return the export as it is chosen now; raises ``SourceError`` where there are obstacles, for the first."""
        for problem in self.obstacles():
            raise SourceError(problem)
        project = Project(self._session.corpus.again(), self._folder, self._chosen[Line.ANNOTATORS] or (self._own,))
        return Order(project, self._request(), self.output)

    def _request(self) -> ExportRequest:
        schema, (script,) = self._session.annotations.schema, self._chosen[Line.SCRIPT]
        statuses = map(Status, self._chosen[Line.STATUS])
        return ExportRequest(
            self._formats[self._about.name],
            Options(schema),
            Selection.of(schema, statuses, self._chosen[Line.LABELS], {}),
            script,
            None if script == ORIGINAL else partial(self._convert, script),
            self._split,
        )

    def _convert(self, script: str, text: str, sample: str) -> Converted | None:
        configuration = self._session.scripts.configuration(sample, script)
        dataset = self._session.settings.dataset or None
        return load_converter(configuration, dataset).convert(text) if configuration else None

    @property
    def _about(self) -> FormatInfo:
        (name,) = self._chosen[Line.FORMAT]
        return self._formats[name].about

    @property
    def _split(self) -> Split | None:
        return next(map(Split.parse, self._chosen[Line.SPLIT]), None)

    @property
    def _is_folder(self) -> bool:
        return is_folder(self._about, self._split)

    def _about_output(self) -> str:
        if self.exists:
            return _("exists already")
        for warning in output_warnings(self._session.corpus, self.output):
            return warning.message
        return _("a new folder") if self._is_folder else _("a new file")

    def _usual(self, line: Line) -> str:
        """Return what holds where nothing is chosen."""
        usual = {
            Line.STATUS: _("done, or marked and not skipped"),
            Line.ANNOTATORS: self._own,
            Line.LABELS: _("all"),
            Line.SPLIT: _("none"),
        }
        return usual[line]

    def _find_choices(self) -> dict[Line, Mapping[str, str]]:
        annotators = [self._own, *annotators_in(self._folder)]
        own = {ORIGINAL: _("as it was written"), OTHER: _("the script that a text is not in")}
        splits = {split: ", ".join(Split.parse(split).names) for split in SPLITS}
        return {
            Line.FORMAT: {name: _described(item.about) for name, item in self._formats.items()},
            Line.SCRIPT: own | {target.name: target.description for target in TARGETS},
            Line.STATUS: {status.value: "" for status in Status},
            Line.ANNOTATORS: dict.fromkeys(annotators, ""),
            Line.LABELS: {label.name: label.title for label in self._session.annotations.schema.labels},
            Line.SPLIT: {NO_SPLIT: _("everything in one"), **splits, OTHER_SPLIT: _("other shares")},
            Line.OUTPUT: {},
        }


def _described(about: FormatInfo) -> str:
    """Return a format's title, and below it what it can carry, what it counts in, and what it needs."""
    facts = [*carried(about), _("offsets in {unit}").format(unit=offsets(about))]
    if about.extra:
        facts.append(_("needs zhupi[{extra}]").format(extra=about.extra))
    return f"{about.title}\n{' · '.join(facts)}"
