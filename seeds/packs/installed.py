"""List the data packs that are installed.

A pack has a folder of its own for every time it is installed, and one manifest, which names the folder.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_toml


class InstalledPack(NamedTuple):
    """Describe a pack that is installed, and where its files are.

    ``verified`` says whether the archive's SHA-256 equalled one that was known beforehand; ``files`` are relative to
    ``folder``, with ``/``.
    """

    name: str
    distribution: str
    version: str
    sha256: str
    verified: bool
    added: datetime
    folder: Path
    files: tuple[str, ...]


def packs_folder() -> Path:
    """Return the folder of the packs in the user's data folder; it need not exist."""
    return user_data_path("zhupi", appauthor=False) / "packs"


def installed() -> dict[str, InstalledPack]:
    """Return the installed packs by name; raises ``SourceError`` where a manifest is broken."""
    return {path.stem: _read_manifest(path) for path in sorted(packs_folder().glob("*.toml"))}


def _read_manifest(path: Path) -> InstalledPack:
    advice = _("run: zhupi data add {name}").format(name=path.stem)
    try:
        data = load_toml(read_regular(path, SETTINGS).decode("utf-8"))
        pack = InstalledPack(
            name=str(data["name"]),
            distribution=str(data["distribution"]),
            version=str(data["version"]),
            sha256=str(data["sha256"]),
            verified=bool(data["verified"]),
            added=data["added"],
            folder=path.parent / str(data["folder"]),
            files=tuple(map(str, data["files"])),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = _("the data pack is broken: {why}").format(why=error)
        raise SourceError(Problem(str(path), message, advice=advice)) from error
    missing = next((name for name in pack.files if not (pack.folder / name).is_file()), None)
    if missing:
        message = _("the data pack is broken: {name} is missing").format(name=missing)
        raise SourceError(Problem(str(path), message, advice=advice))
    return pack
