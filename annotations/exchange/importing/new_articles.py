"""Write the articles that an import brings along as a file of the project, from which they are read as they are."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from os.path import lexists
from pathlib import Path

from annotations.exchange.record import Record
from annotations.exchange.shared.jsonl import line_of
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.identity import whole_id
from seeds.sources.settings import SourceSettings
from seeds.system.descriptors import real_path
from seeds.system.folders import Folder, sync

_STEM = "imported"
_SUFFIX = ".jsonl"


class _NothingNewError(Exception):
    """Leave the writing of a file for which there is nothing, so that there is no file."""


class ArticleNames:
    """Name the articles of records, each once; ``collapsed`` counts texts that their annotator had earlier already."""

    def __init__(self) -> None:
        self.collapsed = 0
        self._names: set[str] = set()
        self._asked: set[tuple[str, bytes]] = set()
        self._whose: set[tuple[str, bytes, str]] = set()

    def __len__(self) -> int:
        return len(self._names)

    def name(self, record: Record) -> str:
        """Return the id that the article of a record gets; empty where it is known already, or has no text."""
        key = sha256("".join(record.text.split()).encode("utf-8", "surrogatepass")).digest()
        identity = record.id, key
        if record.text.isspace() or not record.text:
            return ""
        self.collapsed += (*identity, record.annotator) in self._whose
        self._whose.add((*identity, record.annotator))
        if identity in self._asked:
            return ""
        self._asked.add(identity)
        base = name = record.id or whole_id(record.text)
        number = 1
        while name in self._names:
            number += 1
            name = f"{base}-{number}"
        self._names.add(name)
        return name


class NewArticles:
    """Write a file that does not exist yet, in the folder of a project: ``document`` is its name.

    Each line is a JSON object whose keys are the columns of the project's ``settings``. Texts that are identical but
    for their white space are one article, unless they come with different ids. Raises ``SourceError`` where the
    settings do not let the file be read.
    """

    def __init__(self, folder: Path, settings: SourceSettings) -> None:
        self._folder = folder
        self._settings = settings
        self.document = _free_name(folder)
        if not settings.includes(self.document):
            message = _("does not let {file} be read, in which new articles are put").format(file=self.document)
            raise SourceError(Problem(str(folder / "zhupi.toml"), message, advice=_("include it in [sources]")))
        self.names = ArticleNames()

    def write(self, records: Iterable[Record]) -> int:
        """Write the articles of records, and return how many there are; there is no file where there are none.

        Raises ``OSError``, and whatever ends ``records``; nothing is left behind then.
        """

        def write(descriptor: int) -> None:
            with open(
                descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n", closefd=False
            ) as file:
                file.writelines(self._lines(records))
            if not len(self.names):
                raise _NothingNewError
            sync(descriptor)

        with suppress(_NothingNewError), Folder.open(real_path(self._folder)) as folder:
            folder.replace_by(self.document, write, new=True)
        return len(self.names)

    def _lines(self, records: Iterable[Record]) -> Iterator[str]:
        for record in records:
            name = self.names.name(record)
            if name:
                yield self._line(record, name)

    def _line(self, record: Record, name: str) -> str:
        title, text = _divided(record)
        columns = self._settings.columns
        values = {
            columns.id or "id": name,
            columns.title or "title": title,
            columns.text or "text": text,
            columns.source or "source": record.meta.get("source", ""),
            columns.date or "date": record.meta.get("date", ""),
            columns.tag or "tag": record.meta.get("tag", ""),
        }
        if self._settings.encoding:  # whichever that is, it has ASCII in common with UTF-8
            return f"{json.dumps(values)}\n"
        return line_of(values)


def _divided(record: Record) -> tuple[str, str]:
    """Return title and body, between which a line ends; no title where the text does not begin with it."""
    first, _newline, rest = record.text.partition("\n")
    begins = first.split() == record.title.split() and first.strip() and rest.strip()
    return (first, rest) if begins else ("", record.text)


def _free_name(folder: Path) -> str:
    name, number = _STEM + _SUFFIX, 1
    while lexists(folder / name):
        number += 1
        name = f"{_STEM}-{number}{_SUFFIX}"
    return name
