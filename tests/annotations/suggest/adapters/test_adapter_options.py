"""Test what a project may say of a model, and what it is told of mistakes."""

from pathlib import Path

import pytest

from annotations.extras import installed_version, require
from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.options import ModelOptions
from annotations.suggest.adapters.prepared import ModelScript
from annotations.suggest.adapters.spacy_pipeline import SpacySuggester
from seeds.errors import SourceError
from seeds.toml.table import TomlTable


def settings(content: str) -> TomlTable:
    file = TomlTable.parse(Path("zhupi.toml"), f"[suggest.spacy]\n{content}\n".encode())
    return file.table("suggest").table("spacy")


def read(content: str, folder: Path) -> ModelOptions:
    return ModelOptions.read(settings(content), folder, default_schema(), 0.25)


def test_everything_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    content = 'model = "m"\nscript = "original"\nbatch-size = 4\nmin-score = 0.5\nlabels = { GPE = "LOC", MISC = "" }'
    options = read(content, tmp_path)
    assert options == ModelOptions(
        "m", tmp_path / "m", {"GPE": "LOC", "MISC": ""}, ModelScript.ORIGINAL, batch_size=4, min_score=0.5
    )
    assert [options.label(name) for name in ("GPE", "MISC", "PER")] == ["LOC", "", "PER"]


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    assert read('model = "m"', tmp_path) == ModelOptions(
        "m", None, {}, ModelScript.SIMPLIFIED, batch_size=16, min_score=0.25
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", r"zhupi\.toml:1: “model” is missing"),
        ('model = "m"\nscrip = "original"', r"zhupi\.toml:3: .*“scrip” \(did you mean “script”"),
        ('model = "m"\nscript = "orignal"', r"zhupi\.toml:3: .*“orignal” \(did you mean “original”"),
        ('model = "m"\nbatch-size = 0', r"zhupi\.toml:3: “batch-size”"),
        ('model = "m"\nmin-score = 2', r"zhupi\.toml:3: “min-score”"),
        ('model = "m"\n[suggest.spacy.labels]\nGPE = "LOK"', r"zhupi\.toml:4: .*“LOK” \(did you mean “LOC”"),
    ],
)
def test_a_mistake_is_told_with_its_line(content: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=told):
        read(content, tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"zhupi\.toml:2: there is no folder “models/ner”"):
        SpacySuggester(settings('model = "models/ner"'), tmp_path, default_schema())


def test_other_options_and_other_files_are_another_version(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    folder.mkdir()
    versions = {read('model = "m"', tmp_path).fingerprint, read('model = "m"\nmin-score = 0.5', tmp_path).fingerprint}
    (folder / "weights").write_bytes(b"1")
    versions.add(read('model = "m"', tmp_path).fingerprint)
    (folder / "weights").write_bytes(b"12")
    versions.add(read('model = "m"', tmp_path).fingerprint)
    assert len(versions) == 4
    assert read('model = "m"', tmp_path).fingerprint in versions


def test_a_missing_package_is_told_with_the_extra_that_brings_it() -> None:
    with pytest.raises(
        SourceError, match=r"needs no_such_package, which is not installed .*pip install 'zhupi\[spacy\]'"
    ):
        require("no_such_package", "spacy", "spacy")
    assert installed_version("no_such_package") == ""


def test_a_package_that_is_broken_is_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half_a_package.py").write_text("import the_other_half\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SourceError, match="cannot be imported: No module named 'the_other_half'"):
        require("half_a_package", "spacy", "spacy")
