"""Test renaming a label in every file, whoever has reformatted it; somebody's own file of that name does no harm."""

import base64
import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.maintenance.relabel import INTENT, LabelChange, Relabelling, _parsed
from annotations.schema_io.file import SchemaFile
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.errors import Problem, ZhupiError
from seeds.sources.corpus import Corpus
from tests.annotations.marked import BODY, added, span
from tui.cli.main import dispatch

SCHEMA = '[[label]]\nname = "ORG"\n\n[[label]]\nname = "PER"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA, "utf-8")
    corpus = Corpus.open(tmp_path)
    (info,) = (item for item in corpus.scan() if isinstance(item, ArticleInfo))
    opened = Store(tmp_path / "annotations", "a1").open(corpus.read(info))
    opened.make(added(span("s1", 0, 4), span("s2", 8, 11, "PER")))
    assert opened.close()
    return tmp_path


def the_file(project: Path) -> Path:
    return next((project / "annotations").rglob("*.toml"))


def alone(project: Path) -> None:
    """Leave only the file, as after a clone or a clean."""
    for path in (project / "annotations").rglob(".*"):
        if path.is_file() and path.name != ".gitignore":
            path.unlink()


@pytest.mark.parametrize(
    "spelling", ["label = 'ORG'", 'label = "\\u004fRG"', 'label   =   "ORG"  # x', '"label" = "ORG"']
)
def test_a_file_that_was_reformatted_is_changed_too(project: Path, spelling: str) -> None:
    alone(project)
    content = the_file(project).read_text("utf-8").replace('label = "ORG"', spelling)
    assert spelling in content
    the_file(project).write_text(content, "utf-8")
    work = Relabelling(project / "annotations", Corpus.open(project))
    work.check(LabelChange("ORG", "FIRM"))
    assert work.finish(LabelChange("ORG", "FIRM")) == []
    assert 'label = "FIRM"' in the_file(project).read_text("utf-8")
    assert "ORG" not in the_file(project).read_text("utf-8")


def note(**values: object) -> bytes:
    table = {"label-change": 1, "old": "ORG", "new": "FIRM", "merge": False, "undo": False}
    schema = {"before": sha256(SCHEMA.encode()).hexdigest(), "after": base64.b64encode(SCHEMA.encode()).decode()}
    return json.dumps(table | {"schema": schema} | values).encode()


@pytest.mark.parametrize("name", ["", " ", "a\u0000b", "\x1b]52;c;x\x07", "\ud800", "\u202eORG", "a\nb"])
@pytest.mark.parametrize("key", ["old", "new"])
def test_names_that_no_schema_allows_are_refused(project: Path, key: str, name: str) -> None:
    before = the_file(project).read_bytes()
    (project / "annotations" / INTENT).write_bytes(note(**{key: name}))
    work = Relabelling(project / "annotations", Corpus.open(project))
    assert isinstance(work.pending(), Problem)
    work.resume(SchemaFile(project / "zhupi.toml"))
    assert the_file(project).read_bytes() == before


@pytest.mark.parametrize(
    "after",
    [
        b"#!/bin/sh\nrm -rf x\n",
        b"\xff\xfe",
        b'[[label]]\nname = "SOMETHING"\n',
        b'[suggest.chat]\nurl = "http://127.0.0.1:9/v1"\nmodel = "m"\n',
        b"[" * 100_000,
    ],
)
def test_a_note_writes_nothing_into_the_settings_but_what_a_change_of_labels_explains(
    project: Path, after: bytes
) -> None:
    schema = {"before": sha256(SCHEMA.encode()).hexdigest(), "after": base64.b64encode(after).decode()}
    (project / "annotations" / INTENT).write_bytes(note(schema=schema))
    assert dispatch(["check", str(project), "--repair"]) == 1
    assert (project / "zhupi.toml").read_text("utf-8") == SCHEMA


@pytest.mark.parametrize("follow", [False, True])
def test_a_note_writes_through_no_link(
    project: Path, tmp_path: Path, follow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.toml"
    config = tmp_path.parent / f"{tmp_path.name}-config.toml"
    config.write_text("[sources]\nfollow-links = true\n" if follow else "", "utf-8")
    monkeypatch.setenv("ZHUPI_CONFIG", str(config))
    (project / "zhupi.toml").unlink()
    (project / "zhupi.toml").symlink_to(outside)
    renamed = base64.b64encode(SCHEMA.replace("ORG", "FIRM").encode()).decode()
    for before in (None, sha256(SCHEMA.encode()).hexdigest()):
        (project / "annotations" / INTENT).write_bytes(note(schema={"before": before, "after": renamed}))
        with suppress(ZhupiError):  # a link that leads out is an error where it may not be followed
            dispatch(["check", str(project), "--repair"])
        assert not outside.exists() or outside.read_text("utf-8") == SCHEMA
        outside.write_text(SCHEMA, "utf-8")


@given(
    st.dictionaries(
        st.sampled_from(["label-change", "old", "new", "merge", "undo", "schema"]),
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=4)
        | st.lists(st.integers(), max_size=2)
        | st.dictionaries(st.sampled_from(["before", "after"]), st.none() | st.text(max_size=4), max_size=2),
    )
)
def test_a_note_with_values_of_any_type_is_read_or_refused(values: dict[str, object]) -> None:
    try:
        change, _target = _parsed(note(**values))
    except (ValueError, LookupError, TypeError, AttributeError):
        return
    assert change.old.isprintable()
    assert change.new.isprintable()


NAMING = """
[suggest]
gazetteers = ["names.tsv", "names.toml", "../outside.tsv", "sound.tsv"]
labels = { LOC = "ORG", PERSON = "PER" }

[suggest.gliner]
model = "m"
[suggest.gliner.labels]
company = "ORG"
"""


def naming(project: Path) -> None:
    (project / "zhupi.toml").write_text(SCHEMA + NAMING, "utf-8")
    (project / "names.tsv").write_text("# ORG\n美團\tORG\nORG\tPER\n小米\tORG\n", "utf-8")
    (project / "names.toml").write_text('PER = ["雷軍"]\nORG = ["騰訊"]\n', "utf-8")
    (project / "sound.tsv").write_text("雷軍\tPER\n", "utf-8")


def test_where_settings_and_lists_still_name_a_label_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    naming(project)
    work = Relabelling(project / "annotations", Corpus.open(project))
    told = [str(problem).replace(f"{project}/", "") for problem in work.still_named(LabelChange("ORG", "FIRM"))]
    settings, of_suggester, tsv, toml, outside = told
    line = 1 + (SCHEMA + NAMING).split("\n").index('labels = { LOC = "ORG", PERSON = "PER" }')
    assert settings.startswith(f"zhupi.toml:{line}: “LOC” still leads to the label ORG")
    assert of_suggester.startswith(f"zhupi.toml:{line + 5}: “company” still leads to the label ORG")
    assert tsv.startswith("names.tsv:2: still names the label ORG")
    assert "(lines 2, 4)" in tsv
    assert toml.startswith("names.toml:2: still names the label ORG")
    assert "outside.tsv: is outside of the project" in outside
    assert not work.still_named(LabelChange("ORG", "FIRM", merge=True, undo=True))
    (project / "annotations" / INTENT).write_bytes(note(schema={"before": None, "after": None}))
    assert dispatch(["check", str(project), "--repair"]) == 1
    assert all(said in capsys.readouterr().out.replace(f"{project}/", "") for said in (settings,))
    assert (project / "names.tsv").read_text("utf-8").count("\tORG") == 2


def test_a_project_whose_settings_name_no_label_is_told_nothing(project: Path) -> None:
    work = Relabelling(project / "annotations", Corpus.open(project))
    assert work.still_named(LabelChange("ORG", "FIRM")) == []
