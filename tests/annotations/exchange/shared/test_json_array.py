"""Arrays of JSON as streams: what is written is read again in any pieces, and what is broken is told by its line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.shared import json_array
from annotations.exchange.shared.json_array import ArrayWriter, read_array
from seeds.errors import SourceError
from tests.sizes import examples

OBJECTS = st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()) | st.none()))


def written(values: list[dict[str, Any]]) -> str:
    file = io.StringIO()
    array = ArrayWriter(file)
    for value in values:
        array.add(value)
    array.close()
    return file.getvalue()


@settings(max_examples=examples(50))
@given(OBJECTS, st.sampled_from([None, 2]), st.integers(1, 20))
def test_objects_come_back_with_their_lines_however_little_is_read_at_once(
    tmp_path_factory: pytest.TempPathFactory, values: list[dict[str, Any]], indent: int | None, chunk: int
) -> None:
    path = tmp_path_factory.mktemp("array") / "a.json"
    text = json.dumps(values, indent=indent)
    path.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_array, "_CHUNK", chunk)
        found = list(read_array(path))
    assert [value for _number, value in found] == values
    if indent:
        starts = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("  {")]
        assert [number for number, _value in found] == starts


@given(OBJECTS)
def test_what_is_written_is_json_with_an_object_a_line(values: list[dict[str, Any]]) -> None:
    text = written(values)
    assert json.loads(text) == values
    assert len(text.splitlines()) == (len(values) + 2 if values else 1)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 1, "is not an array of JSON objects, or was cut off"),
        ('{"a": 1}', 1, "is not an array"),
        ("[", 1, "was cut off"),
        ('[{"a": 1}', 1, "was cut off"),
        ('[\n{"a": 1},\n{"a": 2', 3, "was cut off"),
        ('[\n{"a": 1},\n]', 3, ""),
        ('[\n{"a": 1} {"b": 2}]', 2, "is not valid JSON"),
        ("[\n1]", 2, "is not an array of JSON objects"),
        ('[{"a": 1}]\n[]', 2, "has something after the end"),
    ],
)
def test_what_is_no_array_or_not_all_of_one_is_an_error_with_its_line(
    tmp_path: Path, content: str, line: int, message: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, "utf-8")
    if not message:
        assert [value for _number, value in read_array(path)] == [{"a": 1}]
        return
    with pytest.raises(SourceError, match=rf"a\.json:{line}: .*{message}"):
        list(read_array(path))


def test_a_mark_is_tolerated_and_another_encoding_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('\ufeff[{"a": "甲"}]'.encode())
    assert [value for _number, value in read_array(path)] == [{"a": "甲"}]
    path.write_bytes('[{"a": "甲"},\n{"a": "乙"}]'.encode("gb18030"))
    with pytest.raises(SourceError, match=r"a\.json:1: is not UTF-8"):
        list(read_array(path))
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_array(tmp_path / "none"))
