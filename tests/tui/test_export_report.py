"""The report of an export or import as lines for people, and as values that are the same in every language."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem
from tui.core.exporting import export_report
from tui.core.exporting.export_report import KINDS, PROBLEMS_SHOWN, problem_lines, report_lines

RECORD = Record("a", "甲乙丙")


def kinds_in(path: Path) -> Iterator[ast.expr]:
    """Yield what a module's source says of the kind of each thing that it drops."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in ("drop", "lose"):
            yield from [*node.args[3:4], *(keyword.value for keyword in node.keywords if keyword.arg == "what")]
        elif node.func.attr == "add" and ast.unparse(node.func.value).endswith("report"):
            yield from node.args[1:2]
        elif node.func.attr in ("_lose", "_drop"):
            yield node.args[2]


def constants_in(kind: ast.expr) -> Iterator[str]:
    """Yield the texts in an expression; a call, such as one that translates, has no place in it."""
    for node in ast.walk(kind):
        assert not isinstance(node, ast.Call), ast.unparse(kind)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_kinds_of_dropped_items_are_plain_words_that_can_be_shown(root: Path) -> None:
    sources = sorted((root / "annotations" / "exchange").rglob("*.py"))
    kinds = {kind for path in sources for expression in kinds_in(path) for kind in constants_in(expression)}
    assert {"relation", "note or attribute", "line"} <= kinds
    assert kinds <= KINDS.keys()


def test_a_kind_is_translated_where_it_is_shown_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_report, "KINDS", {"suggestion": "Vorschlag", "status": "Zustand"})
    report = Report()
    report.drop_suggestion(RECORD, "why", Suggestion(0, 2, "ORG", 1.0, "test"))
    report.drop(RECORD, "why not", what="status", words="odd")
    report.drop(RECORD, "of a plug-in", what="star")
    lines = list(report_lines(report))
    assert "lost: 1 × Vorschlag: why" in lines
    assert "lost: 1 × Zustand: why not" in lines
    assert "lost: 1 × star: of a plug-in" in lines
    assert [each["what"] for each in report.table()["lost"]] == ["suggestion", "status", "star"]
    assert [each["what"] for each in report.table()["losses"]] == ["甲乙", "odd", "star"]


def test_problems_beyond_some_are_only_counted() -> None:
    assert list(problem_lines([])) == []
    assert list(problem_lines([Problem("a", "is odd")])) == ["", "a: is odd"]
    lines = list(problem_lines([Problem("a", "is odd")] * (PROBLEMS_SHOWN + 3)))
    assert (len(lines), lines[-1]) == (PROBLEMS_SHOWN + 2, "… and 3 more")
