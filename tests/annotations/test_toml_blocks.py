"""Test that changes to a block of a TOML text leave everything else as it was, byte for byte."""

import tomllib
from collections.abc import MutableMapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.toml.blocks import NoBlockError, TomlBlocks
from seeds.toml.outline import Outline

WORDS = st.text("ab#'\"\\[]={}\n 中", max_size=12)
TRICKY = ["[[label]]", "name = 1", "# [x]", '"""', "'", "}", "a.name = 2"]


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Draw one block of a label, of a relation, or of another table, with comments and awkward strings."""
    name = draw(st.sampled_from(["[[label]]", "[[relation]]", "[[label]]"]))
    lines = [f"{name}{draw(st.sampled_from(['', '  # head', ' ']))}"]
    value, comment = draw(st.sampled_from(["x", "y", "[[label]]", "name = 1"])), draw(st.sampled_from(TRICKY))
    lines.append(f"name = {value!r} # {comment}")
    if draw(st.booleans()):
        lines.append(f'text = """\n{draw(st.sampled_from(TRICKY[:3]))}\n"""')
    if draw(st.booleans()):
        lines.append("ends = [\n  'a', # first\n  '[[label]]',\n]")
    if draw(st.booleans()):
        lines.append("more = [{ name = 'a}', kind = 'b' }]")
    return "\n".join(lines)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a text with several blocks between comments and blank lines, its lines ending in either way."""
    parts = draw(st.lists(blocks(), min_size=1, max_size=5))
    filler = st.sampled_from(["", "# about the next", "\n# a\n\n# b", "[[label.inner]]\na = 1"])
    text = draw(st.sampled_from(["", "# top\n\n", "[sources]\nname = 'z'\n"]))
    for number, part in enumerate(parts):
        between = draw(filler) if number else "# first"
        if between.startswith("[[") and not parts[number - 1].startswith("[[label]]"):
            between = ""
        text += f"{between}\n{part}\n"
    text = text.removesuffix("\n") + draw(st.sampled_from(["", "\n", "\n# end", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith("#")]


@given(documents(), st.data(), WORDS)
def test_a_change_changes_one_value_and_no_other_line(text: str, data: st.DataObject, value: str) -> None:
    document = TomlBlocks(text)
    name = data.draw(st.sampled_from([name for name in ("label", "relation") if document.tables(name)]))
    number = data.draw(st.integers(0, len(document.tables(name)) - 1))

    def edit(table: MutableMapping[str, Any]) -> None:
        table["name"] = value
        table["new"] = [value]
        if "ends" in table:
            table["ends"][0] = value

    document.change(name, number, edit)
    expected = tomllib.loads(text)
    edit(expected[name][number])
    assert tomllib.loads(document.text) == expected
    assert comments(document.text) == comments(text)
    place = Outline(text).table(name, Outline(text).root, number)
    assert place
    assert document.text.startswith(text[: place.start])
    assert document.text.endswith(text[place.end :])
    assert ("\r\n" in document.text) == ("\r\n" in text)


@given(documents(), st.data())
def test_taking_a_block_away_leaves_the_others_and_the_comments(text: str, data: st.DataObject) -> None:
    document = TomlBlocks(text)
    name = data.draw(st.sampled_from([name for name in ("label", "relation") if document.tables(name)]))
    number = data.draw(st.integers(0, len(document.tables(name)) - 1))
    document.remove(name, number)
    expected = tomllib.loads(text)
    del expected[name][number]
    assert tomllib.loads(document.text).get(name, []) == expected[name]
    assert {**tomllib.loads(document.text), name: 0} == {**expected, name: 0}
    assert [line for line in comments(text) if line != "# [x]"] == [
        line for line in comments(document.text) if line != "# [x]"
    ]


@given(documents(), st.sampled_from(["label", "relation", "category"]), WORDS)
def test_adding_a_block_leaves_every_line(text: str, name: str, value: str) -> None:
    document = TomlBlocks(text)
    document.append(name, {"name": value})
    expected = tomllib.loads(text)
    expected.setdefault(name, []).append({"name": value})
    assert tomllib.loads(document.text) == expected
    lines = iter(document.text.splitlines())
    assert all(line in lines for line in text.splitlines())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("label = [{ name = 'a' }, { name = 'b' }]\n", 0),
        ("[[label]]\nname = 'a'\n[sources]\n[[label.more]]\nx = 1\n[[label]]\nname = 'b'\n", 0),
        ("[[label]]\nname = 'a'\n[[label]]\nname = 'b'\n[sources]\n[[label.more]]\nx = 1\n", 1),
    ],
)
def test_what_is_not_in_one_piece_is_refused_and_left(text: str, number: int) -> None:
    document = TomlBlocks(text)
    with pytest.raises(NoBlockError):
        document.remove("label", number)
    assert document.text == text


@given(st.text("#\"'\\\n[]= ab", max_size=40))
def test_the_outline_of_any_text_lies_within_it(text: str) -> None:
    outline = Outline(text)
    place = outline.table("a", outline.root)
    if place:
        assert 0 <= place.start < place.own <= place.end <= len(text)
    assert 1 <= outline.line(outline.content_end(outline.root)) <= text.count("\n") + 1
