"""``zhupi search``: hits in either script, at offsets that hold in the article's own text."""

import json
import sys
from pathlib import Path

import pytest

from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from tui.cli.main import dispatch


def bundled() -> dict[str, Article]:
    corpus = Corpus.open(None)
    return {info.id: corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)}


def hits(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert dispatch(["search", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_hit_in_either_script(capsys: pytest.CaptureFixture[str]) -> None:
    texts = bundled()
    found = hits(capsys, "淘宝闪购")
    assert found == hits(capsys, "淘寶閃購")
    assert len(found) == sum(article.text.count("淘寶閃購") for article in texts.values())
    for hit in found:
        text = texts[str(hit["id"])].text
        start, end = hit["start"], hit["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == hit["text"] == "淘寶閃購"
        assert text[:start].endswith(str(hit["before"]))
        assert text[end:].startswith(str(hit["after"]))


def test_all_words_have_to_occur(capsys: pytest.CaptureFixture[str]) -> None:
    texts = bundled()
    found = hits(capsys, "淘宝闪购", "蒋凡")
    both = {name for name, article in texts.items() if "淘寶閃購" in article.text and "蔣凡" in article.text}
    assert {hit["id"] for hit in found} == both
    assert {hit["text"] for hit in found} == {"淘寶閃購", "蔣凡"}
    assert len(both) < len(texts)


def test_a_line_for_each_hit_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["search", "蒋凡"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[0][:3] == ["000_4e627f4a21125a39.txt", "中國消費的下一程", "2225"]
    assert all(len(row) == 4 and "蔣凡" in row[3] for row in rows)


@pytest.mark.parametrize(("no_color", "mark"), [("", "\x1b[7m蔣凡\x1b[27m"), ("1", "【蔣凡】")])
def test_hits_are_marked_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, no_color: str, mark: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", no_color)
    assert dispatch(["search", "蒋凡"]) == 0
    out = capsys.readouterr().out
    assert mark in out
    assert out.count("中國消費的下一程  000_4e627f4a21125a39.txt  4a36602cfad1") == 1


def test_no_hit_is_no_failure_but_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["search", "沒有這個詞"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "沒有這個詞" in err


def test_a_folder_in_several_forms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("題目\n淘宝网。".encode("gb18030"))
    (tmp_path / "b.jsonl").write_text('{"text": "淘寶網"}\n{broken\n', encoding="utf-8")
    found = hits(capsys, "淘寶", "--path", str(tmp_path))
    assert [(hit["document"], hit["start"]) for hit in found] == [("a.txt", 3), ("b.jsonl", 0)]
    assert dispatch(["search", "淘寶", "--path", str(tmp_path)]) == 0
    assert "b.jsonl:2" in capsys.readouterr().err


def test_wrong_calls_and_wrong_data(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert dispatch(["search", "  "]) == 2
    assert dispatch(["search", "x", "--path", str(tmp_path)]) == 1
    with pytest.raises(SystemExit) as leaving:
        dispatch(["search"])
    assert leaving.value.code == 2
    assert capsys.readouterr().out == ""
