"""Test the file of an article: what is written is read again, in the same bytes, and mistakes have their lines."""

import difflib
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model.layer import Layer
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stamp, Stored, quotes_of, serialize_annotations
from annotations.storage.parsed_file import ParsedFile
from annotations.storage.reader import parse_annotations
from seeds.article import Article
from tests.annotations.marked import NOW, WORDS, article, extras, marked, span

BOM = "\ufeff"


def stored(of: Article, layer: Layer, **more: Any) -> Stored:
    """Make what a file holds of a layer."""
    return Stored(Stamp.of(of), "a1", layer, quotes_of(layer, Quotes(of.text)), **more)


def told(content: str | bytes) -> str:
    """Return all that is wrong with the content of a file."""
    decoded = parse_annotations(content if isinstance(content, bytes) else content.encode(), "a.toml")
    return "\n".join(map(str, decoded.problems([*decoded.damage, *decoded.blemishes])))


@given(
    marked(), extras(), extras("y "), extras("top-"), st.none() | st.datetimes(timezones=st.just(UTC)), st.integers(0)
)
def test_what_is_written_is_read_again(
    case: tuple[Article, Layer], own: Any, of_stamp: Any, of_file: Any, updated: datetime | None, position: int
) -> None:
    of, layer = case
    before = stored(of, layer, updated=updated, position=position, annotation_extra=own, extra=of_file)
    before = replace(before, stamp=replace(before.stamp, extra=of_stamp))
    content = serialize_annotations(before)
    again = parse_annotations(content, "a.toml")
    assert (again.damage, again.blemishes) == ([], [])
    assert again.stored == before
    assert serialize_annotations(again.stored) == content


@given(marked(), st.randoms(use_true_random=False))
def test_the_same_content_is_the_same_bytes(case: tuple[Article, Layer], random: Any) -> None:
    of, layer = case
    shuffled = list(layer.spans.items())
    random.shuffle(shuffled)
    turned = {name: replace(item, attributes=dict(reversed(list(item.attributes.items())))) for name, item in shuffled}
    other = replace(
        layer,
        spans=MappingProxyType(turned),
        relations=frozenset(list(layer.relations)[::-1]),
        rejections=frozenset(list(layer.rejections)[::-1]),
    )
    assert serialize_annotations(stored(of, other)) == serialize_annotations(stored(of, layer))


@given(marked(), WORDS, st.data())
def test_one_span_changed_is_one_block_changed(case: tuple[Article, Layer], label: str, data: st.DataObject) -> None:
    of, layer = case
    if not layer.spans:
        return
    name = data.draw(st.sampled_from(sorted(layer.spans)))
    changed = {**layer.spans, name: replace(layer.spans[name], label=label)}
    before, after = (
        serialize_annotations(stored(of, one)).decode().split("\n\n")
        for one in (layer, replace(layer, spans=MappingProxyType(changed)))
    )
    edits = [
        code
        for code in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if code[0] != "equal"
    ]
    assert [(code[2] - code[1], code[4] - code[3]) for code in edits] in ([], [(1, 1)])


def test_the_format_is_that_of_the_design() -> None:
    of = article()
    one = span("s1", 7, 11, attributes={"certain": True}, note="注")
    layer = replace(Layer.of([one]), metadata=replace(Layer().metadata, categories=("business",)))
    content = serialize_annotations(stored(of, layer, position=3, updated=NOW)).decode()
    assert (
        content
        == f"""format = 1

[article]
id = "4a36602cfad1"
title = "外賣搶人大戰"
document = "淘寶.txt"
start = 0
length = {len(of.text)}
sha256 = "{Stamp.of(of).sha256}"

[annotation]
annotator = "a1"
status = "new"
position = 3
updated = 2026-11-22T05:40:00Z
categories = ["business"]

[[span]]
id = "s1"
start = 7
end = 11
label = "ORG"
text = "淘寶閃購"
before = "外賣搶人大戰\\n"
after = "表示:“這是餓了麼多年沈澱的能力"
origin = "manual"
attributes = {{ certain = true }}
note = "注"
"""
    )


def test_nothing_turns_a_line_around_or_breaks_it() -> None:
    note = "甲\u2028乙\u202e丙\r\n丁\x85\x00\ufeff\u3000"
    content = serialize_annotations(stored(article(), Layer.of([span("s1", 0, 2, note=note)]))).decode()
    assert [line for line in content.splitlines() if line.startswith("note")] == [
        'note = "甲\\u2028乙\\u202E丙\\r\\n丁\\u0085\\u0000\\uFEFF\u3000"'
    ]
    assert tomllib.loads(content)["span"][0]["note"] == note


SOUND = serialize_annotations(stored(article(), Layer.of([span("s1", 7, 11), span("s2", 12, 14, "PER")]))).decode()
SPAN = SOUND.split("\n").index("[[span]]") + 1
"""The line of the first span's header."""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('id = "s1"', 'id = "s1', SPAN + 1, "not valid TOML"),
        ("start = 7", 'start = "7"', SPAN + 2, "“start” has to be a whole number"),
        ("start = 7", "start = true", SPAN + 2, "“start” has to be a whole number"),
        ("start = 7", "start = -7", SPAN + 2, "“start” is less than 0"),
        ("start = 7", "start = 99", SPAN + 2, r"“start” \(99\) has to be less than “end” \(11\)"),
        ("end = 11", "end = 7", SPAN + 2, r"“start” \(7\) has to be less than “end” \(7\)"),
        ('label = "ORG"', 'lable = "ORG"', SPAN + 4, r"“label” is missing \(is “lable” meant to be it\?\)"),
        ('label = "ORG"', 'label = ""', SPAN + 4, "“label” is empty"),
        ('label = "ORG"', 'label = "ORG"\nattributes = { a = 1 }', SPAN + 5, "attribute “a” has to be a text"),
        ('label = "ORG"', 'label = "ORG"\nnote = ["x"]', SPAN + 5, "“note” has to be a text in quotes"),
        ('id = "s2"', 'id = "s1"', SPAN + 11, "“s1” is the id of an earlier span"),
        ("[[span]]", "[span]", None, ""),
        ('status = "new"', 'status = "dome"', 13, r"no status “dome” \(did you mean “done”\?\)"),
        ('status = "new"', "status = 1", 13, "“status” has to be a text in quotes"),
        ('status = "new"', "updated = 2026-11-22", 13, "“updated” has to be a date with a time"),
        ('status = "new"', "categories = [1]", 13, "“categories” has to be a list of texts"),
        ("format = 1\n", "", 1, "does not say its format"),
        ("format = 1", "format = 2", 1, r"format 2, and this program knows 1 \(install a newer zhupi\)"),
        ("format = 1", 'format = "1"', 1, "“format” has to be 1"),
        ("[article]", "[artikel]", 1, "“id” is missing"),
        ("format = 1", f"{BOM}format = 1", 1, "byte order mark"),
        ("[annotation]", "relation = 1\n[annotation]", None, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, line: int | None, message: str) -> None:
    changed = SOUND.replace(old, new, 1)
    assert changed != SOUND
    problems = told(changed)
    if line is not None:
        assert re.search(rf"^a\.toml:{line}: .*{message}", problems, re.MULTILINE), problems


def test_what_is_no_utf8_is_told_with_its_line() -> None:
    assert told(SOUND.encode().replace("淘寶閃購".encode(), "淘寶閃購".encode("big5"), 1)).startswith(
        f"a.toml:{SPAN + 5}: is not UTF-8"
    )


def test_a_span_that_stands_twice_and_a_relation_to_nobody_can_be_mended() -> None:
    block = SOUND[SOUND.index("[[span]]") : SOUND.rindex("[[span]]")]
    relation = '\n[[relation]]\ntype = "owns"\nfrom = "s1"\nto = "s9"\n'
    decoded = parse_annotations((SOUND + "\n" + block + relation).encode(), "a.toml")
    assert decoded.damage == []
    assert [fault.message for fault in decoded.blemishes] == [
        "“s1” stands here twice",
        "“to” names “s9”, and there is no such span",
    ]
    assert decoded.stored
    assert serialize_annotations(decoded.stored).decode() == SOUND


def test_of_many_mistakes_the_first_are_told() -> None:
    many = Layer.of(span(f"s{number}", number, number + 1) for number in range(50))
    content = serialize_annotations(stored(article(), many)).decode().replace('label = "ORG"', "label = 1")
    lines = told(content).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "a.toml: and 30 more mistakes"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_makes_the_reader_fail(content: bytes) -> None:
    decoded = parse_annotations(content, "a.toml")
    assert isinstance(decoded, ParsedFile)
    assert decoded.stored is None
    assert told(content)


@given(st.data())
def test_no_change_of_a_byte_makes_the_reader_fail(data: st.DataObject) -> None:
    content = bytearray(SOUND.encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    decoded = parse_annotations(bytes(content), "a.toml")
    assert (decoded.stored is None) == bool(decoded.damage)
    told(bytes(content))


def test_an_endless_nesting_does_not_make_the_reader_fail() -> None:
    assert "not valid TOML" in told("x = " + "[" * 100_000)
