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
def annotations(corpus: Corpus) -> OpenAnnotations:
    return OpenAnnotations(corpus, Library(), "a1")


@pytest.fixture
def articles(corpus: Corpus) -> list[Article]:
    return [corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)]


def fill_disk(patch: Patch) -> None:
    def full(_descriptor: int, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr(os, "write", full)


def mark(annotations: OpenAnnotations, article: Article) -> OpenArticle:
    opened = annotations.open(article)
    opened.make(label_range(opened.layer, annotations.schema, 4, 8, "ORG"))
    return opened


def test_what_could_not_be_written_is_told_once_and_written_later(
    annotations: OpenAnnotations, articles: list[Article]
) -> None:
    with Patch.context() as patch:
        fill_disk(patch)
        annotations.leave(mark(annotations, articles[0]))
        assert len(annotations.save()) == 1
        assert annotations.save() == []
        assert annotations.dirty
    assert annotations.save() == []
    assert len(annotations.store.open(articles[0]).layer.spans) == 1


def test_an_article_that_could_not_be_written_is_gone_on_with(
    annotations: OpenAnnotations, articles: list[Article]
) -> None:
    with Patch.context() as patch:
        fill_disk(patch)
        annotations.leave(mark(annotations, articles[0]))
        annotations.leave(mark(annotations, articles[1]))
        again = annotations.open(articles[0])
        assert len(again.layer.spans) == 1
        again.make(label_range(again.layer, annotations.schema, 9, 11, "ORG"))
        assert len(annotations.save()) == 2
    assert annotations.save() == []
    again.close()
    assert [len(annotations.store.open(article).layer.spans) for article in articles] == [2, 1]


def test_a_failure_that_comes_back_is_told_again(annotations: OpenAnnotations, articles: list[Article]) -> None:
    opened = mark(annotations, articles[0])
    assert annotations.save() == []
    for _turn in range(2):
        with Patch.context() as patch:
            fill_disk(patch)
            opened.undo()
            assert len(annotations.save()) == 1
        assert annotations.save() == []
        opened.redo()
        assert annotations.save() == []
