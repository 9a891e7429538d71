"""Detect which format a file is of, where that can be told from the file itself."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotations.exchange.format import Format
from annotations.exchange.output import REPORT
from annotations.exchange.registry import all_formats, find_format
from annotations.exchange.shared.encodings import likely_encoding
from seeds.errors import Problem, Question, SourceError, UndecidedError, ZhupiError
from seeds.i18n import _
from seeds.system.files import SETTINGS, open_stream, read_regular
from seeds.toml.nesting import load_json

_HEAD = 1 << 16
_LONGEST_LINE = 1 << 24
_LINES = 20
"""Lines of objects beyond this many are not looked at."""

_PACKED = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_PARQUET = b"PAR1"
_TABLES = (".csv", ".tsv")


def detect(path: Path, on_problem: Callable[[Problem], None], encoding: str = "") -> Format:
    """Return the one format that is sure of a file or folder; an export of ours with a report names it itself.

    It is in ``encoding``, or where that is empty in the likeliest. Plug-ins that cannot be loaded, or fail, go to
    ``on_problem``. Raises ``UndecidedError`` where several are sure of it, and ``SourceError`` where there is no such
    file, or no format is sure of it: it names the nearest then, and the keys that it misses.
    """
    try:
        name = _format_of_report(path / REPORT)
        if name:
            return find_format(name)
        start = b"" if path.is_dir() else _start(path)
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error
    if start.startswith(_PARQUET):
        return find_format("huggingface")
    if packing := next((name for magic, name in _PACKED.items() if start.startswith(magic)), ""):
        message = _("is packed by {name}").format(name=packing)
        raise SourceError(Problem(str(path), message, advice=_("unpack it first, and import what is in it")))
    head = start.decode(encoding or likely_encoding(start), "replace").removeprefix("\ufeff")
    formats = [item for item in _loaded(on_problem) if item.about.reads]
    names = _sure_of_most_lines(formats, path, head, on_problem)
    if len(names) == 1:
        return next(item for item in formats if item.about.name == names[0])
    if names:
        raise UndecidedError(_several(path, names), Question("format", tuple(names)))
    raise SourceError(_unknown(path, start, head, formats))


def _loaded(on_problem: Callable[[Problem], None]) -> Iterator[Format]:
    for item in all_formats():
        if isinstance(item, Problem):
            on_problem(item)
        else:
            yield item


def _sure_of_most_lines(
    formats: Sequence[Format], path: Path, head: str, on_problem: Callable[[Problem], None]
) -> list[str]:
    """Return the names of the formats that are sure of a file, or of the most of its lines where these are objects."""
    heads = list(_heads(head))
    counts: Counter[str] = Counter()
    failing: set[str] = set()
    for part in heads:
        for item in formats:
            if item.about.name in failing:
                continue
            try:
                counts[item.about.name] += _is_sure(item, path, part)
            except ZhupiError as error:
                failing.add(item.about.name)
                on_problem(error.problem)
    most = max(counts.values(), default=0)
    general = {item.about.name for item in formats if item.about.general}
    names = [name for name, count in counts.items() if most and count == most]
    return [name for name in names if name not in general] or names


def _heads(head: str) -> Iterator[str]:
    """Yield the head of a file, or where its lines are objects each of the first ones, as if the file were but that."""
    lines = [line for line in head.removeprefix("\ufeff").split("\n")[:-1] if line.lstrip().startswith("{")][:_LINES]
    objects = [line for line in lines if _object_on(line)]
    if objects and head.removeprefix("\ufeff").lstrip().startswith("{"):
        yield from (f"{line}\n" for line in objects)
    else:
        yield head


def _object_on(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_sure(item: Format, path: Path, head: str) -> bool:
    """Return whether a format detects a file or folder as its own; false where a file in that cannot be read.

    Raises ``SourceError`` where the format fails.
    """
    try:
        return item.detect(path, head)
    except OSError:
        return False
    except Exception as error:
        message = _("fails to tell whether {file} is of this format: {why}")
        why = f"{type(error).__name__}: {error}"
        raise SourceError(Problem(item.about.name, message.format(file=path.name, why=why))) from error


def _format_of_report(report: Path) -> str:
    """Return the format that the report of an export names; empty where there is none."""
    if not report.is_file():
        return ""
    try:
        content = load_json(read_regular(report, SETTINGS))
    except ValueError:
        return ""
    name = content.get("format") if isinstance(content, dict) else None
    return name if isinstance(name, str) else ""


def _start(path: Path) -> bytes:
    """Return the first bytes of a file; where it begins with an object, all of its first line, as texts are long."""
    with open_stream(path) as file:
        start = file.read(_HEAD)
        if b"\n" not in start and start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r").startswith(b"{"):
            start += file.readline(_LONGEST_LINE)
        return start


def _several(path: Path, names: Sequence[str]) -> Problem:
    return Problem(str(path), _("may be of several formats: {names}").format(names=", ".join(names)), advice=_advice())


def _unknown(path: Path, start: bytes, head: str, formats: Sequence[Format]) -> Problem:
    """Return that a file is of no format, with the nearest one by the keys of the objects or columns in the file."""
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(str(path), _("is binary, and of no format that is known"), advice=_advice())
    names = _names_in(head)
    is_table = not head.lstrip().startswith(("{", "["))
    alike = [item for item in formats if (item.about.suffix in _TABLES) == is_table]
    nearest = max(alike, key=lambda item: _nearness(item, names), default=None)
    if nearest is None or not _nearness(nearest, names):
        return Problem(str(path), _("is of no format that is known"), advice=_advice())
    missing = ", ".join(f"“{key}”" for key in nearest.about.keys if key not in names)
    if missing:
        message = _("is of no format that is known; the nearest is {name}, but {keys} is missing")
    else:
        message = _("is of no format that is known; the nearest is {name}, but its keys hold something else")
    return Problem(str(path), message.format(name=nearest.about.name, keys=missing), advice=_advice())


def _nearness(item: Format, names: set[str]) -> float:
    """Return which part of a format's keys is there: 0 where it names none."""
    keys = getattr(item.about, "keys", ())
    return sum(key in names for key in keys) / len(keys) if keys else 0.0


def _names_in(head: str) -> set[str]:
    """Return the keys of the first object in a file's head, or the names of the columns in its first line."""
    text = head.removeprefix("\ufeff").lstrip()
    if text.startswith(("{", "[")):
        try:
            value, _end = json.JSONDecoder().raw_decode(text.lstrip("[ \t\r\n"))
        except (ValueError, RecursionError):
            return set()
        return set(value) if isinstance(value, dict) else set()
    line = text.partition("\n")[0]
    try:
        return {name.strip() for mark in ",\t" for name in next(csv.reader([line], delimiter=mark), [])}
    except csv.Error:
        return set()


def _advice() -> str:
    return _("--format says which it is; “zhupi formats” lists them")
