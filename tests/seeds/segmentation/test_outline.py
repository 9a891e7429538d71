"""The outline of a text: every heading is a line of it, and what only looks like one is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo, Origin
from seeds.segmentation.all_headings import all_headings
from seeds.segmentation.outline.outline import is_heading_alone, outline_of, outline_of_text
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.style import Style

LINES = """\
第一章 開始|第二章|第三章程草案|第 9 章|第　一　卷|【第三章】|正文 第六章|卷二|上卷|第一卷 風 第二章 雲|Chapter 4|＝|第
一、總則|（一）範圍|1. 起|2．承|1.1 轉|01 合|二|▌標記|目录|序　言|番外之一|附录A 表|章|萬|百百|０１|「|】
# 標題|```|===|---"""
PIECES = [
    *LINES.replace("\n", "|").split("|"),
    *["\n", "\n", "\n", "\n\n", "　　", " ", "他來了。", "。", "…", "！", "9" * 12, "長" * 60, "～" * 30],
    *["😀", "\ud800", "\x00", "\x1c", "\u2028"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def headings(text: str, *, markdown: bool = False) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in outline_of_text(text, markdown=markdown).headings]


def words(text: str) -> list[str]:
    return [heading for _level, heading in headings(text)]


@given(texts, st.booleans(), st.integers(0, 3))
def test_every_heading_is_a_line_of_the_text(text: str, markdown: bool, lines: int) -> None:
    begin = sum(len(line) + 1 for line in text.split("\n")[:lines]) if text.count("\n") >= lines else 0
    outline = outline_of_text(text, begin, markdown=markdown)
    for heading in outline.headings:
        assert heading.start >= begin
        assert heading.start == 0 or text[heading.start - 1] == "\n"
        assert text.find("\n", heading.start) in (-1, heading.end)
        assert "\n" not in text[heading.start : heading.end]
        assert markdown or heading.text in text[heading.start : heading.end]
        assert heading.text.strip() == heading.text != ""
        assert heading.level >= 1
    assert all(one.start < two.start for one, two in pairwise(outline.headings))
    assert outline.starts == {heading.start for heading in outline.headings}


@given(st.text(max_size=80))
def test_any_text_has_an_outline(text: str) -> None:
    outline_of_text(text)
    outline_of_text(text, markdown=True)


@given(texts, st.integers(-1, 400))
def test_the_heading_at_a_place_is_the_last_before_it(text: str, offset: int) -> None:
    outline = outline_of_text(text)
    before = [number for number, heading in enumerate(outline.headings) if heading.start <= offset]
    assert outline.index_at(offset) == (before[-1] if before else None)


HEADINGS = """\
第一章 風起|第 9 章|第　一　卷|第十二回　大鬧天宮|【第三章】|正文 第六章 山雨|卷二|第十讲|第 1 條|第 3-1 條|第十条之一
第一章風起|第一篇　總論|第１２章　全角|第廿三回 夜奔|第两百零五章：归来|☆、第一章 起|=== 第一章 ===|（第三章）
一、總則|(二)範圍|01 概述|▌智能眼鏡|上卷|Chapter 12 Home|第一卷 風起 第一章 雲|第三章 他是誰？|　　第三章 他笑了！
前言|序|楔子|引子|尾声|尾聲|后记|後記|番外 小事|番外一 小事|附录|附錄一 名單|結語|序　言|引子：從前|番外篇|第二集 回家
第三章 \u3000|第一部分 起源"""

NONE = """\
第一部电影很成功|第二集团军已经渡过大江|第三章程草案通过了|01 月份的数据|第一次見面|第一章講的是風,|第一章写得很好。|第
一、先看看,再說。|一、二、三！|## 標題|01 年初他來了。|10 个人一起去|2024.5.1 晴|3.5 倍|1、苹果|一|三 月里的风|一个人
结语是最难写的部分|前言不搭后语|目录学|卷烟厂|上部队去|第一节课我迟到了|第三回合他倒下了|第一条件是钱|五十步笑百步|第七天
番外篇章很多很多|序列号"""


@pytest.mark.parametrize("line", HEADINGS.replace("\n", "|").split("|"))
def test_a_line_that_is_a_heading_of_its_own(line: str) -> None:
    assert words(f"前文。\n{line}\n後文。") == [line.strip()]
    assert is_heading_alone(line)


@pytest.mark.parametrize("line", [*NONE.replace("\n", "|").split("|"), "第一章 " + "長" * 50])
def test_a_line_that_is_none(line: str) -> None:
    assert words(f"前文。\n{line}\n後文。") == []


NOVEL = """\
目录
楔子
第一卷 风
第一章 山中
第二章 水边
第二卷 云
第三章 归来
尾声

楔子
从前有一座山。
第一卷 风
第一章 山中
他来了。
第二章 水边
她走了。
第二卷 云
第三章 归来
他们见了面。
尾声
雪停了。
番外 灯
灯亮着。
"""

CHAPTERS = [
    *[(1, "楔子"), (1, "第一卷 风"), (2, "第一章 山中"), (2, "第二章 水边"), (1, "第二卷 云"), (2, "第三章 归来")],
    *[(1, "尾声"), (1, "番外 灯")],
]


def test_the_lines_of_a_table_of_contents_are_no_headings() -> None:
    assert headings(NOVEL) == CHAPTERS
    assert outline_of_text(NOVEL).headings[0].start == NOVEL.index("楔子\n从前")


def test_a_table_of_contents_without_a_title_is_none() -> None:
    assert headings(NOVEL.partition("\n")[2]) == CHAPTERS


def test_contents_may_have_page_numbers_and_other_blanks() -> None:
    text = "目　录\n第一章　总　则……1\n第二章　罚则 …… 12\n第一章　总则\n为了。\n第二章　罚则\n罚。\n"
    assert headings(text) == [(1, "第一章　总则"), (1, "第二章　罚则")]


def test_contents_before_a_preface() -> None:
    text = "目次\n第一章 甲\n第二章 乙\n第三章 丙\n本書寫於去年。\n第一章 甲\n一。\n第二章 乙\n二。\n第三章 丙\n三。"
    assert words(text) == ["第一章 甲", "第二章 乙", "第三章 丙"]
    assert outline_of_text(text).headings[0].start > text.index("本書")


def test_headings_without_text_between_are_no_contents_where_they_stand_once() -> None:
    text = (
        "第一編 總則\n第一章 法例\n第 1 條\n民事。\n第 2 條\n習慣。\n第二章 人\n第一節 自然人\n第 6 條\n人。\n"
        "第二編 債\n第一章 通則\n第 153 條\n契約。"
    )
    assert headings(text) == [
        *[
            (1, "第一編 總則"),
            (2, "第一章 法例"),
            (4, "第 1 條"),
            (4, "第 2 條"),
            (2, "第二章 人"),
            (3, "第一節 自然人"),
        ],
        *[(4, "第 6 條"), (1, "第二編 債"), (2, "第一章 通則"), (4, "第 153 條")],
    ]


def test_a_heading_that_is_there_twice_running_is_one() -> None:
    assert words("第1章 風\n\n　　第1章 風\n他來了。\n第2章 雨\n她走了。") == ["第1章 風", "第2章 雨"]


def test_numbers_rise_with_gaps_repetitions_misprints_and_restarts() -> None:
    numbers = [1, 2, 2, 3, 5, 60, 7, 8, 1, 2, 3]
    lines = [f"第{number}章 題{place}" for place, number in enumerate(numbers)]
    assert words("\n正文。\n".join(lines)) == lines


def test_a_number_that_goes_back_is_none() -> None:
    lines = ["第一章 甲", "第二章 乙", "第三章 丙", "第二章 里他寫過風", "第九章 丁", "第十章 戊"]
    assert words("\n正文。\n".join(lines)) == [line for line in lines if "寫過" not in line]


def test_headings_may_follow_their_numbers_at_once_where_many_do() -> None:
    lines = ["第一集相逢", "第二集别离", "第三集重逢", "第四集团圆"]
    assert words("\n正文。\n".join(lines)) == lines[:3]
    films = ["第一部电影很成功", "第二部电影失败", "第三部电影没拍"]
    assert words("\n正文。\n".join(films)) == []


def test_chapters_may_end_as_sentences_do_where_their_neighbours_number_them() -> None:
    lines = ["第一章 山", "第二章 他来了。", "第三章 水", "第四章 云"]
    assert words("\n正文。\n".join(lines)) == lines


def test_articles_of_a_law_that_begin_in_the_line_of_their_number_are_text() -> None:
    text = (
        "第一章 总则\n第一条 为了保护，制定本法。\n第二条 本法所称文物，是指文物。\n第三条 （删除）\n"
        "第二章 罚则\n第四条 罚款。"
    )
    assert words(text) == ["第一章 总则", "第二章 罚则"]


def test_lists_are_no_headings_and_headings_are_no_lists() -> None:
    text = (
        "一、背景\n很久以前。\n（一）过去\n好。\n（二）现在\n也好。\n"
        "二、要买的\n1. 苹果\n2. 梨\n3. 桃\n三、结论\n没有了。"
    )
    assert headings(text) == [(1, "一、背景"), (2, "（一）过去"), (2, "（二）现在"), (1, "二、要买的"), (1, "三、结论")]
    assert words("买:\n一、苹果\n二、梨\n三、桃\n就这些。") == []


def test_stems_below_chinese_numerals() -> None:
    text = "第一讲　汉代\n序。\n一、政府\n甲、皇室\n很大。\n乙、官职\n更大。\n二、兵役\n甲、乙、丙三人走了。"
    assert headings(text) == [(1, "第一讲　汉代"), (2, "一、政府"), (3, "甲、皇室"), (3, "乙、官职"), (2, "二、兵役")]


def test_decimal_numbers() -> None:
    text = "1. 引言\n甲。\n2. 方法\n乙。\n2.1 数据\n丙。\n2.2 模型\n丁。\n3. 结论\n戊。"
    assert headings(text) == [(1, "1. 引言"), (1, "2. 方法"), (2, "2.1 数据"), (2, "2.2 模型"), (1, "3. 结论")]


@pytest.mark.parametrize("form", ["{:02} 題{}", "{:03} 題{}", "{:03}、題{}", "{:02}. 題{}"])
def test_numbers_with_zeros_go_on_behind_them(form: str) -> None:
    lines = [form.format(number, number) for number in range(1, 121)]
    assert words("\n正文。\n".join(lines)) == lines


@pytest.mark.parametrize("line", ["1984 年", "1984 讀後", "100 分", "300 個人去了", "007 號", "12 月"])
def test_a_single_number_of_several_digits_is_none(line: str) -> None:
    assert words(f"前文。\n{line}\n後文。") == []


def test_bare_numerals_where_they_rise_from_one() -> None:
    assert words("一\n他來了。\n二\n她走了。\n三\n完。") == ["一", "二", "三"]
    assert words("他數:\n二\n她走了。\n三\n完。") == []


def test_a_list_in_one_of_many_chapters_is_none() -> None:
    chapters = [f"第{number}章 題\n正文。" for number in range(1, 13)]
    chapters[3] += "\n一、看门\n先看。\n二、开门\n再开。"
    assert len(words("\n".join(chapters))) == 12


def test_markdown() -> None:
    text = "# 甲 #\n文\n```\n# 碼\n```\n乙\n===\n- 項\n---\n丙\n---\n#話題\n####### 七\n## \n第一章 x\n###### 丁"
    assert headings(text, markdown=True) == [(1, "甲"), (1, "乙"), (2, "丙"), (6, "丁")]
    assert headings(text) == [(1, "第一章 x")]
    assert headings("~~~\n第一章 碼\n~~~\n第二章 文\n他來了。", markdown=True) == [(1, "第二章 文")]


def test_headings_of_a_wiki() -> None:
    text = "船篙是竹竿。\n== 用法 ==\n插到水底。\n=== 深水 ===\n推開。\n==來歷==\n從前。\n== 不是\n"
    assert headings(text) == [(1, "用法"), (2, "深水"), (1, "來歷")]


def test_the_title_of_an_article_is_no_heading_of_it() -> None:
    text = "第一章 起\n第一節 風\n他來了。\n第二節 雨\n她走了。"
    article = Article(ArticleInfo("a", "第一章 起", len(text), Origin("a.txt", 0, 1)), text, title_length=5)
    assert [heading.text for heading in outline_of(article).headings] == ["第一節 風", "第二節 雨"]
    assert outline_of(article) is outline_of(article)


def test_headings_are_paragraphs_of_their_own_in_a_wrapped_text() -> None:
    lines = ["城裡的人說這條河從前很寬，兩岸的船", "要走半個時辰才能到對面，現在的孩子", "都不相信了。"]
    text = "".join("\n".join((f"第{number}回　舊船渡口山雨夜歸人", *lines, "")) for number in "一二三")
    article = Article(ArticleInfo("a", "河", len(text), Origin("a.txt", 0, 1)), text, paragraphs=Style.WRAPPED)
    paragraphs = Paragraphs.of(article)
    kinds = [(one.kind, text[one.start : one.end].strip()[:5]) for one in paragraphs]
    assert kinds == [pair for number in "一二三" for pair in (("heading", f"第{number}回　舊"), ("text", "城裡的人說"))]


def test_all_headings_are_those_of_long_lines_too() -> None:
    line = "淘寶閃購上線了。" * 20 + "▌增速346%今年的成交額很高。" + "大家都很高興。" * 30
    text = f"購物節\n{line}"
    article = Article(ArticleInfo("a", "購物節", len(text), Origin("a.txt", 0, 1)), text, title_length=3)
    assert outline_of(article).headings == ()
    (heading,) = all_headings(article).headings
    assert (heading.level, heading.text, heading.start) == (1, "▌增速346%", text.index("▌"))
    assert text[heading.start : heading.end] == heading.text


def test_many_lines_that_might_be_headings() -> None:
    lines = [f"第{number}章 題{number}" for number in range(1, 20_001)]
    assert words("\n文。\n".join(lines)) == lines
    assert len(outline_of_text("\n".join(f"{number % 90}. 項\n一、題" for number in range(20_000))).headings) < 40_000
