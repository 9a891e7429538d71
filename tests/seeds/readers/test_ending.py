"""What is told by content alone takes no time to speak of, and never fails."""

from hypothesis import given
from hypothesis import strategies as st

from seeds.sources.readers.ending import TEXT, ending_of
from seeds.sources.readers.fragments import text_of
from seeds.sources.readers.registry import SUFFIXES

PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        '"',
        ",",
        ":",
        "\n",
        "1",
        "文",
        "text",
        "sep=;",
        "WEBVTT",
        "<html",
        "<?xml",
        "\t",
        "|",
        ";",
        "BZh",
    ]
)


@given(st.binary(max_size=60) | st.lists(PIECES, max_size=24).map(lambda pieces: "".join(pieces).encode()))
def test_any_content_has_an_ending_by_which_it_is_read(content: bytes) -> None:
    assert ending_of(content) in {*SUFFIXES, TEXT}


MARKS = ["<p>", "</p>", "<br>", "<", ">", "<!--", "-->", "<rt>", "&lt;", "&", "文", "<b ", "<script>", "<某>", "\n"]


@given(st.lists(st.sampled_from(MARKS), max_size=24).map("".join))
def test_any_fragment_has_a_text(fragment: str) -> None:
    assert text_of(fragment).count("文") <= fragment.count("文")


def test_fragments_and_contents_of_one_sign_are_read_in_time_that_grows_with_them() -> None:
    for sign in ("<!--", "<p ", "<rt>", "&", "<p>", "<b>文"):
        text_of(f"<p>{sign * 20_000}")
    for sign in ("[", "{", '"', "sep=", "1\n", ",", "第1章 "):
        assert ending_of((sign * 20_000).encode())
