"""Test subtitles: what is said, line by line, without what is not said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import SourceError
from tests.seeds.readers.reading import in_order, read_file

TIMES = "00:00:0{n},000 --> 00:00:0{n},900"
ASS = """[Script Info]
Title: 某某
[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
{lines}"""


def srt(*cues: str) -> str:
    return "\n".join(f"{n}\n{TIMES.format(n=n % 10)}\n{cue}\n" for n, cue in enumerate(cues, 1))


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{TIMES.format(n=n % 10).replace(',', '.')}\n{cue}\n" for n, cue in enumerate(cues, 1)
    )


def ass(*lines: str) -> str:
    events = [line.replace(" ", ": 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,", 1) for line in lines]
    return ASS.replace("{lines}", "\n".join(events))


NOTES = "\nNOTE 不\n\nSTYLE\n::cue { }\n\nintro-2\n00:05.000 --> 00:06.000 align:start\n二"
SAID = [
    ("a.srt", srt("你好，", "世界。"), "你好，\n世界。", 0),
    ("a.srt", srt("你好，\n世界。\nHello"), "你好，\n世界。\nHello", 0),
    ("a.srt", srt("<i>你好</i>{\\an8}", '<font color="#fff">世界</font>'), "你好\n世界", 1),
    ("a.srt", srt("{笑}一 < 二", "三 > 二"), "{笑}一 < 二\n三 > 二", 0),
    ("a.srt", srt("今年是\n2024", "42", "人數\n\n7"), "今年是\n2024\n42\n人數\n7", 0),
    ("a.srt", srt("", "二"), "二", 0),
    ("a.srt", "00:00:01,000 --> 00:00:02,000\n他說\n42\n\n00:00:03,000 --> 00:00:04,000\n好\n", "他說\n42\n好", 0),
    ("a.vtt", vtt("你好", "他說\n42", "好"), "你好\n他說\n42\n好", 0),
    ("a.vtt", vtt("<v 張三>你好 &amp; <c.red>世界</c>", "<ruby>漢<rt>han</rt></ruby>字"), "你好 & 世界\n漢字", 1),
    ("a.vtt", vtt("一") + NOTES, "一\n二", 0),
    ("a.ass", ass("Dialogue {\\b1}你好\\N世界\\h啊, 逗號", "Dialogue 好"), "你好\n世界 啊, 逗號\n好", 1),
    ("a.ass", ass("Dialogue 你好", "Comment 註", "Dialogue {\\p1}m 0 0 l 1 1{\\p0}"), "你好", 2),
    ("a.srt", srt("從 00:00:01,000 到 00:00:02,000", "比分 2:1"), "從 00:00:01,000 到 00:00:02,000\n比分 2:1", 0),
    ("a.srt", "1\n00:01,000 --> 00:02,000 X1:3\n一\n", "一", 0),
    ("a.ass", "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,一，二, 三\n", "一，二, 三", 0),
    ("a.ssa", ass("Dialogue 你好").replace("V4+", "V4"), "你好", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "text", "notices"), SAID)
def test_what_is_said_is_the_article(tmp_path: Path, name: str, content: str, text: str, notices: int) -> None:
    reading = read_file(tmp_path / name, content)
    assert [(record.text, record.title, record.title_length) for record in reading.records] == [(text, "a", 0)]
    assert (reading.problems, len(reading.notices)) == ([], notices)


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    reading = read_file(tmp_path / "a.ass", ass("Dialogue {\\i1}一{\\i0}{\\i1}二", "Comment 註"))
    assert reading.notices == [
        "a.ass: 1 comment or drawing is left out", "a.ass: 3 tags are left out, such as {\\i1} {\\i0}",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_subtitles_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    content = srt("春天來了，", "河水慢慢地流。").replace("\n", "\r\n").encode(encoding)
    (record,) = read_file(tmp_path / "a.srt", content).records
    assert (record.text, record.newline) == ("春天來了，\n河水慢慢地流。", "crlf")


def test_another_text_is_a_problem_in_a_folder_and_a_text_alone(tmp_path: Path) -> None:
    assert read_file(tmp_path / "a.srt", "不是字幕。").problems == ["a.srt: holds no subtitles in a form that is read"]
    assert [record.text for record in read_file(tmp_path / "a.srt", "不是字幕。", alone=True).records] == ["不是字幕。"]


PIECES = st.lists(
    st.sampled_from(["\n", "\n\n", "1\n", "00:00:01,000 --> 00:00:02,000\n", "00:01.000 --> 00:02.000\n", "<i>",
                     "</i>", "{\\b1}", "{\\p1}", "{", "}", "WEBVTT\n", "NOTE x\n", "\\N", "[Events]\n",
                     "[Script Info]\n", "Format: Start, End, Text\n",
                     "Dialogue: 0:00:01.00,0:00:02.00,", "Comment: 0:00:01.00,", "-->", "42"])
    | st.text("甲乙丙，。a <&;\x00\u2028", max_size=6),
    max_size=20,
).map("".join)  # fmt: skip


@given(PIECES, st.sampled_from(["a.srt", "a.vtt", "a.ass", "a.ssa"]))
def test_words_come_from_the_file_in_order(tmp_path_factory: pytest.TempPathFactory, content: str, name: str) -> None:
    try:
        reading = read_file(tmp_path_factory.mktemp("s") / name, content)
    except SourceError:
        return
    for record in reading.records:
        assert in_order(record.text, content)


CUE = st.text("甲乙丙，。0123 ab", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))


@given(st.lists(CUE, min_size=1, max_size=6), st.sampled_from([("a.srt", srt), ("a.vtt", vtt)]))
def test_no_cue_is_lost(tmp_path_factory: pytest.TempPathFactory, cues: list[str], form: tuple[str, object]) -> None:
    name, write = form
    assert callable(write)
    (record,) = read_file(tmp_path_factory.mktemp("c") / name, write(*cues)).records
    assert record.text == "\n".join(cue.strip() for cue in cues)
