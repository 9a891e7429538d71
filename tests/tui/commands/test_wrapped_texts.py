"""Commands over a text that a program has wrapped: all of them read through its line ends, in offsets of the text."""

import json
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage.store import Store
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.memory import Decisions
from seeds.article import Article, ArticleInfo
from seeds.errors import SourceError
from seeds.script.converter import load_converter
from seeds.script.fold import fold
from seeds.sources.corpus import Corpus
from tui.cli.main import dispatch

TEXT = """散步記

　　城裡的人說這條河從前很寬，兩岸的船要走小半個時辰才能到，後來許多人在看頭
髮。

　　橋上的人什麼都沒有說，他們只看著河水慢慢地流過去。今天有人見到了北京大
學的學生。
"""
BODY = TEXT.rstrip()


def read(path: Path) -> Article:
    corpus = Corpus.open(path)
    return corpus.read(next(info for info in corpus.scan() if isinstance(info, ArticleInfo)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "散步.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


def test_search(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["search", "北京大学", "--path", str(path), "--json"]) == 0
    hit = json.loads(capsys.readouterr().out)
    assert BODY[hit["start"] : hit["end"]] == hit["text"] == "北京大\n學"
    assert dispatch(["search", "頭髮", "--path", str(path)]) == 0
    assert "許多人在看頭髮。" in capsys.readouterr().out


def test_show(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["show", "1", str(path), "--script", "simplified"]) == 0
    assert capsys.readouterr().out.split("\n\n")[1].endswith("许多人在看头发。")


def test_show_as_json_converts_words_whole_and_keeps_line_ends(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(load_converter("t2s").convert(TEXT).text, "utf-8")
    assert dispatch(["show", "1", str(path), "--script", "traditional", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["text"].count("\n") == shown["converted"].count("\n")
    assert "頭\n髮" in shown["converted"]


def test_entities(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["entities", str(path)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["text"] == BODY
    marked = [(result["text"][span["start"] : span["end"]], span["label"]) for span in result["spans"]]
    assert ("北京大\n學", "ORG") in marked


def test_a_project_says_how_its_lines_are_set(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path.parent / "zhupi.toml").write_text('[sources.paragraphs]\n"散*" = "lines"\n', "utf-8")
    assert dispatch(["search", "北京大学", "--path", str(path.parent)]) == 0
    assert "no article holds" in capsys.readouterr().err
    (path.parent / "zhupi.toml").write_text('[sources]\nparagraphs = "lnes"\n', "utf-8")
    with pytest.raises(SourceError, match="lines"):
        dispatch(["list", str(path.parent)])


def mark(path: Path) -> Article:
    """Label what the line end cuts as an organization."""
    article = read(path)
    start = article.text.index("北京大")
    opened = Store(path.parent / "annotations", "anna").open(article)
    opened.make(Change("add", added=(Span("s1", start, start + 5, "ORG"),)))
    assert opened.close()
    return article


def test_sentences_of_an_export_go_on_behind_a_line_end(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "anna")
    mark(path)
    output = tmp_path / "out.conll"
    assert dispatch(["export", str(path.parent), "--format", "bio", "--output", str(output)]) == 0
    sentence = next(part for part in output.read_text("utf-8").split("\n\n") if "京" in part)
    rows = [line.split() for line in sentence.splitlines()]
    assert "".join(row[0] for row in rows) == "今天有人見到了北京大學的學生。"
    assert [row[1] for row in rows if row[1] != "O"] == ["B-ORG", *["I-ORG"] * 3]


def test_what_is_learned_and_remembered_is_the_word_as_it_is_read(path: Path) -> None:
    article = mark(path)
    layer = Store(path.parent / "annotations", "anna").open(article).layer
    assert list(Decisions.of(article.text, layer).marked) == [(fold("北京大學"), "ORG")]
    annotated = AnnotatedText.of(article, layer)
    assert [annotated.text[start:end] for start, end, _label in annotated.spans] == ["北京大學"]
