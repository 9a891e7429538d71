"""Values of arguments, as the commands read them."""

import argparse
from pathlib import Path

import pytest

from tui.cli.arguments.values import names_in, pair, positive_number, score, tag_names


def test_what_is_well_formed() -> None:
    assert pair("LABEL=NAME")(" ORG = a=b ") == ("ORG", "a=b")
    assert (positive_number("12"), score("0"), score("1"), score("0.5")) == (12, 0, 1, 0.5)
    assert names_in(" ORG, ,PER,") == ["ORG", "PER"]
    assert names_in(None) == []


@pytest.mark.parametrize("text", ["", "=", "ORG", "ORG=", " =NAME"])
def test_what_is_no_pair(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="NAME=LABEL"):
        pair("NAME=LABEL")(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "x", "²"])
def test_what_is_no_positive_number(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 1 up"):
        positive_number(text)


@pytest.mark.parametrize("text", ["", "-0.1", "1.1", "x", "nan", "inf"])
def test_what_is_no_score(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="from 0 to 1"):
        score(text)


def test_tags_are_names_with_commas_or_in_a_file(tmp_path: Path) -> None:
    assert tag_names("O, B-人,I-人") == ("O", "B-人", "I-人")
    for content in ("O\nB-人\n", '["O", "B-人"]', '{"id2label": {"0": "O", "1": "B-人"}}', '{"0": "O", "1": "B-人"}'):
        (tmp_path / "tags").write_text(content, "utf-8")
        assert tag_names(str(tmp_path / "tags")) == ("O", "B-人")
    for content in ("", "[1]", "[", '{"a": 1}'):
        (tmp_path / "tags").write_text(content, "utf-8")
        with pytest.raises(argparse.ArgumentTypeError, match="no names of tags"):
            tag_names(str(tmp_path / "tags"))
