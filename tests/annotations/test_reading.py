"""Test the log of reading positions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.storage.progress import Progress, ReadingLog, ReadingLogError
from seeds.segmentation.style import Style

PROGRESS = st.builds(
    Progress, st.integers(0, 10**9), st.floats(0, 1, allow_nan=False), st.booleans(), st.sampled_from(["", *Style])
)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(st.tuples(NAMES, NAMES), PROGRESS, max_size=5))
def test_what_is_saved_is_loaded_by_another_program(
    tmp_path_factory: pytest.TempPathFactory, saved: dict[tuple[str, str], Progress]
) -> None:
    path = tmp_path_factory.mktemp("state") / "reading.sqlite3"
    log = ReadingLog(path, "here")
    for key, progress in saved.items():
        log.save(key, progress)
    assert ReadingLog(path, "here").load() == saved


def test_projects_do_not_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "reading.sqlite3"
    ReadingLog(path, "here").save(("a.txt", "1"), Progress(3, 0.5))
    assert ReadingLog(path, "there").load() == {}


def test_the_last_position_stands(tmp_path: Path) -> None:
    log = ReadingLog(tmp_path / "reading.sqlite3", "here")
    log.save(("a.txt", "1"), Progress(3, 0.5))
    log.save(("a.txt", "1"), Progress(9, 1.0, finished=True))
    assert log.load() == {("a.txt", "1"): Progress(9, 1.0, finished=True)}


def test_looking_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "state" / "reading.sqlite3"
    assert ReadingLog(path, "here").load() == {}
    assert not path.parent.exists()


def test_a_name_with_a_lone_surrogate_can_be_kept(tmp_path: Path) -> None:
    log = ReadingLog(tmp_path / "reading.sqlite3", "here")
    log.save(("a.txt", "\ud800"), Progress(3, 0.5))
    assert log.load() == {("a.txt", "\\ud800"): Progress(3, 0.5)}


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look like one" * 40])
def test_a_file_that_is_no_log_is_reported_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reading.sqlite3"
    path.write_bytes(content)
    log = ReadingLog(path, "here")
    with pytest.raises(ReadingLogError, match="reading positions"):
        log.load()
    with pytest.raises(ReadingLogError):
        log.save(("a.txt", "1"), Progress(3, 0.5))
    assert path.read_bytes() == content
