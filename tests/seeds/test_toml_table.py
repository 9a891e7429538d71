"""Test numbers and keys of TOML tables; the other kinds of value are tested with the settings that use them."""

from pathlib import Path

import pytest

from seeds.errors import SourceError
from seeds.toml.table import TomlTable


def parse(content: str) -> TomlTable:
    return TomlTable.parse(Path("zhupi.toml"), content.encode())


def test_the_keys_of_a_table_come_in_the_order_of_the_file() -> None:
    assert list(parse("[a]\nz = 1\nb = 2\n[a.k]\n").table("a")) == ["z", "b", "k"]


def test_numbers() -> None:
    table = parse("a = 1\nb = 0.25\n")
    assert table.number("a", 0.5) == 1.0
    assert table.number("b", 0.5) == 0.25
    assert table.number("c", 0.5) == 0.5
    assert table.count("a", 7, 1, 9) == 1
    assert table.count("c", 7, 1, 9) == 7


@pytest.mark.parametrize("value", ["true", "'1'", "1.01", "-1", "nan", "inf", "[1]"])
def test_what_is_no_number_in_the_range_is_told_with_its_line(value: str) -> None:
    with pytest.raises(SourceError, match=r"zhupi\.toml:2: “a” has to be a number from 0 to 1"):
        parse(f"x = 1\na = {value}\n").number("a", 0.5)


@pytest.mark.parametrize("value", ["true", "'1'", "1.0", "0", "10", "nan", "[1]"])
def test_what_is_no_whole_number_in_the_range_is_told_with_its_line(value: str) -> None:
    with pytest.raises(SourceError, match=r"zhupi\.toml:1: “a” has to be a whole number from 1 to 9"):
        parse(f"a = {value}\n").count("a", 7, 1, 9)
