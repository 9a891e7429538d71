"""Read conversion dictionaries, and derive some of them from others as OpenCC does.

A dictionary is a text of lines ``key<TAB>value value …``; the first value is the one that counts. A line that begins
with ``#`` is a comment.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from seeds.encoding.decoding import unify_newlines
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import LISTS, read_regular
from seeds.system.late_pattern import late_pattern

Entries = Mapping[str, str]

_ENTRY = late_pattern(r"^([^#\t\n][^\t\n]*)\t([^ \t\n]+)(?: [^\t\n]*)?$", re.MULTILINE)
_PREFER = late_pattern(r"^# @reverse-prefer:\s*(\S+)(?:[ \t]+(\S+))?\s*$", re.MULTILINE)
_TOFU = late_pattern(r"^# @tofu-risk:[^\n]*\n([^#\t\n][^\t\n]*)\t([^\t\n]+)$", re.MULTILINE)


def read_text(path: Path) -> str:
    """Read the text of a dictionary, with line ends as LF; raises ``SourceError`` where it cannot be read as UTF-8."""
    try:
        return unify_newlines(read_regular(path, LISTS).decode("utf-8-sig"))[0]
    except (OSError, UnicodeDecodeError) as error:
        message = _("cannot be read as a dictionary: {why}").format(why=error)
        raise SourceError(Problem(str(path), message)) from error


def read_dictionary(path: Path) -> dict[str, str]:
    """Read the keys of a dictionary with their first values; raises ``SourceError`` with the line that is no entry."""
    text = read_text(path)
    entries = _ENTRY.findall(text)
    lines = text.split("\n")
    if len(entries) != len(lines) - sum(not line or line.startswith("#") for line in lines):
        line = next(n for n, line in enumerate(lines, 1) if line and line[0] != "#" and not _ENTRY.match(line))
        advice = _("an entry is a key, a tab, and values with spaces between them")
        raise SourceError(Problem(str(path), _("is not a valid entry of a dictionary"), line, advice))
    return dict(entries)


def read_values(path: Path) -> dict[str, list[str]]:
    """Read the keys of a dictionary with all their values."""
    entries: dict[str, list[str]] = {}
    for line in read_text(path).split("\n"):
        if line and not line.startswith("#"):
            key, _tab, values = line.partition("\t")
            entries[key] = values.split(" ")
    return entries


def reversed_dictionary(path: Path) -> dict[str, str]:
    """Map every value to the first key that has it, or to the one that ``# @reverse-prefer:`` names."""
    entries: dict[str, str] = {}
    for key, values in read_values(path).items():
        for value in values:
            entries.setdefault(value, key)
    entries |= {value: key or value for value, key in _PREFER.findall(read_text(path))}
    return entries


def rare_dictionary(path: Path) -> dict[str, str]:
    """Return the entries marked ``# @tofu-risk:``, with the rare form that many fonts lack in place of the key."""
    entries: dict[str, str] = {}
    for key, values in _TOFU.findall(read_text(path)):
        rare = next((value for value in values.split(" ") if value != key), None)
        if rare:
            entries[key] = rare
    return entries


def united(dictionaries: Sequence[Entries]) -> Entries:
    """Unite dictionaries into one that takes the longest key of any; the first dictionary goes for equal keys."""
    merged: dict[str, str] = {}
    for entries in reversed(dictionaries):
        merged |= entries
    return merged


def in_turn(dictionaries: Sequence[Entries]) -> Entries:
    """Combine dictionaries into one that takes the longest key of the first dictionary that has any at a place.

    So a key is of no use where an earlier dictionary has it, or a beginning of it.
    """
    merged: dict[str, str] = {}
    for entries in dictionaries:
        lengths = {len(key) for key in merged}
        useless = {key for key in entries if any(key[:length] in merged for length in lengths)} if merged else ()
        merged |= {key: value for key, value in entries.items() if key not in useless}
    return merged
