"""Test the tables of zhupi.toml that make the schema, and the report of their mistakes."""

from pathlib import Path

import pytest

from annotations.model.schema import Attribute, AttributeKind, Category, Label, Overlap, RelationType, Schema
from annotations.schema_io.default import COLOURS, default_schema
from annotations.schema_io.file import SchemaFile, load_schema
from seeds.errors import SourceError

FULL = """
[sources]
encoding = "gbk"

[schema]
overlap = "nested"
single-category = true
guidelines = '''
[[label]]
name = 1
'''

[[label]]
name = "PER"
title = "人物"
key = "p"
colour = "#AB12cd"
description = "who"
examples = ["吳泳銘"]
attributes = [
  { name = "mention", kind = "choice", choices = ["name", "nominal"], default = "name" },
  { name = "sure", kind = "flag", default = true, description = "beyond doubt" },
]

  [[label.attributes]]
  name = "id"
  kind = "text"

[[relation]]
name = "knows"
heads = ["PER"]

[[category]]
name = "business"
title = "商業"
"""


def load(folder: Path, content: str | bytes) -> Schema:
    path = folder / "zhupi.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return SchemaFile(path, {"u": "Undo"}).load()


def test_everything_can_be_defined(tmp_path: Path) -> None:
    content = FULL.replace('\n  [[label.attributes]]\n  name = "id"\n  kind = "text"\n', "")
    attributes = (
        Attribute("mention", AttributeKind.CHOICE, ("name", "nominal"), "name"),
        Attribute("sure", AttributeKind.FLAG, default=True, description="beyond doubt"),
    )
    assert load(tmp_path, content) == Schema(
        labels=(Label("PER", "人物", "p", "#ab12cd", "who", ("吳泳銘",), attributes),),
        relations=(RelationType("knows", ("PER",)),),
        categories=(Category("business", "商業"),),
        single_category=True,
        overlap=Overlap.NESTED,
        guidelines="[[label]]\nname = 1\n",
    )


@pytest.mark.parametrize("content", ["", "# nothing\n", '[sources]\nencoding = "gbk"\n', "\ufeff[schema]\r\n"])
def test_without_labels_the_default_holds(tmp_path: Path, content: str) -> None:
    assert load(tmp_path, content) == default_schema()


def test_without_a_file_the_default_holds(tmp_path: Path) -> None:
    assert load_schema(tmp_path) == default_schema()


def test_the_schema_of_a_single_file_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").write_text('[[label]]\nname = "A"\n')
    (tmp_path / "a.txt").write_text("a")
    assert load_schema(tmp_path / "a.txt").labels[0].name == "A"


def test_keys_and_colours_that_are_left_are_dealt_out(tmp_path: Path) -> None:
    blocks = ['name = "A"', 'name = "B"\nkey = "1"', f'name = "C"\ncolour = "{COLOURS[0]}"', 'name = "D"\nkey = "x"']
    blocks += [f'name = "E{number}"' for number in range(12)]
    labels = load(tmp_path, "".join(f"[[label]]\n{block}\n" for block in blocks)).labels
    assert "".join(label.key for label in labels) == "213x4567890"
    assert len({label.colour for label in labels[:10]}) == 10
    assert all(label.colour in COLOURS for label in labels)


A = '[[label]]\nname = "A"\n'
B = '[[label]]\nname = "B"\n'


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("[[lable]]", 1, "“label”"),
        ("\nlabel = 3", 2, "[[label]]"),
        ('[label]\nname = "A"', 1, "[[label]]"),
        ("[[label]]\nname = 3", 2, "name"),
        ('[[label]]\nkey = "1"', 1, "“name” is missing"),
        ('[[label]]\nname = "A "', 2, "spaces"),
        ('[[label]]\nname = "A\\nB"', 2, "printed"),
        (f'{A}[[label]]\n# name = "B"\nname = "B"\ncolor = "#000000"', 6, "colour"),
        (f"{A}{B}{A}", 6, "two of the name “A”"),
        (f'{A}key = "1"\n{B}\n  key = "1"', 7, "already that of “A”"),
        (f'{A}key = "ab"', 3, "“ab”"),
        (f'{A}key = "中"', 3, "“中”"),
        (f'{A}key = "u"', 3, "Undo"),
        (f"{A}key = 1", 3, "key"),
        (f'{A}colour = "red"', 3, "#3067d4"),
        (f'{A}examples = "x"', 3, "examples"),
        (f"{A}examples = [1]", 3, "examples"),
        (
            f'{A}attributes = [\n  {{ name = "x", kind = "flag" }}, # {{\n  {{ name = "y", kind = "flga" }},\n]',
            5,
            "flag",
        ),
        (f'{A}attributes = [{{ name = "x" }}]', 3, "choice, flag, text"),
        (f'{A}attributes = [{{ name = "x", kind = "choice" }}]', 3, "choices"),
        (f'{A}attributes = [{{ name = "x", kind = "text", choices = ["a"] }}]', 3, "choices"),
        (f'{A}[[label.attributes]]\nname = "x"\nkind = "flag"\ndefault = "yes"', 6, "true or false"),
        (
            f'{A}[[label.attributes]]\nname = "x"\nkind = "choice"\nchoices = ["name", "pronoun"]\ndefault = "nmae"',
            7,
            "“name”",
        ),
        (
            f'{A}{B}[[label.attributes]]\nname = "x"\nkind = "text"\n[[label.attributes]]\nkind = "z"\nname = "y"',
            9,
            "choice",
        ),
        (f'{A}[[relation]]\nname = "r"\ntails = ["A", "a"]', 5, "known: A"),
        (f'{A}[[relation]]\nname = "r"\nheads = []', 5, "heads"),
        ('[[relation]]\nname = "r"\nheads = ["PRE"]', 3, "PER"),
        ('[[category]]\nname = "c"\n[[category]]\nname = "c"', 4, "“c”"),
        ('[schema]\noverlap = "forbidden"', 2, "forbid"),
        ('[schema]\nsingle-category = "no"', 2, "true or false"),
        ("[schema]\nguidlines = 1", 2, "guidelines"),
        ('schema.overlap = "x"', 1, "forbid"),
        ('[schema]\nguidelines = """\n[[label]]\nname = 1\n"""\n[[label]]\nname = 1', 7, "name"),
        ('label = [\n  { name = "A" },\n  { name = "A" },\n]', 3, "two"),
        ("[[label]]\nname = ", 2, "TOML"),
        (b"# \xff", 1, "UTF-8"),
    ],
)
def test_mistakes_name_file_line_key_and_nearest(tmp_path: Path, content: str | bytes, line: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        load(tmp_path, content)
    problem = caught.value.problem
    assert problem.document == str(tmp_path / "zhupi.toml")
    assert words in str(problem)
    assert problem.line == line


def test_an_attribute_defined_in_two_ways_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="TOML"):
        load(tmp_path, FULL)


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        load_schema(tmp_path)
