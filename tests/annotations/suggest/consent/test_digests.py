"""Digests of files and folders: another for every change, within bounds, and each worked out once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.suggest.consent import digests
from annotations.suggest.consent.digests import Digests
from seeds.errors import SourceError

FOLDERS = st.dictionaries(st.text("ab/", min_size=1, max_size=4), st.binary(max_size=3), max_size=4)


def lay_out(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """Write files; those whose names cannot be are left out."""
    written = {}
    folder.mkdir()
    for name, content in files.items():
        path = folder / name.strip("/").replace("//", "/")
        if path == folder or path.exists() or any(parent.is_file() for parent in path.parents):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written[path.relative_to(folder).as_posix()] = content
    return written


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=FOLDERS, other=FOLDERS)
def test_two_folders_have_one_digest_where_all_files_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    root = tmp_path_factory.mktemp("folders")
    first, second = lay_out(root / "one", one), lay_out(root / "other", other)
    same = Digests().folder(root / "one") == Digests().folder(root / "other")
    assert same == (first == second)


def test_a_file_is_read_once_while_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"a" * 3_000_000)
    first = Digests()
    digest = first.file(path)
    other = Digests()
    other.add(first.computed)
    monkeypatch.setattr("os.read", lambda *_arguments: pytest.fail("it is read again"))
    assert first.file(path) == other.file(path) == digest
    monkeypatch.undo()
    path.write_bytes(b"b" * 3_000_000)
    assert first.file(path) != digest


def test_links_are_followed_to_what_a_library_would_read(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "1").write_bytes(b"a")
    folder = tmp_path / "snapshot"
    folder.mkdir()
    (folder / "weights").symlink_to("../blobs/1")
    (folder / "circle").symlink_to(".")
    before = Digests().folder(folder)
    (tmp_path / "blobs" / "1").write_bytes(b"b")
    assert Digests().folder(folder) != before
    (folder / "dangling").symlink_to("nowhere")
    with pytest.raises(SourceError, match="cannot be read"):
        Digests().folder(folder)


@pytest.mark.parametrize(("name", "value"), [("LARGEST", 5), ("MOST_FILES", 1)])
def test_what_is_too_large_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    for number in range(2):
        (tmp_path / str(number)).write_bytes(b"abc")
    monkeypatch.setattr(digests, name, value)
    with pytest.raises(SourceError, match="too large"):
        Digests().folder(tmp_path)


def test_devices_are_not_read() -> None:
    with pytest.raises(SourceError, match="not a regular file"):
        Digests().file(Path("/dev/zero"))
