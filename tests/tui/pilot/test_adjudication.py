"""Adjudication by keys: one key settles a place, everything is undone, and decisions are there after a restart."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.comparison.adjudication.silence import settled_in
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus
from tui.ui.screens.adjudication.screen import AdjudicationScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

TEXT = "美團與京東\n早上天氣很好。美團在北京宣佈投入三億元,京東沒有回應。分析師這麼說。\n第二段提到上海市場。"
MARKS = {
    "a1": [("美團在", 2, "ORG"), ("北京", 2, "LOC"), ("三億元", 3, "MONEY"), ("上海", 2, "LOC")],
    "a2": [("美團在", 2, "PROD"), ("北京", 2, "LOC"), ("三億元", 2, "MONEY"), ("上海", 4, "ORG")],
    "a3": [("美團在", 2, "ORG"), ("北京", 2, "LOC"), ("上海", 2, "LOC"), ("市場。", 2, "PROD")],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(TEXT.replace("美團與", f"{name}美團與"), "utf-8")
    for info in Corpus.open(folder).scan():
        assert isinstance(info, ArticleInfo)
        article = Corpus.open(folder).read(info)
        for annotator, marks in MARKS.items():
            opened = Store(folder / "annotations", annotator).open(article)
            places = [(article.text.index(words), size, label) for words, size, label in marks]
            spans = [Span(f"s{number}", at, at + size, label) for number, (at, size, label) in enumerate(places)]
            metadata = ArticleMetadata(), ArticleMetadata(Status.DONE)
            opened.make(Change("mark", added=tuple(spans), metadata=metadata))
            assert opened.close()
    return folder


async def begin(user: Any) -> AdjudicationScreen:
    await user.press("ctrl+p", *"adjudicate", "enter")
    await user.wait_for(lambda: isinstance(user.app.screen, AdjudicationScreen) and not user.app.screen.merging)
    screen = user.app.screen
    assert isinstance(screen, AdjudicationScreen)
    return screen


def result(project: Path, name: str) -> tuple[list[tuple[str, str, str]], Status]:
    corpus = Corpus.open(project)
    info = next(each for each in corpus.scan() if isinstance(each, ArticleInfo) and each.title.startswith(name))
    article = corpus.read(info)
    saved = Store(project / "annotations", "adjudicated").look(article)
    assert saved
    text = article.text
    spans = [(text[span.start : span.end], span.label, span.origin) for span in saved.layer.ordered]
    return spans, saved.layer.metadata.status


def number_of(screen: AdjudicationScreen, annotator: str) -> str:
    versions = screen.adjudicator.versions
    return str(1 + next(n for n, version in enumerate(versions) if annotator in version.annotators))


async def test_an_adjudication_by_keys(start: Start, project: Path) -> None:
    async with start(project, size=(100, 30)) as user:
        screen = await begin(user)
        adjudicator = screen.adjudicator
        assert (adjudicator.total, adjudicator.open_articles) == (6, 2)
        assert "1 of 6 · 2 articles" in user.text()
        assert "a1, a3" in user.text()
        assert "早上天氣很好" in user.text(), "the sentence before"
        await user.press("alt+u")
        assert "a1, a3" not in user.text()
        await user.press("alt+u", "alt+2", number_of(screen, "a1"))
        assert "a1, a3 taken: ORG 美團" in user.text()
        assert "2 of 6" in user.text()
        await user.press("0")
        assert "none taken" in user.text()
        await user.press("u")
        assert "undone" in user.text()
        assert "2 of 6" in user.text()
        await user.press("U", "u", "up", "up", "up", "up")
        assert adjudicator.number == 1
        await user.press(*["down"] * (int(number_of(screen, "a2")) - 1), "full_stop", "full_stop")
        assert "MONEY 三億元,京" not in user.text()
        assert "MONEY 三億元," in user.text()
        assert "your own" in user.text()
        await user.press("comma", "enter")
        assert "MONEY 三億元" in user.text()
        await user.press("plus")
        assert "all taken" in user.text()
        assert result(project, "a")[1] is Status.DONE
        await user.press("u")
        for annotator in ("a3", "a2"):
            place = int(number_of(screen, annotator)) - 1
            await user.press(*["up"] * 4, *["down"] * place, "M")
        assert "together:" in user.status
        await user.press("enter")
        assert result(project, "a")[1] is Status.DONE
        await user.press("alt+1", "x", "c")
        await user.type("看不清")
        await user.press("enter", "x")
        assert "看不清" not in user.text()
    spans, status = result(project, "a")
    assert status is Status.DONE
    assert spans == [
        ("美團", "ORG", "adjudicated:a1+a3"),
        ("北京", "LOC", "agreed"),
        ("三億元", "MONEY", "adjudicated:a1"),
        ("上海市場", "ORG", "adjudicated:a2"),
        ("上海", "LOC", "adjudicated:a1+a3"),
        ("市場", "PROD", "adjudicated:a3"),
    ]
    assert result(project, "b") == ([("北京", "LOC", "agreed")], Status.IN_PROGRESS)
    async with start(project, size=(80, 24)) as user:
        screen = await begin(user)
        assert "6 of 6 · 1 article" in user.text()
        assert screen.adjudicator.open == 1
        await user.press("shift+tab")
        assert "看不清" in user.text()
        assert "decided: nothing marked" in user.text()
        await user.press("alt+3")
        assert "ambiguous: 看不清" in user.text()
        await user.press("tab", "equals_sign", "enter", "q")
        assert not isinstance(user.app.screen, AdjudicationScreen)
    article = next(
        Corpus.open(project).read(info) for info in Corpus.open(project).scan() if isinstance(info, ArticleInfo)
    )
    saved = Store(project / "annotations", "adjudicated").look(article)
    assert saved
    assert [each.why.reason for each in settled_in(article, saved.layer)] == ["guideline-gap", "", ""]


async def test_where_all_agree_there_is_nothing_to_do(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    async with start(tmp_path) as user:
        await begin(user)
        assert "0 places where they differ" in user.text()
        await user.press("x", "1", "u", "escape")
        assert not isinstance(user.app.screen, AdjudicationScreen)
