"""Texts of every kind arrive as their authors set them: titles, sources and paragraphs are those of the data."""

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pytest

from annotations.storage.kept_texts import keep_text
from seeds.article import Article, ArticleInfo
from seeds.errors import Notice, Problem
from seeds.segmentation.paragraphs import Paragraph, Paragraphs
from seeds.segmentation.reflow import ReadText
from seeds.segmentation.style import Style
from seeds.sources.corpus import Corpus
from seeds.sources.text_share import TextShare, text_shares
from tests.seeds.corpus.corpus import ExpectedText, build, expected_texts

TEXTS = expected_texts()
FILES = [text for text in TEXTS if not text.stdin]
LAYOUTS = ("lines", "wrapped", "verse")
"""Whose paragraphs are compared; in Markdown, no break is invented."""


class Read(NamedTuple):
    """Hold what was read of a project, by documents."""

    articles: dict[str, list[Article]]
    problems: dict[str, list[Problem]]


def read(corpus: Corpus) -> Read:
    everything = Read({}, {})
    for item in corpus.scan(notices=True):
        if isinstance(item, ArticleInfo):
            everything.articles.setdefault(item.origin.document, []).append(corpus.read(item))
        elif not isinstance(item, Notice):
            everything.problems.setdefault(item.document, []).append(item)
    return everything


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def everything(project: Path) -> Read:
    return read(Corpus.open(project))


@pytest.fixture(scope="module")
def shares(project: Path) -> dict[str, TextShare]:
    return {item.document: item for item in text_shares(Corpus.open(project)) if isinstance(item, TextShare)}


def paragraphs_of(article: Article) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs of an article without its title, as they are seen: without indents and line ends."""
    paragraphs = Paragraphs.of(article)
    read = paragraphs.read
    if read.style is Style.MARKDOWN:  # the marks are compared as they are written
        read = ReadText(article.text)
    places = [(read.to_read(each.start, each.end), each) for each in paragraphs if each.kind != "title"]
    texts = [(read.text[start:end].strip(), each) for (start, end), each in places]
    return [(text, paragraph) for text, paragraph in texts if text]


def spelled(text: str, layout: str) -> str:
    """Return a text without white space, and Markdown without the signs that begin each line of a quotation."""
    return "".join(text.replace(">", "").split() if layout == "markdown" else text.split())


def breaks(paragraphs: Iterable[str]) -> set[int]:
    """Return where paragraphs of Markdown end, in characters that are not white space."""
    return set(accumulate(len(spelled(words, "markdown")) for words in paragraphs))


def compare(text: ExpectedText, articles: list[Article]) -> None:
    """Compare the articles of a text with those that there should be."""
    assert [article.info.title for article in articles] == [right.title for right in text.articles]
    for article, right in zip(articles, text.articles, strict=True):
        info = article.info
        assert (info.source, info.tag, info.date) == (right.source, right.tag, right.date)
        assert right.id in ("", info.id)
        body = article.text[article.body_start :]
        assert spelled(body, text.layout) == spelled("".join(right.paragraphs), text.layout)
        paragraphs = [words for words, _paragraph in paragraphs_of(article)]
        if text.layout in LAYOUTS:
            assert paragraphs == list(filter(None, right.paragraphs))
        elif text.layout == "markdown":
            assert breaks(paragraphs) <= breaks(right.paragraphs)


def cases(texts: list[ExpectedText]) -> list[object]:
    return [pytest.param(text, id=text.name) for text in texts]


def test_the_data_have_every_file() -> None:
    folder = Path(__file__).parent / "corpus" / "texts"
    names = {path.relative_to(folder).as_posix() for path in folder.glob("*/*")}
    assert names == {text.name for text in TEXTS}
    assert len(names) >= 40


@pytest.mark.parametrize("text", cases(FILES))
def test_what_is_read_is_what_stands_there(text: ExpectedText, everything: Read) -> None:
    compare(text, everything.articles.get(text.name, []))
    problems = [str(problem) for problem in everything.problems.get(text.name, [])]
    assert [text.says in problem for problem in problems] == [True] * bool(text.says)


@pytest.mark.parametrize("text", cases(FILES))
def test_headings_are_those_of_the_author(text: ExpectedText, everything: Read) -> None:
    for article, right in zip(everything.articles[text.name], text.articles, strict=True):
        headings = [
            words.partition("\n")[0] for words, paragraph in paragraphs_of(article) if paragraph.kind == "heading"
        ]
        assert headings == list(right.headings)


@pytest.mark.parametrize("text", cases(FILES))
def test_all_characters_arrive_that_anybody_reads(text: ExpectedText, shares: dict[str, TextShare]) -> None:
    share = shares[text.name]
    assert max(0, share.there - share.arrived) == len(text.leaves_out)
    assert bool(share.largest) == bool(text.leaves_out)


@pytest.mark.parametrize("text", cases([text for text in TEXTS if text.stdin]))
def test_standard_input_is_read_as_a_file_of_its_kind_is(text: ExpectedText, home: Path) -> None:
    articles = read(Corpus.open(keep_text(text.content()))).articles
    compare(text, next(iter(articles.values()), []))
