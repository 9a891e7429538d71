"""``zhupi agree``: what annotators say, as tables and as JSON, and what it says where nothing can be compared."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus
from tests.gold.sets import HOUSE
from tui.cli.main import dispatch, main

TEXT = "標題{n}\n12月26日,美團投入3000元,增長23.1%。京東在北京。"
Mark = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(TEXT.format(n=number), "utf-8")
    return folder


@pytest.fixture
def mark(project: Path) -> Mark:
    """Mark words in articles as somebody, and say how far it came."""

    def mark(annotator: str, words: dict[str, str], status: Status = Status.DONE, *, only: int | None = None) -> None:
        corpus = Corpus.open(project)
        infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
        for info in infos if only is None else infos[only : only + 1]:
            article = corpus.read(info)
            opened = Store(project / "annotations", annotator).open(article)
            places = ((article.text.index(text), len(text), label) for text, label in words.items())
            spans = tuple(Span(f"s{n}", at, at + size, label) for n, (at, size, label) in enumerate(places, 1))
            opened.make(Change("mark", added=spans, metadata=(ArticleMetadata(), ArticleMetadata(status))))
            assert opened.close()

    return mark


def test_two_annotators_as_a_table_and_as_json(project: Path, mark: Mark, capsys: pytest.CaptureFixture[str]) -> None:
    mark("amy", {"12月26日": "TIME", "美團": "ORG", "京東": "ORG"})
    mark("bob", {"12月26日": "TIME", "美團": "PROD", "北京": "LOC"})
    assert dispatch(["agree", str(project)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 annotators, 4 articles\n")
    for words in ("F1 exact", "u-alpha", "ORG → PROD", "nothing → LOC", "kappa flatters", "no category"):
        assert words.replace("no category", "nobody has given a category") in out
    assert dispatch(["agree", str(project), "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["f1"]["exact"]["value"] == pytest.approx(1 / 3)
    assert table["f1"]["borders"]["value"] == pytest.approx(2 / 3)
    assert table["pairs"][0]["confusion"] == [
        [None, "LOC", 4],
        ["ORG", None, 4],
        ["ORG", "PROD", 4],
        ["TIME", "TIME", 4],
    ]
    assert dispatch(["agree", str(project), "--articles"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [row[:2] + row[3:] for row in rows] == [["amy", "bob", "1", "2", "2"]] * 4


def test_a_suggester_is_an_annotator(project: Path, mark: Mark, capsys: pytest.CaptureFixture[str]) -> None:
    mark("amy", {"12月26日": "TIME", "3000元": "MONEY", "23.1%": "PCT"})
    assert dispatch(["agree", str(project), "--suggester", "patterns", "--processes", "1", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["annotators"] == ["amy", "suggester:patterns"]
    assert table["f1"]["exact"]["value"] == 1


def test_articles_count_that_two_have_finished(project: Path, mark: Mark, capsys: pytest.CaptureFixture[str]) -> None:
    mark("amy", {"美團": "ORG"})
    mark("bob", {"美團": "ORG"}, only=0)
    mark("bob", {"京東": "ORG"}, Status.IN_PROGRESS, only=1)
    mark("bob", {}, Status.SKIPPED, only=2)
    assert dispatch(["agree", str(project)]) == 0
    out = capsys.readouterr().out
    assert "2 annotators, 1 article\n" in out
    assert "3 articles are left out" in out
    call = ["agree", str(project), "--status", "done", "--status", "in-progress", "--json"]
    assert dispatch(call) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 2


def test_nothing_to_compare(project: Path, mark: Mark, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["agree", str(project)]) == 1
    assert "fewer than two annotators" in capsys.readouterr().err
    mark("amy", {"美團": "ORG"}, Status.IN_PROGRESS)
    assert dispatch(["agree", str(project)]) == 1
    mark("bob", {"美團": "ORG"}, Status.IN_PROGRESS)
    capsys.readouterr()
    assert dispatch(["agree", str(project)]) == 1
    output = capsys.readouterr()
    assert not output.out
    assert "4 were begun: see --status" in output.err
    assert dispatch(["agree", str(project), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["u-alpha"]["value"] is None


def test_a_name_that_nobody_has(
    project: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("amy", {"美團": "ORG"})
    monkeypatch.setattr(sys, "argv", ["zhupi", "agree", str(project), "--annotators", "amy,bbo"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "bbo" in capsys.readouterr().err


def test_texts_that_changed_are_compared_where_anchors_hold(
    project: Path, mark: Mark, capsys: pytest.CaptureFixture[str]
) -> None:
    mark("amy", {"美團": "ORG", "京東": "ORG"})
    for path in project.glob("*.txt"):
        path.write_text(path.read_text("utf-8").replace("京東", "").replace("12月", "今年12月"), "utf-8")
    mark("bob", {"美團": "ORG"})
    dispatch(["agree", str(project)])
    out = capsys.readouterr().out
    assert "amy: 4 spans are not compared" in out
    assert "F1 exact" in out
    assert "1.000" in out


def test_the_two_passes_of_the_house_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["agree", str(HOUSE), "--annotators", "a1,a2", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["articles"] == 55
    assert table["f1"]["exact"]["value"] == pytest.approx(0.981, abs=0.002)
    assert table["u-alpha"]["interval"][0] < table["u-alpha"]["value"] < table["u-alpha"]["interval"][1]
