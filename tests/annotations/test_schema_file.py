"""Test changes of zhupi.toml by the program: the change is made, and the rest of the user's file is not touched."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.model.schema import Attribute, AttributeKind, Label
from annotations.schema_io.default import default_schema
from annotations.schema_io.file import SchemaFile
from annotations.schema_io.writer import starting_file
from seeds.errors import NotFoundError, SourceError
from seeds.sources.settings import SourceSettings, load_settings

OWN = """\
# my project
[sources]
encoding = "gbk"   # from the old site

# people first
[[label]]
name = "PER"       # as in the paper
key = "p"

# bodies
[[label]]
name = "ORG"
colour = "#112233"

[[label]]
name = "GPE"

[[relation]]
name = "works-for"
heads = ["PER"]    # a person
tails = [
  "ORG", # or
  "GPE",
]
# the end
"""


@pytest.fixture
def own(tmp_path: Path) -> SchemaFile:
    path = tmp_path / "zhupi.toml"
    path.write_text(OWN, "utf-8")
    return SchemaFile(path, {"u": "Undo"})


def lines_that_differ(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_rename_follows_into_relations_and_nowhere_else(own: SchemaFile) -> None:
    change = own.change("ORG", replace(own.load().label("ORG"), name="BODY"))
    assert lines_that_differ(OWN, own.path.read_text("utf-8")) == (
        ['name = "ORG"', '  "ORG", # or'],
        ['name = "BODY"', '  "BODY", # or'],
    )
    assert change.schema == own.load()
    assert change.schema.relation("works-for").tails == ("BODY", "GPE")


def test_only_what_differs_is_written(own: SchemaFile) -> None:
    label = own.load().label("PER")
    own.change("PER", replace(label, colour="#abcdef", description="說“誰”", key=""))
    removed, new = lines_that_differ(OWN, own.path.read_text("utf-8"))
    assert removed == ['key = "p"']
    assert new == ['colour = "#abcdef"', 'description = "說“誰”"']


def test_a_label_is_added_behind_the_others(own: SchemaFile) -> None:
    attributes = (Attribute("kind", AttributeKind.CHOICE, ("a", "b"), "a"), Attribute("sure", AttributeKind.FLAG))
    label = Label("LAW", "法律", "z", "#445566", 'with "quotes"', ("公司法",), attributes)
    schema = own.add(label).schema
    assert schema.labels[-1] == replace(label, attributes=(attributes[0], replace(attributes[1], default=False)))
    after = own.path.read_text("utf-8")
    assert after.startswith(OWN[: OWN.index("[[relation]]")])
    assert after.endswith(OWN[OWN.index("[[relation]]") :])


def test_merging_leaves_one_end_of_two(own: SchemaFile) -> None:
    schema = own.merge("GPE", "ORG").schema
    assert [label.name for label in schema.labels] == ["PER", "ORG"]
    assert schema.relation("works-for").tails == ("ORG",)
    assert lines_that_differ(OWN, own.path.read_text("utf-8")) == (['name = "GPE"', '  "GPE",'], [])


def test_a_label_is_removed_and_the_comments_stay(own: SchemaFile) -> None:
    own.remove("ORG")
    assert lines_that_differ(OWN, own.path.read_text("utf-8")) == (
        ['name = "ORG"', 'colour = "#112233"', '  "ORG", # or'],
        [],
    )


def test_a_change_can_be_taken_back_but_not_over_the_head_of_another(own: SchemaFile) -> None:
    first = own.remove("GPE")
    second = own.add(Label("LAW"))
    with pytest.raises(SourceError, match="meantime"):
        own.restore(first)
    own.restore(second)
    own.restore(first)
    assert own.path.read_text("utf-8") == OWN


def test_what_would_be_wrong_is_not_written(own: SchemaFile) -> None:
    label = own.load().label("ORG")
    for wrong, words in (
        (replace(label, key="u"), "Undo"),
        (replace(label, key="p"), "PER"),
        (replace(label, name="GPE"), "two of the name"),
        (replace(label, colour="red"), "colour"),
    ):
        with pytest.raises(SourceError, match=words):
            own.change("ORG", wrong)
    with pytest.raises(SourceError, match="heads"):
        own.remove("PER")
    with pytest.raises(SourceError, match="two of the name"):
        own.add(Label("ORG"))
    with pytest.raises(SourceError, match="itself"):
        own.merge("ORG", "ORG")
    with pytest.raises(NotFoundError, match="ORG"):
        own.merge("GPE", "OGR")
    with pytest.raises(NotFoundError, match="ORG"):
        own.change("OGR", label)
    assert own.path.read_text("utf-8") == OWN
    assert [path.name for path in own.path.parent.iterdir()] == ["zhupi.toml"]


def test_the_last_label_stays(own: SchemaFile) -> None:
    own.path.write_text('[[label]]\nname = "A"\n')
    with pytest.raises(SourceError, match="last label"):
        own.remove("A")
    assert own.path.read_text() == '[[label]]\nname = "A"\n'


@pytest.mark.parametrize("content", ['label = [{ name = "A" }]\n', "[[label]]\nname = \n", "label = { a = 1 }\n"])
def test_a_file_that_cannot_be_changed_is_left(own: SchemaFile, content: str) -> None:
    own.path.write_text(content)
    with pytest.raises(SourceError):
        own.add(Label("B"))
    assert own.path.read_text() == content


def test_a_folder_that_cannot_be_written_is_told(own: SchemaFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(SourceError, match="No space left"):
        own.remove("GPE")
    assert own.path.read_text("utf-8") == OWN


def test_the_first_change_of_the_default_writes_a_whole_file(tmp_path: Path) -> None:
    file = SchemaFile(tmp_path / "zhupi.toml")
    change = file.change("PER", replace(default_schema().label("PER"), colour="#010203"))
    assert change.before is None
    assert [label.name for label in file.load().labels] == [label.name for label in default_schema().labels]
    assert file.load().label("PER").colour == "#010203"
    file.restore(change)
    assert not file.path.exists()


def test_a_file_without_labels_gets_the_default_ones_first(own: SchemaFile) -> None:
    own.path.write_bytes(b'\xef\xbb\xbf# mine\r\n[sources]\r\nencoding = "gbk"')
    own.remove("WORK")
    content = own.path.read_bytes()
    assert content.startswith(b'\xef\xbb\xbf# mine\r\n[sources]\r\nencoding = "gbk"\r\n')
    assert content.count(b"\n") == content.count(b"\r\n")
    assert own.load().labels == default_schema().labels[:-1]


def test_a_link_stays_a_link(own: SchemaFile, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(own.path)
    SchemaFile(link).remove("GPE")
    assert link.is_symlink()
    assert "GPE" not in own.path.read_text("utf-8")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = TEXTS.map("~{}".format).filter(lambda name: name == name.strip() and name.isprintable())
LABELS = st.builds(
    Label,
    NAMES,
    TEXTS,
    colour=st.just("#123456"),
    description=TEXTS,
    examples=st.lists(TEXTS.filter(bool), max_size=3).map(tuple),
)


@given(st.lists(LABELS, min_size=1, max_size=4, unique_by=lambda label: label.name), LABELS, st.data())
def test_any_label_can_take_the_place_of_another(
    tmp_path_factory: pytest.TempPathFactory, labels: list[Label], new: Label, data: st.DataObject
) -> None:
    file = SchemaFile(tmp_path_factory.mktemp("project") / "zhupi.toml")
    file.path.write_text(OWN, "utf-8")
    for label in labels:
        file.add(label)
    name = data.draw(st.sampled_from(labels)).name
    if new.name in {label.name for label in labels} - {name}:
        return
    changed = {label.name: label for label in file.change(name, new).schema.labels}
    expected = {label.name: label for label in [new if label.name == name else label for label in labels]}
    assert {name: replace(label, key="") for name, label in changed.items() if name in expected} == expected
    assert file.path.read_text("utf-8").count("# ") >= 6


def test_the_starting_file_says_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "zhupi.toml"
    path.write_text(starting_file(default_schema()), "utf-8")
    assert SchemaFile(path).load() == default_schema()
    assert load_settings(path) == SourceSettings()


def test_every_example_of_the_starting_file_works(tmp_path: Path) -> None:
    path = tmp_path / "zhupi.toml"
    path.write_text(re.sub("^#(?! )", "", starting_file(default_schema()), flags=re.MULTILINE), "utf-8")
    schema = SchemaFile(path).load()
    assert schema.labels[0].attributes
    assert schema.relations
    assert schema.categories
    assert schema.guidelines
    assert load_settings(path).exclude
    given_tables = tomllib.loads(path.read_text("utf-8"))
    assert set(given_tables["schema"]) == {"overlap", "single-category", "guidelines"}
    assert set(given_tables["sources"]) == {"encoding", "columns", "include", "exclude"}
