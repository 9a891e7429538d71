"""Define what every reader takes and gives: a source goes in, a document of records comes out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from seeds.article import MarkedHeading
from seeds.encoding.decoding import DecodedText, decode
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.settings import STRICT, SourceSettings
from seeds.system.files import WHOLE, open_stream, read_regular


class SourceRecord(NamedTuple):
    """Hold one article as its reader found it; the fields are those of ``seeds.article`` of the same names.

    A tuple, since a table has a hundred thousand of them and frozen dataclasses take four times as long to make.
    ``id`` is what the source itself calls it, or empty. ``locator`` is what the reader finds it by again.
    """

    text: str
    title: str
    title_length: int = 0
    start: int = 0
    line: int = 1
    locator: int = 0
    id: str = ""
    source: str = ""
    tag: str = ""
    date: str = ""
    encoding: str = "utf-8"
    newline: str = "lf"
    link: str = ""
    headings: tuple[MarkedHeading, ...] = ()


class RecordPlace(NamedTuple):
    """Locate a record in its source; the fields are those of ``SourceRecord``."""

    start: int
    line: int
    locator: int
    encoding: str
    newline: str


class Document(Protocol):
    """Give the articles of a source that a reader has opened."""

    @property
    def single(self) -> bool:
        """Return whether the whole source is one article."""
        ...

    @property
    def weight(self) -> int:
        """Return the bytes of memory that the document keeps."""
        ...

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read all of it, lazily and in order. Raises ``SourceError`` if the rest cannot be read."""
        ...

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the one record with this locator; None if there is none.

        Of the optional fields only those that stand in the record itself are filled.
        """
        ...


class DamagedDocument:
    """Give the articles of a document with damaged bytes, and then say where these are."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self._document = document
        self._problems = problems

    @property
    def single(self) -> bool:
        """Return whether the whole source is one article."""
        return self._document.single

    @property
    def weight(self) -> int:
        """Return the bytes of memory that the document keeps."""
        return self._document.weight

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read all of it, and the problems."""
        yield from self._document.records()
        yield from self._problems

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the one record with this locator; None if there is none."""
        return self._document.record(locator)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Describe a file to be read. ``name`` is the path that the user knows it by.

    ``root`` is the folder that no link may lead out of; None where the user has named the file, or allows links.
    ``former`` asks for the reading of version 0.1.0, and ``problems`` are those of what was decoded nevertheless.
    ``alone`` says that the user has opened this very file, which is then read as text where nothing else fits.
    """

    path: Path
    name: str
    settings: SourceSettings
    root: Path | None = None
    former: bool = False
    problems: list[Problem] = field(default_factory=list, compare=False)
    alone: bool = False

    def open(self) -> BinaryIO:
        """Open the file to read it piece by piece; raises ``SourceError`` where that cannot be done."""
        try:
            return open_stream(self.path, root=self.root)
        except OSError as error:
            raise SourceError(unreadable(self.name, error)) from error

    def data(self, limit: int = WHOLE) -> bytes:
        """Read all of the file, at most ``limit`` bytes; raises ``SourceError`` where that cannot be done."""
        try:
            return read_regular(self.path, limit, root=self.root)
        except OSError as error:
            raise SourceError(unreadable(self.name, error)) from error

    def decoded(self) -> DecodedText:
        """Read and decode all of the file; raises ``SourceError`` where that cannot be done."""
        return self.decode(self.data())

    def decode(self, data: bytes, declared: str | None = None) -> DecodedText:
        """Decode what the file has, which may say its encoding itself; raises ``SourceError``."""
        strict = self.settings.errors == STRICT
        decoded = decode(data, self.name, self.settings.encoding, declared, strict=strict)
        if decoded.damage:
            self.problems.append(decoded.damage)
        return decoded


class OtherKindError(SourceError):
    """Report a file of a kind that is not read though its name does not show that, so that a folder leaves it out."""


def unreadable(document: str, error: OSError) -> Problem:
    """Say that the system does not give a source, and why."""
    if isinstance(error, FileNotFoundError):
        return Problem(document, _("does not exist, or no longer does"))
    return Problem(document, _("cannot be read: {reason}").format(reason=error.strerror or error))
