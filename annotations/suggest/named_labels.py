"""Find where the settings and lists of a project still name a label that was renamed or merged."""

from collections.abc import Iterator
from pathlib import Path

from annotations.schema_io.reader import SUGGEST
from annotations.suggest.gazetteer.entries import lines_with
from annotations.suggest.settings import list_path
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.settings import settings_path
from seeds.system.descriptors import real_path
from seeds.toml.table import TomlTable

_LABELS = "labels"
_SHOWN = 5


def still_named(project: Path, label: str, *, follow_links: bool = False) -> list[Problem]:
    """Tell where ``[suggest]`` of a project, and the lists that it names, name a label, with file and line.

    Lists that lie outside of the project are named and not looked at: the user may not have allowed them.
    """
    path = settings_path(project)
    try:
        file = TomlTable.load(path, follow_links=follow_links)
        return list(_named(path, file.table(SUGGEST), label, follow_links=follow_links)) if file else []
    except SourceError as error:
        return [error.problem]


def _named(path: Path, table: TomlTable, label: str, *, follow_links: bool) -> Iterator[Problem]:
    names = table.plain()
    of_suggesters = [table.table(key) for key, value in names.items() if key != _LABELS and isinstance(value, dict)]
    for one in (table, *of_suggesters):
        if isinstance(one.plain().get(_LABELS), dict):
            yield from _in_labels(path, one.table(_LABELS), label)
    for name in table.texts("gazetteers"):
        yield from _in_list(list_path(path, name, follow_links=follow_links), real_path(path.parent), label)


def _in_labels(path: Path, labels: TomlTable, label: str) -> Iterator[Problem]:
    for key, value in labels.plain().items():
        if value == label:
            message = _("“{key}” still leads to the label {label}, which the project does not have any more")
            yield Problem(str(path), message.format(key=key, label=label), labels.line(key), _by_hand())


def _in_list(path: Path, folder: Path, label: str) -> Iterator[Problem]:
    if not path.is_relative_to(folder):
        message = _("is outside of the project and was not looked at: it may still name the label {label}")
        yield Problem(str(path), message.format(label=label), advice=_by_hand())
        return
    try:
        lines = lines_with(path, label)
    except SourceError as error:
        yield error.problem
        return
    if lines:
        message = _("still names the label {label}, which the project does not have any more")
        if len(lines) > 1:
            message = _("still names the label {label}, which the project does not have any more (lines {lines})")
        shown = ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")
        yield Problem(str(path), message.format(label=label, lines=shown), lines[0], _by_hand())


def _by_hand() -> str:
    return _("edit the file by hand")
