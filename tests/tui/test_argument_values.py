"""Values of arguments, as the commands read them."""

import argparse

import pytest

from tui.cli.arguments.values import names_in, pair, positive_number, score


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
