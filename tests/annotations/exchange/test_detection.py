"""Which format a file is of."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.exchange import detection
from annotations.exchange.detection import detect
from annotations.exchange.format import Format
from annotations.exchange.output import REPORT
from annotations.exchange.registry import find_format
from seeds.errors import NotFoundError, Problem, SourceError
from tests.annotations.exchange.memory_format import MemoryFormat


class Sure(MemoryFormat):
    """Is sure of every file whose head begins so."""

    def __init__(self, name: str, opening: str) -> None:
        super().__init__()
        self.about = type(self.about)(name, "", ".x", reads=name != "deaf")
        self._opening = opening

    def detect(self, path: Path, head: str) -> bool:
        return head.startswith(self._opening)


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> list[Format | Problem]:
    """Formats in place of those that there are."""
    found: list[Format | Problem] = [Sure("one", "[1"), Sure("two", "[1,"), Sure("deaf", "[2"), Sure("three", "[3")]

    def all_formats() -> Iterator[Format | Problem]:
        yield from found

    monkeypatch.setattr(detection, "all_formats", all_formats)
    return found


def test_the_one_format_that_is_sure(tmp_path: Path, formats: list[Format | Problem]) -> None:
    file = tmp_path / "x"
    for content in (b"[3]", b"\xef\xbb\xbf[3]", b"[3" + b" " * 99_999, b"[3 \xff\xfe"):
        file.write_bytes(content)
        assert detect(file, unexpected).about.name == "three"


def test_none_or_several_are_told(tmp_path: Path, formats: list[Format | Problem]) -> None:
    file = tmp_path / "x"
    file.write_text("[1, 2]")
    with pytest.raises(SourceError, match=r"x: may be of several formats: one, two \(--format"):
        detect(file, unexpected)
    for content in ("", "[2]", "北京"):
        file.write_text(content, "gb18030")
        with pytest.raises(SourceError, match="of no format that is known, or not in UTF-8"):
            detect(file, unexpected)
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        detect(tmp_path / "y", unexpected)


def test_a_plug_in_that_cannot_be_loaded_is_told_and_left_out(tmp_path: Path, formats: list[Format | Problem]) -> None:
    formats.append(Problem("stars", "cannot be loaded"))
    (tmp_path / "x").write_text("[3]")
    told: list[Problem] = []
    assert detect(tmp_path / "x", told.append).about.name == "three"
    assert [problem.document for problem in told] == ["stars"]


def test_an_export_says_itself_what_it_is(tmp_path: Path) -> None:
    (tmp_path / REPORT).write_text(json.dumps({"format": "bio"}))
    assert detect(tmp_path, unexpected) is find_format("bio")
    (tmp_path / REPORT).write_text(json.dumps({"format": "bia"}))
    with pytest.raises(NotFoundError, match="did you mean “bio”"):
        detect(tmp_path, unexpected)


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', "{}"])
def test_a_report_that_says_nothing_is_passed_over(
    tmp_path: Path, content: str, formats: list[Format | Problem]
) -> None:
    (tmp_path / REPORT).write_text(content)
    with pytest.raises(SourceError, match="no format"):
        detect(tmp_path, unexpected)
