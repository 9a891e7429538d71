"""Reading TOML line by line gives what ``tomllib`` gives, for whatever text, or fails as it does."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import toml_lines
from annotations.anchor import Quotes
from annotations.stored import Stamp, Stored, encode, quotes_of
from annotations.toml_lines import loads
from tests.annotations.marked import marked

PIECES = (
    *("a", "b", "a.b", "_-9", " = ", "=", '"', '"x"', '""', "'", '"""', "'''", "\\", '\\n"', '"\\u6dd8"', "淘寶", "\t"),
    *("[", "]", "[[", "]]", "[a]", "[b]", "[[a]]", "[[b]]", "[a.b]", "[ a ]", "{", "}", ",", "#", " ", "\r", "\x7f"),
    *(
        "0",
        "1",
        "-1",
        "01",
        "1_0",
        "9" * 5000,
        "1.5",
        "true",
        "inf",
        "2026-11-22T05:40:00Z",
        "\ufeff",
        "\u2028",
        "\x85",
    ),
)
LINES = st.lists(
    st.sampled_from(["a = 1", 'b = "淘寶"', 'a = "\\n"', "[a]", "[b]", "[[a]]", "[[b]]", "b = []", "", "# a", "c = {}"])
    | st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
).map("\n".join)


def outcome(text: str, load: Any) -> Any:
    try:
        return load(text)
    except tomllib.TOMLDecodeError as error:
        return str(error)
    except ValueError:
        return ValueError


@given(LINES)
def test_any_text(text: str) -> None:
    assert repr(outcome(text, loads)) == repr(outcome(text, tomllib.loads))


@given(marked())
def test_what_annotations_are_written_as_is_read_by_line(marked: Any) -> None:
    article, layer = marked
    text = encode(Stored(Stamp.of(article), "a1", layer, quotes_of(layer, Quotes(article.text)))).decode()
    assert repr(loads(text)) == repr(tomllib.loads(text))


def test_a_file_of_plain_spans_needs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'format = 1\n\n[article]\nid = "a"\n\n[[span]]\nid = "s1"\nend = 10\ntext = ""\n\n[[span]]\nid = "s2"\n'
    expected = tomllib.loads(text)
    monkeypatch.setattr(toml_lines, "tomllib", None)
    assert loads(text) == expected
