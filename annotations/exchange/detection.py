"""Detect which format a file is of, where that can be told from the file itself."""

from collections.abc import Callable
from pathlib import Path

from annotations.exchange.format import Format
from annotations.exchange.output import REPORT
from annotations.exchange.registry import all_formats, find_format
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, open_stream, read_regular
from seeds.toml.nesting import load_json

_HEAD = 1 << 16


def detect(path: Path, on_problem: Callable[[Problem], None]) -> Format:
    """Return the one format that is sure of a file or folder; an export of ours with a report names it itself.

    Plug-ins that cannot be loaded go to ``on_problem``. Raises ``SourceError`` where there is no such file, or no
    format or several are sure of it.
    """
    try:
        name = _format_of_report(path / REPORT)
        if name:
            return find_format(name)
        head = "" if path.is_dir() else _head(path)
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error
    formats: list[Format] = []
    for item in all_formats():
        if isinstance(item, Problem):
            on_problem(item)
        elif item.about.reads and _is_sure(item, path, head):
            formats.append(item)
    if len(formats) == 1:
        return formats[0]
    raise SourceError(_unclear(path, [item.about.name for item in formats]))


def _is_sure(item: Format, path: Path, head: str) -> bool:
    """Return whether a format detects a file or folder as its own; false where a file in that cannot be read."""
    try:
        return item.detect(path, head)
    except OSError:
        return False


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


def _head(path: Path) -> str:
    with open_stream(path) as file:
        return file.read(_HEAD).decode("utf-8-sig", "replace")


def _unclear(path: Path, names: list[str]) -> Problem:
    advice = _("--format says which it is; “zhupi formats” lists them")
    if names:
        return Problem(str(path), _("may be of several formats: {names}").format(names=", ".join(names)), advice=advice)
    return Problem(str(path), _("is of no format that is known, or not in UTF-8"), advice=advice)
