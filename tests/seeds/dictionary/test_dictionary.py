"""The dictionary: made from the one file of the package, and looked up in either script."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from seeds.dictionary import cedict
from seeds.dictionary.cedict import CEDICT, ENTRIES
from seeds.dictionary.lookup import Dictionary, installed_dictionary
from seeds.errors import SourceError
from seeds.packs.store import add
from tests.dictionaries import LINES, dictionary_archive

PACK = replace(CEDICT, pinned={})


@pytest.fixture
def dictionary(tmp_path: Path) -> Dictionary:
    add(PACK, from_file=dictionary_archive(tmp_path))
    found = installed_dictionary()
    assert found
    return found


def test_none_is_installed_at_first() -> None:
    assert installed_dictionary() is None


@pytest.mark.parametrize(
    ("word", "pronunciations"),
    [
        ("國家", ["guó jiā"]),
        ("国家", ["guó jiā"]),
        ("好", ["hǎo", "hào"]),
        ("裏面", ["lǐ miàn"]),  # a variant that the dictionary does not have
        ("律師", ["lǜ shī"]),
        ("=國", []),
        ("家", []),
        ("", []),
        ("\ud800", []),
        ("公司\t", []),
    ],
)
def test_words_in_either_script(dictionary: Dictionary, word: str, pronunciations: list[str]) -> None:
    assert [entry.pinyin for entry in dictionary.entries(word)] == pronunciations


def test_every_word_of_it_is_found(dictionary: Dictionary) -> None:
    for line in LINES.splitlines():
        traditional, simplified = line.split()[:2]
        assert dictionary.entries(traditional) == dictionary.entries(simplified) != []


def test_an_entry(dictionary: Dictionary) -> None:
    (entry,) = dictionary.entries("国家")
    assert (entry.traditional, entry.simplified, entry.zhuyin) == ("國家", "国家", "ㄍㄨㄛˊ ㄐㄧㄚ")
    assert entry.meanings == ("country", "nation", "CL:個|个[gè]")


def test_the_words_that_a_text_begins_with(dictionary: Dictionary) -> None:
    assert dictionary.words("國家隊的律師") == ["國家隊", "國家", "國"]


def test_date_and_licence_are_told(dictionary: Dictionary) -> None:
    assert dictionary.about == "CC-CEDICT · 2023-11-07 · CC BY-SA 4.0"


def test_the_archive_is_pinned(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="SHA-256"):
        add(CEDICT, from_file=dictionary_archive(tmp_path))
    assert installed_dictionary() is None
    with pytest.raises(SourceError, match=r"1\.3\.0"):
        add(CEDICT, from_file=dictionary_archive(tmp_path, version="1.3.0"))


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (b"import os", "broken"),
        (gzip.compress(LINES.encode(), mtime=0)[:-12], "broken|end is missing"),
        (gzip.compress(b"\xff\xfe", mtime=0), "UTF-8"),
        (gzip.compress("好 好 hao3 good\n".encode(), mtime=0), "line 1"),
    ],
)
def test_what_is_no_dictionary_is_refused(tmp_path: Path, packed: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        add(PACK, from_file=dictionary_archive(tmp_path, packed=packed))
    assert installed_dictionary() is None


def test_no_more_is_unpacked_than_a_dictionary_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cedict, "LISTS", 50)
    with pytest.raises(SourceError, match="too large"):
        add(PACK, from_file=dictionary_archive(tmp_path))


def test_escape_sequences_in_it_are_shown_as_signs(tmp_path: Path) -> None:
    add(PACK, from_file=dictionary_archive(tmp_path, "好 好 [hao3] /go\x1b]52;c;eA==\x07od/\n"))
    found = installed_dictionary()
    assert found
    assert found.entries("好")[0].meanings == ("go␛]52;c;eA==␇od",)


def test_a_damaged_dictionary_is_told(dictionary: Dictionary, tmp_path: Path) -> None:
    (path,) = (Path(dictionary.folder)).glob(ENTRIES)
    path.write_bytes("好\t好\n".encode())
    with pytest.raises(SourceError, match="zhupi data add cedict"):
        Dictionary(path.parent).entries("好")
    for content in (b"", b"\xff\xfe\n\t\n", "好".encode(), b"\n\n\n"):
        path.write_bytes(content)
        assert Dictionary(path.parent).entries("好") == []
