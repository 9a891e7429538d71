"""``zhupi check --texts``: how much of the Chinese in each file arrives in articles."""

import json
from pathlib import Path

import pytest

from tests.seeds.corpus.corpus import build
from tui.cli.commands.check import ENOUGH
from tui.cli.main import dispatch

LAW = {
    "法規名稱": "某某條例",
    "備註": [{"說明": "甲" * 300}, {"說明": "乙" * 300}],
    "法規內容": "為了加強管理，制定本條例。",
}
PAGE = """<!DOCTYPE html><html><head><title>風箏</title><style>p { content: "樣式" }</style></head><body><article>
<h1>風箏</h1><p>看見許多<ruby>人<rt>ㄖㄣˊ</rt></ruby>在放風箏，天氣很好，我們去公園散步。</p>
<p>看見許多人在放風箏，天氣很好，我們去公園散步。</p></article><script>var 變量 = 1;</script></body></html>"""


def shares(capsys: pytest.CaptureFixture[str], path: Path) -> tuple[int, dict[str, float], str]:
    status = dispatch(["check", "--texts", str(path), "--json"])
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    return status, {row["document"]: row["share"] for row in rows}, err


def test_files_that_arrive_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n看見許多人在放風箏。\n", "utf-8")
    (tmp_path / "b.txt").write_bytes("标题\n看见许多人在放风筝。\n".encode("gbk"))
    (tmp_path / "c.md").write_text("# 標題\n\n看見**許多**人。\n", "utf-8")
    (tmp_path / "d.csv").write_text("新聞標題,新聞內容,來源\n甲,看見許多人,報\n乙,放風箏,刊\n", "utf-8")
    (tmp_path / "e.jsonl").write_text('{"text": "\\u770b\\u898b\\u8a31\\u591a"}\n{"text": "放風箏"}\n', "utf-8")
    (tmp_path / "f.html").write_text(PAGE, "utf-8")
    (tmp_path / "g.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n看見許多人\n", "utf-8")
    (tmp_path / "h.pdf").write_bytes(b"%PDF-1.7")
    status, found, err = shares(capsys, tmp_path)
    assert found == dict.fromkeys(("a.txt", "b.txt", "c.md", "d.csv", "e.jsonl", "f.html", "g.srt"), 1.0)
    assert status == 0
    assert "1 file of another kind left out: .pdf 1" in err
    assert "100.0% of" in err


def test_what_does_not_arrive_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    columns = '[sources]\ncolumns = { text = "法規內容", title = "法規名稱" }\n'
    (tmp_path / "zhupi.toml").write_text(columns, "utf-8")
    (tmp_path / "law.json").write_text(json.dumps([LAW], ensure_ascii=False), "utf-8")
    status, found, _err = shares(capsys, tmp_path)
    assert status == 1
    assert found["law.json"] < 0.1
    assert dispatch(["check", "--texts", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "law.json  most of the rest: 備註[].說明" in out
    assert "1 below 99%" in err


def test_a_file_that_cannot_be_read_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "b.txt").write_text("標題\n看見許多人在放風箏。\n", "utf-8")
    status, found, err = shares(capsys, tmp_path)
    assert (status, list(found)) == (1, ["b.txt"])
    assert "a.txt: is binary" in err


def test_of_every_kind_of_text_nearly_all_arrives_or_its_path_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    texts = build(tmp_path)
    _status = dispatch(["check", "--texts", str(tmp_path), "--json"])
    rows = {row["document"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(rows) == {text.name for text in texts}
    low = {name: row["largest"] for name, row in rows.items() if row["share"] < ENOUGH}
    assert low == {
        "json/服務.json": "message",
        "json/詩選.json": "author",
        "laws/霧城法規.json": "Laws[].LawHistories",
        "laws/風箏條例.json": "沿革內容",
    }


def test_the_bundled_articles_arrive(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["check", "--texts"]) == 0
    assert "100.0% of" in capsys.readouterr().err
