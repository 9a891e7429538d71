"""Test that what others do to the file of an open article is noticed, and never overwritten."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Orphan
from annotations.storage.errors import ReadOnlyError
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.states import ExternalChange, SaveState
from annotations.storage.store import Store
from annotations.storage.summaries import Summary
from seeds.article import Article
from seeds.errors import Problem
from tests.annotations.marked import BODY, TITLE, added, article, is_saved, killed, open_in, span
from tests.annotations.test_open_article import ONE, TWO, saved


def change_outside(path: Path, old: str, new: str) -> None:
    """Change a file as another program does: by one that takes its place."""
    fresh = path.with_name("fresh")
    fresh.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    fresh.replace(path)


def test_what_is_changed_outside_is_taken(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(added(TWO))
    change_outside(path, 'label = "ORG"', 'label = "PER"\nmine = 1')
    assert program.poll() is ExternalChange.TAKEN
    both = Layer.of([replace(ONE, label="PER", extra={"mine": 1}), TWO])
    assert program.layer == both
    killed(program)
    again = open_in(tmp_path)
    assert again.layer == both
    again.undo()
    assert again.layer == Layer.of([both.spans["s1"]])
    assert again.undo() is None  # the span is another now
    again.redo()
    assert again.close()


def test_an_answer_counts_while_the_file_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(Change("relabel", removed=(ONE,), added=(replace(ONE, label="LOC"),)))
    change_outside(path, 'label = "ORG"', 'label = "PER"')
    assert program.poll() is ExternalChange.CONFLICT
    path.write_bytes(path.read_bytes())  # touched, and the same
    load = program._file.load

    def answer_while_loading() -> bytes | None:
        content = load()
        program.use_theirs()
        return content

    monkeypatch.setattr(program._file, "load", answer_while_loading)
    program.poll()
    assert program.layer == Layer.of([replace(ONE, label="PER")])
    assert not program.conflict
    assert program.flush()
    program.close()


def test_a_flush_takes_first_what_is_changed_outside(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(added(TWO))
    change_outside(path, 'label = "ORG"', 'label = "PER"')
    assert program.flush()
    assert 'label = "PER"' in path.read_text("utf-8")
    assert 'label = "PROD"' in path.read_text("utf-8")
    program.close()


@pytest.mark.parametrize("whose", ["mine", "theirs"])
def test_the_same_span_changed_in_two_ways_is_asked_about(tmp_path: Path, whose: str) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    mine = replace(ONE, label="LOC")
    program.make(Change("relabel", removed=(ONE,), added=(mine,)))
    change_outside(path, 'label = "ORG"', 'label = "PER"')
    before = path.read_bytes()
    assert program.poll() is ExternalChange.CONFLICT
    assert program.conflict
    assert program.conflict.names == ("s1",)
    assert program.poll() is ExternalChange.CONFLICT
    assert not program.flush()
    assert program.state is SaveState.FAILED
    assert path.read_bytes() == before
    program.make(added(TWO))
    if whose == "mine":
        program.use_ours()
        expected = Layer.of([mine, TWO])
    else:
        program.use_theirs()
        expected = Layer.of([replace(ONE, label="PER")])
    assert (program.layer, is_saved(program)) == (expected, True)
    killed(program)
    again = open_in(tmp_path)
    assert again.layer == expected
    again.undo()
    assert again.layer == Layer.of([mine] if whose == "mine" else [mine, TWO])
    again.redo()
    assert again.close()
    assert open_in(tmp_path).layer == expected


def test_a_file_deleted_outside_is_asked_about(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    path.unlink()
    assert program.poll() is ExternalChange.CONFLICT
    program.use_ours()
    assert program.close()
    assert open_in(tmp_path).layer == Layer.of([ONE])


def test_a_file_damaged_outside_is_not_overwritten(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(added(TWO))
    good = path.read_text("utf-8")
    change_outside(path, "[[span]]", "<<<<<<< HEAD\n[[span]]")
    damaged = path.read_bytes()
    assert program.poll() is ExternalChange.DAMAGED
    assert not program.flush()
    assert program.state is SaveState.FAILED
    assert path.read_bytes() == damaged
    path.write_text(good, "utf-8")
    assert program.poll() is ExternalChange.UNCHANGED
    assert program.close()
    assert open_in(tmp_path).layer == Layer.of([ONE, TWO])


DAMAGES = [
    ('label = "ORG"', 'label = "ORG', "not valid TOML"),
    ("start = 7", "start = 9", "has “閃購” there"),
    ("start = 7\nend = 11", "start = 700\nend = 704", "lies behind the end of the text"),
    ("start = 7\nend = 11", "start = 11\nend = 7", "less than"),
    ("format = 1", "format = 2", "newer"),
    ("format = 1", "\ufeffformat = 1", "byte order mark"),
    ('id = "4a36602cfad1"', 'id = "other"', "is about the article other"),
]


@pytest.mark.parametrize(("old", "new", "message"), DAMAGES)
def test_a_file_that_is_damaged_is_reported_and_never_overwritten(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = saved(tmp_path, ONE)
    change_outside(path, old, new)
    before = path.read_bytes()
    program = open_in(tmp_path)
    assert program.read_only
    assert any(message in str(problem) and str(path) in str(problem) and problem.line for problem in program.problems)
    with pytest.raises(ReadOnlyError):
        program.make(added(TWO))
    assert not program.flush()
    assert program.close()
    assert path.read_bytes() == before
    change_outside(path, new, old)
    assert program.poll() is ExternalChange.TAKEN
    assert (program.read_only, program.problems, program.layer) == ("", [], Layer.of([ONE]))
    program.close()


def test_a_folder_where_the_file_should_be_is_reported(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    path.unlink()
    path.mkdir()
    program = open_in(tmp_path)
    assert "cannot be read" in program.read_only
    assert program.close()


def edited(put: str, at: int = 8) -> Article:
    text = f"{TITLE}\n{BODY}"
    return article(text[:at] + put + text[at:])


@pytest.mark.parametrize("ended", ["killed", "closed"])
def test_marks_move_with_an_edited_text_and_those_in_it_are_kept_apart(tmp_path: Path, ended: str) -> None:
    program = open_in(tmp_path)
    program.make(added(ONE, TWO))
    program.flush()
    program.make(added(span("s3", 42, 44, "PER")))
    killed(program) if ended == "killed" else program.close()
    again = open_in(tmp_path, edited("的"))
    quote = again.layer.orphans["s1"].quote
    assert again.layer.orphans == {"s1": Orphan(ONE, quote)}
    assert quote.text == "淘寶閃購"
    moved = {"s2": replace(TWO, start=43, end=47), "s3": span("s3", 43, 45, "PER")}
    assert again.layer.spans == moved
    assert len(again.problems) == 2
    assert again.undo()
    assert again.layer.spans == {"s2": moved["s2"]}
    assert again.undo()
    assert (again.layer.spans, again.layer.orphans) == ({}, {})
    assert again.undo() is None
    again.redo()
    again.redo()
    assert again.layer.spans == moved
    assert again.layer.orphans.keys() == {"s1"}
    again.make(added(span("s4", 50, 52)))
    killed(again)
    third = open_in(tmp_path, edited("的"))
    assert third.layer.spans == {**moved, "s4": span("s4", 50, 52)}
    assert third.close()
    back = open_in(tmp_path)
    assert back.layer == Layer.of([ONE, TWO, span("s3", 42, 44, "PER"), span("s4", 49, 51)])
    back.close()


def test_the_library_is_told_in_short(tmp_path: Path) -> None:
    store = Store(tmp_path, "a1")
    assert list(store.summaries()) == []
    assert store.summary(article().info) == Summary()
    program = store.open(article())
    metadata = ArticleMetadata(Status.DONE)
    program.make(replace(added(ONE, TWO), metadata=(ArticleMetadata(), metadata)))
    program.position = 5
    program.close()
    summary = store.summary(article().info)
    assert isinstance(summary, Summary)
    assert (summary.status, summary.spans, summary.orphans, summary.position) == (Status.DONE, 2, 0, 5)
    (tmp_path / "a1" / "broken.toml").write_text("[[", "utf-8")
    summaries = list(store.summaries())
    assert [item for item in summaries if not isinstance(item, Problem)] == [(article().info.key, summary)]
    assert sum(isinstance(item, Problem) for item in summaries) == 1


def test_every_line_of_a_journal_is_json(tmp_path: Path) -> None:
    program: OpenArticle = open_in(tmp_path)
    program.make(added(ONE))
    program.flush()
    lines = companion(program.path, "journal").read_text("utf-8").splitlines()
    assert [sorted(json.loads(line)) for line in lines[1:]] == [["do", "n"], ["saving", "upto"], ["saved", "upto"]]
    program.close()
