"""Test the texts from standard input: kept once, listed, exported as any project, removed with care."""

from bz2 import compress
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage.kept_texts import keep_text, kept_texts, kept_texts_folder, remove_text
from annotations.storage.paths import annotations_folder
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.errors import NotFoundError, SourceError
from seeds.sources.corpus import Corpus
from tests.seeds.readers.books import BODY, book, page

TEXT = "題\n河水慢慢地流，流過了村子。".encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "zhupi" / "texts"


def test_a_text_is_kept_once_by_its_bytes(folder: Path) -> None:
    assert list(kept_texts()) == []
    path = keep_text(TEXT)
    assert path == keep_text(TEXT)
    assert path.parent == folder
    assert path.read_bytes() == TEXT
    assert path.stat().st_mode & 0o077 == 0
    (text,) = kept_texts()
    assert (text.path, text.name, [each.title for each in text.articles], text.annotations) == (
        path,
        path.stem,
        ["題"],
        [],
    )


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (TEXT, ".txt"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>a", ".html"),
        (b'<?xml version="1.0"?><html xmlns="x">', ".html"),
        (b'<?xml version="1.0"?><rss>', ".xml"),
        (b"<feed>", ".xml"),
        (book({"a.xhtml": page(BODY)}), ".epub"),
        (b"<p>a", ".txt"),
        (f'[{{"text": "{BODY}"}}]'.encode(), ".json"),
        (f'{{"data": [{{"title": "題", "text": "{BODY}"}}]}}\n'.encode("gb18030"), ".json"),
        (f' {{"text": "{BODY}"}}\n\n{{"text": "{BODY}"}}\n'.encode(), ".jsonl"),
        (f"[{BODY}]\n{{{BODY}}}".encode(), ".txt"),
        (b"[1]\n[2]\n", ".txt"),
        (f"[1] {BODY}\n[2] {BODY}".encode(), ".txt"),
        (f"標題,內文\n題,{BODY}\n".encode("cp950", "replace"), ".csv"),
        (f"id\tcontent\n1\t{BODY}\n".encode(), ".tsv"),
        (f"sep=;\n題;{BODY}\n目;{BODY}".encode(), ".csv"),
        (f"One, two\n{BODY}, three".encode(), ".txt"),
        (f"內文,如下\n{BODY}\n".encode(), ".txt"),
        (f"1\n00:00:01,000 --> 00:00:02,000\n{BODY}\n".encode(), ".srt"),
        (f"WEBVTT\n\n00:01.000 --> 00:02.000\n{BODY}\n".encode(), ".vtt"),
        (b"[Script Info]\nTitle: x\n", ".ass"),
        (compress(b"<mediawiki>"), ".xml.bz2"),
        (b"\xff\xfe\x00", ".txt"),
    ],
)
def test_a_text_is_kept_as_what_it_is(content: bytes, ending: str) -> None:
    assert "".join(keep_text(content).suffixes) == ending


def test_a_text_that_was_kept_as_another_kind_keeps_its_marks(folder: Path) -> None:
    content = f'[{{"text": "{BODY}"}}]'.encode()
    path = keep_text(content)
    former = path.rename(path.with_suffix(".txt"))
    assert keep_text(content) == path
    assert not former.exists()
    path.rename(former)
    mark(former)
    assert keep_text(content) == former
    assert [text.name for text in kept_texts()] == [former.stem]


def mark(path: Path) -> None:
    """Mark a word of a kept text, which is opened alone."""
    corpus = Corpus.open(path)
    (info,) = [item for item in corpus.scan() if isinstance(item, ArticleInfo)]
    program = Store(annotations_folder(corpus).folder, "某人").open(corpus.read(info))
    program.make(Change("mark", added=(Span("s1", 2, 4, "LOC"),)))
    program.close()


def test_its_marks_stand_in_the_project_of_all_of_them() -> None:
    path = keep_text(TEXT)
    mark(path)
    (text,) = kept_texts()
    assert len(text.annotations) == 1
    whole = Corpus.open(kept_texts_folder())
    assert annotations_folder(whole).folder in text.annotations[0].parents
    assert [item.origin.document for item in whole.scan() if isinstance(item, ArticleInfo)] == [path.name]


def test_a_text_with_marks_is_removed_with_them_or_not_at_all(folder: Path) -> None:
    path, other = keep_text(TEXT), keep_text(TEXT * 2)
    mark(path)
    with pytest.raises(SourceError, match="has annotations"):
        remove_text(path.stem)
    assert path.exists()
    remove_text(path.stem[:9], with_annotations=True)
    assert [text.path for text in kept_texts()] == [other]
    assert not list(folder.rglob("*.toml"))
    remove_text(other.stem)
    assert list(kept_texts()) == []


@pytest.mark.parametrize("name", ["", "zz", "../annotations"])
def test_what_is_no_text_is_not_removed(name: str) -> None:
    path = keep_text(TEXT)
    with pytest.raises(NotFoundError):
        remove_text(name)
    assert path.exists()
