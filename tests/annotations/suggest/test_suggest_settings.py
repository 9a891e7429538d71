"""The table [suggest] of zhupi.toml, and how its mistakes are told."""

from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.schema_io.file import load_schema
from annotations.schema_io.writer import starting_file
from annotations.suggest.settings import SuggestSettings, load_suggest_settings
from seeds.errors import SourceError

LABELS = ["PER", "ORG"]


def load(folder: Path, content: str) -> SuggestSettings:
    (folder / "zhupi.toml").write_text(content, "utf-8")
    return load_suggest_settings(folder, LABELS)


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        [suggest]
        suggesters = ["patterns", "memory", "patterns"]
        min-score = 0.5
        gazetteers = ["lists/names.tsv"]
        labels = { PERSON = "PER" }
        timeout = 2
        [suggest.weights]
        patterns = 0.5
        [suggest.chat]
        url = "http://localhost:1"
        """,
    )
    assert settings.names == ("patterns", "memory")
    assert settings.min_score == 0.5
    assert settings.gazetteers == (tmp_path / "lists/names.tsv",)
    assert (dict(settings.labels), dict(settings.weights)) == ({"PERSON": "PER"}, {"patterns": 0.5})
    assert settings.timeout == 2.0
    assert settings.tables.table("chat").text("url") == "http://localhost:1"


@pytest.mark.parametrize("content", ["", "[sources]\n"])
def test_the_defaults_hold_where_nothing_is_said(tmp_path: Path, content: str) -> None:
    settings = load(tmp_path, content)
    assert (settings.names, settings.min_score, settings.gazetteers) == ((), 0.3, ())
    assert settings.folder == tmp_path
    assert list(settings.tables) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("suggester = []", "2: there is no setting “suggester” (did you mean “suggesters”?)"),
        ("min-score = 2", "2: “min-score” has to be a number"),
        ("\nsuggesters = ['paterns']", "3: there is no suggester “paterns” (did you mean “patterns”?)"),
        ("labels = { X = 'PERS' }", "2: there is no X “PERS” (did you mean “PER”?)"),
        ("weights = { lacc = 1 }", "2: there is no suggester “lacc” (did you mean “lac”?)"),
        ("timeout = 0", "2: “timeout” has to be a number"),
        ("spacy = 1", "2: “spacy” has to be a table"),
        ("[suggest.spcay]", "2: there is no setting “spcay” (did you mean “spacy”?)"),
        ("gazetteers = 'a'", "2: “gazetteers” has to be a list"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        load(tmp_path, f"[suggest]\n{content}\n")
    assert f"zhupi.toml:{message}" in str(caught.value)


def test_a_plug_in_may_have_a_table_and_be_named(tmp_path: Path, plugins: Path) -> None:
    settings = load(tmp_path, "[suggest]\nsuggesters = ['stars']\n[suggest.stars]\nlabel = 'PER'\n")
    assert settings.names == ("stars",)


def test_the_file_to_begin_with_can_be_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "zhupi.toml"
    lines = starting_file(default_schema()).splitlines()
    path.write_text("\n".join(line[1:] if line[:1] == "#" and line[1:2] != " " else line for line in lines), "utf-8")
    labels = [label.name for label in load_schema(tmp_path).labels]
    settings = load_suggest_settings(tmp_path, labels)
    assert settings.names == ("patterns", "gazetteer", "lac", "memory", "learned")
    assert settings.min_score == SuggestSettings().min_score
    assert settings.timeout == SuggestSettings().timeout
