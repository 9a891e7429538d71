"""Test that every change is on the disk before it is shown, and that what others do to it is noticed."""

import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.model.change import Change, ConflictError
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.rules import RefusedError
from annotations.model.span import Orphan
from annotations.storage.errors import ReadOnlyError
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.states import ExternalChange, SaveState
from annotations.storage.store import Store
from annotations.storage.summaries import Summary
from seeds.article import Article
from seeds.errors import NotFoundError, Problem
from tests.annotations.generated import SCHEMA, operations
from tests.annotations.marked import BODY, TITLE, added, article, is_saved, killed, open_in, span
from tests.sizes import examples

ONE, TWO = span("s1", 7, 11), span("s2", 42, 46, "PROD")
LONG = article("".join(map(chr, range(0x4E00, 0x4E00 + 200))))


def saved(folder: Path, *spans: object) -> Path:
    """Have a file with these spans, and return its path."""
    program = open_in(folder)
    for one in spans or (ONE,):
        program.make(added(one))  # type: ignore[arg-type]
    assert program.close()
    return program.path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_reading_alone_writes_nothing(tmp_path: Path) -> None:
    program = open_in(tmp_path / "annotations")
    assert program.layer == Layer()
    assert program.state is SaveState.SAVED
    assert program.poll() is ExternalChange.UNCHANGED
    assert program.retry()
    assert program.close()
    assert files(tmp_path) == []


def test_what_was_marked_is_there_again(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(ONE))
    program.position = 9
    assert program.dirty
    assert program.close()
    assert program.state is SaveState.SAVED
    again = open_in(tmp_path)
    assert (again.layer, again.position, again.problems, again.read_only) == (Layer.of([ONE]), 9, [], "")
    assert not again.dirty
    again.close()
    assert ".gitignore" in files(tmp_path)
    assert not any(name.endswith(".lock") for name in files(tmp_path))


def test_a_change_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(ONE))
    with pytest.raises(ConflictError):
        program.make(added(span("s1", 0, 2)))
    with pytest.raises(ConflictError):
        program.make(added(span("s2", 9, 1000)))
    assert program.layer == Layer.of([ONE])
    killed(program)
    assert open_in(tmp_path).layer == Layer.of([ONE])


def test_undo_outlives_the_program(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(ONE))
    program.make(added(TWO))
    program.undo()
    program.close()
    again = open_in(tmp_path)
    assert again.redo() == added(TWO)
    assert again.layer == Layer.of([ONE, TWO])
    assert again.undo() == again.history.undone[-1].inverted()
    again.undo()
    assert (again.layer, again.undo()) == (Layer(), None)
    killed(again)
    third = open_in(tmp_path)
    assert third.layer == Layer()
    assert third.redo() == added(ONE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=examples(40))
@given(data=st.data())
def test_whatever_was_done_is_there_after_a_kill(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("annotations")
    program = open_in(folder, LONG)
    for _turn in range(data.draw(st.integers(1, 15))):
        action = data.draw(st.sampled_from(["do", "do", "do", "undo", "redo", "flush", "kill", "reopen"]))
        expected, history = program.layer, program.history
        if action == "do":
            try:
                change = data.draw(operations(program.layer, SCHEMA))(program.layer)
            except (RefusedError, NotFoundError):
                continue
            expected, history = change.apply(expected), history.with_change(change)
            program.make(change)
        elif action in ("undo", "redo"):
            step = history.undo() if action == "undo" else history.redo()
            assert (program.undo() if action == "undo" else program.redo()) == (step[0] if step else None)
            if step:
                expected, history = step[0].apply(expected), step[1]
        elif action == "flush":
            assert program.flush()
            assert not program.dirty
        else:
            if action == "kill":
                killed(program)
            else:
                assert program.close()
            program = open_in(folder, LONG)
            assert program.problems == []
        assert program.layer == expected
        assert program.history == history
    killed(program)


def test_a_torn_last_line_is_the_edit_in_flight(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(ONE))
    program.make(added(TWO))
    killed(program)
    journal = companion(program.path, "journal")
    content = journal.read_bytes()
    lines = content.splitlines(keepends=True)
    for length in range(len(content) - len(lines[-1]), len(content)):
        journal.write_bytes(content[:length])
        again = open_in(tmp_path)
        assert (again.layer, again.problems) == (Layer.of([ONE]), [])
        again.make(added(TWO))
        killed(again)
        again = open_in(tmp_path)
        assert again.layer == Layer.of([ONE, TWO])
        killed(again)


def test_a_damaged_journal_is_kept_elsewhere_and_used_up_to_the_damage(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    for number in range(3):
        program.make(added(span(f"s{number}", number, number + 1)))
    killed(program)
    journal = companion(program.path, "journal")
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = b'{"n":2,"do":{"ti\n'
    journal.write_bytes(b"".join(lines))
    again = open_in(tmp_path)
    assert list(again.layer.spans) == ["s0"]
    assert "journal is damaged" in str(again.problems[0])
    aside = [path for path in journal.parent.iterdir() if ".journal-" in path.name]
    assert [path.read_bytes() for path in aside] == [b"".join(lines)]
    killed(again)
    third = open_in(tmp_path)
    assert (list(third.layer.spans), third.problems) == (["s0"], [])


def test_a_journal_of_another_article_is_kept_elsewhere_and_not_used(tmp_path: Path) -> None:
    other = open_in(tmp_path / "x", article(identifier="other"))
    other.make(added(TWO))
    killed(other)
    path = saved(tmp_path / "y")
    journal = companion(path, "journal")
    journal.write_bytes(companion(other.path, "journal").read_bytes())
    again = open_in(tmp_path / "y")
    assert again.layer == Layer.of([ONE])
    assert "does not go with it" in str(again.problems[0])
    assert any(".journal-" in name for name in files(tmp_path / "y"))
    again.make(added(TWO))
    killed(again)
    assert open_in(tmp_path / "y").layer == Layer.of([ONE, TWO])


def test_a_file_changed_after_a_kill_is_joined_with_the_journal(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(added(TWO))
    killed(program)
    path.write_text(path.read_text("utf-8").replace('label = "ORG"', 'label = "PER"'), "utf-8")
    again = open_in(tmp_path)
    assert again.layer == Layer.of([replace(ONE, label="PER"), TWO])
    again.close()
    third = open_in(tmp_path)
    assert third.layer == again.layer
    third.close()


def test_a_file_changed_after_a_kill_against_the_journal_holds_and_the_journal_is_kept(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    program = open_in(tmp_path)
    program.make(Change("relabel", removed=(ONE,), added=(replace(ONE, label="LOC"),)))
    killed(program)
    path.write_text(path.read_text("utf-8").replace('label = "ORG"', 'label = "PER"'), "utf-8")
    again = open_in(tmp_path)
    assert again.layer == Layer.of([replace(ONE, label="PER")])
    assert again.problems
    assert any(".journal-" in name for name in files(tmp_path))


def test_a_journal_does_not_bring_a_deleted_file_back(tmp_path: Path) -> None:
    path = saved(tmp_path, ONE)
    path.unlink()
    program = open_in(tmp_path)
    assert (program.layer, program.problems) == (Layer(), [])


def test_a_long_journal_begins_anew_and_keeps_what_can_be_undone(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    for number in range(520):
        program.make(added(span(f"s{number}", number % 9, 10)))
        program.make(Change("x", removed=(span(f"s{number}", number % 9, 10),)))
    program.make(added(ONE))
    program.undo()
    killed(program)
    size = companion(program.path, "journal").stat().st_size
    again = open_in(tmp_path)
    killed(again)
    assert companion(program.path, "journal").stat().st_size < size * 0.6
    third = open_in(tmp_path)
    assert third.layer == Layer()
    assert third.history.done == program.history.done[-500:]
    assert third.redo() == added(ONE)


def test_a_second_program_reads_only_and_says_who_has_it(tmp_path: Path) -> None:
    first = open_in(tmp_path)
    first.make(added(ONE))
    second = open_in(tmp_path)
    assert socket.gethostname() in second.read_only
    assert second.problems
    assert second.layer == Layer.of([ONE])
    with pytest.raises(ReadOnlyError, match="another program"):
        second.make(added(TWO))
    with pytest.raises(ReadOnlyError):
        second.undo()
    first.make(added(TWO))
    assert second.poll() is ExternalChange.TAKEN
    assert second.layer == Layer.of([ONE, TWO])
    first.close()
    assert second.poll() is ExternalChange.TAKEN
    assert second.read_only == ""
    second.make(Change("x", removed=(ONE,)))
    second.close()


def test_two_programs_that_begin_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    first, second = open_in(tmp_path), open_in(tmp_path)
    first.make(added(ONE))
    with pytest.raises(ReadOnlyError):
        second.make(added(TWO))
    first.close()
    third = open_in(tmp_path / "other")
    fourth = open_in(tmp_path / "other")
    third.make(added(ONE))
    third.close()
    fourth.make(added(TWO))
    assert fourth.layer == Layer.of([ONE, TWO])
    fourth.close()


def test_edits_to_different_articles_do_not_collide(tmp_path: Path) -> None:
    one, other = open_in(tmp_path), open_in(tmp_path, article(identifier="other"))
    one.make(added(ONE))
    other.make(added(TWO))
    assert one.close()
    assert other.close()
    assert open_in(tmp_path).layer == Layer.of([ONE])


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
