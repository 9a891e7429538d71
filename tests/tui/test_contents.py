"""The headings of an article as they are shown, and the one after a place."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.script.converter import load_converter
from seeds.segmentation.outline.outline import Outline, outline_of_text
from tui.core.reading.contents import Contents

TEXT = "河。\n第一章 渡口的燈\n船靠了岸。\n第一節 　站\n燈亮著。\n第二章 車站\n車開了。\n"
OUTLINE = outline_of_text(TEXT)


def contents_of(script: str = "") -> Contents:
    converter = load_converter(script) if script else None
    return Contents(OUTLINE, lambda heading: converter.convert(heading.text).text if converter else heading.text)


def test_a_line_is_further_to_the_right_in_a_part() -> None:
    contents = contents_of()
    assert [contents.line(number) for number in range(3)] == ["第一章 渡口的燈", "  第一節 站", "第二章 車站"]


def test_either_script_finds_what_either_shows() -> None:
    for contents in (contents_of(), contents_of("t2s")):
        assert contents.find("") == [0, 1, 2]
        assert contents.find("灯") == contents.find("燈") == [0]
        assert contents.find("站 车") == contents.find(" 車  ") == [2]
        assert contents.find("橋") == []
    assert contents.shown(2) == "第二章 车站"


@given(st.integers(0, len(TEXT)))
def test_steps_lead_to_the_next_heading_and_back(position: int) -> None:
    contents = contents_of()
    starts = [heading.start for heading in OUTLINE.headings]
    here = contents.at(position)
    following = [number for number, start in enumerate(starts) if start > position]
    before = [number for number, start in enumerate(starts) if start < position]
    assert contents.step(here, position, 1) == (following[0] if following else None)
    assert contents.step(here, position, -1) == (before[-1] if before else None)


def test_a_text_without_headings() -> None:
    contents = Contents(Outline(), lambda heading: heading.text)
    assert (contents.find(""), contents.at(0), contents.step(None, 0, 1), contents.step(None, 0, -1)) == (
        [],
        *[None] * 3,
    )
