"""Exports of projects as the application leaves them: closed, open, edited since, damaged."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.exporting.export import export, records
from annotations.exchange.exporting.request import ExportRequest, IncompleteError, Project
from annotations.exchange.exporting.selection import Selection
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import OutputKind
from annotations.exchange.options import Options
from annotations.exchange.output import REPORT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.change import Change
from annotations.model.layer import Status
from annotations.model.span import Rejection, Relation, Span
from annotations.storage.paths import companion
from annotations.storage.summaries import annotators_in
from seeds.errors import Problem, SourceError
from seeds.script.converter import load_converter
from tests.annotations.exchange.lines_format import LinesFormat, written
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING, SCHEMA, beijing

TITLED = f"標題\n{BEIJING}"
SPANS = tuple(replace(span, start=span.start + 3, end=span.end + 3) for span in beijing().spans)
OPTIONS = Options(SCHEMA)


@pytest.fixture
def annotated(tmp_path: Path) -> Annotated:
    """Four articles: one is done, one in progress, one done without a mark, and one untouched."""
    found = project(tmp_path / "p", {"a": TITLED, "b": "乙\n美團。", "c": "丙\n無。", "d": "丁\n新。"})
    found.mark("a", SPANS, [Relation("owns", "s1", "s2")])
    found.mark("b", [Span("s1", 2, 4, "ORG", note="記")], status=Status.IN_PROGRESS)
    found.mark("c")
    return found


def run(annotated: Annotated, wanted: ExportRequest, output: Path, **more: Any) -> Report:
    return export(Project(annotated.corpus, annotated.folder, more.pop("annotators", ["a1"])), wanted, output, **more)


def plain(**more: Any) -> ExportRequest:
    return ExportRequest(more.pop("format", LinesFormat()), OPTIONS, **more)


def test_what_is_exported_is_what_was_marked(annotated: Annotated, tmp_path: Path) -> None:
    report = run(annotated, plain(), tmp_path / "o.jsonl")
    first, second, third = written(tmp_path / "o.jsonl")
    assert first == {
        "id": "a",
        "text": TITLED,
        "title": "標題",
        "annotator": "a1",
        "status": "done",
        "part": "",
        "offset": 0,
        "spans": [[8, 10, "ORG", "美團"], [11, 15, "ORG", "淘寶閃購"]],
        "relations": [["s1", "owns", "s2"]],
    }
    assert (second["id"], second["status"], third["id"], third["spans"]) == ("b", "in-progress", "c", [])
    assert (report.articles.total(), report.spans) == (3, {("", "ORG"): 3})
    assert [what for what, _why in report.lost] == ["relation", "note"], "the format has no place for them"
    assert json.loads((tmp_path / REPORT).read_text())["spans"] == 3


def test_the_marks_of_an_open_article_are_in_its_journal(annotated: Annotated, tmp_path: Path) -> None:
    program = annotated.mark("d", [Span("s1", 0, 1, "PER")], close=False)
    assert not program.path.exists()
    run(annotated, plain(), tmp_path / "o.jsonl")
    assert written(tmp_path / "o.jsonl")[3]["spans"] == [[0, 1, "PER", "丁"]]
    program.close()


def test_by_status(annotated: Annotated, tmp_path: Path) -> None:
    for status, ids in ((Status.DONE, "ac"), (Status.NEW, "d"), (Status.IN_PROGRESS, "b")):
        run(annotated, plain(selection=Selection(frozenset([status]))), tmp_path / "o.jsonl", force=True)
        assert "".join(item["id"] for item in written(tmp_path / "o.jsonl")) == ids


def test_annotators(annotated: Annotated, tmp_path: Path) -> None:
    annotated.mark("a", [Span("s1", 0, 2, "PER")], annotator="李: 四")
    assert annotators_in(annotated.folder) == ["a1", "李: 四"]
    run(annotated, plain(), tmp_path / "o.jsonl", annotators=["李: 四"])
    assert [item["annotator"] for item in written(tmp_path / "o.jsonl")] == ["李: 四"]
    both = replace(plain(), selection=Selection(frozenset([Status.DONE, Status.NEW])))
    run(annotated, both, tmp_path / "o.jsonl", annotators=annotators_in(annotated.folder), force=True)
    found = [(item["id"], item["annotator"]) for item in written(tmp_path / "o.jsonl")]
    assert found == [("a", "a1"), ("a", "李: 四"), ("c", "a1"), ("d", "a1")]


def test_nothing_to_export_is_an_error_that_says_who_has_annotations(annotated: Annotated, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"of the annotator nobody \(there are annotations of a1\)"):
        run(annotated, plain(), tmp_path / "o.jsonl", annotators=["nobody"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]


def test_an_article_whose_title_was_another_when_it_was_marked(annotated: Annotated, tmp_path: Path) -> None:
    path = next((annotated.folder / "a1" / "articles.jsonl").glob("*.a.toml"))
    path.rename(path.with_name("舊題.a.toml"))
    run(annotated, plain(), tmp_path / "o.jsonl")
    assert [item["id"] for item in written(tmp_path / "o.jsonl")] == ["a", "b", "c"]


def test_orphans_are_counted_and_not_exported(tmp_path: Path) -> None:
    text = "標題\n美團說了很長很長很長的一段話以後,淘寶閃購真金白銀急挖人。"
    annotated = project(tmp_path / "p", {"a": text})
    annotated.mark("a", [Span("s1", 3, 5, "ORG"), Span("s2", 20, 24, "ORG")])
    project(tmp_path / "p", {"a": text.replace("標題", "標題啊").replace("美團", "某團")})
    told: list[Problem] = []
    report = run(annotated, plain(), tmp_path / "o.jsonl", on_problem=told.append)
    (loss,) = report.losses
    assert (loss.article, loss.what, loss.label) == ("a", "美團", "ORG")
    assert written(tmp_path / "o.jsonl")[0]["spans"] == [[21, 25, "ORG", "淘寶閃購"]]
    assert any("1 mark was moved" in problem.message for problem in told)
    with pytest.raises(IncompleteError, match="1 thing would be lost") as caught:
        run(annotated, plain(strict=True), tmp_path / "s.jsonl")
    assert caught.value.report.losses == [loss]
    assert not (tmp_path / "s.jsonl").exists()


def test_what_cannot_be_read_is_told_and_the_rest_exported(annotated: Annotated, tmp_path: Path) -> None:
    damaged = next((annotated.folder / "a1" / "articles.jsonl").glob("*.b.toml"))
    damaged.write_text("format = 1\n[article", "utf-8")
    companion(damaged, "journal").unlink(missing_ok=True)
    with (annotated.root / "articles.jsonl").open("a") as file:
        file.write("{broken\n")
    (annotated.root / "z.txt").write_bytes(b"\0\1\2" * 50)
    told: list[Problem] = []
    split = Split.parse("50/50")
    report = run(annotated, plain(split=split), tmp_path / "o", on_problem=told.append)
    assert sorted(what for what, _reason in report.lost) == ["article", "file", "file", "relation"]
    assert {loss.article for loss in report.losses} == {"a", "b", "articles.jsonl", "z.txt"}
    assert len(told) == len(set(told)) >= 3
    assert report.articles.total() == 2


def test_a_text_that_no_file_can_hold_is_a_loss(tmp_path: Path) -> None:
    annotated = project(tmp_path / "p", {"a": "甲\n\ud800乙", "b": "乙\n丙"})
    annotated.mark("a", [Span("s1", 0, 1, "ORG")])
    annotated.mark("b", [Span("s1", 0, 1, "ORG")])
    report = run(annotated, plain(), tmp_path / "o.jsonl")
    assert [loss.article for loss in report.losses] == ["a"]
    assert [item["id"] for item in written(tmp_path / "o.jsonl")] == ["b"]


def test_in_the_other_script(annotated: Annotated, tmp_path: Path) -> None:
    wanted = plain(script="t2s", convert=lambda text, _sample: load_converter("t2s").convert(text))
    run(annotated, wanted, tmp_path / "o.jsonl")
    (first, *_rest) = written(tmp_path / "o.jsonl")
    assert (first["title"], [span[3] for span in first["spans"]]) == ("标题", ["美团", "淘宝闪购"])
    assert json.loads((tmp_path / REPORT).read_text())["script"] == "t2s"


@pytest.mark.parametrize("shape", OutputKind)
def test_a_split_is_by_article_and_lasts(tmp_path: Path, shape: OutputKind) -> None:
    texts = {f"a{number}": f"題{number}\n美團。" for number in range(20)}
    annotated = project(tmp_path / "p", texts)
    for name in texts:
        annotated.mark(name, [Span("s1", 0, 1, "ORG")])
    split = Split.parse("60/20/20", 3)
    wanted = plain(format=LinesFormat(shape, limit=4), split=split)
    report = run(annotated, wanted, tmp_path / "o")
    files = {"all": "all.jsonl"} if shape is OutputKind.FOLDER else {part: f"{part}.jsonl" for part in split.names}
    found = {part: written(tmp_path / "o" / name) for part, name in files.items()}
    for part, items in found.items():
        assert all(item["part"] == split.part_of(item["id"]) for item in items)
        assert part in ("all", *(item["part"] for item in items))
    assert sum(map(len, found.values())) > len(texts) == report.articles.total()
    table = json.loads((tmp_path / "o" / REPORT).read_text())
    assert (table["split"], table["seed"], table["max_length"]) == ("60/20/20", 3, 4)
    assert sum(part["labels"]["ORG"] for part in table["parts"].values()) == 20


def test_the_longest_text_is_what_is_asked_for_or_the_formats_own(annotated: Annotated, tmp_path: Path) -> None:
    limited = LinesFormat(limit=20)
    run(annotated, plain(format=limited), tmp_path / "o.jsonl")
    assert max(len(item["text"]) for item in written(tmp_path / "o.jsonl")) <= 20
    assert limited.options
    assert limited.options.max_length == 20
    longer = ExportRequest(limited, replace(OPTIONS, max_length=30))
    run(annotated, longer, tmp_path / "o.jsonl", force=True)
    assert 20 < max(len(item["text"]) for item in written(tmp_path / "o.jsonl")) <= 30


def test_what_was_rejected_goes_along_in_the_script_and_chunk_of_the_text(annotated: Annotated, tmp_path: Path) -> None:
    program = annotated.open("a")
    rejected = {Rejection(8, 10, "PER", "lac"), Rejection(24, 27, "PROD"), Rejection(2, 6, "ORG")}
    program.make(Change("reject", rejected=frozenset(rejected)))
    program.close()
    source = Project(annotated.corpus, annotated.folder, ["a1"])
    (whole, *_others) = records(source, plain(), Report())
    assert whole.rejected == ((2, 6, "ORG"), (8, 10, "PER"), (24, 27, "PROD"))
    wanted = plain(
        format=LinesFormat(limit=22),
        selection=Selection.of(SCHEMA, [], ["PER", "PROD"], {"PER": "HUMAN"}),
        convert=lambda text, _sample: load_converter("t2s").convert(text),
    )
    cut = [record for record in records(source, wanted, Report()) if record.id == "a"]
    words = [(record.text[start:end], label) for record in cut for start, end, label in record.rejected]
    assert words == [("美团", "HUMAN"), ("转会费", "PROD")]


def test_labels_and_the_schema_that_the_format_gets(annotated: Annotated, tmp_path: Path) -> None:
    format_ = LinesFormat()
    selection = Selection.of(SCHEMA, [], ["ORG"], {"ORG": "COMPANY"})
    report = run(annotated, plain(format=format_, selection=selection), tmp_path / "o.jsonl")
    assert report.spans == {("", "COMPANY"): 3}
    assert format_.options
    assert [label.name for label in format_.options.schema.labels] == ["COMPANY"]


def test_a_disk_that_fills_up_leaves_nothing(annotated: Annotated, tmp_path: Path) -> None:
    def fail(record: Record) -> None:
        if record.id == "c":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(SourceError, match="No space left"):
        run(annotated, plain(format=LinesFormat(before=fail)), tmp_path / "o.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]


def test_whoever_hears_of_each_article_can_end_the_export(annotated: Annotated, tmp_path: Path) -> None:
    seen = []

    def step() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(annotated, plain(), tmp_path / "o.jsonl", step=step)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]


def test_records_for_a_preview(annotated: Annotated) -> None:
    found = records(Project(annotated.corpus, annotated.folder, ["a1"]), plain(), Report())
    assert next(found).id == "a"
