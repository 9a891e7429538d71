"""Test digest, plain text and Markdown: every article is a slice of its source, and begins where the source says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.encoding.decoding import DecodedText
from seeds.errors import Problem
from seeds.sources.readers.byline import byline
from seeds.sources.readers.digest import Digest, is_digest
from seeds.sources.readers.document import Document, SourceRecord
from seeds.sources.readers.markdown import Markdown
from seeds.sources.readers.plain import Plain

ROOT = Path(__file__).resolve().parents[3]
BUNDLED = (ROOT / "seeds" / "data" / "000_4e627f4a21125a39.txt").read_text(encoding="utf-8")

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "#",
        "# ",
        "## ",
        "標題",
        "正文。",
        " ",
        "　",
        "#淘寶",
        "---\n",
        "title: 甲\n",
        "```\n",
        "====\n",
        "\0",
        "a",
        "(報)",
    ]
)
MARKED_UP = st.lists(PIECES, max_size=20).map("".join)


def decoded(text: str) -> DecodedText:
    return DecodedText(text, "utf-8", "lf")


def documents(text: str) -> list[Document]:
    return [Digest(decoded(text), "d.txt"), Plain(decoded(text), "d"), Markdown(decoded(text), "d")]


def read(document: Document) -> tuple[list[SourceRecord], list[Problem]]:
    records = list(document.records())
    return (
        [item for item in records if isinstance(item, SourceRecord)],
        [item for item in records if isinstance(item, Problem)],
    )


@given(MARKED_UP | st.text(max_size=60))
def test_every_article_is_a_slice_of_its_source(text: str) -> None:
    for document in documents(text):
        records, _problems = read(document)
        for record in records:
            assert text[record.start : record.start + len(record.text)] == record.text
            assert record.line == text.count("\n", 0, record.start) + 1
            assert record.title_length <= len(record.text)
            assert "\n" not in record.text[: record.title_length]
            if 0 < record.title_length < len(record.text):
                assert record.text[record.title_length] == "\n"


@given(MARKED_UP)
def test_a_record_is_found_again_by_its_locator(text: str) -> None:
    for document in documents(text):
        for record in read(document)[0]:
            again = document.record(record.locator)
            assert again is not None
            assert (again.text, again.title_length) == (record.text, record.title_length)


@given(MARKED_UP)
def test_nothing_but_markup_and_white_space_lies_outside_the_articles(text: str) -> None:
    (plain,) = read(Plain(decoded(text), "d"))[0] or [SourceRecord("", "")]
    assert text.split() == plain.text.split()
    digest = Digest(decoded(text), "d.txt")
    inside = "".join(record.text for record in read(digest)[0])
    outside = [line for line in text.split("\n") if line.strip() and line not in inside]
    assert all(line.strip().startswith("#") for line in outside)


def test_the_bundled_digest() -> None:
    records, problems = read(Digest(decoded(BUNDLED), "d.txt"))
    assert problems == []
    assert [record.source for record in records] == [
        "每日經濟新聞", "秦朔朋友圈", "極客公園", "36氪", "科創日報", "混沌學園", "點LatePost", "創業邦",
    ]  # fmt: skip
    assert {record.tag for record in records} == {"淘寶"}
    assert records[0].title_length == 60
    assert records[0].start == 4
    assert "\n".join(["#淘寶", *(record.text for record in records)]) == BUNDLED.rstrip("\n")


def test_a_digest_with_several_tags_and_blank_lines() -> None:
    text = "\n#甲\n\n題一\n\n正文一正文一\n題二\n正文二正文二\n\n#乙\n題三\n正文三正文三"
    assert is_digest(text)
    records, problems = read(Digest(decoded(text), "d.txt"))
    assert [(record.tag, record.title, record.line) for record in records] == [
        ("甲", "題一", 4), ("甲", "題二", 7), ("乙", "題三", 11),
    ]  # fmt: skip
    assert records[0].text == "題一\n\n正文一正文一"
    assert problems == []


def test_a_title_without_a_body_is_an_article_and_a_problem() -> None:
    text = "#甲\n題一\n#乙\n題二\n正文正文\n題三\n"
    assert is_digest(text)
    records, problems = read(Digest(decoded(text), "d.txt"))
    assert [record.text for record in records] == ["題一", "題二\n正文正文", "題三"]
    assert [problem.line for problem in problems] == [2, 6]
    assert all(problem.document == "d.txt" and problem.advice for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "標題\n正文",
        "# 標題\n正文",
        "## 標題\n正文",
        "#話題#今天很熱\n我不想出門",
        "#話題",
        "#話題\n" + "這一段文字不像標題。" * 20 + "\n短",
        "#話題\n" + "這是一段很長的話,不是標題。" * 4 + "\n正文\n" + "又一段長話,不是標題。" * 4 + "\n正文",
    ],
)
def test_what_is_no_digest(text: str) -> None:
    assert not is_digest(text)


@pytest.mark.parametrize(
    ("text", "title", "title_length", "article"),
    [
        ("標題\n\n正文。\n", "標題", 2, "標題\n\n正文。"),
        ("\n\n　標題 \n正文。", "標題", 4, "　標題 \n正文。"),
        ("只有一行", "stem", 0, "只有一行"),
        ("第一句話。\n第二句話。", "stem", 0, "第一句話。\n第二句話。"),
        ("真的嗎?\n真的。", "真的嗎?", 4, "真的嗎?\n真的。"),
        ("Title: 河\nAuthor: 某\n文。", "河", 8, "Title: 河\nAuthor: 某\n文。"),
        ("長" * 61 + "\n正文", "stem", 0, "長" * 61 + "\n正文"),
    ],
)
def test_the_title_of_plain_text(text: str, title: str, title_length: int, article: str) -> None:
    (record,), _problems = read(Plain(decoded(text), "stem"))
    assert (record.title, record.title_length, record.text) == (title, title_length, article)


NO_TITLES = """\
-----------|＊＊＊＊＊|12|二〇二四年五月一日|2024-05-01 10:00|5月1日 星期三|https://example.com/a|www.example.com|目录
第1章 山中|第一回 大鬧天宮|正文 第六章|楔子|前言|一、總則|第　一　卷|本书由某某书屋整理制作|更多精彩小说请到某某
某某TXT电子书下载|欢迎访问某某书屋|读书网 books.example.com|QQ群：123456"""

TITLES = """\
阿Q正传|第一部电影很成功|2024年的第一場雪|三月的風|真的嗎？|北京，1999|一九八四年的夏天怎麼過|▌智能眼鏡|公眾號的前世今生|小说家|C++
第三章程草案通过了|百年|No.5 的故事|三國志 卷一|三月|十二"""


@pytest.mark.parametrize("line", NO_TITLES.replace("\n", "|").split("|"))
def test_a_first_line_that_says_nothing_is_no_title(line: str) -> None:
    text = f"{line}\n正文在此。\n還有。"
    (record,), _problems = read(Plain(decoded(text), "stem"))
    assert (record.title, record.title_length, record.text) == ("stem", 0, text)


def test_a_number_is_no_title_where_others_follow() -> None:
    (record,), _problems = read(Plain(decoded("一\n他來了。\n二\n她走了。"), "stem"))
    assert (record.title, record.title_length) == ("stem", 0)


@pytest.mark.parametrize("line", TITLES.replace("\n", "|").split("|"))
def test_a_first_line_that_says_which_text_it_is_is_the_title(line: str) -> None:
    (record,), _problems = read(Plain(decoded(f"{line}\n正文在此。"), "stem"))
    assert (record.title, record.title_length) == (line, len(line))


@pytest.mark.parametrize("text", ["", "\n \n", "　\n\t"])
def test_blank_text_holds_no_article(text: str) -> None:
    for document in documents(text):
        assert read(document) == ([], [])


@pytest.mark.parametrize(
    ("text", "title", "title_length", "article"),
    [
        ("# 標題\n\n正文。\n", "標題", 2, "標題\n\n正文。"),
        ("\n# **粗**體 [鏈](x) #\n正文", "粗體 鏈", 15, "**粗**體 [鏈](x) #\n正文"),
        ("標題\n====\n正文", "標題", 2, "標題\n====\n正文"),
        ("前言\n\n# 標題\n正文", "標題", 0, "前言\n\n# 標題\n正文"),
        ("```\n# 不是\n```\n## 標題\n", "標題", 0, "```\n# 不是\n```\n## 標題"),
        ("沒有標題。", "stem", 0, "沒有標題。"),
        ("---\ntitle: 甲: 乙\n---\n\n正文", "甲: 乙", 0, "正文"),
        ('---\ntitle: "標題"\n---\n# 標題\n正文', "標題", 2, "標題\n正文"),
        ("---\ntitle: 甲\n---\n# 乙\n正文", "甲", 0, "# 乙\n正文"),
        ("# 標題", "標題", 0, "標題"),
        ("> # 引文\n\n# 標題\n", "標題", 0, "> # 引文\n\n# 標題"),
    ],
)
def test_the_title_of_markdown(text: str, title: str, title_length: int, article: str) -> None:
    (record,), _problems = read(Markdown(decoded(text), "stem"))
    assert (record.title, record.title_length, record.text) == (title, title_length, article)


FRONT = {
    "+++\ntitle = '題'\ndate = 2030-05-07\ntags = ['甲', '乙']\n+++\n正文": ("題", "2030-05-07", "甲, 乙", "正文"),
    "---\ntitle: 題\ntags: [甲, '乙']\n---\n正文": ("題", "", "甲, 乙", "正文"),
    '---\ntags:\n  - 甲\n  - "乙"\ntitle: 題\n---\n正文': ("題", "", "甲, 乙", "正文"),
    "---\ntags: []\ntag: 丙\n---\n正文": ("d", "", "丙", "正文"),
    "+++\n不是\n+++\n正文": ("d", "", "", "+++\n不是\n+++\n正文"),
    "+++\ntitle = '題'\n正文": ("d", "", "", "+++\ntitle = '題'\n正文"),
}


@pytest.mark.parametrize("text", FRONT)
def test_front_matter_in_any_form(text: str) -> None:
    (record,), _problems = read(Markdown(decoded(text), "d"))
    assert (record.title, record.date, record.tag, record.text) == FRONT[text]


def test_front_matter_gives_date_source_and_tag() -> None:
    text = "---\nTitle: '題'\ndate: 2025-12-05 10:00\nsource: 每日經濟新聞\ntag: 財經\n---\n正文"
    (record,), _problems = read(Markdown(decoded(text), "stem"))
    assert (record.title, record.date, record.source, record.tag) == ("題", "2025-12-05", "每日經濟新聞", "財經")
    assert record.line == 7


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("他說。 (每日經濟新聞)", "每日經濟新聞"),
        ("他說。（點LatePost）\n", "點LatePost"),
        ("他說。\n(36氪)", "36氪"),
        ("階段。 (圖片來源:IT 之家) (極客公園)", "極客公園"),
        ("階段。 (圖片來源:IT 之家)", ""),
        ("階段。（图片来源：新华社）", ""),
        ("完了。(完)", ""),
        ("完了。（全文完）", ""),
        ("完了。(未完待續)", ""),
        ("完了。 (編輯 王小明)", ""),
        ("下降了一半(約三成)", ""),
        ("發生在去年。 (2025)", ""),
        ("(新聞) 他說。", ""),
        ("走了。（幕落。）", ""),
        ("走了。（眾人下）", ""),
        ("走了。（掌聲）", ""),
        ("走了。（第12則）", ""),
        ("走了。（本章完）", ""),
        ("", ""),
    ],
)
def test_the_byline(text: str, source: str) -> None:
    assert byline(text) == source
