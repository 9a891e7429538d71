"""Test dumps that are packed by bzip2: read as a stream from any page on, and never more than the file is worth."""

import io
from bz2 import compress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from seeds.sources.readers.markup import packed
from seeds.sources.readers.markup.packed import PackedError, PackedFile, Restart
from tests.seeds.readers.reading import read_file
from tests.seeds.readers.test_wikis import BODY, dump, page

PAGES = [page(f"河{number}", f"{BODY}{number}", number) for number in range(40)]
TEXT = dump(*PAGES)


def parts(text: str) -> bytes:
    """Pack a dump as large ones are: its head, each ten pages, and its end by themselves."""
    starts = [0, *(text.index(PAGES[number]) for number in range(0, 40, 10)), text.index("</mediawiki>"), len(text)]
    return b"".join(compress(text[start:end].encode()) for start, end in pairwise(starts))


@pytest.mark.parametrize("content", [compress(TEXT.encode()), parts(TEXT)], ids=["whole", "parts"])
def test_a_packed_dump_is_read_as_what_it_holds(tmp_path: Path, content: bytes) -> None:
    plain = read_file(tmp_path / "a.xml", TEXT)
    reading = read_file(tmp_path / "a.xml.bz2", content)
    assert (reading.records, reading.problems) == (plain.records, [])
    assert [notice.partition(": ")[2] for notice in reading.notices] == [
        notice.partition(": ")[2] for notice in plain.notices
    ]


def test_a_page_is_found_without_what_comes_before_its_part() -> None:
    text = TEXT.encode()
    restarts: list[Restart] = []
    file = PackedFile(io.BytesIO(parts(TEXT)), restarts)
    while file.read(1000):
        pass
    assert len(restarts) == 5
    damaged = bytearray(parts(TEXT))
    damaged[: restarts[-2].packed] = bytes(restarts[-2].packed)
    file = PackedFile(io.BytesIO(damaged), restarts)
    start = text.index("河35".encode())
    assert file.seek(start) == start
    assert file.read(5).decode() == "河35"


@given(st.lists(st.binary(max_size=30), min_size=1, max_size=5), st.lists(st.integers(0, 160), max_size=6))
def test_any_byte_is_found(contents: list[bytes], places: list[int]) -> None:
    whole = b"".join(contents)
    file = PackedFile(io.BytesIO(b"".join(map(compress, contents))), [])
    for place in places:
        assert file.seek(place) == min(place, len(whole))
        assert file.read(1) == whole[place : place + 1]


FAULTS = {
    "cut": (compress(TEXT.encode())[:-20], "ends in the middle"),
    "damaged": (parts(TEXT)[:-30] + b"x" * 30, "cannot be unpacked"),
    "followed by something": (compress(TEXT.encode()) + b"trailing", "cannot be unpacked"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_damaged_is_read_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    content, words = FAULTS[name]
    (tmp_path / "a.xml.bz2").write_bytes(content)
    problems = [item for item in Corpus.open(tmp_path).scan() if isinstance(item, Problem)]
    assert any(words in str(problem) for problem in problems)


def test_no_more_is_unpacked_than_the_file_is_worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = compress(f"<mediawiki>{' ' * (16 << 20)}</mediawiki>".encode())
    reading = read_file(tmp_path / "a.xml.bz2", bomb)
    assert reading.records == []
    assert any("more than 200 times its packed size" in problem for problem in reading.problems)
    reading = read_file(tmp_path / "b.xml.bz2", compress(b"<mediawiki>") + compress(b" " * (1 << 20)) * 2000)
    assert any("more than 200 times its packed size" in problem for problem in reading.problems)
    monkeypatch.setattr(packed, "STREAM", 1000)
    file = PackedFile(io.BytesIO(compress(TEXT.encode())), [])
    with pytest.raises(PackedError, match="has more than"):
        file.seek(len(TEXT))


def test_packed_xml_of_another_kind_is_left_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("題\n文。", "utf-8")
    (tmp_path / "b.xml.bz2").write_bytes(compress(b"<project/>"))
    (tmp_path / "c.bz2").write_bytes(compress(b"x"))
    notices = [str(item) for item in Corpus.open(tmp_path).scan(notices=True)][1:]
    assert notices == [f"{tmp_path.name}: 2 files of other kinds left out: .bz2 2"]
    with pytest.raises(SourceError, match="XML of a kind that is not read: project"):
        read_file(tmp_path / "b.xml.bz2", compress(b"<project/>"), alone=True)
