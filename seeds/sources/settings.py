"""Read what a project's ``zhupi.toml`` says of its sources: the table ``[sources]``."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path

from seeds.encoding.decoding import text_codec
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.segmentation.style import Style
from seeds.system.descriptors import real_path
from seeds.toml.table import TomlTable

FILE_NAME = "zhupi.toml"
TABLE = "sources"

FOLLOW_LINKS = "follow-links"
"""The key of the user's own settings with which links may lead out of a project."""

REPAIR = "repair"
STRICT = "strict"
KINDS = (
    "text", "markdown", "html", "jsonl", "json", "table", "epub", "subtitles", "feed", "mediawiki", "wikiextractor",
    "labelled",
)  # fmt: skip
"""What a project may call the kind of its sources, where their names do not tell it."""
FORMER = 1
PRESENT = 2

_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp950", "big5hkscs")


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """Name the columns, or keys of JSON objects, of a record's parts; empty where they are to be detected.

    A key below others goes by its path, ``data[].content``; ``text`` may be several.
    """

    text: str | tuple[str, ...] = ""
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    tag: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the names of the columns of the text."""
        return self.text if isinstance(self.text, tuple) else (self.text,) if self.text else ()


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Say how the sources of a project are read.

    ``encoding`` is a Python codec name, or None to detect it. ``include`` and ``exclude`` are glob patterns for a
    document's path below the root or for its name alone; ``*`` also matches ``/``. With ``include``, only what it
    matches is read; what ``exclude`` matches never is, nor what lies in a folder that it matches. ``kinds`` has pairs
    of a pattern and one of ``KINDS``: what it matches is read so, whatever its name. ``lists`` are the paths of the
    project's own gazetteers, which are no sources. ``errors`` says what becomes of files in which a few bytes are
    damaged: ``REPAIR`` reads them and reports the lines, ``STRICT`` refuses them. ``reading`` is ``FORMER`` where
    documents are read as version 0.1.0 read them, ``PRESENT`` where they are not whatever is annotated, and 0 where
    their annotations decide. ``paragraphs`` has pairs of a pattern and how the paragraphs of what it matches are
    set.
    """

    encoding: str | None = None
    columns: ColumnNames = field(default_factory=ColumnNames)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    lists: frozenset[str] = frozenset()
    errors: str = REPAIR
    reading: int = 0
    paragraphs: tuple[tuple[str, Style], ...] = ()

    def includes(self, document: str) -> bool:
        """Return whether the file with this path below the root is to be read."""
        is_wanted = document not in self.lists and (not self.include or _matches(document, self.include))
        return is_wanted and not self.excludes(document)

    def excludes(self, path: str) -> bool:
        """Return whether the file or folder with this path below the root is left out."""
        return bool(self.exclude) and _matches(path, self.exclude)

    def kind(self, document: str) -> str:
        """Return the kind that the file with this path is said to be of; empty where nothing is said."""
        return next((kind for pattern, kind in self.kinds if _matches(document, (pattern,))), "")

    def style(self, document: str) -> Style:
        """Return how the paragraphs of the articles of a document are said to be set."""
        matching = (style for pattern, style in self.paragraphs if _matches(document, (pattern,)))
        return next(matching, Style.FOUND)


def settings_path(root: Path) -> Path:
    """Return the ``zhupi.toml`` of a project, a folder or a single file; it need not exist."""
    return (root if root.is_dir() else root.parent) / FILE_NAME


def load_settings(path: Path, *, follow_links: bool = False) -> SourceSettings:
    """Read the table ``[sources]`` of the TOML file at ``path``; the defaults where there is no such file.

    ``follow_links`` is the user's word that links may lead out of the project.
    Raises ``SourceError`` that names file, line, key and, for a key or encoding that does not exist, the nearest one.
    """
    file = TomlTable.load(path, follow_links=follow_links)
    if file is None:
        return SourceSettings()
    table = file.table(TABLE)
    if FOLLOW_LINKS in table:
        advice = _("“zhupi config” names your own config.toml, where it may stand in a table [{table}]")
        message = _("“{key}” is for the user to set, not for a project")
        table.fail(FOLLOW_LINKS, message.format(key=FOLLOW_LINKS), advice.format(table=TABLE))
    table.check_keys(name for name in _names(SourceSettings) if name != "lists")
    columns = table.table("columns")
    columns.check_keys(_names(ColumnNames))
    return SourceSettings(
        encoding=_encoding(table),
        columns=_columns(columns),
        include=_patterns(table, "include"),
        exclude=_patterns(table, "exclude"),
        errors=_choice(table, "errors", (REPAIR, STRICT)),
        kinds=_kinds(table.table("kinds")),
        paragraphs=tuple(_styles(table)),
        reading=table.count("reading", 0, 0, PRESENT),
        lists=frozenset(_lists(file.plain().get("suggest"), path.parent)),
    )


def _lists(suggest: object, folder: Path) -> Iterator[str]:
    """Give the paths below the folder of the lists that a project names for suggestions, and of what links lead to.

    What is wrong with the table is told by whoever makes suggestions.
    """
    named = suggest.get("gazetteers") if isinstance(suggest, dict) else None
    real = real_path(folder)
    for name in named if isinstance(named, list) else []:
        if isinstance(name, str) and name and "\0" not in name:
            path = Path(os.path.abspath(real / name))  # noqa: PTH100 - not resolve(), which follows links
            for each in (path, real_path(path)):
                if each.is_relative_to(real):
                    yield each.relative_to(real).as_posix()


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path, pattern) or fnmatchcase(name, pattern) for pattern in patterns)


def _columns(table: TomlTable) -> ColumnNames:
    names = {name: table.text(name) for name in _names(ColumnNames) if name != "text"}
    several = isinstance(table.plain().get("text"), list)
    return ColumnNames(text=table.texts("text") if several else table.text("text"), **names)


def _encoding(table: TomlTable) -> str | None:
    name = table.text("encoding")
    if name and not text_codec(name):
        nearest = NotFoundError.nearest(_("encoding"), name, _ENCODINGS).problem
        table.fail("encoding", nearest.message, nearest.advice)
    return name or None


def _choice(table: TomlTable, key: str, choices: tuple[str, ...]) -> str:
    name = table.text(key) or choices[0]
    if name not in choices:
        nearest = NotFoundError.nearest(key, name, choices).problem
        table.fail(key, nearest.message, nearest.advice)
    return name


def _patterns(table: TomlTable, key: str) -> tuple[str, ...]:
    return tuple(pattern.rstrip("/") for pattern in table.texts(key))


def _kinds(table: TomlTable) -> tuple[tuple[str, str], ...]:
    return tuple((pattern, table.choice(pattern, KINDS)) for pattern in table)


def _styles(table: TomlTable) -> Iterator[tuple[str, Style]]:
    """Yield the style for all documents, or for those that the patterns in a table match."""
    if isinstance(table.plain().get("paragraphs"), dict):
        styles = table.table("paragraphs")
        yield from ((pattern, Style(styles.choice(pattern, Style))) for pattern in styles)
    elif "paragraphs" in table:
        yield "*", Style(table.choice("paragraphs", Style, Style.FOUND))


def _names(kind: type[SourceSettings | ColumnNames]) -> list[str]:
    return [item.name for item in fields(kind)]
