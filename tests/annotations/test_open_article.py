"""Test that every change is on the disk before it is shown."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.model.change import Change, ConflictError
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.storage.errors import ReadOnlyError
from annotations.storage.paths import companion
from annotations.storage.states import ExternalChange, SaveState
from seeds.errors import NotFoundError
from tests.annotations.generated import SCHEMA, operations
from tests.annotations.marked import added, article, killed, open_in, span
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
