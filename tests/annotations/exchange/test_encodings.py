"""Files that are not UTF-8, or not all of it, are read by evidence, and what could not be read is said."""

import json
from pathlib import Path

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from seeds.errors import Problem, SourceError, UndecidedError

TEXT = "他说的这个是中国的大学,\r\n“淘宝”和北京的人。"
DOCCANO = {"text": TEXT, "label": [[15, 17, "机构"]], "id": 1}
STUDIO = {"data": {"text": TEXT}, "annotations": [{"result": []}]}
FILES = {
    "doccano": json.dumps(DOCCANO, ensure_ascii=False)
    + "\n"
    + json.dumps(DOCCANO | {"id": 2}, ensure_ascii=False)
    + "\n",
    "label-studio": json.dumps([STUDIO, STUDIO], ensure_ascii=False),
    "bio": "".join(f"{character}\tO\n" for character in TEXT if not character.isspace()),
    "gliner": json.dumps(
        [{"tokenized_text": list("他说的这个是中国的大学"), "ner": [[6, 7, "地"]]}], ensure_ascii=False
    ),
}


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def read(name: str, path: Path, report: Report) -> list[Record]:
    return list(find_format(name).read(path, report))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig", "utf-8"])
def test_the_encoding_is_found_and_said(tmp_path: Path, name: str, encoding: str) -> None:
    content = FILES[name]
    if encoding == "big5":
        content = content.translate(str.maketrans("说这个国学宝", "說這個國學寶"))
        content = content.replace("机构", "機構")
    path = tmp_path / "x"
    path.write_bytes(content.encode(encoding))
    assert detect(path, unexpected).about.name == name
    report = Report()
    records = read(name, path, report)
    assert report.complete, report.lost
    expected = {} if encoding.startswith("utf-8") else {"gb18030", "utf-16", "cp950", "big5hkscs"}
    assert set(report.encodings.values()) <= set(expected)
    assert bool(report.encodings) == bool(expected)
    assert records[0].text.startswith("他說的這個是中國" if encoding == "big5" else "他说的这个是中国")
    if name == "doccano":
        assert [record.words(span) for record in records for span in record.spans] == [
            "淘寶" if encoding == "big5" else "淘宝"
        ] * 2


def test_an_encoding_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(FILES["doccano"].encode("gb18030"))
    report = Report()
    report.encoding = "latin-1"
    assert "“" not in read("doccano", path, report)[0].text
    report.encoding = "utf-8"
    with pytest.raises(SourceError, match=r"x:1: is not UTF-8"):
        read("doccano", path, report)


def test_a_damaged_line_is_a_loss(tmp_path: Path) -> None:
    lines = FILES["doccano"].encode().splitlines(keepends=True)
    path = tmp_path / "x"
    path.write_bytes(lines[0] + b'{"text": "\xff\xfe", "label": []}\n' + lines[1])
    report = Report()
    assert [record.id for record in read("doccano", path, report)] == ["1", "2"]
    assert dict(report.lost) == {("line", "is not UTF-8"): 1}
    assert report.losses[0].what == "line 2"


def test_a_file_of_one_object_is_not_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(FILES["gliner"].encode()[:-9] + b"\xff" + FILES["gliner"].encode()[-9:])
    with pytest.raises(SourceError, match="is not UTF-8"):
        read("gliner", path, Report())


def test_halves_of_a_character_on_two_lines_are_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    halves = ["\ud83d".encode("utf-8", "surrogatepass"), "\ude00".encode("utf-8", "surrogatepass")]
    lines = [halves[0] + b"\tO\n", halves[1] + b"\tO\n", "淘\tB-机构\n".encode(), "宝\tI-机构\n".encode()]
    path.write_bytes(b"".join(lines))
    report = Report()
    (record,) = read("bio", path, report)
    assert record.text == "😀淘宝"
    assert [record.words(span) for span in record.spans] == ["淘宝"]
    assert report.complete
    path.write_bytes(b'{"label": [], "text": "' + halves[0] + halves[1] + b'"}\n')
    assert read("doccano", path, Report())[0].text == "😀"


def test_a_short_file_is_asked_about_only_where_it_would_be_another_text(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes("馬 B-PER\n雲 I-PER\n在 O\n".encode("cp950"))
    assert read("bio", path, Report())[0].text == "馬雲在"
    path.write_bytes("马 B-PER\n云 I-PER\n在 O\n".encode("gb18030"))
    with pytest.raises(UndecidedError, match=r"may be in gb18030, cp950.* and has too few"):
        read("bio", path, Report())
