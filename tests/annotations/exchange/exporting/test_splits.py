"""Splits by article: the same for ever, of about the sizes that were asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.exporting.splits import Split
from seeds.errors import SourceError

SHARES = st.lists(st.integers(1, 100), min_size=2, max_size=3).map(lambda shares: "/".join(map(str, shares)))


@given(SHARES, st.integers(), st.text())
def test_an_article_is_in_one_of_the_parts(shares: str, seed: int, name: str) -> None:
    split = Split.parse(shares, seed)
    assert split.part_of(name) in split.names
    assert str(split) == shares


def test_an_article_never_changes_sides() -> None:
    split = Split.parse("80/10/10", 7)
    names = ["4a36602cfad1", "00fa0deca8ca", "文-2", "a1", "\ud800", "", "b7", "c9"]
    parts = ["train", "train", "dev", "train", "train", "train", "train", "train"]
    assert [split.part_of(name) for name in names] == parts


def test_sizes_are_about_what_was_asked_for_and_seeds_differ() -> None:
    names = [f"a{number}" for number in range(10_000)]
    one, other = Split.parse("80/10/10", 1), Split.parse("80/10/10", 2)
    parts = [one.part_of(name) for name in names]
    assert 0.78 < parts.count("train") / len(names) < 0.82
    assert 0.09 < parts.count("dev") / len(names) < 0.11
    assert parts != [other.part_of(name) for name in names]


def test_a_larger_share_only_takes_from_the_next_part() -> None:
    names = [f"a{number}" for number in range(1000)]
    less, more = Split.parse("70/30"), Split.parse("80/20")
    assert {name for name in names if less.part_of(name) == "train"} < {
        name for name in names if more.part_of(name) == "train"
    }


@pytest.mark.parametrize("text", ["", "80", "80/20/0", "a/b", "80/10/5/5", "-1/2", "80,20", "８/２"])
def test_what_is_no_split(text: str) -> None:
    with pytest.raises(SourceError, match="80/10/10"):
        Split.parse(text)
