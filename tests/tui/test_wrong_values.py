"""Settings whose values are of any type, any depth and any size: a mistake with a place, and never a traceback."""

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.schema_io.file import SchemaFile, load_schema
from annotations.storage.reader import parse_annotations
from annotations.suggest.gazetteer.entries import read_entries
from annotations.suggest.settings import load_suggest_settings
from seeds.errors import NotFoundError, SourceError
from seeds.sources.corpus import Corpus
from seeds.toml.nesting import DEEPEST, load_json, load_toml
from tests.sizes import examples
from tui.core.config import TABLES, load_settings, save_settings

_KNOWN = [
    "label",
    "relation",
    "category",
    "schema",
    "sources",
    "suggest",
    "name",
    "colour",
    "key",
    "columns",
    "include",
    "encoding",
    "exclude",
    "labels",
    "weights",
    "chat",
    "url",
    "gazetteers",
    "min-score",
    "suggesters",
    "timeout",
    "attributes",
    "heads",
    "tails",
    "overlap",
    "values",
    "entry",
    "word",
    "score",
    "follow-links",
    "keys",
    "measure",
    "theme",
    "annotator",
    "guidelines",
    "examples",
    "text",
    "title",
]
NAMES = st.sampled_from([*_KNOWN, *TABLES]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)

SCALARS = st.one_of(
    st.none().map(lambda _none: ""),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["ORG", "utf-8", "lac", "names.tsv", "#112233", "1", "http://localhost"]),
    st.dates(),
    st.times(),
    st.datetimes(),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
TABLES_OF_ANYTHING = st.dictionaries(NAMES, VALUES, max_size=5)

READERS: list[Callable[[Path], object]] = [
    Corpus.open,
    load_schema,
    lambda folder: load_suggest_settings(folder, ["ORG"]),
    lambda folder: SchemaFile(folder / "zhupi.toml").change("ORG", load_schema(folder).labels[0]),
]


def told_by(read: Callable[[Path], object], folder: Path) -> str:
    """Return what the user is told when something is read; empty where nothing is wrong."""
    try:
        read(folder)
    except (SourceError, NotFoundError) as error:
        return str(error)
    return ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(200))
@given(tables=TABLES_OF_ANYTHING)
def test_any_values(tmp_path: Path, tables: Mapping[str, Any]) -> None:
    content = tomli_w.dumps(tables)
    (tmp_path / "zhupi.toml").write_text(content, "utf-8")
    for read in READERS:
        told = told_by(read, tmp_path)
        assert not told or "zhupi.toml" in told or "ORG" in told
    config = tmp_path / "config.toml"
    config.write_text(content, "utf-8")
    load_settings(config)
    (tmp_path / "names.toml").write_text(content, "utf-8")
    read_entries(tmp_path / "names.toml")
    assert parse_annotations(content.encode(), "x.toml").stored is None


DEEP = {
    "lists": "a = " + "[" * 5000,
    "lists that end": "a = " + "[" * 200 + "]" * 200,
    "tables": "a = " + "{b = " * 5000,
    "tables that end": "a = " + "{b = " * 200 + "1" + "}" * 200,
    "a header": f"[{'.'.join('a' * 200)}]",
    "a key": f"{'.'.join('a' * 100_000)} = 1",
    "a key in quotes": ".".join(['"a"'] * 100_000) + " = 1",
    "a number": "a = " + "9" * 5000,
    "a hexadecimal number": "a = 0x" + "f" * 20_000,
    "a number in a table": "[suggest]\nmin-score = 0x" + "f" * 20_000,
}


@pytest.mark.parametrize("content", DEEP.values(), ids=list(DEEP))
def test_deep_and_huge_values(tmp_path: Path, content: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=r"nested more than 64 deep|too great"):
        load_toml(f"# first\n{content}\n")
    (tmp_path / "zhupi.toml").write_text(f"# first\n{content}\n", "utf-8")
    for read in READERS:
        with pytest.raises(
            SourceError, match=r"zhupi\.toml:[23]: is not valid TOML: .*(nested more than 64|too great)"
        ):
            read(tmp_path)
    config = tmp_path / "config.toml"
    config.write_text(content, "utf-8")
    assert "nested" in str(load_settings(config)[1]) or "too great" in str(load_settings(config)[1])
    with pytest.raises(ValueError, match=r"nested|too great"):
        save_settings(config, {"measure": 30})
    assert config.read_text("utf-8") == content
    assert parse_annotations(content.encode(), "x.toml").stored is None


def test_what_is_too_deep_to_be_read_is_told_with_its_key_and_line() -> None:
    for opening in ("[", "{b = "):
        with pytest.raises(tomllib.TOMLDecodeError, match=r"^“[ab]”: .* nested more than 64 deep \(at line 4\)$"):
            load_toml(f"# [[\nx = '''[[\na = '''\na = {opening * 5000}")


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_articles_that_are_nested_too_deeply_are_told_with_key_and_limit(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"id": "a", "text": "[", "more": ' + "[" * 100_000, "utf-8")
    said = str(next(iter(Corpus.open(tmp_path).scan())))
    assert f"{name}:1" in said
    assert "“more”: lists and tables are nested more than 64 deep" in said


def test_what_is_as_deep_as_allowed() -> None:
    inner = "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    assert load_toml(f"a = {inner}")["a"]
    with pytest.raises(tomllib.TOMLDecodeError, match="“a”"):
        load_toml(f"a = [[{inner}]]")


def test_large_values_are_told_in_short(tmp_path: Path) -> None:
    for content in (
        f'"{"長" * 200_000}" = 1',
        f'[sources]\nencoding = "{"長" * 200_000}"',
        f'[[label]]\nname = "{"長" * 200_000}"',
    ):
        (tmp_path / "zhupi.toml").write_text(content, "utf-8")
        for read in READERS[:3]:
            assert len(told_by(read, tmp_path)) < 5000


@given(value=st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=20))
def test_json_is_read_as_ever(value: object) -> None:
    text = json.dumps(value)
    assert json.dumps(load_json(text)) == text
    with pytest.raises(ValueError, match="nested more than 64 deep"):
        load_json("[" * 100_000)
    with pytest.raises(ValueError, match="“k”: lists and tables are nested more than 64 deep"):
        load_json(b'{"a": "[{", "k": "b", "k": [[' + b"[" * 100_000)
    with pytest.raises(ValueError, match="digits"):
        load_json("9" * 10_000)
