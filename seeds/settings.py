"""What a project's ``zhupi.toml`` says of its sources: the table ``[sources]``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn

from seeds.decode import text_codec
from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _

FILE_NAME = "zhupi.toml"

_TABLE = "sources"
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp950", "big5hkscs")


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The columns, or keys of JSON objects, in which a record's parts stand; empty where they are to be detected."""

    text: str = ""
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How the sources of a project are read.

    ``encoding`` is a Python codec name, or None to detect it. ``include`` and ``exclude`` are glob patterns for a
    document's path below the root or for its name alone; ``*`` also matches ``/``. With ``include``, only what it
    matches is read; what ``exclude`` matches never is, nor what lies in a folder that it matches.
    """

    encoding: str | None = None
    columns: ColumnNames = field(default_factory=ColumnNames)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def includes(self, document: str) -> bool:
        """Whether the file with this path below the root is to be read."""
        return (not self.include or _matches(document, self.include)) and not self.excludes(document)

    def excludes(self, path: str) -> bool:
        """Whether the file or folder with this path below the root is left out."""
        return bool(self.exclude) and _matches(path, self.exclude)


def load_settings(path: Path) -> SourceSettings:
    """Read the table ``[sources]`` of the TOML file at ``path``; the defaults where there is no such file.

    Raises ``SourceError`` that names file, line, key and, for a key or encoding that does not exist, the nearest one.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return SourceSettings()
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error
    return _SettingsFile(path, content).settings()


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path, pattern) or fnmatchcase(name, pattern) for pattern in patterns)


class _SettingsFile:
    """One ``zhupi.toml``, with what it takes to say where in it a mistake is."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        try:
            self._text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise SourceError(Problem(str(path), _("is not UTF-8, as TOML has to be"), line)) from error

    def settings(self) -> SourceSettings:
        table = self._table(self._parse().get(_TABLE, {}), _TABLE)
        self._check_keys(table, _names(SourceSettings))
        columns = self._table(table.get("columns", {}), "columns")
        self._check_keys(columns, _names(ColumnNames))
        return SourceSettings(
            encoding=self._encoding(table),
            columns=ColumnNames(**{key: self._string(value, key) for key, value in columns.items()}),
            include=self._patterns(table, "include"),
            exclude=self._patterns(table, "exclude"),
        )

    def _parse(self) -> dict[str, object]:
        import tomllib  # noqa: PLC0415 - most folders have no settings

        try:
            return tomllib.loads(self._text.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else None
            problem = Problem(str(self._path), _("is no valid TOML: {reason}").format(reason=error), line)
            raise SourceError(problem) from error

    def _table(self, value: object, key: str) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self._fail(key, _("“{key}” has to be a table").format(key=key))
        return value

    def _check_keys(self, table: Mapping[str, object], known: list[str]) -> None:
        for key in table:
            if key not in known:
                nearest = NotFoundError.nearest(_("setting"), key, known).problem
                self._fail(key, nearest.message, nearest.advice)

    def _string(self, value: object, key: str) -> str:
        if not isinstance(value, str) or not value:
            self._fail(key, _("“{key}” has to be a text in quotes").format(key=key))
        return value

    def _encoding(self, table: Mapping[str, object]) -> str | None:
        if "encoding" not in table:
            return None
        name = self._string(table["encoding"], "encoding")
        if not text_codec(name):
            nearest = NotFoundError.nearest(_("encoding"), name, _ENCODINGS).problem
            self._fail("encoding", nearest.message, nearest.advice)
        return name

    def _patterns(self, table: Mapping[str, object], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list):
            self._fail(key, _("“{key}” has to be a list of patterns").format(key=key))
        return tuple(self._string(pattern, key).rstrip("/") for pattern in value)

    def _fail(self, key: str, message: str, advice: str = "") -> NoReturn:
        raise SourceError(Problem(str(self._path), message, self._line_of(key), advice))

    def _line_of(self, key: str) -> int | None:
        """Find the line of ``key`` at or after the table's own header, by its spelling."""
        header = re.search(rf"^\s*\[\s*{_TABLE}\b|^\s*{_TABLE}\b", self._text, re.MULTILINE)
        start = header.start() if header else 0
        spelling = rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?\s*[\]=.]"
        found = re.compile(spelling).search(self._text, start)
        return self._text.count("\n", 0, found.start()) + 1 if found else None


def _names(kind: type[SourceSettings | ColumnNames]) -> list[str]:
    return [item.name for item in fields(kind)]
