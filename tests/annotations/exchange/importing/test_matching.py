"""Test which article of a project a record is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.exchange.importing.matching import Match, Matcher, UnclearError, text_key
from annotations.exchange.importing.text_alignment import QUOTE, MatchKind
from annotations.exchange.record import Record
from annotations.model.span import Span
from seeds.errors import Problem
from seeds.script.converter import load_converter
from tests.annotations.exchange.projects import project
from tests.annotations.exchange.records import BEIJING

TEXTS = {"a": f"標題\n{BEIJING}", "b": "中國消費\n正式煥新為 淘寶閃購 它遲早要來。", "c": "乙\n甲", "d": "乙\n甲"}


def found(root: Path, record: Record) -> Match | None:
    return Matcher(project(root, TEXTS).corpus).find(record)


def test_by_its_id(tmp_path: Path) -> None:
    match = found(tmp_path, Record("a", TEXTS["a"]))
    assert match
    assert (match.article.info.id, match.fit.way) == ("a", MatchKind.SAME)


def test_by_its_text_where_the_id_says_nothing_or_something_else(tmp_path: Path) -> None:
    for name in ("", "17", "b"):
        match = found(tmp_path, Record(name, TEXTS["a"]))
        assert match
        assert (match.article.info.id, match.fit.way) == ("a", MatchKind.SAME)


def test_by_its_text_without_white_space_and_in_the_other_script(tmp_path: Path) -> None:
    text = load_converter("t2s").convert(TEXTS["b"]).text
    for wanted, way in (("".join(TEXTS["b"].split()), MatchKind.SPACED), (text, MatchKind.CONVERTED)):
        match = found(tmp_path, Record("", wanted))
        assert match
        assert (match.article.info.id, match.fit.way) == ("b", way)
    match = found(tmp_path, Record("", "".join(text.split())))
    assert match
    assert match.article.text[slice(*(match.fit.place(9, 13) or (0, 0)))] == "淘寶閃購"


def test_an_id_with_another_text_is_an_edited_article(tmp_path: Path) -> None:
    match = found(tmp_path, Record("a", "完全不同的文章"))
    assert match
    assert match.fit.way is MatchKind.EDITED


def test_nothing_is_found_for_what_is_not_there(tmp_path: Path) -> None:
    assert found(tmp_path, Record("", "完全不同的文章")) is None
    assert found(tmp_path, Record("x", " ")) is None
    assert found(tmp_path, Record("", "")) is None
    assert Matcher(project(tmp_path / "none", {}).corpus).empty


def test_several_that_fit_are_not_chosen_from(tmp_path: Path) -> None:
    with pytest.raises(UnclearError, match=r"articles\.jsonl c, articles\.jsonl d"):
        found(tmp_path, Record("", "乙\n甲"))
    match = found(tmp_path, Record("d", "乙\n甲"))
    assert match
    assert match.article.info.id == "d"


def test_the_document_tells_which_of_two_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    project(tmp_path / "more", {"a": "甲\n乙", "b": TEXTS["b"]})
    record = Record("b", TEXTS["b"])
    with pytest.raises(UnclearError):
        found(tmp_path, record)
    match = found(tmp_path, replace(record, document="more/articles.jsonl"))
    assert match
    assert match.article.info.origin.document == "more/articles.jsonl"


def test_spans_alone_are_of_the_article_that_they_name(tmp_path: Path) -> None:
    match = found(tmp_path, Record("a", "", (Span("s1", 3, 5, "LOC", extra={QUOTE: "北京"}),)))
    assert match
    assert match.fit.way is MatchKind.QUOTED
    assert match.fit.place(3, 5) == (3, 5)


def test_an_article_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    told: list[Problem] = []
    annotated = project(tmp_path, TEXTS)
    matcher = Matcher(annotated.corpus, on_problem=told.append)
    (tmp_path / "articles.jsonl").unlink()
    assert matcher.find(Record("a", TEXTS["a"])) is None
    assert told


def test_the_key_is_the_same_in_both_scripts_and_with_any_white_space() -> None:
    assert text_key("外賣 搶人\n大戰") == text_key("外卖抢人大战")
    assert text_key("外賣") != text_key("外")
