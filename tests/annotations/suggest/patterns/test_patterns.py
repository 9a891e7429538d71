"""Test what the rules find, in both scripts, and that they find it in any text whatever."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.suggest.patterns import scanner
from annotations.suggest.patterns.rule import in_either_script, one_of
from annotations.suggest.patterns.suggester import PatternSuggester
from annotations.suggest.suggestion import Suggestion
from seeds.script.converter import load_converter
from tests.sizes import examples

MARKED = re.compile(r"⟦(\w+) ([^⟧]*)⟧")

CASES = """
營收達⟦MONEY 3800億元⟧,超出預期
估值⟦MONEY $1.2億⟧,每張⟦MONEY 3000元⟧
募資⟦MONEY US$1.2 billion⟧,約合⟦MONEY 人民幣85.3億元⟧
近⟦MONEY 千億元⟧的市場,⟦MONEY 上百億美元⟧的訂單,⟦MONEY 幾十萬元⟧的年薪
售價⟦MONEY 1000多元⟧,押金⟦MONEY 3到5萬元⟧,罰款⟦MONEY 數百億韓元⟧
超過⟦MONEY 100 億元人民幣⟧,不足⟦MONEY ３０００港元⟧
便宜了⟦MONEY 五塊錢⟧,只要⟦MONEY 9塊9⟧
⟦MONEY 1000億至2000億元人民幣⟧,淨虧損⟦MONEY 負人民幣148 億元⟧
去掉三元鋰電池,他多元經營,單元樓裡
累計虧損超⟦NUM 4300億⟧,市值蒸發⟦NUM 2000億⟧
增長⟦PCT 23.1%⟧,下降⟦PCT 0.5個百分點⟧,約占⟦PCT 百分之三十⟧
超⟦PCT 三成⟧的受訪者,近⟦PCT 七成五⟧,⟦PCT 四成⟧員工,⟦PCT 十分之一⟧
毛利率⟦PCT 10%-15%⟧,同比⟦PCT ２３．１％⟧,⟦PCT 30%至50%⟧,下調⟦PCT 25個基點⟧
它成立已久,功成名就,一成不變
⟦TIME 2025年11月28日⟧,⟦TIME 11 月28 日下午⟧消息,⟦TIME 9 月20 日⟧
⟦TIME 12月5日上午10點30分⟧,⟦TIME 10月9日晚8點⟧,⟦TIME 今天上午⟧
⟦TIME 2025年第三季度⟧,⟦TIME 去年同期⟧,⟦TIME 今年上半年⟧,⟦TIME 去年底⟧,⟦TIME 2024Q3⟧
近⟦TIME 三年⟧來,過去⟦TIME 一年⟧,未來⟦TIME 5 年⟧內,⟦TIME 20多年⟧前,⟦TIME 兩個半月⟧
⟦TIME 12月15日至21日⟧,⟦TIME 7—9月⟧,⟦TIME 7、8月份⟧,⟦TIME 2021-2024年⟧,⟦TIME 3月5日-8日⟧
⟦TIME 30分鐘⟧後,⟦TIME 24小時⟧營業,⟦TIME 半年⟧,⟦TIME 幾個月⟧,⟦TIME 六周⟧,⟦TIME 2 秒⟧內
⟦TIME 上周五⟧,⟦TIME 本季度⟧,⟦TIME 昨日⟧,⟦TIME 今晚⟧
⟦TIME 近日⟧,⟦TIME 日前⟧,⟦TIME 當天⟧,⟦TIME 同年⟧,⟦TIME 全年⟧,⟦TIME 年內⟧
⟦TIME 10月1日當天⟧,⟦TIME 二〇二五年三月⟧,⟦TIME 十二月五日⟧,⟦TIME 上世紀90年代⟧,⟦TIME 2026-01-15⟧
⟦TIME 今年前三季度⟧,⟦TIME 今年首九個月⟧,⟦TIME 前一年⟧,抵達前⟦TIME 72小時⟧,⟦TIME 2026年底⟧前
⟦TIME 11月1日晚⟧,⟦TIME 本月18日⟧,⟦TIME 民國59年⟧,⟦TIME 下午4時至翌日凌晨3時⟧,⟦TIME 8時30分至20時⟧
跑了⟦TIME 3小時57分⟧,⟦TIME 2分06秒41⟧,判囚⟦TIME 四年八個月⟧,⟦TIME 三天三夜⟧
恒生指數⟦TIME 周三⟧低開,倒數⟦TIME 兩天⟧
每天、每周一次,目前,現在,當時,未來,此前,同期,首日,單日,春節期間,去年輕時,線上月活,今日頭條
平均⟦NUM 4000萬單⟧,⟦NUM 300多家⟧門店,⟦NUM 兩萬名⟧騎手,⟦NUM 10 款⟧新車
三大平台,三個方面,兩種,五項,七次,兩城,三人
⟦NUM 60 城⟧,⟦NUM 五名⟧,⟦NUM 39歲⟧,⟦NUM 45倍⟧,⟦NUM 20至30單⟧,⟦NUM 1200萬人⟧,翻了⟦NUM 7倍⟧
⟦NUM 4000 萬⟧+文獻,⟦NUM 1-2吉瓦⟧,⟦NUM 138 公分至168 公分⟧,⟦NUM 五六百人⟧,⟦NUM 十多個⟧城市
月活達⟦NUM 3.2億⟧,用戶⟦NUM 兩億⟧,近⟦NUM 百家⟧企業,續航⟦NUM 1,200公里⟧,⟦NUM 128GB⟧
一個人,一些,一般,一起,第一,第17個,幾個,多名,萬一,百度,千問,三里屯,GPT5,iPhone 17 Pro,88VIP
前十大,二十大,三部曲,三隻松鼠,第三方,唯一
以⟦NUM 4比3⟧獲勝,⟦NUM 4勝1平1負⟧,⟦NUM 零下24攝氏度⟧,達⟦NUM 13萬2,000人次⟧,十五大精神,零件
打⟦PCT 九五折⟧,⟦PCT 88折⟧,年息⟦PCT 3.5厘⟧,⟦PCT 半價⟧,匯出⟦MONEY 3萬9,800元⟧
《⟦WORK 流浪地球⟧》與《⟦WORK 關於〈電子商務法〉的說明⟧》,《⟦ORG 北京日報⟧》
(圖片來源:⟦ORG 新浪財經⟧),據⟦ORG 第一財經⟧報導,「⟦WORK 十五五⟧」規劃,⟦WORK 十五五規劃⟧
《⟦WORK 2024年中國消費報告⟧》稱,⟦PCT 5%⟧
董事長⟦PER 馬雲⟧,CEO⟦PER 吳泳銘⟧多次說,記者⟦PER 李明⟧從現場獲悉
分析師⟦PER 陳禮騰⟧在接受採訪時表示,⟦PER 張毅⟧也提到,⟦PER 王芳⟧對記者表示
據王先生介紹,⟦PER 張總⟧說
高管表示,華為表示,公司稱,商家說,程序上說,總理說
""".strip().split("\n")


@cache
def suggester() -> PatternSuggester:
    return PatternSuggester()


@cache
def simplified(text: str) -> str:
    return load_converter("t2s").convert(text).text


def marked(text: str) -> str:
    parts, last = [], 0
    for found in suggester().suggest(text):
        parts += [text[last : found.start], f"⟦{found.label} {text[found.start : found.end]}⟧"]
        last = found.end
    return "".join([*parts, text[last:]])


def places(text: str) -> list[tuple[int, int, str]]:
    return [(found.start, found.end, found.label) for found in suggester().suggest(text)]


@pytest.mark.parametrize("case", CASES)
def test_what_a_case_marks_is_found_and_nothing_else(case: str) -> None:
    assert marked(MARKED.sub(r"\2", case)) == case


@pytest.mark.parametrize("case", CASES)
def test_the_same_is_found_in_simplified_script(case: str) -> None:
    text = MARKED.sub(r"\2", case)
    assert len(simplified(text)) == len(text)
    assert places(simplified(text)) == places(text)


FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@given(
    st.from_regex(r"[1-9][0-9]{0,6}(\.[0-9])?", fullmatch=True),
    st.sampled_from(["元", "%", "萬元", "億美元", "個百分點", "萬單", "公里", "萬人", "多家", "分鐘", "個月", "小時"]),
)
def test_full_width_digits_are_digits(number: str, unit: str) -> None:
    text = f"達到{number}{unit},"
    found = places(text)
    assert [place[:2] for place in found] == [(2, len(text) - 1)]
    assert places(text.translate(FULL_WIDTH)) == found


@given(
    st.integers(2000, 2030),
    st.integers(1, 12),
    st.integers(1, 31),
    st.sampled_from(["", " "]),
    st.sampled_from(["", " "]),
)
def test_a_date_is_one_span_with_or_without_spaces(year: int, month: int, day: int, before: str, after: str) -> None:
    date = f"{year}{before}年{after}{month}{before}月{after}{day}{before}日"
    assert places(f"於{date},") == [(1, 1 + len(date), "TIME")]


ALPHABET = (
    "0123一二十百萬亿億元塊%成分之月日年個半上近第《》〈〉()據圖來源:王李張總說表示在時董事長"
    "CEO$-~至到點,。 \n\ud800\0🀄a"
)


@settings(max_examples=examples(300))
@given(st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=60))
def test_any_text_gets_spans_that_lie_in_it_one_after_another(text: str) -> None:
    end = 0
    for found in suggester().suggest(text):
        assert end <= found.start < found.end <= len(text)
        assert found.label
        assert 0 < found.score <= 1
        end = found.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "一",
        "萬",
        "《",
        "〈",
        "a",
        "1,000,",
        "0.",
        "(",
        "王",
        "王在時",
        "1至",
        "第",
        "投入",
        "一年",
        "1月",
        "百分之",
        "a-1",
        "據",
        "李·",
        "CEO",
        "五一",
        "十四五",
        "(來源:a",
        "上",
        "1 ",
    ],
)
def test_long_runs_end(piece: str) -> None:
    text = piece * (8_000 // len(piece))
    for tail in ("", "元", "X", "》"):
        assert len(list(suggester().suggest(text + tail))) <= len(text)


def test_the_starts_of_each_kind_hide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(MARKED.sub(r"\2", case) for case in CASES)
    anywhere = tuple((r"\s\S", rules) for _starts, rules in scanner._KINDS)
    expected = places(text)
    monkeypatch.setattr(scanner, "_KINDS", anywhere)
    scanner._scanner.cache_clear()
    try:
        assert places(text) == expected
    finally:
        scanner._scanner.cache_clear()


def test_a_suggestion_names_its_suggester() -> None:
    assert list(suggester().suggest("漲3%")) == [Suggestion(1, 3, "PCT", 0.98, "patterns")]


def test_an_expression_is_for_either_script_inside_of_a_class_and_outside() -> None:
    pattern = in_either_script(r"[萬億]+元\[個", {"萬": "万", "億": "亿", "個": "个"})
    assert pattern == r"[萬万億亿]+元\[[個个]"


def test_the_longest_of_several_words_goes_first() -> None:
    assert re.match(one_of("元 美元 美"), "美元").group() == "美元"  # type: ignore[union-attr]
