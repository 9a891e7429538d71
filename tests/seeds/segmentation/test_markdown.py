"""Markdown as it is read: without its marks, each character of its words in its place, links with their addresses."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from seeds.article import Article, ArticleInfo, Origin
from seeds.segmentation.markdown.blocks import markdown_text
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.reflow import read_article

PIECES = st.sampled_from(
    [
        *"風箏見a1 。",
        *("\n", "\n\n", "  \n", "**", "*", "_", "~~", "`", "``", "\\*", "\\", "&amp;", "&#x4e2d;", "<b>"),
        *("[", "](", ")", "](http://a.b/c)", '[甲](b "t")', "![圖](a.png)", "<http://x.y>", "[r]: http://r", "[甲][r]"),
        *("# ", "## ", "> ", "- ", "* ", "  - ", "1. ", "    ", "\t", "```\n", "~~~\n", "---\n", "===\n"),
        *("| a | b |\n", "|---|:-:|\n", "| 甲 | \\| |\n"),
    ]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join)


def article(text: str) -> Article:
    return Article(ArticleInfo("0", "", len(text), Origin("a.md", 0, 1)), text)


def read(text: str) -> str:
    return read_article(article(text)).text


def words(tokens: list[Token]) -> str:
    """Return the words of a document as the library tells them, without white space."""
    parts = []
    for token in tokens:
        if token.type in ("fence", "code_block", "code_inline", "text", "html_inline", "html_block"):
            parts.append(token.content)
        elif token.type == "image":
            parts.append(f"[{words(token.children or [])}]")
        elif token.children:
            parts.append(words(token.children))
    return "".join("".join(parts).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("看**許多**人*在*放`風箏`", "看許多人在放風箏"),
        ("~~刪~~ \\*不是\\* &amp; &#x4e2d;", "刪 *不是* & 中"),
        ('見[說明](http://a.b "題")與<http://x.y>、![圖](a.png)', "見說明與http://x.y、[圖]"),
        ("見[甲][r]\n\n[r]: http://r", "見甲\n\n[r]: http://r"),
        ("軟的\n換行 and\nwords", "軟的換行 and words"),
        ("硬的  \n換行\\\n又", "硬的\n換行\n又"),
        ("標題\n====\n\n小標\n----", "標題\n\n小標"),
        ("## 標題 ##\n正文", "標題\n正文"),
        ("> 引\n> 文\n>\n> > 深", "│ 引文\n│\n│ │ 深"),
        ("- 甲\n  乙\n- 丙\n  - 丁\n\n1. 一\n2) 二", "• 甲乙\n• 丙\n  ◦ 丁\n\n1. 一\n2) 二"),
        ("```py\n# 註解\n\n**x**\n```\n尾", "# 註解\n\n**x**\n尾"),
        ("~~~\n沒有結束", "沒有結束"),
        ("    # 縮排的程式\n", "    # 縮排的程式\n"),
        ("| 名 | 數量 |\n|----|---:|\n| **甲** | 1 |\n| 乙乙乙 | |", "名      數量\n────────────\n甲      1\n乙乙乙  "),
        ("甲\n\n---\n\n乙", "甲\n\n────────────\n\n乙"),
        ("**沒有結束", "**沒有結束"),
        ("2 * 3 * 4 與 a_b_c", "2 * 3 * 4 與 a_b_c"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, expected: str) -> None:
    assert read(text) == expected


def test_kinds_of_lines_and_headings_outside_of_code() -> None:
    text = "# 一\n\n文\n\n```\n# 註解\n```\n\n- 項\n\n> 引\n\n| a |\n|---|\n| b |\n\n二\n--\n\n***\n"
    parts = [(part.kind, text[part.start : part.end].strip()) for part in Paragraphs.of(article(text))]
    assert [(kind, words) for kind, words in parts if kind != "blank"] == [
        ("heading", "# 一"),
        ("text", "文"),
        ("code", "```\n# 註解"),
        ("code", "```"),
        ("item", "- 項"),
        ("quote", "> 引"),
        ("table", "| a |"),
        ("table", "|---|"),
        ("table", "| b |"),
        ("heading", "二\n--"),
        ("rule", "***"),
    ]
    assert [(heading.level, heading.words) for heading in markdown_text(text).headings] == [(1, "一"), (2, "二")]


def test_links_have_their_places_and_addresses() -> None:
    text = "見[**說**明](<http://a.b/c d> '題')，<http://x.y>，![圖](a.png)，[甲][r]，[r]。\n\n[r]: http://r\n"
    links = markdown_text(text).links
    assert [(text[link.start : link.end], link.address) for link in links] == [
        ("**說**明", "http://a.b/c%20d"),
        ("http://x.y", "http://x.y"),
        ("[圖]", "a.png"),
        ("甲", "http://r"),
        ("r", "http://r"),
    ]


@given(TEXTS)
def test_the_words_are_those_that_the_library_tells(text: str) -> None:
    expected = words(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    shown = "".join(read(text).split())
    if expected:
        remaining = iter(shown)
        assert all(character in remaining for character in expected), (expected, shown)


@given(TEXTS)
def test_paragraphs_join_up_and_every_offset_has_its_place(text: str) -> None:
    source = article(text)
    paragraphs = Paragraphs.of(source)
    parts = list(paragraphs)
    assert [0, *(part.end for part in parts)] == [*(part.start for part in parts), len(text)]
    for part in parts:
        assert {paragraphs.at(offset) for offset in range(part.start, part.end)} == {part}
    offsets = [paragraphs.read.map.to_target(offset) for offset in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    marks = markdown_text(text)
    assert all(first.end <= second.start for first, second in pairwise(marks.changes))
    places = [(start, end) for start, end, _what in (*marks.changes, *marks.links, *marks.looks)]
    assert all(0 <= start <= end <= len(text) for start, end in places)
