"""Describe an export that is asked for, and say why it cannot be made, for the command line and the screen alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotations.exchange.exporting.disclosure import EVERYTHING, Disclosure
from annotations.exchange.exporting.scripts import Convert, ConvertKeeping
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import Format, FormatInfo, OutputKind
from annotations.exchange.options import Options
from annotations.exchange.report import Report
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _, ngettext
from seeds.script.targets import ORIGINAL
from seeds.sources.corpus import Corpus
from seeds.system.descriptors import real_path


def is_folder(about: FormatInfo, split: Split | None) -> bool:
    """Return whether an export is a folder: of a folder's shape, or of a file for each part of a split."""
    return about.shape is OutputKind.FOLDER or split is not None


@dataclass(frozen=True, slots=True)
class Project:
    """Hold the articles, and the folder of annotations with the annotators whose are exported."""

    corpus: Corpus
    folder: Path
    annotators: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Hold what is to be exported of a project, and how.

    ``options`` have the schema of the project. ``convert`` leads to the script that is named ``script``. With
    ``strict``, an export that would lose anything is not made. ``disclosure`` says what of the annotators goes out.
    ``keeping``, where it is given, goes before ``convert`` and keeps the surnames of what is marked as persons.
    """

    format: Format
    options: Options
    selection: Selection = field(default_factory=Selection)
    script: str = ORIGINAL
    convert: Convert | None = None
    split: Split | None = None
    strict: bool = False
    disclosure: Disclosure = EVERYTHING
    keeping: ConvertKeeping | None = None

    @property
    def is_folder(self) -> bool:
        """Return whether the export is a folder: of a folder's shape, or of a file for each part of the split."""
        return is_folder(self.format.about, self.split)

    @property
    def limit(self) -> int:
        """The greatest length of a text in code points, 0 for any: what is asked for, or the format's own."""
        return self.options.max_length or self.format.about.limit

    def problems(self, output: Path | None) -> list[Problem]:
        """List every reason why the request cannot be carried out into ``output``, which is None for a stream.

        What stands at the output already is not looked at: that is known for certain only when it is written.
        """
        return list(self._problems(output))

    def _problems(self, output: Path | None) -> Iterator[Problem]:
        about = self.format.about
        if not about.writes:
            yield Problem("", _("the format {name} can be read, but not written").format(name=about.name))
        if self.options.unit and "unit" not in about.options:
            message = _("the format {format} does not have the option {option}")
            yield Problem("", message.format(format=about.name, option="--unit"))
        if output is None and self.is_folder:
            yield Problem("", _("the export is a folder, which cannot be written to stdout"))
        if output and self.split and about.shape is OutputKind.FILE and output.name.endswith(about.suffix):
            message = _("a split is a folder with a file for each part: name it without {suffix}")
            yield Problem(str(output), message.format(suffix=about.suffix))

    @property
    def final_options(self) -> Options:
        """The options as the format gets them: with the schema of what is selected."""
        return replace(self.options, schema=self.selection.schema(self.options.schema), max_length=self.limit)


class IncompleteError(ZhupiError):
    """Refuse a strict export that would have lost something, and was not made; ``report`` says what."""

    def __init__(self, report: Report) -> None:
        count = report.lost.total()
        message = ngettext("{count} thing would be lost", "{count} things would be lost", count).format(count=count)
        advice = _("nothing was exported; without --strict, it is exported and the losses are reported")
        super().__init__(Problem("", message, advice=advice))
        self.report = report


def output_warnings(corpus: Corpus, output: Path) -> list[Problem]:
    """Warn of an export that will be taken for articles, as it stands in their folder."""
    if not corpus.root.is_dir() or corpus.bundled or not real_path(output).is_relative_to(corpus.root):
        return []
    message = _("is in the folder of the articles, and may be taken for one")
    return [Problem(str(output), message, advice=_("another folder is better"))]
