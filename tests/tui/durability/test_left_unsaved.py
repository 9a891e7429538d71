"""An article that is left while the disk takes nothing: its marks stay in memory until they can be written."""

import errno
import os
from pathlib import Path

import pytest

from annotations.editing.span_edits import label_range
from annotations.storage.open_article import OpenArticle
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from tui.core.library import Library
from tui.core.open_annotations import OpenAnnotations

Patch = pytest.MonkeyPatch


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n淘寶閃購與美團。", "utf-8")
    return Corpus.open(tmp_path)


@pytest.fixture
def shelf(corpus: Corpus) -> OpenAnnotations:
    return OpenAnnotations(corpus, Library(), "a1")


@pytest.fixture
def articles(corpus: Corpus) -> list[Article]:
    return [corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)]


def fill_disk(patch: Patch) -> None:
    def full(_descriptor: int, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "write", full)


def mark(shelf: OpenAnnotations, article: Article) -> OpenArticle:
    opened = shelf.open(article)
    opened.make(label_range(opened.layer, shelf.schema, 4, 8, "ORG"))
    return opened


def test_what_could_not_be_written_is_told_once_and_written_later(
    shelf: OpenAnnotations, articles: list[Article]
) -> None:
    with Patch.context() as patch:
        fill_disk(patch)
        shelf.leave(mark(shelf, articles[0]))
        assert len(shelf.save()) == 1
        assert shelf.save() == []
        assert shelf.dirty
    assert shelf.save() == []
    assert len(shelf.store.open(articles[0]).layer.spans) == 1


def test_an_article_that_could_not_be_written_is_gone_on_with(shelf: OpenAnnotations, articles: list[Article]) -> None:
    with Patch.context() as patch:
        fill_disk(patch)
        shelf.leave(mark(shelf, articles[0]))
        shelf.leave(mark(shelf, articles[1]))
        again = shelf.open(articles[0])
        assert len(again.layer.spans) == 1
        again.make(label_range(again.layer, shelf.schema, 9, 11, "ORG"))
        assert len(shelf.save()) == 2
    assert shelf.save() == []
    again.close()
    assert [len(shelf.store.open(article).layer.spans) for article in articles] == [2, 1]


def test_a_failure_that_comes_back_is_told_again(shelf: OpenAnnotations, articles: list[Article]) -> None:
    opened = mark(shelf, articles[0])
    assert shelf.save() == []
    for _turn in range(2):
        with Patch.context() as patch:
            fill_disk(patch)
            opened.undo()
            assert len(shelf.save()) == 1
        assert shelf.save() == []
        opened.redo()
        assert shelf.save() == []
