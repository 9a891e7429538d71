"""Test what tells the standard of a text, and that what is shown starts from it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.script.choice import ScriptChoice
from seeds.script.converter import load_converter
from seeds.script.detect import Script, detect, detect_standard
from seeds.script.targets import TARGETS, configuration_for, find_target, mark_of, own_mark
from seeds.script.telltales import Standard, standard_of

BUNDLED = Path(__file__).parents[3] / "seeds" / "data" / "000_4e627f4a21125a39.txt"
PIECES = BUNDLED.read_text("utf-8").splitlines()

HONG_KONG = "衞生署發言人説，公屋裏的老人等着覆診，鄰居也説他們過得不錯。"
TYPED_IN_HONG_KONG = "衞生署發言人說，群眾在公屋裏等着，床位不足，為此說明。"
TAIWAN = "衛生局發言人說，群眾在社區裡等著，為此說明。"
OLD = "衛生局發言人說，羣衆在社區裏等着，爲此說明。"


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        (HONG_KONG, Standard.HONG_KONG),
        (TYPED_IN_HONG_KONG, Standard.HONG_KONG),
        (TAIWAN, Standard.TAIWAN),
        (OLD, Standard.OPENCC),
        ("卫生局发言人说，群众在社区里等着。", Standard.MAINLAND),
        ("這裡", Standard.UNDECIDED),
        ("這個國家的發展", Standard.UNDECIDED),
        ("名著與著作，顯著的原著", Standard.UNDECIDED),
        (TAIWAN + "卫生局发言人说，群众在社区里等着。", Standard.MIXED),
        (f"{HONG_KONG}裡裡啟臺群汙", Standard.MIXED),
        ("", Standard.UNKNOWN),
        ("The next leg, 2026 😀", Standard.UNKNOWN),
        ("一二三人口", Standard.UNKNOWN),
        ("\ud800\0", Standard.UNKNOWN),
    ],
)
def test_the_standard_of_a_text(text: str, standard: Standard) -> None:
    assert detect_standard(text) is standard


@pytest.mark.parametrize(
    ("region", "standard"), [("tw", Standard.TAIWAN), ("hk", Standard.HONG_KONG), ("t", Standard.OPENCC)]
)
def test_whatever_was_converted_to_a_standard_is_of_it_or_undecided(region: str, standard: Standard) -> None:
    simplified = load_converter("t2s").convert("\n".join(PIECES)).text
    converter = load_converter(f"s2{region}")
    assert detect_standard(converter.convert(simplified).text) is standard
    parts = [simplified[start : start + 200] for start in range(0, len(simplified), 200)]
    detected = {detect_standard(converter.convert(part).text) for part in parts}
    assert detected <= {standard, Standard.UNDECIDED, Standard.UNKNOWN, Standard.MAINLAND}


@given(st.text(), st.sampled_from([HONG_KONG, TAIWAN, OLD]))
def test_any_text_has_a_standard_that_its_order_does_not_change(text: str, sentence: str) -> None:
    sample = text + sentence
    assert standard_of(sample) in Standard
    assert standard_of(sample) is standard_of("".join(reversed(sample))) or "著" in text


def test_only_the_beginning_middle_and_end_are_read() -> None:
    rest = "一" * 5000
    assert detect_standard(HONG_KONG + 4 * rest) is Standard.HONG_KONG
    assert detect_standard(4 * rest + HONG_KONG) is Standard.HONG_KONG
    assert detect_standard(rest + HONG_KONG + 3 * rest) is Standard.UNKNOWN


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        (HONG_KONG, "simplified", "卫生署发言人说，公屋里的老人等着覆诊，邻居也说他们过得不错。"),
        (HONG_KONG, "other", "卫生署发言人说，公屋里的老人等着覆诊，邻居也说他们过得不错。"),
        (HONG_KONG, "tw", "衛生署發言人說，公屋裡的老人等著覆診，鄰居也說他們過得不錯。"),
        (HONG_KONG, "traditional", None),
        (HONG_KONG, "hk", None),
        (TAIWAN, "hk", "衞生局發言人説，羣眾在社區裏等着，為此説明。"),
        (TAIWAN, "simplified", "卫生局发言人说，群众在社区里等着，为此说明。"),
        (TAIWAN, "tw", None),
        (OLD, "traditional", None),
        (OLD, "tw", TAIWAN),
    ],
)
def test_a_view_starts_from_the_texts_own_standard(text: str, target: str, shown: str | None) -> None:
    converted = ScriptChoice(target).convert(text)
    assert (converted and converted.text) == shown


def test_a_conversion_that_was_named_stays_the_one_that_was_named() -> None:
    assert ScriptChoice("t2s").configuration(HONG_KONG) == "t2s"
    assert configuration_for(HONG_KONG, "other", "tw2sp", "s2t") == "tw2sp"


def test_every_conversion_to_a_target_has_its_mark_and_every_standard_too() -> None:
    for target in TARGETS:
        for name in target.configurations:
            assert mark_of(name) in {each.mark for each in TARGETS if name in each.configurations}
    assert [own_mark(standard) for standard in Standard] == ["简", "臺", "港", "繁", "混", "繁", ""]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, HONG_KONG, TAIWAN, OLD, "😀", "\n", "軟體與滑鼠", "衞"]), max_size=6),
    st.sampled_from([target.name for target in TARGETS]),
)
def test_the_map_leads_there_and_back_from_every_standard(parts: list[str], target: str) -> None:
    text = "".join(part[:120] for part in parts)
    name = find_target(target).configuration(detect(text), detect_standard(text))
    if not name:
        return
    converted = load_converter(name).convert(text)
    ends = converted.map.to_target(len(text)), converted.map.to_source(len(converted.text))
    assert ends == (len(converted.text), len(text))
    for start in range(0, len(text), 7):
        first, last = converted.map.target_range(start, min(start + 3, len(text)))
        source = converted.map.source_range(first, last)
        assert first == last or (source[0] <= start and source[1] >= min(start + 3, len(text)))
    view = ScriptChoice(target).view(text)
    assert view is not None
    assert view.convert(0, len(text)).text == converted.text


def test_a_text_in_neither_script_is_not_taken_for_simplified() -> None:
    assert detect("一二三") is Script.UNKNOWN
