"""Test the time of a mark: a person's work gives it, files and journals keep it, and no other hand touches it."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.editing.article_edits import reattach_orphan, relate, rename_label
from annotations.editing.span_edits import delete, label_range, merge, move_edges, relabel, set_note, split
from annotations.maintenance.check import Check
from annotations.maintenance.validation import without_duplicates
from annotations.model import times
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.schema import Label, RelationType, Schema
from annotations.model.span import Orphan, Quote
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stamp, Stored, quotes_of, serialize_annotations
from annotations.storage.journal import parse_journal
from annotations.storage.merge import MergeConflictError, difference, merged
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import anchored
from annotations.suggest.decisions import accept
from annotations.suggest.suggestion import Suggestion
from tests.annotations.exchange.projects import project
from tests.annotations.marked import NOW, article, killed, open_in, span

SCHEMA = Schema((Label("ORG"), Label("PER")), (RelationType("owns"),))
THEN = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
OLD, OTHER = span("s1", 0, 4, time=THEN), span("s2", 4, 6)


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


def times_in(layer: Layer) -> dict[str, datetime | None]:
    return {name: each.time for name, each in layer.spans.items()}


def edits() -> Iterator[tuple[str, Change, dict[str, datetime | None]]]:
    """Yield what a person does to two marks, and the times of these afterwards."""
    layer = Layer.of([OLD, OTHER])
    yield "new", label_range(layer, SCHEMA, 7, 9, "ORG"), {"s1": THEN, "s2": None, "s3": NOW}
    yield "accepted", accept(layer, SCHEMA, [Suggestion(7, 9, "ORG", 1.0, "x")]), {"s1": THEN, "s2": None, "s3": NOW}
    yield "relabelled", relabel(layer, SCHEMA, "s1", "PER"), {"s1": NOW, "s2": None}
    yield "moved", move_edges(layer, SCHEMA, "s2", 4, 7), {"s1": THEN, "s2": NOW}
    yield "noted", set_note(layer, "s1", "n"), {"s1": NOW, "s2": None}
    yield "split", split(layer, SCHEMA, "s1", 2), {"s1": NOW, "s2": None, "s3": NOW}
    yield "merged", merge(layer, SCHEMA, ["s1", "s2"]), {"s1": NOW}
    yield "deleted", delete(layer, ["s2"]), {"s1": THEN}
    yield "tied", relate(layer, SCHEMA, "s1", "owns", "s2"), {"s1": THEN, "s2": None}
    yield "renamed for all", rename_label(layer, "ORG", "X"), {"s1": THEN, "s2": None}
    yield "as it was", relabel(layer, SCHEMA, "s1", "ORG"), {"s1": THEN, "s2": None}


def test_what_a_person_makes_or_changes_has_the_time_and_nothing_else_gets_one() -> None:
    layer = Layer.of([OLD, OTHER])
    for name, change, expected in edits():
        after = change.apply(layer)
        assert times_in(after) == expected, name
        assert change.inverted().apply(after) == layer, name
    orphaned = Layer(orphans={"s1": Orphan(OLD, Quote("q"))})
    assert times_in(reattach_orphan(orphaned, SCHEMA, "s1", 7, 9).apply(orphaned)) == {"s1": NOW}


def test_a_time_stands_in_the_file_and_comes_through_a_kill_and_an_undo(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(Change("m", added=(OLD, OTHER)))
    assert program.flush()
    content = program.path.read_text("utf-8")
    assert [table.get("time") for table in tomllib.loads(content)["span"]] == [THEN, None]
    assert 'origin = "manual"\ntime = 2020-02-03T04:05:06Z\n' in content
    program.make(relabel(program.layer, SCHEMA, "s1", "PER"))
    killed(program)
    again = open_in(tmp_path)
    assert times_in(again.layer) == {"s1": NOW, "s2": None}
    again.undo()
    assert times_in(again.layer) == {"s1": THEN, "s2": None}
    again.redo()
    assert times_in(again.layer) == {"s1": NOW, "s2": None}
    again.undo()
    assert again.close()
    assert program.path.read_text("utf-8") == content


def test_a_file_without_times_gets_none_but_for_what_somebody_changes(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(Change("m", added=(replace(OLD, time=None), OTHER)))
    program.close()
    again = open_in(tmp_path)
    again.make(set_note(again.layer, "s2", "n"))
    again.close()
    assert [table.get("time") for table in tomllib.loads(again.path.read_text("utf-8"))["span"]] == [None, NOW]


def test_an_edited_text_moves_marks_with_their_times() -> None:
    of = article()
    layer = Layer.of([span("s1", 7, 11, time=THEN)])
    stored = Stored(Stamp.of(of), "a1", layer, quotes_of(layer, Quotes(of.text)))
    moved = anchored(stored, f"新{of.text}").layer
    assert [(each.start, each.time) for each in moved.spans.values()] == [(8, THEN)]
    lost = anchored(stored, "全然不同").layer
    assert [orphan.span.time for orphan in lost.orphans.values()] == [THEN]


def test_two_programs_that_do_the_same_at_different_times_do_not_contradict_each_other() -> None:
    base = Layer.of([OLD])
    ours = difference(base, Layer.of([replace(OLD, label="PER", time=NOW), span("s2", 7, 9, time=NOW)]))
    later = NOW + timedelta(seconds=5)
    theirs = Layer.of([replace(OLD, label="PER", time=later), span("s2", 7, 9, time=later)])
    joined = merged(theirs, ours)
    assert times_in(joined) == {"s1": NOW, "s2": NOW}
    assert ours.inverted().apply(joined) == base
    with pytest.raises(MergeConflictError):
        merged(Layer.of([replace(OLD, label="X", time=later)]), ours)


def test_a_repair_leaves_one_of_two_that_say_the_same_whatever_their_times() -> None:
    twins = Layer.of([OLD, replace(OLD, id="s2", time=NOW)])
    assert times_in(without_duplicates(twins)) == {"s1": THEN}


VALUES = (
    st.sampled_from(['""', '"2020-02-03T04:05:06Z"', "1", "true", "[]", "{ a = 1 }"])
    | st.dates().map(date.isoformat)
    | st.times().map(time.isoformat)
    | st.datetimes(min_value=datetime(1000, 1, 1)).map(datetime.isoformat)  # noqa: DTZ001 - as TOML allows
)


@given(VALUES)
def test_a_value_that_is_no_time_is_one_problem_and_the_mark_is_kept(value: str) -> None:
    of = article()
    layer = Layer.of([span("s1", 7, 11, time=NOW), span("s2", 11, 13)])
    stored = Stored(Stamp.of(of), "a1", layer, quotes_of(layer, Quotes(of.text)))
    content = serialize_annotations(stored).decode().replace("2026-11-22T05:40:00Z", value).encode()
    parsed = parse_annotations(content, "a.toml")
    assert (parsed.damage, parsed.blemishes) == ([], [])
    (problem,) = parsed.problems(parsed.remarks)
    assert "time" in problem.message
    assert problem.line == content.decode().split("\n").index(f"time = {value}") + 1
    assert parsed.stored
    assert serialize_annotations(parsed.stored).count(b"\ntime = ") == 1
    assert list(parsed.stored.layer.spans) == ["s1", "s2"]
    changed = set_note(parsed.stored.layer, "s1", "n").apply(parsed.stored.layer)
    assert (changed.spans["s1"].time, "time" in changed.spans["s1"].extra) == (times.now(), False)


def test_a_file_with_such_a_value_can_be_changed_and_is_told_of_by_a_check(tmp_path: Path) -> None:
    made = project(tmp_path, {"n1": "題目\n😀王興說美團"})
    path = made.mark("n1", [span("s1", 0, 2, time=NOW)]).path
    path.write_text(path.read_text("utf-8").replace("time = 2026-11-22T05:40:00Z", 'time = "早上"'), "utf-8")
    program = made.open("n1")
    assert [str(problem) for problem in program.problems] == [
        f"{path}:{program.problems[0].line}: “time” has to be a date with a time, such as 2026-11-22T05:40:00Z"
    ]
    program.make(Change("m", added=(span("s2", 2, 3),)))
    assert program.close()
    assert 'time = "早上"' in path.read_text("utf-8")
    problems = list(Check(made.folder, made.corpus, repair=True).run())
    assert [(bool(each.problem.line), each.repaired) for each in problems] == [(True, "")]


@pytest.mark.parametrize("value", [5, "x", None, {"$toml": "2020-01-01"}, {"$toml": "2020-02-03T04:05:06"}, [1]])
def test_a_journal_with_any_value_is_read(value: Any, tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(Change("m", added=(span("s1", 0, 4, extra={"time": value} if not isinstance(value, dict) else {}),)))
    killed(program)
    path = next(tmp_path.rglob(".*.journal"))
    journal = parse_journal(path.read_bytes())
    assert journal
    assert not journal.damaged
    assert open_in(tmp_path).layer.spans["s1"].time is None


def test_times_are_read_and_written_in_iso_8601() -> None:
    east = datetime(2020, 2, 3, 12, 5, 6, 700, tzinfo=timezone(timedelta(hours=8)))
    assert times.time_text(east) == "2020-02-03T04:05:06Z"
    assert times.time_from("2020-02-03T12:05:06.7+08:00") == THEN
    assert times.time_from("2020-02-03T04:05:06Z") == THEN
    assert times.time_at(THEN.timestamp()) == THEN
    for text in ("", "2020-02-03T04:05:06", "2020-02-03", "x", "0001-01-01T00:00:00+10:00"):
        assert times.time_from(text) is None
    for seconds in (1e30, float("nan"), float("inf"), -1e30):
        assert times.time_at(seconds) is None
    assert times.time_text(datetime.min.replace(tzinfo=timezone(timedelta(hours=10))))
