"""Test pages of HTML: which of their blocks are the text, and that these are as their author set them."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import ArticleInfo
from seeds.segmentation.outline.outline import outline_of
from seeds.sources.corpus import Corpus
from seeds.sources.readers.markup.blocks import Block
from seeds.sources.readers.markup.extracted import blocks_of_extract
from seeds.sources.readers.markup.page_tree import PageTree
from tests.seeds.readers.reading import in_order, read_file

LONG = [
    "渡口的新燈昨夜點亮，沿岸的人都出門來看。燈高三丈，用煤油，光可以照到河心，船工說這是四十年來第一次在夜裡看清自己的手。",
    "管理處說，新燈一共十二盞，由城東的老鐵匠打造，每盞重一百二十斤，燈罩用的是舊窗戶上的玻璃，顏色略有不同。",
    "今後渡船可以開到亥時。賣夜宵的人說，他們早就準備好了，只是不知道夜裡的客人愛吃甜的還是鹹的，打算兩樣都賣。",
] * 4  # fmt: skip
MENU = "<nav><a href='/'>首頁</a> <a href='/a'>渡口</a></nav>"
FOOT = "<footer>版權所有</footer>"
SHORT = {
    "inline elements": ("<p>看見<a href='x'>許多</a><b>人</b>在<i>放</i>風\n箏。</p>", "看見許多人在放風箏。"),
    "ruby, sub and sup": (
        "<p><ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp></ruby>字H<sub>2</sub>O注<sup>1</sup></p>",
        "漢字H2O注1",
    ),
    "headings": ("<h2>第一節</h2><p>甲。</p><h3>其一</h3><p>乙。</p>", "第一節\n甲。\n其一\n乙。"),
    "bare text": ("春眠不覺曉，<br>處處聞啼鳥。<br><br>夜來風雨聲，", "春眠不覺曉，\n處處聞啼鳥。\n\n夜來風雨聲，"),
    "what is around it": (f"{MENU}<p>甲。</p><aside>乙</aside>{FOOT}<form>丙<input></form>", "甲。"),
    "an article": (f"{MENU}<article><p>甲。</p></article><div>乙</div>", "甲。"),
    "a card": ("<article><p>甲。</p></article><p>這一頁的文字在此。</p>", "甲。\n這一頁的文字在此。"),
    "text behind a menu": (f"{MENU}甲。", "甲。"),
    "a list and a table": (
        "<ul><li>甲</li><li>乙</li></ul><table><tr><td>丙</td><td>丁</td></tr></table>",
        "甲\n乙\n丙 丁",
    ),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_short_page_is_read_as_it_is_set(name: str, tmp_path: Path) -> None:
    body, expected = SHORT[name]
    (record,), problems, _notices = read_file(tmp_path / "頁.html", f"<html><body>{body}</body></html>")
    assert (record.text, record.title, record.title_length, problems) == (expected, "頁", 0, [])


TITLES = {
    "<title>站</title>|<h1>題\n目</h1><p>甲。</p>": ("題目", "題目\n甲。", 2),
    "<title>站</title>|<p>前言。</p><h1>題</h1><p>甲。</p>": ("題", "前言。\n題\n甲。", 0),
    "<title> 夜  話 </title>|<p>甲。</p>": ("夜 話", "夜 話\n甲。", 3),
    "<title>夜</title>|<p>夜</p><p>甲。</p>": ("夜", "夜\n甲。", 1),
    "|<p>甲。</p>": ("頁", "甲。", 0),
    "<title>站</title>|<h1>站名</h1><article><h1>題</h1><p>甲。</p></article>": ("題", "題\n甲。", 1),
}


@pytest.mark.parametrize("page", TITLES)
def test_the_title_is_the_heading_else_that_of_the_page(page: str, tmp_path: Path) -> None:
    head, _bar, body = page.partition("|")
    content = f"<html><head>{head}</head><body>{body}</body></html>"
    (record,), _problems, _notices = read_file(tmp_path / "頁.html", content)
    assert (record.title, record.text, record.title_length) == TITLES[page]


def test_what_the_head_says(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="霧城報"><meta name="date" content="2030-05-06T07:08:09Z">'
    (record,), _problems, _notices = read_file(tmp_path / "a.html", f"<head>{head}</head><p>甲。</p>")
    assert (record.source, record.date) == ("霧城報", "2030-05-06")


def test_headings_are_those_of_the_page(tmp_path: Path) -> None:
    body = "<h1>題</h1><h2>其一</h2><p>甲<br>乙</p><h3>又<br>一</h3><p>丙</p><h2>其二</h2>"
    (record,), _problems, _notices = read_file(tmp_path / "a.html", f"<body>{body}</body>")
    assert [heading[2:] for heading in record.headings] == [(1, "題"), (2, "其一"), (3, "又 一"), (2, "其二")]
    assert all(record.text[start:end] == words for start, end, _level, words in record.headings)
    corpus = Corpus.open(tmp_path / "a.html")
    (info,) = [item for item in corpus.scan() if isinstance(item, ArticleInfo)]
    headings = outline_of(corpus.read(info)).headings
    assert [(heading.level, heading.text) for heading in headings] == [(2, "其一"), (3, "又 一"), (2, "其二")]


FRAMED = {
    "an article": f"{MENU}<article><h1>新燈</h1>{{}}</article><aside><h3>相關</h3><a>老鐵匠</a></aside>{FOOT}",
    "no wrapper": "<div class='navbar'><a href='/'>首頁</a></div><h1>新燈</h1>{}<div id='footer'>版權所有</div>",
}


@pytest.mark.parametrize("frame", FRAMED)
def test_a_long_page_is_read_without_what_is_around_its_text(frame: str, tmp_path: Path) -> None:
    paragraphs = [f"<p>{text[:20]}<em>{text[20:30]}</em>{text[30:40]}\n{text[40:]}</p>" for text in LONG]
    paragraphs[2:2] = ["<h2>燈罩</h2>", "<p>＊＊＊</p>"]
    body = FRAMED[frame].format("\n".join(paragraphs))
    content = f"<html><head><title>新燈 - 霧城報</title></head><body>{body}</body></html>"
    (record,), _problems, _notices = read_file(tmp_path / "a.html", content)
    assert record.text == "\n".join(["新燈", *LONG[:2], "燈罩", "＊＊＊", *LONG[2:]])
    assert (record.title, record.title_length) == ("新燈", 2)


def test_a_long_page_with_nothing_around_it_needs_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    body = "".join(f"<p>{text}</p>" for text in LONG)
    (record,), _problems, _notices = read_file(tmp_path / "頁.html", f"<html><body>{body}</body></html>")
    assert record.text == "\n".join(LONG)


def test_readings_beside_characters_are_left_out_of_long_pages(tmp_path: Path) -> None:
    body = "".join(f"<p>{text.replace('渡', '<ruby>渡<rt>ㄉㄨˋ</rt></ruby>')}</p>" for text in LONG)
    content = f"<html><body>{MENU}<article>{body}</article>{FOOT}</body></html>"
    (record,), _problems, _notices = read_file(tmp_path / "頁.html", content)
    assert record.text == "\n".join(LONG)


def test_what_is_nested_too_deep_is_told(tmp_path: Path) -> None:
    deep = "<div>" * 300 + "<p>乙。</p>" + "</div>" * 300
    (record,), problems, _notices = read_file(tmp_path / "a.html", f"<p>甲。</p>{deep}<p>丙。</p>")
    assert (record.text, problems) == ("甲。\n乙。\n丙。", [])
    _records, (problem,), _notices = read_file(tmp_path / "a.html", f"<p>甲。</p>{'<div>' * 9000}<p>丙。</p>")
    assert "read as far as it goes" in problem


def test_a_page_with_many_frames_takes_time_that_grows_with_its_size(tmp_path: Path) -> None:
    tree = PageTree("<nav>甲</nav>乙" * 20_000)
    assert sum(len(block.text) for block in tree.blocks) >= 20_000


BLOCKS = st.lists(st.text("甲乙丙丁 。\n", max_size=30).map(str.strip), max_size=12)


@given(BLOCKS, BLOCKS)
def test_an_extract_is_read_whole_in_its_order(lines: list[str], others: list[str]) -> None:
    candidates = [Block(text) for pair in zip(lines, [*others, *lines], strict=False) for text in pair if text]
    blocks = blocks_of_extract("\n".join(lines), candidates)
    words = "".join(character for character in "".join(lines) if character.isalpha())
    found = "".join(block.text for block in blocks)
    assert sum(map(str.isalpha, found)) >= 0.9 * len(words)


PIECES = ["<p>", "</p>", "甲乙", "<b>", "</b>", "<nav>", "</nav>", "<ruby>丙<rt>x</rt>", "&lt;", "<h1>題", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_all_that_is_read_stands_in_the_page(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    page = "".join(pieces)
    records, _problems, _notices = read_file(tmp_path_factory.mktemp("d") / "頁.html", page)
    for record in records:
        body = record.text[record.title_length :]
        assert in_order(body, page.replace("&lt;", "<"))
