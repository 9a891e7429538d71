"""List the files of a release with their hashes, and write those that are not an export's."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from annotations.storage.disk import replace_file
from seeds.system.files import open_stream

README = "README.md"
CROISSANT = "croissant.json"
MANIFEST = "manifest.json"
STATISTICS = "statistics.json"
SCHEMA = "schema.toml"
GUIDELINES = "guidelines.md"
REPORT = "release-report.json"


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """Hold the name of a file in a release, with slashes, its size in bytes, and its SHA-256."""

    name: str
    size: int
    sha256: str

    @property
    def folder(self) -> str:
        """The name of the folder that it is in; empty for none."""
        return self.name.partition("/")[0] if "/" in self.name else ""


def released_files(folder: Path) -> list[ReleasedFile]:
    """List the files of a release in the order of their names; raises ``OSError``."""
    return sorted(_files(folder), key=lambda file: file.name)


def _files(folder: Path) -> Iterator[ReleasedFile]:
    for place, _folders, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            with open_stream(path) as stream:
                digest = file_digest(stream, "sha256").hexdigest()
            yield ReleasedFile(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, indented, in UTF-8; raises ``OSError``."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text in UTF-8; raises ``OSError``."""
    replace_file(path, text.encode("utf-8", "backslashreplace"))
