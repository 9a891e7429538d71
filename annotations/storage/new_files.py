"""Make many files at a time that did not exist: each is whole or not there, and on the disk when all are made."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from seeds.system.folders import Folder

AT_ONCE = 128
"""How many files are made together. They are open all at once, and some systems allow a program 256."""


def create_files(contents: Mapping[Path, bytes], *, within: Path | None = None) -> None:
    """Make files with their contents, and their folders; raises ``OSError``, ``FileExistsError`` where one is there."""
    folders: dict[Path, dict[str, bytes]] = defaultdict(dict)
    for path, content in contents.items():
        folders[path.parent][path.name] = content
    for place, named in folders.items():
        with Folder.open(place, within=within, make=True) as folder:
            folder.create(named)
