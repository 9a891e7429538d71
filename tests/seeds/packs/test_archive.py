"""Test archives: what is in them is read, and nothing of them is trusted."""

import tarfile
from pathlib import Path
from typing import Any

import pytest

from seeds.errors import SourceError
from seeds.packs import archive as archive_module
from seeds.packs.archive import open_archive


def test_files_are_read_by_their_names_below_the_top_folder(sdist: Any) -> None:
    with open_archive(sdist({"data/x.txt": b"content"})) as archive:
        assert archive.names == ["PKG-INFO", "data/x.txt"]
        assert archive.read("data/x.txt") == b"content"
        assert archive.identity() == ("opencc", "99.0")
        with pytest.raises(SourceError, match=r"lacks data/y\.txt"):
            archive.read("data/y.txt")


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/evil", "..\\evil", "c:evil"])
def test_unsafe_names_are_refused(sdist: Any, name: str) -> None:
    with pytest.raises(SourceError, match="unsafe name"), open_archive(sdist({name: b""})):
        pass


def test_links_and_devices_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo("x/link")
            entry.type, entry.linkname = kind, "/etc/passwd"
            tar.addfile(entry)
    with open_archive(path) as archive:
        assert archive.names == []


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 2), ("LARGEST_TOTAL", 100)])
def test_what_is_too_large_is_refused(sdist: Any, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(archive_module, limit, value)
    path = sdist({"a": b"x" * 60, "b": b"x" * 60})
    with pytest.raises(SourceError, match="too large"), open_archive(path):
        pass


def test_a_file_that_is_too_large_is_refused(sdist: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "LARGEST_FILE", 10)
    with open_archive(sdist({"a": b"x" * 60})) as archive, pytest.raises(SourceError, match="a in the archive"):
        archive.read("a")


@pytest.mark.parametrize("keep", [0, 20, -30])
def test_broken_archives_are_refused(sdist: Any, keep: int) -> None:
    path = sdist({"data/x.txt": bytes(range(256)) * 40})
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(SourceError), open_archive(path) as archive:
        archive.read("data/x.txt")


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.tar\.gz"), open_archive(tmp_path / "none.tar.gz"):
        pass
