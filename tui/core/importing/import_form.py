"""Hold what is to be imported, as it is chosen line by line."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotations.exchange.format import Format
from annotations.exchange.importing.answers import answered
from annotations.exchange.importing.request import ImportRequest
from annotations.exchange.option_values import encoding_name
from annotations.exchange.options import BY_EVIDENCE, ReadingOptions
from seeds.errors import Problem, Question, SourceError
from seeds.i18n import _
from seeds.sources.corpus import Corpus
from tui.core.importing.dry_run import DryRun, Order
from tui.core.importing.import_choices import (
    ADD,
    AS_SHOWN,
    BY_FILE,
    CHOICES,
    CLOSED,
    ONE,
    OPTIONS,
    PEOPLE,
    PROJECT,
    RECORDS,
    SUGGESTIONS,
    Line,
    marks_choices,
)
from tui.core.session import Session


@dataclass(slots=True)
class _Choices:
    """Hold what is chosen; what is empty is left to the file."""

    path: str = ""
    format: str = ""
    encoding: str = ""
    reading: ReadingOptions = BY_EVIDENCE
    closed: dict[Line, str] = field(
        default_factory=lambda: {Line.MARKS: BY_FILE, Line.LABELS: PROJECT, Line.ARTICLES: RECORDS}
    )


class ImportForm:
    """Hold the choices for an import into a session's project; ``problems`` are formats that cannot be loaded.

    ``own`` is the name that the session annotates by. ``detected`` is the format that was recognised, and ``result``
    what a look at the file has come to, None while there is none for what is chosen now; ``done``: it was imported.
    """

    def __init__(self, session: Session, formats: Iterable[Format | Problem]) -> None:
        loaded = list(formats)
        self.problems = [item for item in loaded if isinstance(item, Problem)]
        self._formats = {item.about.name: item for item in loaded if not isinstance(item, Problem) and item.about.reads}
        self._session = session
        self.own = session.annotations.store.annotator
        self._chosen = _Choices()
        self.detected: Format | None = None
        self.result: DryRun | None = None
        self.done = False

    # What is chosen

    @property
    def path(self) -> Path | None:
        """The file or folder that is to be imported; None until one is named."""
        typed = self._chosen.path
        return Path(os.path.expanduser(typed)) if typed else None  # noqa: PTH111 - Path's own raises without a user

    @property
    def format(self) -> Format | None:
        """The format that was chosen, or else detected."""
        return self._formats.get(self._chosen.format) or self.detected

    @property
    def lines(self) -> list[Line]:
        """The lines that there are for the format."""
        options = self.format.about.options if self.format else frozenset()
        return [line for line in Line if line not in OPTIONS or line.value in options]

    def choices(self, line: Line) -> Mapping[str, str]:
        """Return the choices by name, with what there is to know about them; none for a line that is typed."""
        if line is Line.FORMAT:
            return AS_SHOWN | {name: item.about.title for name, item in self._formats.items()}
        return marks_choices(self.own) if line is Line.MARKS else CHOICES.get(line, {})

    def chosen(self, line: Line) -> str:
        """Return the name of what is chosen; what is typed, where that is typed."""
        if line is Line.FILE:
            return self._chosen.path
        if line in CLOSED:
            return self._chosen.closed[line]
        return self.value(line) or BY_FILE

    def choose(self, line: Line, text: str, subject: str = "") -> None:
        """Choose by name, or as it was typed; another file is looked at without what was chosen for the one before.

        Raises ``ZhupiError`` for what is no value of the option.
        """
        value = "" if text == BY_FILE else text.strip()
        match line:
            case Line.FILE:
                self._chosen = _Choices(value, closed=self._chosen.closed)
                self.detected = None
            case Line.FORMAT:
                self._choose_format(value)
            case Line.ENCODING:
                self._chosen.encoding = encoding_name(value) if value else ""
            case Line.MARKS | Line.LABELS | Line.ARTICLES:
                self._chosen.closed[line] = text
            case _:
                self._choose_option(line, value, subject)
        self.result, self.done = None, False

    def _choose_format(self, name: str) -> None:
        self._chosen.format, self.detected = name, None
        options = self._formats[name].about.options if name else frozenset()
        kept = {each: getattr(self._chosen.reading, each) for each in self._chosen.reading.given if each in options}
        self._chosen.reading = ReadingOptions(**kept)

    def _choose_option(self, line: Line, value: str, subject: str) -> None:
        if line is Line.LABEL_FEATURE and not subject and value:
            subject, _colon, value = map(str.strip, value.partition(":"))
            if not subject or not value:
                raise SourceError(
                    Problem("", _("“{text}” is not of the form {form}").format(text=subject, form="LAYER:FEATURE"))
                )
        if line is Line.LABEL_FEATURE and not subject:
            self._chosen.reading = replace(self._chosen.reading, label_feature={})
        elif self.format:
            request = ImportRequest(self.format, Path(), self.own, reading=self._chosen.reading)
            self._chosen.reading = answered(request, Question(line.value, subject=subject), value).reading

    def value(self, line: Line) -> str:
        """Return what is chosen for a format, an encoding or an option; empty where that is left to the file."""
        if line is Line.FORMAT:
            return self._chosen.format
        if line is Line.ENCODING:
            return self._chosen.encoding
        value = getattr(self._chosen.reading, line.value, "")
        if isinstance(value, Mapping):
            return ", ".join(f"{layer}:{name}" for layer, name in value.items())
        return ",".join(value) if isinstance(value, tuple) else str(value or "")

    # What is to be done

    def order(self) -> Order:
        """Return the look at the file as it is chosen now; raises ``SourceError`` where there is no file."""
        path = self.path
        if path is None:
            raise SourceError(Problem("", _("no file is named yet")))
        former = self._session.corpus  # which cannot be scanned twice at once
        corpus = Corpus.open(None if former.bundled else former.root, follow_links=former.follow_links)
        chosen, closed, own = replace(self._chosen), dict(self._chosen.closed), self.own
        dataset = self._session.settings.dataset or None

        def make(format_: Format) -> ImportRequest:
            marks = closed[Line.MARKS]
            return ImportRequest(
                format_,
                path,
                own,
                by_name=marks == PEOPLE,
                as_suggestions=marks == SUGGESTIONS,
                add_labels=closed[Line.LABELS] == ADD,
                dry_run=True,
                dataset=dataset,
                encoding=chosen.encoding,
                as_one_article=closed[Line.ARTICLES] == ONE,
                keep_apart=marks == BY_FILE,
                reading=chosen.reading,
            )

        folder = self._session.annotations.store.folder
        return Order(corpus, folder, path, self._formats.get(chosen.format), chosen.encoding, make)

    def take(self, result: DryRun) -> None:
        """Take what a look at the file has come to."""
        self.result = result
        if not self._chosen.format:
            self.detected = result.format

    def finish(self) -> None:
        """Take note that the file was imported: what is chosen next is another import."""
        self.done = True
