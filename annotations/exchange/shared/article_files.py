"""Name and find files for each article in a folder, with a list of what the files themselves cannot say."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from annotations.exchange.output import REPORT
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import line_of, read_lines
from annotations.exchange.shared.lines import read_text_lines
from annotations.storage.paths import safe_name
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE, read_regular

LIST = "articles.jsonl"
"""The name of the list: an object for each article, of which ``file`` is the path below the folder, without suffix."""

_TEXTS = ("id", "title", "document", "annotator", "status", "note", "part")


class ArticleFiles(AbstractContextManager["ArticleFiles"]):
    """Find names for the files of articles in a new folder, and write the list of them.

    A file is named for the id of its article, and is in a folder of the part of the split.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._list = (folder / LIST).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._list.close()

    def add(self, record: Record, suffix: str) -> Path:
        """List an article, and give the path of a file for it that does not exist yet."""
        place = self._folder / safe_name(record.part) if record.part else self._folder
        place.mkdir(exist_ok=True)
        stem = safe_name(f"{record.id}@{record.offset}" if record.offset else record.id)
        path, number = place / f"{stem}{suffix}", 2
        while path.exists():
            path, number = place / f"{stem}-{number}{suffix}", number + 1
        file = path.relative_to(self._folder).as_posix().removesuffix(suffix)
        self._list.write(line_of({"file": file} | _facts(record)))
        return path


class ArticleFile(NamedTuple):
    """Hold a file and what the list says of its article: nothing where it is not listed.

    ``name`` is the path below the folder, without suffix.
    """

    path: Path
    name: str
    facts: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id of the article: the name of the file where none is listed."""
        listed = self.facts.get("id")
        return listed if isinstance(listed, str) and listed else self.name

    def describe(self, record: Record) -> Record:
        """Return the record with what the list says of it, in so far as that is of the right kind."""
        texts: dict[str, Any] = {name: value for name in _TEXTS if isinstance(value := self.facts.get(name), str)}
        offset, categories, meta = (self.facts.get(name) for name in ("offset", "categories", "meta"))
        if isinstance(offset, int):
            texts["offset"] = offset
        if isinstance(categories, list):
            texts["categories"] = tuple(name for name in categories if isinstance(name, str))
        if isinstance(meta, dict):
            texts["meta"] = {key: value for key, value in meta.items() if isinstance(value, str)}
        return replace(record, **texts | {"id": self.id})


def find_article_files(path: Path, suffix: str, report: Report) -> Iterator[ArticleFile]:
    """Return the files with a suffix in a folder, those listed first; or the one that ``path`` itself is.

    One that is listed and is not there is a loss. Raises ``SourceError`` for a list that cannot be read, and where
    there is no file at all.
    """
    if path.is_file():
        yield ArticleFile(path, path.name.removesuffix(suffix), {})
        return
    listed = _listed(path, report)
    files = (file for file in path.rglob(f"*{suffix}") if file.name != REPORT)
    by_name = {file.relative_to(path).as_posix().removesuffix(suffix): file for file in files}
    if not by_name and not listed and not (path / LIST).is_file():
        raise SourceError(Problem(str(path), _("holds no file that ends in {suffix}").format(suffix=suffix)))
    for name in listed:
        if name in by_name:
            yield ArticleFile(by_name.pop(name), name, listed[name])
        else:
            report.add(DroppedItem(name, LIST, _("is listed, but is not there")), "article")
    for name in sorted(by_name):
        yield ArticleFile(by_name[name], name, {})


def read_each(
    path: Path, suffix: str, report: Report, read: Callable[[ArticleFile], Record | None]
) -> Iterator[Record]:
    """Yield what ``read`` makes of each file that ``find_article_files`` finds; None is no record.

    A file of a folder that raises ``SourceError`` is a loss, unless all do: the first error is raised then, as that of
    a single file is.
    """
    failure: SourceError | None = None
    any_read = False
    for file in find_article_files(path, suffix, report):
        try:
            record = read(file)
        except SourceError as error:
            if file.path == path:
                raise
            failure = failure or error
            report.add(DroppedItem(file.id, file.path.name, error.problem.message), "file")
            continue
        any_read = True
        if record is not None:
            yield record
    if failure and not any_read:
        raise failure


def read_article_text(path: Path, *, ours: bool, report: Report | None = None) -> str:
    """Read a file's text: as it is in ours, without byte order mark and with LF line ends in others.

    Raises ``SourceError`` with the line where it cannot be read or is not UTF-8.
    """
    if not ours:
        return "\n".join(line for _number, line in read_text_lines(path, report, limit=WHOLE))
    try:
        return read_regular(path, WHOLE).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SourceError(Problem(str(path), _("is not UTF-8"), line, _("convert it to UTF-8 first"))) from error
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


def _facts(record: Record) -> dict[str, Any]:
    facts: dict[str, Any] = {name: getattr(record, name) for name in _TEXTS}
    facts |= {"categories": list(record.categories), "offset": record.offset, "meta": dict(record.meta)}
    return {name: value for name, value in facts.items() if value}


def _listed(folder: Path, report: Report) -> dict[str, Mapping[str, Any]]:
    if not (folder / LIST).is_file():
        return {}
    facts = (value for _number, value in read_lines(folder / LIST, report))
    return {value["file"]: value for value in facts if isinstance(value.get("file"), str)}
