"""CLUENER: a reader made from its description finds every span, with inclusive ends."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.datasets.cluener import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, trip, write
from tests.sizes import examples


def strict(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    found = []
    for line in path.read_text("utf-8").split("\n")[:-1]:
        value = json.loads(line)
        assert set(value) == {"text", "label"}
        places = []
        for label, surfaces in value["label"].items():
            for surface, pairs in surfaces.items():
                for start, end in pairs:
                    assert value["text"][start : end + 1] == surface
                    places.append((start, end + 1, label))
        found.append((value["text"], sorted(places)))
    return found


def places(record: Record) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in record.spans)


@settings(max_examples=examples(50))
@given(record_lists(records(ODD_TEXTS)))
def test_a_strict_reader_finds_every_span_and_so_does_ours(
    tmp_path_factory: pytest.TempPathFactory, given_records: list[Record]
) -> None:
    path = write(FORMAT, given_records, tmp_path_factory.mktemp("cluener"))
    expected = [(record.text, places(record)) for record in given_records]
    assert strict(path) == expected
    report = Report()
    assert [(record.text, places(record)) for record in FORMAT.read(path, report)] == expected
    assert report.complete


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(prefix: str) -> None:
    (record,) = trip(FORMAT, [beijing(prefix)]).records
    assert [record.words(span) for span in record.spans] == ["美團", "淘寶閃購"]


def test_duplicates_are_told(tmp_path: Path) -> None:
    report = Report()
    spans = (Span("s1", 0, 1, "ORG"), Span("s2", 0, 1, "ORG"), Span("s3", 0, 1, "PER"))
    path = write(FORMAT, [Record("a", "甲", spans)], tmp_path, report=report)
    assert strict(path) == [("甲", [(0, 1, "ORG"), (0, 1, "PER")])]
    assert reasons(report) == ["is a duplicate"]
    assert sum(report.spans.values()) == 2


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ([1, 3], "exclusive"),
        ([2, 3], "UTF-16"),
        ([5, 6], "not what stands"),
        ([-3, -2], "before the text"),
        ([2, 1], "after its end"),
        ([1.0, 2], "not whole numbers"),
        ([True, 2], "not whole numbers"),
        (["1", 2], "not whole numbers"),
        ([1], "no place"),
        (7, "no place"),
    ],
)
def test_what_is_not_true_of_a_text_is_told_and_never_guessed(tmp_path: Path, place: object, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    value = {"text": "😀美團急", "label": {"ORG": {"美團": [place, [1, 2], [1, 2]]}}}
    path.write_text(json.dumps(value), "utf-8")
    report = Report()
    (record,) = FORMAT.read(path, report)
    assert places(record) == [(1, 3, "ORG")]
    first, second = reasons(report)
    assert (reason in first, second) == (True, "is a duplicate") or (reason in second, first) == (
        True,
        "is a duplicate",
    )


def test_other_lines_are_told_and_other_files_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "甲", "label": {}}\n{"text": "乙", "label": [[0, 1, "ORG"]]}\n{"text"', "utf-8")
    report = Report()
    assert [record.text for record in FORMAT.read(path, report)] == ["甲"]
    assert [loss.what for loss in report.losses] == ["line 2", "line 3"]
    path.write_text('{"text": "乙", "label": [[0, 1, "ORG"]]}\n', "utf-8")
    with pytest.raises(SourceError, match=r"a\.jsonl:1: holds no object with a “text”"):
        list(FORMAT.read(path, report))
    assert not FORMAT.detect(path, path.read_text("utf-8"))
