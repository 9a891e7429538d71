"""Test that nothing printable steers a terminal, hides words or turns their order; what texts are made of stays."""

import io
import re
import sys
import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.system.printable import printable
from seeds.system.printable_stream import PrintableStream

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0001]"
)
"""What must never reach a terminal: controls but for line ends and tabs, marks of direction, what cannot be seen."""

HOSTILE = "\x00\x07\x08\t\n\r\x1b\x7f\x84\x9b\x9d\u061c\u200b\u200d\u200e\u2028\u202e\u2066\ud800\ufeff\U000e0041"
hostile = st.lists(st.sampled_from([*HOSTILE, *"a中👩🏴🏽\ufe0f\U000e0067\U000e007f"])).map("".join) | st.text()


@given(hostile)
def test_nothing_that_is_shown_can_steer(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not STEERING.search(shown)
    assert not set("\n\t") & set(shown)
    assert printable(shown) == shown


@given(hostile)
def test_what_is_kept_stays_and_all_else_is_as_ever(text: str) -> None:
    lines = zip(printable(text, keep="\n\t"), text, strict=True)
    assert all(shown == char if char in "\n\t" else shown not in "\n\t" for shown, char in lines)
    assert not STEERING.search(printable(text, keep="\n\t"))


def test_every_control_is_shown_and_everything_visible_is_left_alone() -> None:
    damaged, passed = [], []
    for code in chain(range(0x30000), range(0xE0000, 0xE0200), [sys.maxunicode]):
        char = chr(code)
        visible = unicodedata.category(char)[0] in "LMNPS" or unicodedata.category(char) in ("Zs", "Co")
        if visible and printable(char) != char:
            damaged.append(hex(code))
        if not visible and unicodedata.category(char) != "Cn" and printable(char) == char:
            passed.append(hex(code))
    assert (damaged, passed) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "淘寶閃購,“餓了麼”……𠮷𰻝\u3000ㄅㄆ々〇",
        "葛\U000e0100 辻\ufe00 ⿰氵每 \u2ffc\u31ef",
        "👨\u200d👩\u200d👧 👍🏽 🇭🇰 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "🏳️\u200d🌈 ❤️\u200d🔥 👩🏽\u200d🚀",
        "e\u0301 の が \uac00 \ue000",
    ],
)
def test_what_chinese_texts_and_emoji_are_made_of_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\r\nb\tc\x7f", "a␍ b c␡"),
        ("\x9b31m\x9d0;t\x9c", "�31m�0;t�"),
        ("\u202eabc\u2066\u200f\u061c", "␣abc␣␣␣"),
        ("a\u2028b\ud800", "a␤b�"),
        ("a\u200db 中\u200d文 \u200d😀", "a␣b 中␣文 ␣😀"),
        (
            "".join(chr(0xE0000 + ord(char)) for char in "hi") + "🏴" + "".join(map(chr, range(0xE0061, 0xE0070))),
            "␣␣🏴" + 15 * "␣",
        ),
    ],
)
def test_a_sign_stands_for_each(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.lists(hostile), st.sampled_from(["utf-8", "ascii", "gb18030", "latin-1"]))
def test_no_control_passes_a_stream_however_it_is_cut(texts: list[str], encoding: str) -> None:
    target = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
    stream = PrintableStream(target)
    for text in texts:
        assert stream.write(text) == len(text)
    target.seek(0)
    assert not STEERING.search(target.read())
    assert stream.encoding == encoding


def test_a_stream_keeps_lines_and_leaves_colours_out() -> None:
    target = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    stream = PrintableStream(target)
    stream.writelines(["\x1b[1;31mred\x1b[0m\tx\n", "\x1b[2Ky \udcff\n"])
    target.seek(0)
    assert target.read() == "red\tx\n␛[2Ky \\udcff\n"
