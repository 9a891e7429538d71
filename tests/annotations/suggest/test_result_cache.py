"""Results that are kept, found again, forgotten, and lost without harm."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.suggest.cache import ResultCache, cache_key
from annotations.suggest.suggestion import Suggestion

Open = Callable[..., ResultCache]

FOUND = [Suggestion(0, 2, "LOC", 0.5, "slow"), Suggestion(3, 4, "人物", 1.0, "slow")]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open a cache, which is closed when the test is over."""
    caches: list[ResultCache] = []

    def opened(path: Path = tmp_path / "cache.sqlite3", **options: int) -> ResultCache:
        caches.append(ResultCache(path, **options))
        return caches[-1]

    yield opened
    for cache in caches:
        cache.close()


def test_what_is_kept_is_there_for_the_next_program(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "below" / "cache.sqlite3"
    key, other = cache_key("北京", "lac", "1", "{}"), cache_key("北京", "lac", "2", "{}")
    first = opened(path)
    assert first.load([key]) == {}
    first.save({key: FOUND, other: []})
    assert opened(path).load([key, other]) == {key: FOUND, other: []}


def test_every_input_makes_another_key() -> None:
    keys = [cache_key(*values) for values in [("a", "b", "c"), ("a", "bc", ""), ("ab", "", "c"), ("a\ud800", "b", "c")]]
    assert len(set(keys)) == len(keys)
    assert cache_key("a", "b", "c") == keys[0]


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_a_damaged_file_is_no_cache(tmp_path: Path, opened: Open, content: bytes) -> None:
    path = tmp_path / "cache.sqlite3"
    path.write_bytes(content)
    cache = opened(path)
    assert cache.load([b"1"]) == {}
    cache.save({b"1": FOUND})
    assert cache.load([b"1"]) == {b"1": FOUND}


def test_a_row_that_cannot_be_read_is_no_result(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "cache.sqlite3"
    cache = opened(path)
    cache.save({b"1": FOUND})
    for broken in ("[[1]]", "{", "3"):
        with sqlite3.connect(path) as connection:
            connection.execute("update results set found = ?", (broken,))
        connection.close()
        assert cache.load([b"1"]) == {}
        cache.save({b"1": FOUND})
        assert cache.load([b"1"]) == {b"1": FOUND}


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path, opened: Open) -> None:
    (tmp_path / "file").write_text("")
    cache = opened(tmp_path / "file" / "cache.sqlite3")
    cache.save({b"1": FOUND})
    assert cache.load([b"1"]) == {}


def test_a_file_that_goes_while_it_is_open_costs_nothing_but_results(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "cache.sqlite3"
    cache = opened(path)
    cache.save({b"1": FOUND})
    path.unlink()
    cache.save({b"2": FOUND})
    cache.load([b"1", b"2"])


def test_another_program_that_writes_is_not_waited_for_long(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "cache.sqlite3"
    cache = opened(path)
    cache.save({b"1": FOUND})
    other = sqlite3.connect(path)
    other.execute("begin exclusive")
    assert cache.load([b"1"]) == {}
    cache.save({b"2": FOUND})
    other.rollback()
    other.close()
    assert cache.load([b"1", b"2"]) == {b"1": FOUND}


def test_what_was_used_longest_ago_is_forgotten(tmp_path: Path, opened: Open) -> None:
    cache = opened(tmp_path / "cache.sqlite3", largest=60_000)
    many = [Suggestion(0, 1, "L" * 100, 0.5, "slow")] * 20
    keys = [b"%d" % number for number in range(60)]
    for key in keys:
        cache.save({key: many})
        assert cache.load([keys[0]])
    kept = cache.load(keys)
    assert keys[0] in kept
    assert keys[-1] in kept
    assert len(kept) < 40
    assert (tmp_path / "cache.sqlite3").stat().st_size < 100_000
