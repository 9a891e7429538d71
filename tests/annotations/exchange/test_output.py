"""An export stands under its name when it is whole, or not at all."""

import errno
import os
from pathlib import Path

import pytest

from annotations.exchange.output import REPORT, new_output
from seeds.errors import SourceError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_file(target: Path, *, force: bool = False, content: str = "new") -> None:
    with new_output(target, folder=False, force=force) as path:
        assert path.parent.parent == target.parent
        path.write_text(content)


def write_folder(target: Path, *, force: bool = False) -> None:
    with new_output(target, folder=True, force=force) as path:
        assert list(path.iterdir()) == []
        (path / REPORT).write_text("{}")
        (path / "a").write_text("new")


def test_a_file_and_a_folder_in_new_places(tmp_path: Path) -> None:
    write_file(tmp_path / "b" / "a.txt")
    write_folder(tmp_path / "c" / "d")
    assert (tmp_path / "b" / "a.txt").read_text() == "new"
    assert names(tmp_path / "c" / "d") == ["a", REPORT]
    assert names(tmp_path / "b") == ["a.txt"]
    assert names(tmp_path / "c") == ["d"]


def test_what_exists_is_replaced_only_by_force(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.txt", tmp_path / "d"
    write_file(file, content="old")
    write_folder(folder)
    (folder / "old").touch()
    for write, target in ((write_file, file), (write_folder, folder)):
        with pytest.raises(SourceError, match=r"exists already.*--force"):
            write(target)
    write_file(file, force=True)
    write_folder(folder, force=True)
    assert file.read_text() == "new"
    assert names(folder) == ["a", REPORT]
    assert names(tmp_path) == ["a.txt", "d"]


def test_force_replaces_nothing_but_exports(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    with pytest.raises(SourceError, match="is a folder, and the export is a file"):
        write_file(folder, force=True)
    (folder / "thesis.txt").touch()
    with pytest.raises(SourceError, match="other things"):
        write_folder(folder, force=True)
    with pytest.raises(SourceError, match="is a file, and the export is a folder"):
        write_folder(folder / "thesis.txt", force=True)
    assert names(folder) == ["thesis.txt"]
    (folder / "thesis.txt").unlink()
    write_folder(folder, force=True)
    assert names(folder) == ["a", REPORT]


@pytest.mark.parametrize("folder", [False, True])
def test_nothing_is_left_of_an_export_that_fails(tmp_path: Path, folder: bool) -> None:
    def fail(error: BaseException) -> None:
        with new_output(tmp_path / "a", folder=folder, force=False) as path:
            (path / "b" if folder else path).write_text("half")
            raise error

    for error in (KeyboardInterrupt(), SourceError.__new__(SourceError)):
        with pytest.raises(type(error)):
            fail(error)
    with pytest.raises(SourceError, match="a: cannot be written: No space left"):
        fail(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert names(tmp_path) == []


def test_a_folder_comes_back_if_it_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "d"
    write_folder(target)
    (target / "old").touch()
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if self.parent.suffix == ".new":
            raise PermissionError(errno.EACCES, "no")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SourceError, match="cannot be written"):
        write_folder(target, force=True)
    assert names(target) == ["a", REPORT, "old"]
    assert names(tmp_path) == ["d"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="cannot be written"):
        write_file(tmp_path / "file" / "a.txt")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pty")
def test_a_terminal_that_is_named_is_not_steered() -> None:
    """As with stdout: what the texts hold is shown, and no sequence in them reaches the terminal."""
    reading, terminal = os.openpty()
    try:
        with new_output(Path(os.ttyname(terminal)), folder=False, force=False) as path:
            path.write_text("美團\x1b]52;c;eA==\x07\ttext\n", "utf-8")
        shown = os.read(reading, 1000).decode("utf-8")
    finally:
        os.close(reading)
        os.close(terminal)
    assert "美團" in shown
    assert not set(shown) & set("\x1b\x07")
