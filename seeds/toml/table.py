"""Check the values of the user's TOML files as they are taken, and report every mistake with its line."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.system.descriptors import real_path
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import line_of_mistake, load_toml
from seeds.toml.outline import Outline, TableRange


def settings_content(path: Path, *, follow_links: bool = False) -> bytes:
    """Read a project's file of settings as it is; raises ``OSError``."""
    folder = real_path(path.parent)
    return read_regular(folder / path.name, SETTINGS, root=None if follow_links else folder)


class TomlTable:
    """Hold one table of a TOML file, or the file itself.

    Every method that takes a value raises ``SourceError`` with file and line where its type is another.
    """

    def __init__(
        self, path: Path, outline: Outline, values: Mapping[str, object], name: str, place: TableRange
    ) -> None:
        self._path = path
        self._outline = outline
        self._values = values
        self._name = name
        self._place = place

    @classmethod
    def load(cls, path: Path, *, follow_links: bool = False) -> "TomlTable | None":
        """Read a file; None where there is none. Raises ``SourceError`` where it cannot be read or is no TOML.

        It is not read through a link that leads out of its folder, unless ``follow_links`` says so.
        """
        try:
            content = settings_content(path, follow_links=follow_links)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            message = _("cannot be read: {reason}").format(reason=error.strerror)
            raise SourceError(Problem(str(path), message)) from error
        return cls.parse(path, content)

    @classmethod
    def parse(cls, path: Path, content: bytes) -> "TomlTable":
        """Read the content of a file, which errors call ``path``; raises ``SourceError`` where it is no TOML."""
        try:
            text = content.decode("utf-8-sig")
            values = load_toml(text)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise SourceError(Problem(str(path), _("is not UTF-8, as TOML has to be"), line)) from error
        except tomllib.TOMLDecodeError as error:
            line = line_of_mistake(error, text)
            message = _("is not valid TOML: {reason}").format(reason=error)
            raise SourceError(Problem(str(path), message, line)) from error
        outline = Outline(text)
        return cls(path, outline, values, "", outline.root)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """Iterate the keys, in the order of the file."""
        return iter(self._values)

    def plain(self) -> dict[str, object]:
        """Return the values as the TOML has them, for what checks them itself."""
        return dict(self._values)

    def check_keys(self, allowed: Iterable[str], kind: str = "") -> None:
        """Raise ``SourceError`` for a key that is not among ``allowed``, advising the nearest that is.

        ``kind`` is what the user calls such keys, a setting if not said.
        """
        names = list(allowed)
        for key in self._values:
            if key not in names:
                nearest = NotFoundError.nearest(kind or _("setting"), key, names).problem
                self.fail(key, nearest.message, nearest.advice)

    def text(self, key: str, default: str = "") -> str:
        """Return the text of a key, or ``default`` where the key is missing; an empty text is as good as none."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            self.fail(key, _("“{key}” has to be a text in quotes").format(key=key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts in the list of a key, none of them empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fail(key, _("“{key}” has to be a list of texts in quotes").format(key=key))
        return tuple(value)

    def choice(self, key: str, choices: Iterable[str], default: str = "") -> str:
        """Return the text of a key, one of those ``choices``."""
        names = list(choices)
        value = self.text(key, default)
        if value not in names and value != default:
            nearest = NotFoundError.nearest(key, value, names).problem
            self.fail(key, nearest.message, nearest.advice)
        return value

    def flag(self, key: str) -> bool:
        """Return whether a key is true; false where it is missing."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, _("“{key}” has to be true or false").format(key=key))
        return value

    def number(self, key: str, default: float, least: float = 0.0, most: float = 1.0) -> float:
        """Return the number of a key, from ``least`` to ``most``, or ``default`` where the key is missing."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            message = _("“{key}” has to be a number from {least:g} to {most:g}")
            self.fail(key, message.format(key=key, least=least, most=most))
        return float(value)

    def count(self, key: str, default: int, least: int, most: int) -> int:
        """Return the whole number of a key, from ``least`` to ``most``, or ``default`` where the key is missing."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            message = _("“{key}” has to be a whole number from {least} to {most}")
            self.fail(key, message.format(key=key, least=least, most=most))
        return value

    def table(self, key: str) -> "TomlTable":
        """Return the table inside this one that goes by a key; an empty one where there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, _("“{key}” has to be a table").format(key=key))
        return self._child(key, value, 0)

    def tables(self, key: str) -> list["TomlTable"]:
        """Return the tables in the list of a key, each of which has a header ``[[key]]`` or stands in braces."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            message = _("“{key}” has to be a list of tables: [[{header}]]")
            self.fail(key, message.format(key=key, header=self._full(key)))
        return [self._child(key, item, number) for number, item in enumerate(value)]

    def fail(self, key: str, message: str, advice: str = "") -> NoReturn:
        """Raise ``SourceError`` at the line of a key, or of the table where the key is not there."""
        raise SourceError(Problem(str(self._path), message, self.line(key), advice))

    def line(self, key: str) -> int:
        """Return the line of a key, or of the table where the key is not there."""
        at = self._outline.key(key, self._place)
        if at is None and (inner := self._outline.table(self._full(key), self._place)):
            at = inner.start
        return self._outline.line(self._place.start if at is None else at)

    def _full(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key

    def _child(self, key: str, values: Mapping[str, object], number: int) -> "TomlTable":
        place = self._outline.table(self._full(key), self._place, number) or self._braced(key, number)
        return TomlTable(self._path, self._outline, values, self._full(key), place)

    def _braced(self, key: str, number: int) -> TableRange:
        """Return the place of a table without a header: in its braces, or from its key on."""
        start = self._outline.key(key, self._place)
        if start is None:
            return self._place
        end = self._place.own
        return next(iter(self._outline.braces(start, end)[number:]), TableRange(start, end, end))
