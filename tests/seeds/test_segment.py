"""Test that paragraphs join up to the text, wherever one asks, and break where a typesetter would."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.segmentation.outline.outline import outline_of_text
from seeds.segmentation.paragraphs import LONGEST, Paragraph, Paragraphs, cluster_border
from seeds.segmentation.sentences import sentences

DIGEST = next((Path(__file__).parents[2] / "seeds" / "data").glob("*.txt")).read_text("utf-8").splitlines()
ARTICLES = list(zip(DIGEST[1::2], DIGEST[2::2], strict=True))

PIECES = [
    *["淘寶閃購上線。", "真的嗎?", "「好的。」他說,", "“第一句。第二句。”", "(圖片來源:IT 之家)", "11 月28 日消息,"],
    *[
        "01 第17個",
        "▌增速346%",
        "結語",
        "\n",
        "\n\n",
        "  ",
        "# 標題\n",
        "第一章 開始\n",
        "“",
        "」",
        ")",
        "😀",
        "e\u0301",
        "\u0301",
    ],
    *["京東" * 40, "長" * 301, "甲,乙。" * 90, " (36氪)", "\ud800", "\x00", "Apple Inc. is", "3.14"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def told(title: str, body: str) -> list[tuple[str, str]]:
    text = f"{title}\n{body}"
    return [(one.kind, text[one.start : one.end]) for one in Paragraphs(text, len(title))]


def paragraphs_with_headings(text: str, *, markdown: bool = False) -> Paragraphs:
    return Paragraphs(text, headings=outline_of_text(text, markdown=markdown).starts)


def kinds(text: str, *, markdown: bool = False) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in paragraphs_with_headings(text, markdown=markdown)]


@given(texts, st.booleans())
def test_paragraphs_join_up_to_the_text(text: str, markdown: bool) -> None:
    paragraphs = list(paragraphs_with_headings(text, markdown=markdown))
    assert "".join(text[one.start : one.end] for one in paragraphs) == text
    assert all(0 < one.end - one.start <= LONGEST for one in paragraphs)


@given(texts, st.data())
def test_the_paragraph_at_a_place_is_the_same_whatever_was_asked_before(text: str, data: st.DataObject) -> None:
    title_length = data.draw(st.integers(0, len(text.partition("\n")[0])))
    text = text[:title_length] + "\n" + text[title_length:] if title_length else text
    in_order = list(Paragraphs(text, title_length))
    paragraphs = Paragraphs(text, title_length)
    for one in data.draw(st.permutations(in_order)):
        offset = data.draw(st.integers(one.start, one.end - 1))
        assert paragraphs.at(offset) == one
    for one, following in pairwise(in_order):
        assert paragraphs.after(one) == following
        assert paragraphs.before(following) == one
    if in_order:
        assert paragraphs.before(in_order[0]) is None
        assert paragraphs.after(in_order[-1]) is None


@given(texts)
def test_a_line_end_ends_a_paragraph(text: str) -> None:
    for one in Paragraphs(text):
        assert "\n" not in text[one.start : one.end - 1]


@pytest.mark.parametrize("offset", [-1, 3])
def test_outside_the_text_there_is_no_paragraph(offset: int) -> None:
    with pytest.raises(IndexError):
        Paragraphs("甲乙丙").at(offset)


def test_an_empty_text_has_no_paragraphs() -> None:
    assert list(Paragraphs("")) == []


@pytest.mark.parametrize(("title", "body"), ARTICLES)
def test_bundled_articles_read_as_paragraphs_of_a_comfortable_length(title: str, body: str) -> None:
    told_of = told(title, body)
    assert told_of[0] == ("title", title + "\n")
    assert told_of[-1][0] == "byline"
    lengths = [len(text) for kind, text in told_of if kind == "text"]
    assert 90 <= sum(lengths) / len(lengths) <= 170
    assert max(lengths) <= 240
    assert all(text[-1] in "。！？!?”」) " for kind, text in told_of if kind == "text")


@pytest.mark.parametrize(("title", "body"), ARTICLES)
def test_no_paragraph_of_the_bundled_articles_cuts_a_quotation(title: str, body: str) -> None:
    for kind, text in told(title, body):
        if kind == "text":
            assert text.count("“") == text.count("”")
            assert abs(text.count("「") - text.count("」")) <= (text.count("餓了員工」"))


def test_the_headings_of_the_bundled_articles() -> None:
    headings = [text for title, body in ARTICLES for kind, text in told(title, body) if kind == "heading"]
    assert headings == [
        "結語",
        "雷軍:未來5 年,人形機器人將大面積進入小米工廠「打工」",
        "消息稱百度啟動新一輪裁員,部分團隊四成員工受影響",
        "淘寶閃購將全面取消超時扣款,年底前覆蓋全國",
        "美團2022 年以來首次虧損:外送競爭下核心本地商業分部經營虧損141 億元",
        "AirPods 將變成「讀心」裝置:蘋果AI 新研究暗示未來耳機可讀取腦電波",
        "長安汽車官員宣將投資成立機器人公司",
        "釘釘上線首位AI 醫師助理,協助婦產科醫師臨床診斷",
        "埃斯頓酷卓發表柔性全場景具身智慧機器人「磐石C05-L」",
        "中國首次:順豐成功完成飛機運輸三元鋰電池,採用AI 安全防護裝備",
        "▌智能眼鏡成交額增速346%",
        "01 第17個雙十一,差異化“營運”成關鍵",
        "02 雙11的意義,早變了",
        "03 雙十一的新戰事:AI讓雙11更聰明",
    ]


def test_the_bylines_of_the_bundled_articles() -> None:
    bylines = [text.strip() for title, body in ARTICLES for kind, text in told(title, body) if kind == "byline"]
    assert bylines == [
        *["圖片來源:視覺中國(圖文無關)", "美團的騎手招募政策 圖片來源:受訪者提供", "(每日經濟新聞)"],
        *["(秦朔朋友圈)", "(極客公園)", "(36氪)", "(科創日報)", "(混沌學園)", "(點LatePost)", "(創業邦)"],
    ]


def test_a_news_item_ends_with_its_source() -> None:
    item = "某公司推出新品11 月28 日消息,某公司今日推出新品,售價不高。" + "據介紹,新品很好。" * 6 + "(圖片來源:IT 之家)"
    order = kinds(item * 4)
    assert [text for kind, text in order if kind == "heading"] == ["某公司推出新品"] * 4
    assert sum(text.endswith("(圖片來源:IT 之家)") for _kind, text in order) == 4


@pytest.mark.parametrize(
    "sentence",
    [
        "01 年的事情已經過去了很久很久很久。",
        "02 這個題目到底在那裡結束誰也不知道。",
        "▌同比增長346%左右的是另一類產品。",
        "結語是最難寫的部分。",
        "10 個人一起出發去了上海。",
    ],
)
def test_a_heading_without_a_certain_end_is_left_in_the_text(sentence: str) -> None:
    body = "淘寶閃購上線了。" * 30 + sentence + "大家都很高興。" * 30
    assert "heading" not in {kind for kind, _text in kinds(body)}


def test_lines_of_the_source_are_kept() -> None:
    text = "第一段。\n\n第二段,不長。\n第三段\n"
    assert kinds(text) == [("text", "第一段。\n"), ("blank", "\n"), ("text", "第二段,不長。\n"), ("text", "第三段\n")]


@pytest.mark.parametrize("line", ["第一章 風起", "第十二回　大鬧天宮", "一、總則", "(二)範圍", "01 概述", "▌智能眼鏡"])
def test_a_line_that_is_a_heading_of_its_own(line: str) -> None:
    assert kinds(f"前文。\n{line}\n後文。")[1] == ("heading", line + "\n")


@pytest.mark.parametrize("line", ["一、先看看,再說。", "第一章講的是風,", "第一次見面", "## 標題", "01 年初他來了。"])
def test_a_line_that_is_none(line: str) -> None:
    assert kinds(f"前文。\n{line}\n後文。")[1] == ("text", line + "\n")


def test_markdown_headings_where_the_text_is_markdown() -> None:
    assert kinds("## 標題\n#話題 內容\n", markdown=True) == [("heading", "## 標題\n"), ("text", "#話題 內容\n")]


@pytest.mark.parametrize("tail", [" (36氪)", " （新華社）\n", "\n(每日經濟新聞)\n\n"])
def test_a_byline_is_found_at_the_end(tail: str) -> None:
    assert kinds("今天下雨了。" + tail)[-1] == ("byline", tail.lstrip())


@pytest.mark.parametrize("text", ["見附錄 (表一)", "下雨了。 (圖片來源:網路)", "(全文完)", "下雨了 (真的)了。"])
def test_what_only_looks_like_a_byline(text: str) -> None:
    assert "byline" not in {kind for kind, _text in kinds(text)}


def test_a_text_without_any_punctuation_is_still_cut() -> None:
    family = "👨\u200d👩\u200d👧"
    text = family * 4_000
    paragraphs = list(Paragraphs(text))
    assert "".join(text[one.start : one.end] for one in paragraphs) == text
    assert all(one.start % len(family) == 0 and one.end - one.start <= LONGEST for one in paragraphs)


@pytest.mark.parametrize(
    ("text", "offset", "border"), [("甲乙丙", 2, 2), ("甲e\u0301乙", 2, 1), ("甲😀\u200d😀", 3, 1)]
)
def test_a_cut_spares_clusters(text: str, offset: int, border: int) -> None:
    assert cluster_border(text, offset) == border


def test_long_lines_are_divided_alike_from_every_side() -> None:
    line = ARTICLES[0][1] + ARTICLES[3][1]
    text = line * 30
    in_order = list(Paragraphs(text))
    backwards: list[Paragraph] = []
    paragraphs = Paragraphs(text)
    one: Paragraph | None = paragraphs.at(len(text) - 1)
    while one is not None:
        backwards.append(one)
        one = paragraphs.before(one)
    assert backwards[::-1] == in_order
    assert max(one.end - one.start for one in in_order) < 400


def test_little_is_remembered_of_a_long_text() -> None:
    text = (ARTICLES[0][1] + "\n") * 200
    paragraphs = Paragraphs(text)
    assert sum(1 for _paragraph in paragraphs) > 4_000
    info = paragraphs._chunk.cache_info()
    assert info.maxsize is not None
    assert info.currsize <= info.maxsize
    assert info.hits > info.misses


@given(texts)
def test_sentences_join_up_to_the_text(text: str) -> None:
    ranges = sentences(text, 0, len(text))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(start < end for start, end in ranges)


@pytest.mark.parametrize(
    "told_sentences",
    [
        ["他走了。", "她來了!", "誰?", "是我。"],
        ["「更新是為了更好,更好也激勵我們常新。」", "12月5日上午,正式官宣。"],
        ["他說:“投錢。”", "在這之後,沒有了。"],
        ["他宣佈:“基因裡沒有‘守成’,只有‘創造’”。", "阿里如今有三大戰役。"],
        ["n.cn?????", "這不是...360的奈米搜尋???", "我點開另一個網址。"],
        ["K...I...M...I。。。", "不是哥們。"],
        ["推動升級。」(資料來源:IT 之家)", "消息稱百度裁員。"],
        ["實現雙賦能提升(圖片來源:IT 之家)", "釘釘上線。"],
        ["平台吸走。 (圖片來源:IT 之家) ", "(極客公園)"],
        ["聚焦於幾大核心戰役,…會選擇長期價值。", "好。"],
        ["“全面檢驗和煥新升級…”", "他說。"],
        ["2.0% 至955 億元,約3.14 倍。", "好"],
        ["蘋果電腦公司( Apple Computer, Inc.)更名為蘋果公司(Apple Inc.),去掉了。", "後來呢?"],
        ["Apple Inc. 於2007年更名。", "See the U.S. market. ", "It grew."],
        ["He left at 5 p.m. on Monday. ", "“Why?” ", "Nobody knows."],
        ["他問「怎麼辦?」的時候,大家都笑了。", "好。"],
        ["他讀了《誰是英雄?》這本書。", "好。"],
        ["網址是https://a.b/c?d=e!f,請看。", "好。"],
        ["晚上8:30開始;9:00結束。", "好。"],
        ["第一行\n", "第二行。\n\n", "第三行"],
        ["好嗎？！", "好！！！", "（真的。）", "是。"],
    ],
)
def test_where_sentences_end(told_sentences: list[str]) -> None:
    text = "".join(told_sentences)
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == told_sentences


def test_sentences_of_a_part_keep_the_offsets_of_the_whole() -> None:
    assert sentences("甲。乙。丙。", 2, 5) == [(2, 4), (4, 5)]
