"""``zhupi init``."""

from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.schema_io.file import load_schema
from seeds.errors import SourceError
from tui.cli.main import dispatch


def test_it_writes_a_file_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["init", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert str(tmp_path / "zhupi.toml") in said.err
    assert "PER, ORG" in said.err
    assert load_schema(tmp_path) == default_schema()


def test_this_folder_is_meant_where_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    dispatch(["init"])
    assert (tmp_path / "zhupi.toml").is_file()


def test_the_file_is_written_beside_a_single_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    dispatch(["init", str(tmp_path / "a.txt")])
    assert (tmp_path / "zhupi.toml").is_file()


def test_nothing_is_ever_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "zhupi.toml"
    path.write_text("# mine")
    with pytest.raises(SourceError, match="--force"):
        dispatch(["init", str(tmp_path)])
    assert path.read_text() == "# mine"
    for number in (1, 2):
        dispatch(["init", str(tmp_path), "--force"])
        assert f"zhupi.toml.{number}.bak" in capsys.readouterr().err
    assert (tmp_path / "zhupi.toml.1.bak").read_text() == "# mine"
    assert load_schema(tmp_path) == default_schema()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        dispatch(["init", str(tmp_path / "missing")])
    assert not (tmp_path / "missing").exists()
