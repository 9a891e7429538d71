"""Test the paths of annotations."""

import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.storage.paths import (
    SUGGESTED,
    AnnotationsFolder,
    annotations_folder,
    article_path,
    companion,
    document_folder,
    safe_name,
    suggestions_path,
)
from seeds.sources.corpus import Corpus

ANYTHING = st.text(min_size=1, max_size=300)
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def is_safe(name: str) -> bool:
    """Return whether Linux, macOS and Windows take a name."""
    return (
        bool(name)
        and len(name.encode()) <= 143
        and not FORBIDDEN & set(name)
        and name[-1] not in " ."
        and not PureWindowsPath(name).is_reserved()
    )


@given(ANYTHING)
def test_every_name_is_safe(name: str) -> None:
    assert is_safe(safe_name(name))


@given(st.sampled_from(["CON", "nul.txt", "..", ".", "a.", " ", "\ud800", "a/b", "com1", "x" * 400, "e\u0301"]))
def test_odd_names_are_safe(name: str) -> None:
    assert is_safe(safe_name(name))


@given(ANYTHING, ANYTHING)
def test_two_names_stay_two(one: str, other: str) -> None:
    if one != other and one.casefold() != other.casefold():
        assert safe_name(one) != safe_name(other) or one.replace("\u0301", "") == other


@given(ANYTHING | ANYTHING.map(".".__add__))
def test_no_name_is_that_of_the_folder_of_suggestions_or_hidden(name: str) -> None:
    assert not safe_name(name).startswith(".")
    path = suggestions_path(Path("annotations"), name, "4a36602cfad1", "標題")
    assert path.parts[:2] == ("annotations", SUGGESTED)
    assert all(is_safe(part) for part in path.parts)


@pytest.mark.parametrize("name", ["taobao.txt", "淘寶 2026.txt", "a1", "資料_v2.jsonl"])
def test_plain_names_stay_as_they_are(name: str) -> None:
    assert safe_name(name) == name


@given(ANYTHING, ANYTHING, ANYTHING)
def test_the_file_of_an_article_is_safe_and_below_the_folder(document: str, identifier: str, title: str) -> None:
    path = article_path(Path("annotations"), "a1", document, identifier, title)
    assert all(is_safe(part) for part in path.parts)
    assert is_safe(companion(path, "journal").name)
    assert path.parts[:2] == ("annotations", "a1")
    assert path.suffix == ".toml"


def test_names_can_be_read() -> None:
    path = article_path(Path("p"), "a1", "news/taobao.txt", "4a36602cfad1", "外賣搶人大戰,騎手成“搶手資源”?北京城裡")
    assert path == Path("p/a1/news/taobao.txt/外賣搶人大戰-騎手成-搶手資源-北京城裡.4a36602cfad1.toml")


def test_a_file_is_found_by_id_when_the_title_has_changed(tmp_path: Path) -> None:
    first = article_path(tmp_path, "a1", "a.txt", "4a36602cfad1", "舊標題")
    first.parent.mkdir(parents=True)
    first.touch()
    (first.parent / "別的.4a36602cfad1-2.toml").touch()
    (first.parent / ".舊標題.4a36602cfad1.lock").touch()
    assert article_path(tmp_path, "a1", "a.txt", "4a36602cfad1", "新標題") == first
    assert article_path(tmp_path, "a1", "a.txt", "4a36602cfad1-2", "x").name == "別的.4a36602cfad1-2.toml"
    assert article_path(tmp_path, "a1", "a.txt", "602cfad1", "x").name == "x.602cfad1.toml"


def test_ids_that_differ_by_case_have_two_files() -> None:
    names = {article_path(Path("p"), "a1", "a.csv", name, "").name.casefold() for name in ("Ab", "ab", "aB", "AB")}
    assert len(names) == 4


def test_documents_are_folders() -> None:
    assert document_folder(Path("p"), "甲", "x/y.csv") == Path("p/甲/x/y.csv")


def test_annotations_are_in_the_project(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    assert annotations_folder(Corpus.open(tmp_path)) == AnnotationsFolder(tmp_path / "annotations")
    assert annotations_folder(Corpus.open(tmp_path / "a.txt")) == AnnotationsFolder(tmp_path / "annotations")
    assert annotations_folder(Corpus.open(tmp_path), tmp_path / "x") == AnnotationsFolder(tmp_path / "x")
    assert not (tmp_path / "annotations").exists()


def test_annotations_of_the_bundled_articles_are_the_users(home: Path) -> None:
    place = annotations_folder(Corpus.open(None))
    assert place.folder.is_relative_to(home)
    assert place.why
    assert not place.folder.exists()


def test_a_project_that_cannot_be_written_has_its_own_folder_elsewhere(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **_more: False)
    places = [annotations_folder(Corpus.open(folder)) for folder in (tmp_path, home)]
    assert len({place.folder for place in places}) == 2
    assert all(
        place.folder.is_relative_to(home) and str(source) in place.why
        for place, source in zip(places, (tmp_path, home), strict=True)
    )
