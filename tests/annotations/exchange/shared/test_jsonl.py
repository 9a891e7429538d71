"""JSON Lines: what is written can be read by any program that knows lines, and what is broken is told by its line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import line_of, read_lines, write_lines
from seeds.errors import SourceError

VALUES = st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))


def read(path: Path) -> tuple[list[Any], Report]:
    report = Report()
    return [value for _number, value in read_lines(path, report)], report


@given(VALUES)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    write_lines(path, values)
    assert read(path)[0] == values
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == values


def test_a_line_is_readable_and_lone_surrogates_are_escaped(tmp_path: Path) -> None:
    assert line_of({"text": "淘寶😀"}) == '{"text": "淘寶😀"}\n'
    write_lines(tmp_path / "a", [{"text": "甲\ud800"}])
    assert (tmp_path / "a").read_text("utf-8") == '{"text": "甲\\ud800"}\n'


def test_broken_lines_are_lost_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('\ufeff{"a": 1}\n\n[1]\n{"b": 2}\n{"c": '.encode())
    found, report = read(path)
    assert found == [{"a": 1}, {"b": 2}]
    assert [(loss.what, loss.reason) for loss in report.losses] == [
        ("line 3", "is not a JSON object"),
        ("line 5", "is not valid JSON, or was cut off"),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\nSome prose.\n[1]\n", 2),
        (b'\n{"b": "\xff\xff"}\n', 2),
    ],
)
def test_another_format_or_encoding_is_an_error_with_the_line(tmp_path: Path, content: bytes, line: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=rf"a\.jsonl:{line}: "):
        read(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "none")
