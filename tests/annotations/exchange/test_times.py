"""Test that the times of marks go out with every format that has room, come back, and are read from others' files."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.api import open_project
from annotations.exchange.exporting.disclosure import Disclosure
from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import ImportRequest
from annotations.exchange.options import Options
from annotations.exchange.provenance import TIMES, with_times_read, with_times_said
from annotations.exchange.record import Record
from annotations.exchange.registry import all_formats, find_format
from annotations.exchange.report import Report
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from seeds.errors import Problem
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.importing.test_homecoming import articles, made
from tests.annotations.exchange.test_provenance import SPANS, TEXT, WITH_ROOM
from tui.cli.main import dispatch

THEN = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
MADE = {
    "a1": (THEN, None, THEN + timedelta(seconds=1), THEN),
    "a2": (None, THEN + timedelta(days=1), THEN, None),
}
"""When each of two people made each of the same four marks."""


def spans_of(name: str, shift: int = 0) -> tuple[Span, ...]:
    pairs = zip(SPANS, MADE[name], strict=True)
    return tuple(replace(each, start=each.start + shift, end=each.end + shift, time=time) for each, time in pairs)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project in which two people have marked the same places at different times."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    folder = made(tmp_path, a=TEXT)
    (article,) = articles(folder).values()
    for name in MADE:
        opened = Store(folder / "annotations", name).open(article)
        opened.make(Change("m", added=spans_of(name, len(article.text) - len(TEXT))))
        opened.close()
    return folder


def exported(root: Path, name: str, output: Path, **more: Any) -> Report:
    request = ExportRequest(find_format(name), Options(load_schema(root)), **more)
    return export(Project(Corpus.open(root), root / "annotations", list(MADE)), request, output)


@WITH_ROOM
def test_times_of_two_people_come_back_to_their_marks(name: str, root: Path, tmp_path: Path) -> None:
    format_ = find_format(name)
    output = tmp_path / f"out{format_.about.suffix}"
    assert ("time", "the format has no place for it") not in exported(root, name, output).lost
    request = ImportRequest(format_, output, "b", by_name=False, people={"a1": "b1", "a2": "b2"})
    imported = import_file(Corpus.open(root), root / "annotations", request)
    assert not any(what == "time" for what, _reason in imported.report.lost)
    (article,) = articles(root).values()
    for former, new in (("a1", "b1"), ("a2", "b2")):
        look = Store(root / "annotations", new).look(article)
        assert look
        assert tuple(span.time for span in look.layer.ordered) == MADE[former]


def test_formats_without_room_report_one_loss_for_each_record_that_has_times(root: Path, tmp_path: Path) -> None:
    for item in all_formats():
        assert not isinstance(item, Problem)
        if item.about.writes:
            report = exported(root, item.about.name, tmp_path / f"{item.about.name}{item.about.suffix}")
            lost = {what: count for (what, _reason), count in report.lost.items()}
            assert lost.get("time", 0) == (0 if item.about.carries.times else 2), item.about.name
    report = exported(root, "bio", tmp_path / "without", disclosure=Disclosure(times=False))
    assert "time" not in {what for what, _reason in report.lost}


def test_the_command_leaves_times_out_where_that_is_asked_for(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["export", str(root), "--format", "bio", "--annotator", "a1", "--strict"]
    assert dispatch([*wanted, "--output", str(tmp_path / "one.bio")]) == 0  # strict is about labels
    assert "1 × time" in capsys.readouterr().err
    assert dispatch([*wanted, "--output", str(tmp_path / "two.bio"), "--no-times"]) == 0
    plain = ["export", str(root), "--format", "csv", "--annotator", "a1", "--no-times"]
    assert dispatch([*plain, "--output", str(tmp_path / "three.csv")]) == 0
    assert "2020-" not in (tmp_path / "three.csv").read_text("utf-8")


def test_python_code_has_the_times(root: Path) -> None:
    project = open_project(root, annotator="a1")
    assert tuple(row.time for row in project.spans()) == MADE["a1"]
    assert {row.time for row in project.spans(times=False)} == {None}
    records = [replace(record, annotator="") for record in project.records()]
    later = THEN + timedelta(days=9)
    records = [replace(each, spans=tuple(replace(span, time=later) for span in each.spans)) for each in records]
    project.import_records(records, annotator="c")
    assert {row.time for row in project.spans(annotators="c")} == {later}


def test_a_mark_without_a_time_gets_none_from_the_tool_that_it_went_through() -> None:
    record = with_times_said(Record("a", TEXT, spans_of("a1")))
    fresh = Span("s9", 1, 2, "人", time=THEN)
    tool = replace(record, spans=(*(replace(span, time=datetime.now(UTC)) for span in record.spans), fresh))
    back = with_times_read(tool)
    assert tuple(span.time for span in back.spans) == (*MADE["a1"], THEN)
    assert with_times_said(Record("a", TEXT, SPANS)).meta == {}
    assert json.loads(record.meta[TIMES]).keys() == {"", "2020-01-02T03:04:05Z", "2020-01-02T03:04:06Z"}


@given(
    st.sampled_from(["{", "[]", "1", "{}", '{"x": 1}', '{"x": [1]}', '{"x": [[0, 1]]}', '{"x": [[[], 1, ""]]}'])
    | st.text(max_size=9)
)
def test_what_others_have_changed_says_nothing(value: str) -> None:
    record = Record("a", TEXT, spans_of("a1"), meta={TIMES: value})
    assert with_times_read(record).spans == record.spans


WORDS = "😀在\n甲公司和北京"
STAMP = "2020-01-02T03:04:05.678Z"


def label_studio(time: object) -> object:
    region = {
        "id": "r",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": 3, "end": 6, "text": "甲公司", "labels": ["ORG"]},
    }
    annotation = {"id": 1, "completed_by": 1, "created_at": time, "updated_at": "x", "result": [region]}
    return [{"id": 1, "data": {"text": WORDS}, "annotations": [annotation]}]


def doccano(time: object) -> object:
    mark = {"label": "ORG", "start_offset": 4, "end_offset": 7, "user": 1, "updated_at": time}
    return {"id": 1, "text": WORDS, "annotations": [mark], "zhupi_unit": "utf16"}


def prodigy(time: object) -> object:
    span = {"start": 3, "end": 6, "label": "ORG"}
    return {"text": WORDS, "spans": [span], "tokens": [], "answer": "accept", "_timestamp": time}


def lighttag(time: object) -> object:
    who = [{"annotator_id": 3, "annotator": "wang", "timestamp": time}]
    mark = {"start": 3, "end": 6, "tag": "ORG", "value": "甲公司", "annotated_by": who}
    return [{"example_id": "e", "content": WORDS, "annotations": [mark], "seen_by": who[:0]}]


def w3c(time: object, **more: object) -> dict[str, Any]:
    selector = {"type": "TextPositionSelector", "start": 3, "end": 6}
    body = {"type": "TextualBody", "purpose": "tagging", "value": "ORG"}
    target = {"source": "x", "selector": [selector]}
    return {"type": "Annotation", "motivation": "tagging", "created": time, "body": body, "target": target} | more


def hypothesis(time: object, **more: object) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": "甲公司", "prefix": "在\n", "suffix": "和"}
    about = {"uri": "https://example.org/a", "user": "acct:wang@hypothes.is", "tags": ["ORG"], "text": ""}
    return about | {"created": time, "target": [{"selector": [selector]}]} | more


FILES = {
    "label-studio": label_studio,
    "doccano": doccano,
    "prodigy": prodigy,
    "lighttag": lighttag,
    "w3c": w3c,
    "hypothesis": hypothesis,
}


def read(name: str, value: object, folder: Path) -> tuple[list[Span], Report]:
    format_ = find_format(name)
    path = folder / f"file{format_.about.suffix or '.json'}"
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    report = Report()
    return [span for record in format_.read(path, report) for span in record.spans], report


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("time", [STAMP, "2020-01-02T11:04:05+08:00", THEN.timestamp() + 0.5])
def test_the_time_in_the_file_of_another_program_is_that_of_the_mark(name: str, time: object, tmp_path: Path) -> None:
    spans, report = read(name, FILES[name](time), tmp_path)
    assert [span.time for span in spans] == [THEN]
    assert not [what for what, _reason in report.lost if what == "time"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("time", ["yesterday", "2020-01-02T03:04:05", True, [1], {"a": 1}, 1e300])
def test_what_is_no_time_is_one_problem_and_the_mark_is_kept(name: str, time: object, tmp_path: Path) -> None:
    spans, report = read(name, FILES[name](time), tmp_path)
    assert [(span.label, span.time) for span in spans] == [("ORG", None)]
    assert sum(count for (what, _reason), count in report.lost.items() if what == "time") == 1


@pytest.mark.parametrize("name", FILES)
def test_no_time_is_no_problem(name: str, tmp_path: Path) -> None:
    spans, report = read(name, FILES[name](None), tmp_path)
    assert [span.time for span in spans] == [None]
    assert "time" not in {what for what, _reason in report.lost}


@pytest.mark.parametrize(("make", "key"), [(w3c, "modified"), (hypothesis, "updated")])
def test_the_last_change_of_a_mark_is_its_time(make: Any, key: str, tmp_path: Path) -> None:
    later: Mapping[str, object] = {key: "2021-01-02T03:04:05Z"}
    (span,), _report = read(make.__name__.replace("_", "-"), make(STAMP, **later), tmp_path)
    assert span.time == datetime(2021, 1, 2, 3, 4, 5, tzinfo=UTC)
