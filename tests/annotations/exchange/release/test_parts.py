"""The parts of a release one by one: columns, licences, pseudonyms, what is disclosed."""

import json
from pathlib import Path

import pytest
import yaml

from annotations.exchange.exporting.disclosure import EVERYTHING, Disclosure, pseudonyms
from annotations.exchange.record import Record
from annotations.exchange.release.columns import Kind, columns_of
from annotations.exchange.release.description import Description
from annotations.exchange.release.front_matter import front_matter
from annotations.exchange.release.licences import licence_address, licence_fields
from annotations.exchange.release.request import Facts
from annotations.exchange.release.schema_files import guidelines_text
from annotations.exchange.release.tables import Table
from annotations.model.schema import Category, RelationType, Schema
from annotations.model.span import Span
from tests.annotations.exchange.release.sample import MADE


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([{"a": 1}, {"a": None}, {"b": "x"}], {"a": Kind.INTEGER, "b": Kind.TEXT}),
        ([{"a": 1}, {"a": 1.5}], {"a": Kind.NUMBER}),
        ([{"a": True}, {"a": 1}], {}),
        ([{"a": [1, "x"]}], {}),
        ([{"a": [[0, 1, "ORG"]]}], {}),
        ([{"a": []}, {"a": [{"b": 1}]}], {"a": Kind.LIST}),
        ([{"a": {"b": 1}}, {"a": {"c": "x"}}], {"a": Kind.OBJECT}),
        ([{"a": {}}], {}),
        ([{"a": {"IT 之家": [[0, 4]]}}], {}),
        ([{"a": [{"b": 1}, {"b": "x"}]}], {}),
        ([], {}),
    ],
)
def test_columns_are_found_where_rows_fit_together(
    tmp_path: Path, rows: list[dict[str, object]], kinds: dict[str, Kind]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    assert {name: column.kind for name, column in columns_of([path]).items()} == kinds


@pytest.mark.parametrize(
    ("licence", "fields", "address"),
    [
        ("", {"license": "unknown"}, ""),
        ("CC-BY-4.0", {"license": "cc-by-4.0"}, "https://spdx.org/licenses/CC-BY-4.0"),
        ("cc0-1.0", {"license": "cc0-1.0"}, "https://spdx.org/licenses/CC0-1.0"),
        ("mit", {"license": "mit"}, "https://spdx.org/licenses/MIT"),
        ("Etalab-2.0", {"license": "other", "license_name": "Etalab-2.0"}, "https://spdx.org/licenses/Etalab-2.0"),
        ("ask us: 我們", {"license": "other", "license_name": "ask us: 我們"}, "ask us: 我們"),
        (
            "https://example.org/terms",
            {"license": "other", "license_name": "other", "license_link": "https://example.org/terms"},
            "https://example.org/terms",
        ),
        ("other", {"license": "other"}, "other"),
    ],
)
def test_licences(licence: str, fields: dict[str, str], address: str) -> None:
    assert licence_fields(licence) == fields
    assert licence_address(licence) == address


def test_pseudonyms_are_in_order_and_nobody_gets_a_name_that_another_has() -> None:
    assert pseudonyms(["ann", "bob"]) == {"ann": "a1", "bob": "a2"}
    assert pseudonyms(["a2", "ann", "bob", "zoe"]) == {"a2": "a2", "ann": "a1", "bob": "a3", "zoe": "a4"}


def test_what_is_disclosed_of_a_record() -> None:
    record = Record(
        "1", "美團", (Span("s1", 0, 2, "ORG", note="n", time=MADE),), annotator="ann", note="n", updated="2026"
    )
    assert EVERYTHING.apply(record) == record
    bare = Disclosure({"ann": "a1"}, notes=False, times=False).apply(record)
    assert bare == Record("1", "美團", (Span("s1", 0, 2, "ORG"),), annotator="a1")


def test_front_matter_is_yaml_whatever_the_words_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"a-b": [[1]], "no": {"x": [{"y": None}]}, "c": [True], "d": 1.5, "e": []}
    path.write_text(json.dumps(row), "utf-8")
    table = Table('a"b', {"train": "a/train.jsonl"}, ".jsonl", {"train": "a/train.jsonl"}, columns_of([path]))
    facts = Facts('標題: "x"\n---\n# no', license="a: [b")
    first, *lines, last = front_matter(facts, Description("", ["zh"], "", [], {}), 5000, [table])
    assert (first, last) == ("---", "---")
    values = yaml.safe_load("\n".join(lines))
    assert (values["pretty_name"], values["license_name"]) == (facts.title, facts.license)
    assert values["size_categories"] == ["1K<n<10K"]
    assert values["configs"][0] == {
        "config_name": 'a"b',
        "default": True,
        "data_files": [{"split": "train", "path": "a/train.jsonl"}],
    }
    assert values["dataset_info"][0]["features"] == [
        {"name": "a-b", "list": {"sequence": "int64"}},
        {"name": "no", "struct": [{"name": "x", "list": [{"name": "y", "dtype": "string"}]}]},
        {"name": "c", "sequence": "bool"},
        {"name": "d", "dtype": "float64"},
        {"name": "e", "sequence": "string"},
    ]


def test_guidelines_tell_of_relations_and_categories() -> None:
    schema = Schema((), (RelationType("leads", ("PER",), (), "who leads"),), (Category("business", "商業", "money"),))
    page = guidelines_text(schema)
    assert "- `leads` (`PER` → any): who leads" in page
    assert "- `business` 商業: money" in page
