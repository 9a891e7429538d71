"""Look words up in the dictionary that is installed, in either script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from seeds.dictionary.cedict import CEDICT, ENTRIES, FOLDED, about, read
from seeds.dictionary.pronunciation import pinyin, zhuyin
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.packs.installed import installed
from seeds.script.fold import fold
from seeds.system.files import LISTS

LONGEST = 24
"""The characters of the longest word that is looked for; the longest of the dictionary are proverbs."""

_IN_BRACKETS = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Represent an entry of a dictionary; ``pronunciation`` is as the dictionary gives it, such as ``lu:4 shi1``."""

    traditional: str
    simplified: str
    pronunciation: str
    meanings: tuple[str, ...]

    @property
    def pinyin(self) -> str:
        """Return the pronunciation with tone marks."""
        return pinyin(self.pronunciation)

    @property
    def zhuyin(self) -> str:
        """Return the pronunciation in 注音."""
        return zhuyin(self.pronunciation)


class Dictionary:
    """Hold a dictionary in a folder; what is read of it is read once, when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self, word: str) -> list[Entry]:
        """Return the entries of a word as it is written, or else in variants of it; raises ``SourceError``."""
        folded = fold(word)
        return list(self._find(word)) or [*self._find(folded), *self._find(FOLDED + folded)]

    def words(self, text: str) -> list[str]:
        """Return the words of the dictionary that a text begins with, the longest first; raises ``SourceError``."""
        lengths = range(min(len(text), LONGEST), 0, -1)
        return [text[:length] for length in lengths if self.entries(text[:length])]

    @cached_property
    def about(self) -> str:
        """The name of the dictionary, its date and its licence; raises ``SourceError``."""
        return about(self.folder)

    @cached_property
    def _lines(self) -> bytes:
        return read(self.folder / ENTRIES, LISTS * 2)

    def _find(self, word: str) -> Iterator[Entry]:
        lines, begin = self._lines, word.encode("utf-8", "replace") + b"\t"
        start, end = 0, len(lines)
        while start < end:  # both are places where a line begins, or the end
            middle = lines.rfind(b"\n", start, (start + end) // 2) + 1 or start
            after = lines.find(b"\n", middle) + 1 or len(lines)
            if lines[middle:after].partition(b"\t")[0] + b"\t" < begin:
                start = after
            else:
                end = middle
        while lines.startswith(begin, start):
            after = lines.find(b"\n", start) + 1 or len(lines)
            yield self._entry(lines[start:after].rstrip(b"\n"))
            start = after

    def _entry(self, line: bytes) -> Entry:
        fields = line.decode("utf-8", "replace").split("\t")
        if len(fields) != 5:
            raise _broken(self.folder / ENTRIES, _("an entry has {n} fields").format(n=len(fields)))
        _word, traditional, simplified, pronunciation, meanings = fields
        shown = _IN_BRACKETS.sub(lambda found: f"[{pinyin(found[1])}]", meanings)
        return Entry(traditional, simplified, pronunciation, tuple(shown.split("/")))


def installed_dictionary() -> Dictionary | None:
    """Return the dictionary that is installed, None where none is; raises ``SourceError`` where it is broken."""
    pack = installed().get(CEDICT.name)
    return Dictionary(pack.folder) if pack else None


def _broken(path: Path, why: str) -> SourceError:
    advice = _("run: zhupi data add {name}").format(name=CEDICT.name)
    return SourceError(Problem(str(path), _("the dictionary is broken: {why}").format(why=why), advice=advice))
