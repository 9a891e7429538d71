"""Markdown: a parser of CommonMark shows the text as it was, with what is marked in bold."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from annotations.exchange.formats.markup.markdown import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import beijing, records
from tests.annotations.exchange.trips import write
from tests.sizes import examples


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a document as HTML."""
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text("utf-8"))
    return re.findall(r"<p>(.*?)</p>", html, re.DOTALL)


def shown(html: str) -> str:
    """Return what a reader sees of the words: without the labels, and the footnotes, which are links for CommonMark."""
    return unescape(re.sub(r"<sup>.*?</sup>|<a .*?</a>|\[\^[\d-]+\]|<[^>]*>", "", html))


def test_an_article_with_its_marks(tmp_path: Path) -> None:
    text = "標題甲\n1. 美團、淘寶閃購<b>\n\n    - 好*的*"
    spans = (
        Span("s1", 0, 2, "ORG"),
        Span("s2", 7, 9, "ORG", note="存疑\n真"),
        Span("s3", 8, 14, "PER", attributes={"certain": True}),
        Span("s4", 10, 14, "ORG"),
    )
    record = Record(
        "a", text, spans, (Relation("owns", "s2", "s4"),), "標題甲", "a.md", "a1", "done", ("business",), "要 查"
    )
    report = Report()
    path = write(FORMAT, [record], tmp_path, report=report)
    assert path.read_text("utf-8") == (
        "# <b>標題</b><sup>ORG</sup>甲\n\n"
        "*a.md · a1 · done · business*\n\n"
        "> 要 查\n\n"
        "1\\. <b>美</b><b>團</b><sup>ORG</sup>[^1-1]<b>、</b><b>淘寶閃購</b>"
        "<sup>ORG</sup><sup>PER</sup>[^1-2]\\<b\\>\n\n"
        "&#32;&#32;&#32;&#32;\\- 好\\*的\\*\n\n"
        "[^1-1]: 存疑 真\n\n"
        "[^1-2]: certain: true\n\n"
        "- 美團 → *owns* → 淘寶閃購\n\n"
        "| label | words | count |\n|---|---|---:|\n"
        "| ORG 機構 | 標題 | 1 |\n| ORG 機構 | 淘寶閃購 | 1 |\n| ORG 機構 | 美團 | 1 |\n"
        "| PER 人物 | 團、淘寶閃購 | 1 |\n"
    )
    assert report.complete
    assert report.spans.total() == 4


@settings(max_examples=examples(30))
@given(records())
def test_the_text_is_shown_as_it_was(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    record = replace(record, title="", note="", relations=())
    found = paragraphs(write(FORMAT, [record], tmp_path_factory.mktemp("md")))
    lines = [line for line in record.text.split("\n") if line.strip()]
    assert [shown(line).split() for line in found[1 : 1 + len(lines)]] == [line.split() for line in lines]


@settings(max_examples=examples(30))
@given(records())
def test_all_that_is_marked_is_bold(tmp_path_factory: pytest.TempPathFactory, record: Record) -> None:
    record = replace(record, title="", note="", relations=())
    found = paragraphs(write(FORMAT, [record], tmp_path_factory.mktemp("md")))
    lines = [line for line in record.text.split("\n") if line.strip()]
    bold = "".join(unescape(words) for line in found[1 : 1 + len(lines)] for words in re.findall(r"<b>(.*?)</b>", line))
    marked = {offset for span in record.spans for offset in range(span.start, span.end)}
    assert "".join(bold.split()) == "".join("".join(record.text[offset] for offset in sorted(marked)).split())


def test_articles_are_apart_and_their_footnotes_too(tmp_path: Path) -> None:
    record = replace(beijing(), spans=(Span("s1", 0, 2, "LOC", note="x"),))
    text = write(FORMAT, [record, record], tmp_path).read_text("utf-8")
    assert text.count("\n---\n") == 1
    assert "[^1-1]: x" in text
    assert "[^2-1]: x" in text


def test_it_is_not_read_back(tmp_path: Path) -> None:
    path = write(FORMAT, [beijing()], tmp_path)
    assert not FORMAT.detect(path, path.read_text("utf-8"))
    with pytest.raises(SourceError, match="is for people"):
        list(FORMAT.read(path, Report()))
