"""``zhupi list``, on a terminal, in a pipe, and as JSON."""

import json
import sys
from pathlib import Path

import pytest

from seeds.errors import NotFoundError, SourceError
from tui.cli.main import dispatch
from tui.text.width import cells


def pass_for_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make stdout a terminal of 80 columns."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_articles_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["list"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 8
    assert rows[1] == ["2", "4a36602cfad1", "中國消費的下一程", "秦朔朋友圈", "淘寶", "4009"]


def test_what_a_folder_leaves_out_is_said_and_is_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "題\n河水慢慢地流。")
    write(tmp_path / "b.pdf", "")
    assert dispatch(["list", str(tmp_path)]) == 0
    assert capsys.readouterr().err == f"zhupi: {tmp_path.name}: 1 file of another kind left out: .pdf 1\n"
    assert dispatch(["search", "河", "--path", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
    (tmp_path / "a.txt").unlink()
    assert dispatch(["list", str(tmp_path)]) == 1


def test_titles_in_the_other_script(capsys: pytest.CaptureFixture[str]) -> None:
    for script in ("simplified", "other", "t2s"):
        assert dispatch(["list", "--script", script]) == 0
        assert "中国消费的下一程" in capsys.readouterr().out


def test_json_is_one_array(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert dispatch(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [item["number"] for item in listed] == list(range(1, 9))
    assert listed[1] == {
        "number": 2,
        "id": "4a36602cfad1",
        "title": "中國消費的下一程",
        "source": "秦朔朋友圈",
        "tag": "淘寶",
        "date": "",
        "link": "",
        "length": 4009,
        "document": "000_4e627f4a21125a39.txt",
        "start": 3042,
        "line": 4,
    }
    assert dispatch(["list", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_a_table_fits_the_terminal_and_its_columns_stand_below_each_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pass_for_terminal(monkeypatch)
    assert dispatch(["list"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 8
    assert all(cells(row) <= 80 for row in rows)
    column = cells(header[: header.index("source")])
    sources = ["每日經濟新聞", "秦朔朋友圈", "極客公園", "36氪", "科創日報", "混沌學園", "點LatePost", "創業邦"]
    assert [cells(row[: row.index(source)]) for row, source in zip(rows, sources, strict=True)] == [column] * 8
    assert rows[0].split("  ")[2].endswith("…")


def test_no_title_can_harm_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pass_for_terminal(monkeypatch)
    record = {"title": "甲\x1b[2J\ud800", "text": "正文"}
    write(tmp_path / "a.jsonl", json.dumps(record))
    assert dispatch(["list", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "甲" in out


def test_odd_titles_keep_one_line_and_six_fields(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = [{"title": title, "text": "正文"} for title in ("一\t二", "一\n二", "一\u2028二", "\ud800二")]
    write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert dispatch(["list", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.split("\n")[:-1]
    assert [len(line.split("\t")) for line in lines] == [6] * 4
    assert "\\ud800二" in lines[3]
    assert dispatch(["list", str(tmp_path), "--json"]) == 0
    assert [item["title"] for item in json.loads(capsys.readouterr().out)] == [
        "一 二",
        "一 二",
        "一 二",
        "\ud800二",
    ]


def test_problems_go_to_stderr_and_the_rest_is_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "一篇文章。")
    write(tmp_path / "b.txt", "")
    assert dispatch(["list", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert "b.txt: is empty" in err


def test_an_empty_folder_is_wrong_data_and_a_missing_one_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert dispatch(["list", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert (out, "no articles" in err) == ("", True)
    with pytest.raises(SourceError):
        dispatch(["list", str(tmp_path / "missing")])


def test_an_unknown_script_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="simplified"):
        dispatch(["list", "--script", "simplifed"])
    with pytest.raises(NotFoundError, match="did you mean “s2tw”"):
        dispatch(["list", "--script", "s2twq"])
