"""A corpus of sentences as one article, a paragraph a record."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotations.exchange.importing import one_article
from annotations.exchange.importing.one_article import as_one_article
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from annotations.suggest.suggestion import Suggestion
from tests.annotations.exchange.projects import project
from tests.annotations.exchange.records import ODD_TEXTS, record_lists, records
from tui.cli.main import dispatch

SAYS = "records are paragraphs of one article, without ids of their own"


def joined(*found: Record) -> tuple[list[Record], Report, int]:
    report, steps = Report(), []
    return list(as_one_article(found, "train", report, lambda: steps.append(1))), report, len(steps)


def words(record: Record) -> list[tuple[str, str]]:
    return [(record.words(span), span.label) for span in record.spans]


@given(record_lists(records(ODD_TEXTS)))
def test_every_mark_is_on_the_same_words(found: list[Record]) -> None:
    anonymous = [replace(record, annotator="") for record in found]
    texts = [record for record in anonymous if record.text and not record.text.isspace()]
    result, report, steps = joined(*anonymous)
    assert steps == len(found)
    whole = [record for record in result if record.id.startswith("train-")]
    assert [record.text for record in whole] == (["\n".join(record.text for record in texts)] if texts else [])
    for record in whole:
        assert words(record) == [each for former in texts for each in words(former)]
        places = {span.id: words(record)[number] for number, span in enumerate(record.spans)}
        assert len(places) == len(record.spans)
        ties = [(places[tie.head], places[tie.tail]) for tie in record.relations]
        former_words = [({s.id: (each.words(s), s.label) for s in each.spans}, each) for each in texts]
        assert ties == [(names[tie.head], names[tie.tail]) for names, each in former_words for tie in each.relations]
    assert {decision.message for decision in report.decided} == ({SAYS} if texts else set())


def test_annotators_of_the_same_text_share_its_paragraph_and_equal_texts_stay() -> None:
    text = "😀北京"
    one = Record("1", text, (Span("s1", 1, 3, "LOC"), Span("s2", 0, 1, "機構")), (Relation("in", "s2", "s1"),))
    other = Record("1", text, (Span("s1", 2, 3, "X"),), suggestions=(Suggestion(0, 1, "Y", 0.5, "m"),))
    result, _report, _steps = joined(
        replace(one, annotator="a"),
        replace(one, annotator="a"),
        replace(other, annotator="b"),
        Record("2", "淘寶", part="dev"),
    )
    assert [(record.annotator, record.text) for record in result] == [
        ("a", f"{text}\n{text}"),
        ("b", f"{text}\n{text}"),
        ("", "淘寶"),
    ]
    assert [(span.start, span.end) for span in result[0].spans] == [(1, 3), (0, 1), (5, 7), (4, 5)]
    assert [(span.start, result[1].suggestions[0].end) for span in result[1].spans] == [(2, 1)]
    assert result[0].id == result[1].id
    assert result[2].id.startswith("train-dev-")


def test_what_is_said_of_a_record_alone_is_lost_and_a_long_corpus_is_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_article, "_LONGEST", 5)
    result, report, _steps = joined(
        Record("1", "甲乙丙", categories=("c",), note="n", status="done"),
        Record("2", "丁戊"),
        Record("3", "己"),
        Record("4", ""),
    )
    assert [record.text for record in result] == ["甲乙丙\n丁戊", "", "己"]
    assert sorted(what for what, _reason in report.lost) == ["category", "note", "status"]
    assert {decision.value: count for decision, count in report.decided.items()} == {"one-article": 3, "divided": 1}


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "p"
    root.mkdir()
    texts = [f"甲{number % 3}去北京" for number in range(4)]
    lines = [{"text": text, "label": [[3, 5, "LOC"]]} for text in texts]
    path = tmp_path / "train.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    call = ["import", str(root), str(path), "--annotator", "a1"]
    assert dispatch([*call, "--as-one-article", "--strict"]) == 0
    assert f"{SAYS} (4 × record)" in capsys.readouterr().err
    (line,) = (root / "imported.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["text"] == "\n".join(texts)
    (file,) = (root / "annotations").rglob("*.toml")
    assert file.read_text("utf-8").count('label = "LOC"') == 4
    assert dispatch([*call, "--as-one-article"]) == 0
    assert "4 spans were there already" in capsys.readouterr().err
    assert len((root / "imported.jsonl").read_text("utf-8").splitlines()) == 1
    other = project(tmp_path / "q", {})
    assert dispatch(["import", str(other.root), str(path), "--annotator", "a1"]) == 0
    assert "1 record has the text of an earlier one, and is one article with it" in capsys.readouterr().err
