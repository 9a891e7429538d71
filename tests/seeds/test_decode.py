"""Test decoding: what was written is what is read, in every encoding and with every line end."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from seeds.encoding.decoding import decode, is_utf8, text_codec, unify_newlines
from seeds.errors import SourceError

PROSE = (
    "今年的購物節周期再度刷新紀錄。電商平台自中秋國慶假期剛結束就鳴槍開跑,促銷活動最長將持續至11月14日晚。\n"
    "这个世界，终于魔幻到我看不懂的程度了。故事是这样的，我最近在网上搜了一下。\n"
)
NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufeff"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)


@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), st.sampled_from(sorted(NEWLINES)))
def test_a_forced_encoding_gives_back_any_text(text: str, encoding: str, newline: str) -> None:
    data = text.replace("\n", NEWLINES[newline]).encode(encoding)
    decoded = decode(data, "a.txt", encoding)
    assert decoded.text == text
    assert decoded.newline == (newline if "\n" in text else "lf")


@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(sorted(NEWLINES)))
def test_utf8_and_marked_utf16_are_detected_whatever_the_text(text: str, encoding: str, newline: str) -> None:
    decoded = decode(text.replace("\n", NEWLINES[newline]).encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(
    st.integers(0, len(PROSE) - 60),
    st.integers(30, 60),
    st.sampled_from(["gb18030", "utf-16-le", "utf-16-be", "utf-8"]),
    st.sampled_from(sorted(NEWLINES)),
)
def test_prose_of_thirty_characters_is_detected_in_every_encoding(
    start: int, size: int, encoding: str, newline: str
) -> None:
    text = PROSE[start : start + size]
    decoded = decode(text.replace("\n", NEWLINES[newline]).encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(HAN, st.sampled_from(["gb18030", "cp950", "utf-16-le"]))
def test_the_same_bytes_always_give_the_same_answer(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    assume(data)
    answers = []
    for _again in range(2):
        try:
            answers.append(decode(data, "a.txt").text)
        except SourceError as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


def test_only_crlf_and_cr_are_line_ends() -> None:
    others = "\u2028\u2029\x85\x0b\x0c\x1c"
    assert unify_newlines(f"a\r\nb{others}") == (f"a\nb{others}", "crlf")
    assert unify_newlines("a\r\rb") == ("a\n\nb", "cr")
    assert unify_newlines("a\r\nb\n") == ("a\nb\n", "mixed")
    assert unify_newlines("a\r\n\rb") == ("a\n\nb", "mixed")
    assert unify_newlines("") == ("", "lf")


def test_a_byte_order_mark_is_dropped_at_the_very_start_alone() -> None:
    assert decode("\ufeff\ufeff甲\ufeff".encode(), "a.txt").text == "\ufeff甲\ufeff"
    assert decode("\ufeff甲".encode("gb18030"), "a.txt", "gb18030").text == "甲"
    assert decode("\ufeff甲".encode(), "a.txt", "utf-8").text == "甲"


def test_nuls_and_control_characters_stay_in_the_text() -> None:
    text = "標題\n有\0空\x1b[31m和\x07\n"
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0\\r\xa8f",
        b"\xff\xfe\0",
    ],
)
def test_binary_is_said_to_be_binary(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary") as caught:
        decode(data, "picture.txt")
    assert caught.value.problem.document == "picture.txt"
    assert caught.value.problem.advice


def test_one_broken_byte_in_utf8_is_named_by_its_line() -> None:
    data = PROSE.encode() + "第三行".encode() + b"\xff\n" + PROSE.encode()
    with pytest.raises(SourceError) as caught:
        decode(data, "a.txt", strict=True)
    assert caught.value.problem.line == 3
    assert "UTF-8" in caught.value.problem.message
    decoded = decode(data, "a.txt")
    assert decoded.text == f"{PROSE}第三行\ufffd\n{PROSE}"
    assert decoded.damage
    assert decoded.damage.line == 3
    assert "1 place is not valid utf-8" in decoded.damage.message


LONG = "標題\n" + "今天天氣很好，我們去公園散步，看見許多人在放風箏。\n" * 100
SHORT = "标题\n今天天气很好。"


@pytest.mark.parametrize(
    ("data", "text", "lines"),
    [
        (SHORT.encode("gbk")[:-1], f"{SHORT[:-1]}\ufffd", [2]),
        (SHORT.encode()[:-1], f"{SHORT[:-1]}\ufffd", [2]),
        (LONG.encode("cp950").removesuffix(b"\n")[:-1], f"{LONG[:-2]}\ufffd", [101]),
        (LONG.encode("utf-16")[:-1], f"{LONG[:-1]}\ufffd", [1]),
        (LONG.encode("gb18030") + "价".encode("gb18030") + b"\x8030", f"{LONG}价€30", [102]),
        (LONG.encode() + b"a \x97 b\n" + LONG.encode(), f"{LONG}a \ufffd b\n{LONG}", [102]),
    ],
    ids=["cut GBK", "cut UTF-8", "cut Big5", "cut UTF-16", "euro", "dash of cp1252"],
)
def test_a_few_damaged_bytes_are_replaced_and_reported(data: bytes, text: str, lines: list[int]) -> None:
    decoded = decode(data, "book.txt")
    assert decoded.text == text
    assert decoded.damage
    assert decoded.damage.line == lines[0] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    with pytest.raises(SourceError):
        decode(data, "book.txt", strict=True)


@given(data=st.binary(max_size=200), where=st.integers(0, len(LONG.encode())))
def test_no_bytes_within_a_text_make_it_fail_otherwise(data: bytes, where: int) -> None:
    """It is decoded with all that was around the damage, or refused with a reason."""
    content = LONG.encode()[:where] + data + LONG.encode()[where:]
    try:
        decoded = decode(content, "book.txt")
    except SourceError:
        return
    valid = content.decode("utf-8", "ignore").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    assert decoded.encoding != "utf-8" or decoded.text.replace("\ufffd", "") == valid.replace("\ufffd", "")


def test_a_forced_encoding_forgives_a_few_bytes_as_well() -> None:
    decoded = decode(LONG.encode("gbk")[:500] + b"\xff" + LONG.encode("gbk")[500:], "a.txt", "gbk")
    assert decoded.damage
    with pytest.raises(SourceError, match="is not valid gbk"):
        decode(LONG.encode(), "a.txt", "gbk")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Съешь же ещё этих мягких французских булок, да выпей чаю. " * 3, "koi8-r"),
        ("모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. " * 2, "euc_kr"),
        ("Où est passé le garçon très élégant ? Il a dû déjà être arrivé à l'hôtel.", "cp1252"),
    ],
)
def test_what_is_not_chinese_is_refused_rather_than_garbled(text: str, encoding: str) -> None:
    with pytest.raises(SourceError, match="set encoding"):
        decode(text.encode(encoding), "a.txt")
    assert decode(text.encode(encoding), "a.txt", encoding).text == text


def test_a_forced_encoding_that_does_not_fit_names_the_byte_and_line() -> None:
    with pytest.raises(SourceError, match="byte 4 is not valid utf-8") as caught:
        decode(b"abc\n\xff", "a.txt", "utf-8")
    assert caught.value.problem.line == 2


def test_the_declared_encoding_is_believed_where_utf8_does_not_fit() -> None:
    japanese = "吾輩は猫である"
    assert decode(japanese.encode("shift_jis"), "a.html", declared="shift_jis").text == japanese
    assert decode(japanese.encode(), "a.html", declared="shift_jis").text == japanese


def test_big5_is_read_with_its_extensions() -> None:
    for text in ("他在恒春的家裏住了很久，碁盤上有銹。", "今年的購物節・周期再度刷新紀錄。"):
        assert decode(text.encode("cp950", "ignore"), "a.txt").encoding == "cp950"
    cantonese = "佢哋嘅屋企喺香港，而家啲人都唔鍾意食嘢。"
    assert decode(cantonese.encode("big5hkscs"), "a.txt").text == cantonese


def test_text_codec_knows_codecs_of_texts_only() -> None:
    assert text_codec("GB2312") == "gb2312"
    assert text_codec("base64") is None
    assert text_codec("no such") is None


def test_a_head_may_end_inside_a_character() -> None:
    assert is_utf8("中文".encode()[:-1])
    assert not is_utf8("中文".encode("gb18030"))
    assert not is_utf8("ab".encode("utf-16-le"))


def test_empty_bytes_are_empty_text() -> None:
    assert decode(b"", "a.txt").text == ""


@pytest.mark.heavy
def test_a_hundred_megabytes_are_decoded() -> None:
    text = PROSE * (33_000_000 // len(PROSE))
    assert decode(text.encode("gb18030"), "a.txt").text == text
