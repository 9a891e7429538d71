"""Test files and journals with values of wrong types: reported by name, never an error of the program's own."""

import json
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from annotations.storage.anchors import text_digest
from annotations.storage.journal import parse_journal
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import recover
from tests.annotations.marked import BODY, article

TEXT = BODY
SPAN = {"id": "s1", "start": 0, "end": 2, "label": "ORG", "text": TEXT[:2], "before": "", "after": TEXT[2:18]}
FILE: dict[str, Any] = {
    "format": 1,
    "article": {"id": "i", "title": "t", "document": "d.txt", "start": 0, "length": 9, "sha256": "s"},
    "annotation": {"annotator": "a1", "status": "new", "position": 0, "categories": ["c"], "note": "n"},
    "span": [SPAN | {"origin": "manual", "attributes": {"certain": True}, "note": "n"}],
    "orphan": [SPAN | {"id": "s2"}],
    "relation": [{"type": "owns", "from": "s1", "to": "s2"}],
    "rejected": [{key: value for key, value in SPAN.items() if key != "id"} | {"origin": "patterns"}],
}
STEP = {
    "title": "t",
    "added": [SPAN],
    "removed": [],
    "tied": [{"type": "owns", "from": "s1", "to": "s1"}],
    "facts": [{"status": "new"}, {"status": "done", "categories": ["c"], "note": "n"}],
    "rejected": FILE["rejected"],
    "orphaned": [SPAN | {"id": "s3"}],
}
LINES: list[dict[str, Any]] = [
    {"journal": 1, "document": "d.txt", "article": "i", "annotator": "a1", "text": text_digest(TEXT), "saved": ""},
    {"n": 1, "do": STEP},
    {"saving": "x", "upto": 1},
    {"saved": "x", "upto": 1},
    {"n": 2, "undo": True},
    {"n": 3, "redo": True},
    {"n": 4, "join": {"title": "j", "added": [SPAN | {"id": "s9", "label": "PER"}]}},
]

scalars = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.sampled_from([0.5, -1.0, 1e300]),
    st.text(max_size=4),
    st.sampled_from(["", "new", "s1", "manual", "\x1b]52;c;x\x07"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return every place in a document at which something can be exchanged."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    result = [path] if path else []
    for key, inner in pairs:
        result += places(inner, (*path, key))
    return result


def exchanged(value: Any, path: tuple[Any, ...], other: object) -> Any:
    """Return a document with another value at a place."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = exchanged(copy[path[0]], path[1:], other)
    return copy


@given(st.sampled_from(places(FILE)), values)
def test_a_file_with_a_value_of_any_type_is_read_or_told(path: tuple[Any, ...], other: object) -> None:
    decoded = parse_annotations(tomli_w.dumps(exchanged(FILE, path, other)).encode("utf-8", "replace"), "a.toml")
    assert decoded.stored is not None or decoded.damage
    for problem in decoded.problems([*decoded.damage, *decoded.blemishes]):
        assert problem.message
        assert problem.line


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (("annotation",), 5),
        (("annotation", "status"), ""),
        (("article",), 5),
        (("article", "id"), []),
        (("article", "document"), {}),
        (("span",), 5),
        (("rejected",), True),
    ],
)
def test_the_kinds_that_were_seen_are_told(path: tuple[Any, ...], other: object) -> None:
    decoded = parse_annotations(tomli_w.dumps(exchanged(FILE, path, other)).encode(), "a.toml")
    assert decoded.stored is None
    assert str(path[-1]) in str(decoded.problems(decoded.damage)[0])


@given(st.data())
def test_a_journal_with_a_value_of_any_type_is_read_up_to_there(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(LINES) - 1))
    path = data.draw(st.sampled_from(places(LINES[number])))
    lines = [*LINES[:number], exchanged(LINES[number], path, data.draw(values)), *LINES[number + 1 :]]
    content = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    journal = parse_journal(content)
    if number:
        assert journal is not None
    of = article(TEXT, "d.txt", "i")
    recovered = recover(of, "a1", None, content, "a.toml")
    assert all(0 <= span.start < span.end <= len(of.text) for span in recovered.layer.spans.values())


def test_a_journal_as_deep_or_strange_as_json_allows_is_read_up_to_there() -> None:
    head = f"{json.dumps(LINES[0])}\n"
    for line in ("[" * 100_000, '{"n":1,"do":' + '{"a":' * 100_000, f'{{"n":{"9" * 5000}}}', '{"n":NaN}', "1", "null"):
        journal = parse_journal(f"{head}{line}\n".encode())
        assert journal is not None
        assert journal.damaged
    assert parse_journal(("[" * 100_000 + "\n").encode()) is None
