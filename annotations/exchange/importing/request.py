"""Describe an import that is asked for, say why it cannot be made, and hold what came of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations.exchange.format import ConfigurableFormat, Format, OutputKind
from annotations.exchange.importing.text_alignment import MatchKind
from annotations.exchange.options import BY_EVIDENCE, ReadingOptions
from annotations.exchange.report import Report
from annotations.model.span import NOTHING
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _, ngettext
from seeds.sources.corpus import Corpus

KNOWN = "known"
"""The part of the report for articles that the project had."""

NEW = "new"
"""The part for articles that came with the import."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Hold what is to be imported, and how.

    The marks become those of ``annotator``, or with ``by_name`` of whom the file says; or nobody's, ``as_suggestions``.
    ``people`` are whose annotations of the project those of somebody in the file become. With ``keep_apart``, they are
    kept by name where several people speak of one text, as nobody has said that they are to become one's.
    ``encoding`` is that of the file, empty where it is to be found out.
    ``names`` are what labels of the file are called in the project. With ``add_labels``, what the schema does not know
    is added to it. ``as_one_article`` makes the records of a file paragraphs of one article. ``reading`` is what cannot
    be told from the file. With ``strict``, nothing is imported where anything would be lost; with ``dry_run``, nothing
    at all.
    """

    format: Format
    path: Path
    annotator: str
    by_name: bool = False
    as_suggestions: bool = False
    names: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    add_labels: bool = False
    strict: bool = False
    dry_run: bool = False
    dataset: str | None = None
    people: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    keep_apart: bool = False
    encoding: str = ""
    as_one_article: bool = False
    reading: ReadingOptions = BY_EVIDENCE

    def problems(self, corpus: Corpus) -> list[Problem]:
        """List every reason why the request cannot be carried out for a corpus, before anything of the file is read.

        Whether the labels in ``names`` are known depends on the schema that the project has by then.
        """
        return list(self._problems(corpus))

    def _problems(self, corpus: Corpus) -> Iterator[Problem]:
        about = self.format.about
        if not about.reads:
            message = _("the format {name} is for people: it can be written, but not read").format(name=about.name)
            yield Problem(str(self.path), message)
        for name in self.useless_options:
            message = _("the format {format} does not have the option {option}")
            yield Problem("", message.format(format=about.name, option=f"--{name.replace('_', '-')}"))
        if not self.path.exists():
            yield Problem(str(self.path), _("there is no such file or folder"))
        elif not self.files:
            message = _("has no file that ends in {suffix}").format(suffix=about.suffix)
            yield Problem(str(self.path), message)
        if self.by_name and self.as_suggestions:
            yield Problem("", _("suggestions belong to nobody, so they cannot be kept apart by annotator"))
        if self.add_labels and corpus.bundled:
            advice = _("copy them into a folder of your own, or map labels to those that there are")
            yield Problem("", _("labels cannot be added for the bundled articles"), advice=advice)

    @property
    def useless_options(self) -> list[str]:
        """The names of the options for reading that are given, and that the format does not heed."""
        return [name for name in self.reading.given if name not in self.format.about.options]

    @property
    def configured(self) -> Format:
        """The format as it reads with the options."""
        if isinstance(self.format, ConfigurableFormat):
            return self.format.with_options(self.reading)
        return self.format

    @property
    def files(self) -> list[Path]:
        """The files that are to be read: one file or folder, or the parts of a split."""
        if self.format.about.shape is OutputKind.FOLDER or not self.path.is_dir():
            return [self.path]
        return sorted(self.path.glob(f"*{self.format.about.suffix}"))


@dataclass(slots=True)
class Imported:
    """Hold what came of an import.

    ``report`` has the parts ``known`` and ``new``; ``ways`` counts records by how their texts fit, ``annotators`` by
    whom the file names, and ``shared_texts`` by each of them the texts of which others speak too, where nobody has said
    whose the marks become. ``parts`` are records that are parts of the articles ``homes``, by document and id.
    ``collapsed`` counts the new records whose text came before already. ``repeated`` spans were there already.
    ``document`` is the file of the new articles, and ``labels`` are those that the schema got; each is empty where
    there are none. ``together`` counts the files of annotations that were written at once, which cannot be undone.
    ``stopped``: the import was ended by its caller, and all else is what had been imported up to then.
    """

    report: Report = field(default_factory=Report)
    ways: Counter[MatchKind] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)
    parts: int = 0
    homes: set[tuple[str, str]] = field(default_factory=set)
    collapsed: int = 0
    repeated: int = 0
    suggestions: int = 0
    document: str = ""
    labels: tuple[str, ...] = ()
    shared_texts: Counter[str] = field(default_factory=Counter)
    together: int = 0
    stopped: bool = False

    @property
    def anything(self) -> bool:
        """Return whether anything of the file is in the project now, or was before."""
        return bool(self.report.articles.total() or self.repeated)

    def table(self) -> dict[str, Any]:
        """Return all of it as a JSON object."""
        return self.report.table() | {
            "parts": self.parts,
            "homes": len(self.homes),
            "collapsed": self.collapsed,
            "repeated": self.repeated,
            "suggestions": self.suggestions,
            "ways": {way.value: count for way, count in self.ways.items()},
            "document": self.document,
            "shared_texts": dict(self.shared_texts),
            "labels": list(self.labels),
        }


class StopImportError(Exception):
    """End an import where it is, from the ``step`` of its caller; what was imported up to then is returned."""


def shared_names(imported: Imported) -> str:
    """Return the people who speak of the same texts, each with the number of those."""
    return ", ".join(f"{name or '?'} ({count:,})" for name, count in imported.shared_texts.most_common())


class IncompleteImportError(ZhupiError):
    """Refuse a strict import that would have lost something, and was not made; ``imported`` says what."""

    def __init__(self, imported: Imported) -> None:
        count = imported.report.lost.total()
        if not count:
            several = _("several people speak of the same texts: {names}").format(names=shared_names(imported))
            super().__init__(Problem("", several, advice=_("nothing was imported; --annotator says whose they become")))
            self.imported = imported
            return
        message = ngettext("{count} thing would be lost", "{count} things would be lost", count).format(count=count)
        advice = _("nothing was imported; without --strict, it is imported and the losses are reported")
        super().__init__(Problem("", message, advice=advice))
        self.imported = imported
