"""Make up source distributions."""

import io
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Sdist = Callable[..., Path]
CONTENT = {"data/dictionary/STCharacters.txt": b"a\tb\n", "data/config/s2t.json": b"{}", "src/main.cpp": b"int"}


@pytest.fixture
def sdist(tmp_path: Path) -> Sdist:
    """Make a source distribution with some files, and a PKG-INFO of its own."""

    def make(
        files: Mapping[str, bytes] = CONTENT, *, name: str = "opencc", version: str = "99.0", folder: Path = tmp_path
    ) -> Path:
        path = folder / f"{name}-{version}.tar.gz"
        info = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
        with tarfile.open(path, "w:gz") as tar:
            for member, content in {"PKG-INFO": info, **files}.items():
                entry = tarfile.TarInfo(member if member.startswith(("/", "..")) else f"{name}-{version}/{member}")
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        return path

    return make
