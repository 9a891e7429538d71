"""``zhupi data``: data packs, listed, added and removed."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.packs import PACKS, find_pack
from seeds.i18n import _
from seeds.packs.installed import InstalledPack, installed
from seeds.packs.pack import Progress
from seeds.packs.store import add, remove


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the three subcommands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="list|add|remove")
    listing = commands.add_parser("list", help=_("list the packs, and the versions that are installed"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    adding = commands.add_parser("add", help=_("install a pack, or replace it by the newest version"))
    adding.add_argument("name", metavar="NAME")
    adding.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help=_("take it from this archive, not from the package index"),
    )
    removing = commands.add_parser("remove", help=_("remove an installed pack"))
    removing.add_argument("name", metavar="NAME")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    match arguments.action:
        case "list":
            _list(as_json=arguments.json)
        case "add":
            _add(arguments.name, arguments.file)
        case "remove":
            remove(arguments.name)
            print(_("{name} removed").format(name=arguments.name), file=sys.stderr)
    return 0


def _list(*, as_json: bool) -> None:
    there = installed()
    if as_json:
        print(
            json.dumps(
                [_row(pack.name, pack.description, there.get(pack.name)) for pack in PACKS],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    for pack in PACKS:
        found = there.get(pack.name)
        print(f"{pack.name:<10} {found.version if found else _('not installed'):<14} {pack.description}")


def _row(name: str, description: str, pack: InstalledPack | None) -> dict[str, object]:
    row: dict[str, object] = {"name": name, "description": description, "installed": pack is not None}
    if pack:
        row |= {
            "version": pack.version,
            "sha256": pack.sha256,
            "verified": pack.verified,
            "added": pack.added.isoformat(),
            "folder": str(pack.folder),
        }
    return row


def _add(name: str, file: Path | None) -> None:
    with _progress(name) as progress:
        pack = add(find_pack(name), from_file=file, progress=progress)
    print(
        _("{name} {version} installed in {folder}").format(name=name, version=pack.version, folder=pack.folder),
        file=sys.stderr,
    )
    if not pack.verified:
        print(
            _("its SHA-256 is {sha256}; there was none to compare it with").format(sha256=pack.sha256), file=sys.stderr
        )


@contextmanager
def _progress(name: str) -> Iterator[Progress | None]:
    """A progress bar on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress as bars  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415 - slow to import, for terminals alone

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.DownloadColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda completed, total: bar.update(task, completed=completed, total=total)
