"""Define what a format is: a new one is one file that has an object of this protocol, called ``FORMAT``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from annotations.exchange.options import Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report


class Unit(StrEnum):
    """Name what a format counts offsets in."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    TOKENS = "tokens"
    TEXT = "the words themselves"


class OutputKind(StrEnum):
    """Name what an export is: one file for each part of a split, or a folder."""

    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Say what a format holds beside spans without overlap; ``unit`` and ``inclusive`` say how it counts.

    ``people``: it says who made what, so that several people stay several. ``times``: it says when a span was made.
    """

    unit: Unit = Unit.CODE_POINTS
    inclusive: bool = False
    overlap: bool = False
    relations: bool = False
    notes: bool = False
    attributes: bool = False
    categories: bool = False
    people: bool = True
    times: bool = True


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """Describe a format: its ``name`` on the command line, a title for people, and how it is written.

    ``suffix`` ends the names of its files, such as ``.jsonl``. ``extra`` is what has to be installed, as in
    ``zhupi[cas]``. ``limit`` is the length of a text in code points above which consumers cut or refuse it, 0 where
    there is none: longer texts are cut at the ends of sentences before they are written. ``streams``: memory does not
    grow with the number of records. ``reads`` and ``writes`` say what it is good for. ``options`` are the names of the
    ``ReadingOptions`` that it heeds; one that has ``unit`` heeds that of ``Options`` too. ``keys`` are those that every
    object of its files has, or the columns: by them an error names the nearest format. A ``general`` one takes many
    shapes, and leaves a file to any other format that is as sure of it.
    """

    name: str
    title: str
    suffix: str
    carries: Capabilities = Capabilities()
    shape: OutputKind = OutputKind.FILE
    extra: str = ""
    limit: int = 0
    streams: bool = True
    reads: bool = True
    writes: bool = True
    options: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    general: bool = False


class Format(Protocol):
    """Write records into files of one kind, and read them back."""

    @property
    def about(self) -> FormatInfo:
        """The description of the format."""
        ...

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records into ``path``: a file that does not exist yet, or an empty folder for a folder's shape.

        Every record is counted by ``report.wrote``, and whatever cannot be carried goes to ``report.drop``. A split
        is given as one call for each part, of a file's shape; a folder's shape gets all records at once, and separates
        them by ``record.part``. Raises ``OSError``, and ``ZhupiError`` for what makes the whole export impossible.
        """
        ...

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the records of a file or folder; whatever is wrong with one goes to ``report``, and is never guessed.

        Raises ``SourceError`` with file and line where the file is not of this format, truncated, or in another
        encoding than UTF-8.
        """
        ...

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file (its first 64 KiB as text) or folder (``head`` is empty) is surely of this format."""
        ...


@runtime_checkable
class ConfigurableFormat(Format, Protocol):
    """Serve as a format that heeds options when it reads: those that its description names."""

    def with_options(self, reading: ReadingOptions) -> Format:
        """Return the format as it reads with options."""
        ...


# What plug-ins of version 0.1.0 import.
About, Carries, Shape = FormatInfo, Capabilities, OutputKind
