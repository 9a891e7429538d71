"""Test a disk that fails at any step of saving: memory keeps all, the disk the last good state."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.span import Span
from annotations.storage.open_article import OpenArticle
from tests.annotations.marked import added, is_saved, killed, open_in, span

STEPS = ("write", "fsync", "replace", "open", "ftruncate", "mkdir")
ERRORS = (errno.ENOSPC, *(pytest.param(code, marks=pytest.mark.heavy) for code in (errno.EROFS, errno.EIO)))
SPANS = [span(f"s{number}", number, number + 3) for number in range(1, 9)]


class Disk:
    """Count the calls of a program that touch the disk, and let some of them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        self.calls = 0
        self.failing: range = range(0)
        self._code = code
        for name in STEPS:
            monkeypatch.setattr(os, name, self._wrap(name, getattr(os, name)))

    def _wrap(self, name: str, call: Any) -> Any:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls in self.failing:
                if name == "write":  # what fits is written, as on a full disk
                    call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise OSError(self._code, os.strerror(self._code))
            return call(*arguments, **options)

        return wrapped

    @contextmanager
    def fails(self, first: int, count: int) -> Iterator[None]:
        """Let calls fail, counted from now on."""
        self.calls = 0
        self.failing = range(first, first + count)
        try:
            yield
        finally:
            self.failing = range(0)


def on_disk(folder: Path, program: OpenArticle) -> Layer:
    """Return what another program finds after a kill now; the first goes on afterwards."""
    killed(program)
    other = open_in(folder)
    assert (other.read_only, other.problems) == ("", [])
    layer = other.layer
    killed(other)
    if program.path.parent.is_dir():
        program._lock.take()
    return layer


def session(program: OpenArticle, spans: list[Span]) -> None:
    """Mark and save, as often as there are spans."""
    for number, one in enumerate(spans):
        program.make(added(one))
        if number % 2:
            program.flush()


def steps_of(folder: Path, disk: Disk, spans: list[Span]) -> int:
    """Count the calls that a session takes."""
    program = open_in(folder)
    with disk.fails(0, 0):
        session(program, spans)
        calls = disk.calls
    program.close()
    return calls


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.heavy)], ids=["every other", "every"])
@pytest.mark.parametrize("code", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("lasting", [1, 10_000], ids=["once", "from then on"])
def test_a_failure_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, lasting: int, every: int
) -> None:
    """Try every step in one of two ways by default, and in both with the mark ``heavy``."""
    disk = Disk(monkeypatch, code)
    spans = SPANS[:4]
    total = steps_of(tmp_path / "whole", disk, spans)
    assert total > 20
    failed = 0
    for step in range(1 if lasting > 1 else every, total + 1, every):
        folder = tmp_path / f"{code}-{lasting}-{step}"
        program = open_in(folder)
        with disk.fails(step, lasting):
            session(program, spans)
            failed += not is_saved(program)
        assert program.layer == Layer.of(spans)
        written = on_disk(folder, program)
        assert written == Layer.of(spans[: len(written.spans)])
        if is_saved(program):
            assert written == program.layer
        else:
            assert program.failure
            assert os.strerror(code) in str(program.failure)
        assert program.retry()
        assert is_saved(program)
        assert on_disk(folder, program) == Layer.of(spans)
        program.undo()
        assert on_disk(folder, program) == Layer.of(spans[:-1])
        assert program.close()
        again = open_in(folder)
        assert (again.layer, len(again.history.done)) == (Layer.of(spans[:-1]), 3)
        killed(again)
    assert failed


def test_an_edit_after_a_failure_is_written_with_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch, errno.ENOSPC)
    program = open_in(tmp_path)
    program.make(added(SPANS[0]))
    with disk.fails(1, 100):
        program.make(added(SPANS[1]))
        assert not is_saved(program)
        program.make(Change("delete", removed=(SPANS[0],)))
        assert not program.retry()
    assert on_disk(tmp_path, program) == Layer.of([SPANS[0]])
    program.make(added(SPANS[2]))
    assert is_saved(program)
    assert on_disk(tmp_path, program) == Layer.of(SPANS[1:3])


def test_a_journal_that_is_deleted_under_the_program_begins_anew(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(SPANS[0]))
    program.flush()
    program.make(added(SPANS[1]))
    program._log.path.unlink()
    program.make(added(SPANS[2]))
    assert on_disk(tmp_path, program) == Layer.of(SPANS[:3])
    program.flush()
    program.undo()
    assert on_disk(tmp_path, program) == Layer.of(SPANS[:2])
    assert len(open_in(tmp_path).history.done) == 2


def test_a_folder_that_cannot_be_made_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("a file is in the way", "utf-8")
    program = open_in(tmp_path / "annotations")
    program.make(added(SPANS[0]))
    assert not is_saved(program)
    assert program.failure
    assert "cannot be written" in str(program.failure)
    assert program.layer == Layer.of(SPANS[:1])
    (tmp_path / "annotations").unlink()
    assert program.retry()
    assert program.close()
    assert open_in(tmp_path / "annotations").layer == Layer.of(SPANS[:1])
