"""Write a ``zhupi.toml`` to begin with: ``zhupi init``."""

import argparse
from os.path import lexists
from pathlib import Path

from annotations.schema_io.default import default_schema
from annotations.schema_io.writer import starting_file
from seeds.errors import Problem, SourceError, not_written
from seeds.i18n import _
from seeds.sources.settings import settings_path
from seeds.system.descriptors import real_path
from seeds.system.folders import Folder
from tui.console.output import narrate


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Write a zhupi.toml with the default labels, and with everything else that can be set as comments."
    )
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path(), metavar="PATH", help=_("a folder, or a file in it; else this one")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("put it in the place of one that is there, which gets another name")
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say so; raises ``SourceError`` where there is one, or none can be written."""
    if not arguments.path.exists():
        raise SourceError(Problem(str(arguments.path), _("there is no such folder or file")))
    path = settings_path(arguments.path)
    there = lexists(path)
    if there and not arguments.force:
        advice = _("--force puts a new one in its place and keeps the old one")
        raise SourceError(Problem(str(path), _("is already there"), advice=advice))
    schema = default_schema()
    try:
        with Folder.open(real_path(path.parent)) as folder:
            folder.refuse_irregular(path.name)
            if there:
                backup = _free_name(path)
                folder.rename(path.name, backup.name)
                narrate(_("{file}: kept as {other}").format(file=path, other=backup.name))
            folder.replace(path.name, starting_file(schema).encode())
    except OSError as error:
        raise SourceError(not_written(path, error)) from error
    names = ", ".join(label.name for label in schema.labels)
    narrate(_("{file}: written, with {count} labels: {names}").format(file=path, count=len(schema.labels), names=names))
    return 0


def _free_name(path: Path) -> Path:
    number = 1
    while lexists(backup := path.with_name(f"{path.name}.{number}.bak")):
        number += 1
    return backup
