"""Describe a release that is asked for, and say why it cannot be made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotations.exchange.exporting.disclosure import EVERYTHING, Disclosure
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.exporting.scripts import Convert
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import Format, OutputKind
from annotations.exchange.options import Options
from annotations.exchange.statistics import Scope
from annotations.storage.paths import safe_name
from seeds.errors import Problem
from seeds.i18n import _
from seeds.script.targets import ORIGINAL
from seeds.system.descriptors import real_path

TITLE = "Chinese texts with labelled spans"
WHOLE = "train"
"""The name of the only part of a release without a split, as loaders of data sets expect it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what only the publisher knows; what is empty is left out, and the card says so.

    ``license`` is an identifier of SPDX's or an address, ``date`` the day of publication in ISO 8601.
    """

    title: str = TITLE
    license: str = ""
    url: str = ""
    creator: str = ""
    date: str = ""
    version: str = "1.0.0"

    @property
    def missing(self) -> list[str]:
        """The options for what Croissant asks for and nobody has said."""
        return [f"--{name}" for name in ("license", "url", "creator", "date") if not getattr(self, name)]


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """Hold what is to be released of a project, and how; all formats have the same articles in the same parts.

    ``selected`` are the annotators by the names that they go by, none for all of them. ``elsewhere`` says that their
    folder is not the project's own. With ``strict``, a release that would lose anything is not made.
    """

    formats: tuple[Format, ...]
    options: Options
    selection: Selection = field(default_factory=Selection)
    script: str = ORIGINAL
    convert: Convert | None = None
    split: Split | None = None
    disclosure: Disclosure = EVERYTHING
    facts: Facts = Facts()
    selected: tuple[str, ...] = ()
    elsewhere: bool = False
    strict: bool = False

    @property
    def scope(self) -> Scope:
        """The articles as they are released, to be counted."""
        return Scope(self.options.schema, self.selection, self.convert, self.split)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts, in order."""
        return self.split.names if self.split else (WHOLE,)

    def export(self, format_: Format) -> ExportRequest:
        """Return what is to be exported in one of the formats."""
        return ExportRequest(
            format_,
            self.options,
            self.selection,
            self.script,
            self.convert,
            self.split,
            disclosure=self.disclosure,
        )

    def path(self, format_: Format, folder: Path) -> Path:
        """Return where an export goes in the folder of a release: into a folder of its own."""
        own = folder / folder_name(format_)
        is_file = format_.about.shape is OutputKind.FILE and not self.split
        return own / f"{WHOLE}{format_.about.suffix}" if is_file else own

    def problems(self, project: Project, output: Path) -> list[Problem]:
        """List every reason why the request cannot be carried out."""
        return list(self._problems(project, output))

    def _problems(self, project: Project, output: Path) -> Iterator[Problem]:
        for format_ in self.formats:
            if not format_.about.writes:
                message = _("the format {name} can be read, but not written")
                yield Problem("", message.format(name=format_.about.name))
        root, target = project.corpus.root, real_path(output)
        if root.is_dir() and target.is_relative_to(root):
            message = _("is in the folder of the articles, and would be taken for some")
            yield Problem(str(output), message, advice=_("name another folder"))
        elif target.is_relative_to(real_path(project.folder)):
            message = _("is in the folder of the annotations, and would be taken for some")
            yield Problem(str(output), message, advice=_("name another folder"))


def folder_name(format_: Format) -> str:
    """Return the name of the folder that a format has in a release."""
    return safe_name(format_.about.name)
