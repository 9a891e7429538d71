"""Run ``zhupi data``: list, add and remove data packs."""

import argparse
from pathlib import Path

from annotations.suggest.packs import PACKS, find_pack
from seeds.i18n import _
from seeds.packs.installed import InstalledPack, installed
from seeds.packs.store import add, remove
from tui.console.output import narrate, write_json, write_line
from tui.console.progress import downloaded


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
            narrate(_("{name} removed").format(name=arguments.name))
    return 0


def _list(*, as_json: bool) -> None:
    there = installed()
    if as_json:
        write_json([_row(pack.name, pack.description, there.get(pack.name)) for pack in PACKS], indent=2)
        return
    for pack in PACKS:
        pack_installed = there.get(pack.name)
        about = pack.about(pack_installed.folder) if pack_installed and pack.about else pack.description
        write_line(f"{pack.name:<10} {pack_installed.version if pack_installed else _('not installed'):<14} {about}")


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
    offered = find_pack(name)
    with downloaded(name) as progress:
        pack = add(offered, from_file=file, progress=progress)
    narrate(_("{name} {version} installed in {folder}").format(name=name, version=pack.version, folder=pack.folder))
    if offered.about:
        narrate(offered.about(pack.folder))
    if not pack.verified:
        narrate(_("its SHA-256 is {sha256}; there was none to compare it with").format(sha256=pack.sha256))
