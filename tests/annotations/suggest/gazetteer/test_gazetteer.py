"""Names are found in either script, at their exact offsets, and never cut out of other words."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.gazetteer.entries import Entry
from annotations.suggest.gazetteer.lexicon import Lexicon
from annotations.suggest.gazetteer.suggester import GazetteerSuggester
from annotations.suggest.suggestion import Suggester
from seeds.script.converter import load_converter
from seeds.script.fold import fold

ROOT = Path(__file__).parents[4]
DIGEST = next((ROOT / "seeds" / "data").glob("*.txt")).read_text("utf-8")
WORDS = ["阿里", "阿里巴巴", "淘宝", "淘宝闪购", "ai", "618", "a·b", "购票", "宝闪"]

texts = st.text(st.sampled_from("阿里裡巴淘寶宝閃闪購购票aAＡiI618·b ,"), max_size=40)
any_text = st.text(st.one_of(st.characters(), st.sampled_from("上海市路公司·大學長0號()（）")), max_size=80)


@cache
def bundled() -> GazetteerSuggester:
    return GazetteerSuggester()


def found(text: str, suggester: GazetteerSuggester | None = None) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label) for s in (suggester or bundled()).suggest(text)]


def with_list(folder: Path, text: str) -> GazetteerSuggester:
    path = folder / "names.tsv"
    path.write_text(text, encoding="utf-8")
    return GazetteerSuggester([path])


def naive(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return what leftmost-longest matching finds, the slow way."""
    ranges = []
    start = 0
    while start < len(text):
        ends = [
            end
            for end in range(len(text), start, -1)
            if text[start:end] in words and not _inside(text, start) and not _inside(text, end)
        ]
        if ends:
            ranges.append((start, ends[0]))
        start = ends[0] if ends else start + 1
    return ranges


def _inside(text: str, offset: int) -> bool:
    """Return whether an offset is within a word of letters or digits."""
    return 0 < offset < len(text) and all("a" <= c <= "z" or "0" <= c <= "9" for c in text[offset - 1 : offset + 1])


@given(texts)
def test_matches_are_the_leftmost_longest(text: str) -> None:
    names = Lexicon([Entry(word, "X") for word in WORDS]).find(fold(text)).names
    assert [(start, end) for start, end, _ in names] == naive(fold(text), [fold(word) for word in WORDS])


@given(texts)
def test_what_is_found_says_what_its_entry_says(text: str) -> None:
    for start, end, entry in Lexicon([Entry(word, "X") for word in WORDS]).find(fold(text)).names:
        assert fold(text[start:end]) == fold(entry.word)


@given(any_text)
def test_any_text_will_do_and_suggestions_lie_within_it_in_order(text: str) -> None:
    suggestions = list(bundled().suggest(text))
    borders = [border for suggestion in suggestions for border in (suggestion.start, suggestion.end)]
    assert borders == sorted(borders)
    assert all(0 <= s.start < s.end <= len(text) and 0 < s.score <= 1 for s in suggestions)
    assert {s.origin for s in suggestions} <= {"gazetteer"}


@pytest.mark.parametrize(
    "text",
    [
        *("", "市", "·", "\0", "\ud800公司\udfff", "😀" * 50, "Latin only, a·b"),
        *(
            part * 8_000
            for part in ("路", "上海", "·", "科技", "(", "约翰·", "a", "中国银行", "上海路1号", "(上海)公司")
        ),
        "科技" * 8_000 + "公司",
    ],
)
def test_odd_texts_are_taken(text: str) -> None:
    assert all(s.end <= len(text) for s in bundled().suggest(text))


def test_both_scripts_have_the_same_names() -> None:
    simplified = load_converter("t2s").convert(DIGEST)
    traditional = list(bundled().suggest(DIGEST))
    assert len(traditional) > 400
    assert [(*simplified.map.target_range(s.start, s.end), s.label) for s in traditional] == [
        (s.start, s.end, s.label) for s in bundled().suggest(simplified.text)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("淘寶閃購與ＩＰＨＯＮＥ", [("淘寶閃購", "PROD"), ("ＩＰＨＯＮＥ", "PROD")]),
        ("iPhones", []),
        ("平安喜樂的上海", [("上海", "LOC")]),
        ("支付寶、天貓與美團", [("支付寶", "PROD"), ("天貓", "PROD"), ("美團", "ORG")]),
        ("新華社報導中秋與英雄聯盟", [("新華社", "ORG"), ("中秋", "EVENT"), ("英雄聯盟", "WORK")]),
        ("台中市西屯區", [("台中市", "LOC"), ("西屯區", "LOC")]),
        ("釜山金海機場和桃園機場", [("釜山", "LOC"), ("金海機場", "LOC"), ("桃園機場", "LOC")]),
        ("衛福部食品藥物管理署", [("衛福部", "ORG"), ("食品藥物管理署", "ORG")]),
        ("台南市政府交通局", [("台南市政府", "ORG"), ("交通局", "ORG")]),
        ("基隆市警察局第二分局", [("基隆市警察局第二分局", "ORG")]),
        ("彰化縣立體育館", [("彰化縣立體育館", "LOC")]),
        ("財政部長與台中市長", [("財政部", "ORG"), ("台中市", "LOC")]),
        ("颱風海葵襲台，海葵很美", [("海葵", "EVENT")]),
        ("颱風「青嵐」來襲", [("青嵐", "EVENT")]),
        ("赴台訪問，抵日，美方與對方", [("台", "LOC"), ("日", "LOC"), ("美", "LOC")]),
        ("中英兩國、美日韓三國，30日中午", [(place, "LOC") for place in "中英美日韓"]),
        ("香港人在香港，法國菜", [("香港", "LOC")]),
        ("在上海證券交易所上市", [("上海證券交易所", "ORG")]),
        ("中國人民銀行宣布", [("中國人民銀行", "ORG")]),
        ("中国市场与美国市场", [("中国", "LOC"), ("美国", "LOC")]),
        ("臺灣與台灣", [("臺灣", "LOC"), ("台灣", "LOC")]),
        ("他們的思路和網路", []),
    ],
)
def test_names_of_lists(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("杭州市西湖區人民法院一審判決", "杭州市西湖區人民法院", "ORG"),
        ("广东省教育厅发布通知", "广东省教育厅", "ORG"),
        ("阿里巴巴(中國)有限公司成立", "阿里巴巴(中國)有限公司", "ORG"),
        ("据悉,青禾生物科技有限公司成立", "青禾生物科技有限公司", "ORG"),
        ("与青禾科技公司合作", "青禾科技公司", "ORG"),
        ("他在Acme公司工作", "Acme公司", "ORG"),
        ("清华大学经济管理学院院长", "清华大学经济管理学院", "ORG"),
        ("美國國會通過", "美國國會", "ORG"),
        ("浙江省杭州市余杭区文一西路969号", "文一西路969号", "LOC"),
        ("北京市朝陽區建國路88號院", "建國路88號院", "LOC"),
        ("打开淘宝App下单", "淘宝", "PROD"),
        ("第七届进博会在", "第七届进博会", "EVENT"),
        ("2025世界智慧製造大會在南京", "2025世界智慧製造大會", "EVENT"),
        ("2025年成都車展", "成都車展", "EVENT"),
        ("美國總統喬治·華盛頓曾說", "喬治·華盛頓", "PER"),
        ("作家加布里埃爾·加西亞·馬爾克斯在", "加布里埃爾·加西亞·馬爾克斯", "PER"),
    ],
)
def test_names_that_are_made_of_known_parts(text: str, name: str, label: str) -> None:
    assert (name, label) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "这家公司",
        "各大银行",
        "一所大学",
        "在该地区",
        "多家上市公司",
        "板上釘釘",
        "參觀港口",
        "民主黨派",
        "app·ai",
        "每条路",
        "名牌大学",
    ],
)
def test_ordinary_words_are_not_names(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"), [("第二醫科大學", "科大"), ("新思科技大會", "思科"), ("犯罪浪潮席捲全國", "浪潮")]
)
def test_a_name_that_is_cut_out_of_words_or_a_common_one_needs_another_witness(text: str, name: str) -> None:
    scores = [s.score for s in bundled().suggest(text) if text[s.start : s.end] == name]
    assert all(score < 0.36 for score in scores)


def test_the_users_entry_overrules_the_bundled_one_in_either_script(tmp_path: Path) -> None:
    suggester = with_list(tmp_path, "淘寶\tPROD\t0.4\n云深\tORG\n")
    assert found("淘宝和雲深", suggester) == [("淘宝", "PROD"), ("雲深", "ORG")]
    assert [s.score for s in suggester.suggest("淘宝")] == [0.4]


def test_the_later_of_two_lists_overrules_the_earlier(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.toml"
    first.write_text("云深\tPER\n", encoding="utf-8")
    second.write_text('ORG = ["云深"]\n', encoding="utf-8")
    assert found("云深", GazetteerSuggester([first, second])) == [("云深", "ORG")]
    assert found("云深", GazetteerSuggester([second, first])) == [("云深", "PER")]


def test_a_dash_removes_a_bundled_entry_and_keeps_names_out_of_words(tmp_path: Path) -> None:
    suggester = with_list(tmp_path, "淘宝\t-\n苹果园\t-\n")
    assert found("淘寶,蘋果園,蘋果", suggester) == [("蘋果", "ORG")]


def test_what_is_wrong_with_the_users_list_is_told_and_the_rest_is_used(tmp_path: Path) -> None:
    suggester = with_list(tmp_path, "nonsense\n云深\tORG\n")
    assert [problem.line for problem in suggester.problems] == [1]
    assert found("云深", suggester) == [("云深", "ORG")]


def test_without_the_bundled_lists_only_the_users_own_are_found(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("云深\tORG\n", encoding="utf-8")
    assert found("上海云深科技有限公司", GazetteerSuggester([path], bundled=False)) == [("云深", "ORG")]


def test_the_version_tells_one_list_from_another(tmp_path: Path) -> None:
    versions = [
        bundled().version,
        with_list(tmp_path, "云深\tORG\n").version,
        with_list(tmp_path, "云深\tPER\n").version,
        with_list(tmp_path, "云深\tPER\t0.5\n").version,
    ]
    assert len(set(versions)) == 4
    assert GazetteerSuggester().version == versions[0]


def test_it_is_a_suggester() -> None:
    suggester: Suggester = bundled()
    assert suggester.name == "gazetteer"


@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=pytest.mark.heavy)])
def test_many_entries_are_all_found(tmp_path: Path, count: int) -> None:
    chosen = random.Random(4)
    han = [chr(code) for code in range(0x4E00, 0x9000)]
    words = {fold("".join(chosen.choices(han, k=chosen.randint(2, 6)))) for _ in range(count)}
    path = tmp_path / "names.tsv"
    path.write_text("".join(f"{word}\tORG\n" for word in words), encoding="utf-8")
    suggester = GazetteerSuggester([path], bundled=False)
    sample = chosen.sample(sorted(words), 2_000)
    assert found("\n".join(sample), suggester) == [(word, "ORG") for word in sample]
