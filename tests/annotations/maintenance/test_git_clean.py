"""Test that no mark is among what ``git clean -fdX`` deletes, at any moment, also after a kill."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotations.maintenance.check import Check
from annotations.model.layer import Layer
from annotations.storage.disk import keep_out_of_git
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.states import ExternalChange
from seeds.sources.corpus import Corpus
from seeds.system.descriptors import UnusableFileError
from tests.annotations.marked import added, article, killed, open_in, span

OF_VERSION_0_1_0 = ".*.journal\n.*.lock\n.*.new\n*.journal-*\n*.bak\n"
MARKS = [span(f"s{number}", number, number + 3) for number in range(1, 9)]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make an empty project of git, whose user ignores what git users often do."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    everywhere = tmp_path / "ignored"
    everywhere.write_text("*.bak\n*.journal\n.*.journal\n*~\n", "utf-8")
    git(folder, "config", "core.excludesFile", str(everywhere))
    return folder


def clean(project: Path) -> None:
    git(project, "clean", "-fdX", "-q")


def found(project: Path) -> Layer:
    program = open_in(project / "annotations")
    assert (program.read_only, program.problems) == ("", [])
    layer = program.layer
    killed(program)
    return layer


def test_no_mark_is_lost_at_any_step(project: Path) -> None:
    program = open_in(project / "annotations")
    for number, mark in enumerate(MARKS, 1):
        program.make(added(mark))
        clean(project)
        assert program.layer == Layer.of(MARKS[:number])
        if number % 3 == 0:
            program.flush()
            clean(project)
        if number % 4 == 0:
            killed(program)
            clean(project)
            program = open_in(project / "annotations")
            assert program.layer == Layer.of(MARKS[:number])
    killed(program)
    clean(project)
    assert found(project) == Layer.of(MARKS)


def test_what_is_only_for_undoing_is_ignored_when_the_article_is_closed(project: Path) -> None:
    program = open_in(project / "annotations")
    program.make(added(MARKS[0]))
    assert ".journal" in git(project, "status", "--porcelain", "-uall")
    program.close()
    listed = git(project, "-c", "core.quotePath=false", "status", "--porcelain", "-uall").split()
    assert [Path(name).suffix for name in listed if name != "??"] == ["", ".toml"]
    again = open_in(project / "annotations")
    assert again.undo()
    assert again.close()
    clean(project)
    third = open_in(project / "annotations")
    assert (third.layer, third.undo()) == (Layer(), None)
    third.close()


def test_journals_that_were_set_aside_and_backups_are_kept(project: Path) -> None:
    program = open_in(project / "annotations")
    program.make(added(MARKS[0]))
    killed(program)
    journal = companion(program.path, "journal")
    journal.write_bytes(journal.read_bytes() + b"{damaged\n")
    killed(open_in(project / "annotations"))
    backup = program.path.with_name(f"{program.path.name}.bak")
    backup.write_text("as it was", "utf-8")
    clean(project)
    assert backup.exists()
    assert [path for path in journal.parent.iterdir() if ".journal-" in path.name]


def test_what_0_1_0_told_git_is_replaced_where_a_project_is_opened(project: Path) -> None:
    folder = project / "annotations"
    program = open_in(folder)
    program.make(added(MARKS[0]))
    program.close()
    ignored = folder / ".gitignore"
    ignored.write_text(OF_VERSION_0_1_0, "utf-8")
    again = open_in(folder)
    again.make(added(MARKS[1]))
    killed(again)
    clean(project)
    assert found(project) == Layer.of(MARKS[:2])


@pytest.mark.parametrize("content", ["", "*.swp\n", OF_VERSION_0_1_0 + "mine\n"])
def test_what_the_user_has_settled_is_let_be(tmp_path: Path, content: str) -> None:
    (tmp_path / ".gitignore").write_text(content, "utf-8")
    keep_out_of_git(tmp_path)
    assert (tmp_path / ".gitignore").read_text("utf-8") == content


def test_a_link_is_told_and_marks_are_saved_nevertheless(tmp_path: Path) -> None:
    folder, other = tmp_path / "annotations", tmp_path / "other"
    other.write_text(OF_VERSION_0_1_0, "utf-8")
    folder.mkdir()
    (folder / ".gitignore").symlink_to(other)
    with pytest.raises(UnusableFileError, match="is a link"):
        keep_out_of_git(folder)
    program = open_in(folder)
    program.make(added(MARKS[0]))
    assert program.close()
    assert any(".gitignore" in str(problem) and "is a link" in str(problem) for problem in program.problems)
    assert other.read_text("utf-8") == OF_VERSION_0_1_0


def test_a_lock_holds_when_its_file_is_removed(project: Path) -> None:
    folder = project / "annotations"
    first = open_in(folder)
    first.make(added(MARKS[0]))
    clean(project)
    assert not companion(first.path, "lock").exists()
    second = open_in(folder)
    assert "another program has it open" in second.read_only
    first.make(added(MARKS[1]))
    assert second.poll() is ExternalChange.TAKEN
    assert second.layer == Layer.of(MARKS[:2])
    findings = [str(each.problem) for each in Check(folder, corpus_of(project, first)).run()]
    assert any("another program has it open" in finding for finding in findings)
    assert first.close()
    assert second.poll() is ExternalChange.TAKEN
    assert second.read_only == ""
    second.close()


def corpus_of(project: Path, program: OpenArticle) -> Corpus:
    (project / program.article.info.origin.document).write_text(program.article.text, "utf-8")
    return Corpus.open(project)


def test_nothing_is_left_of_a_lock(tmp_path: Path, home: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(MARKS[0]))
    program.close()
    assert list((home / ".local/state/zhupi/locks").iterdir()) == []


_OF_0_1_0 = """
import sys, time
from filelock import FileLock
lock = FileLock(sys.argv[1], timeout=0)
lock.acquire()
open(sys.argv[1], "w").write('{"pid": 4711, "host": "elsewhere"}')
print("held", flush=True)
sys.stdin.read()
"""


def test_version_0_1_0_is_noticed_and_a_lock_file_that_it_left_is_not(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(MARKS[0]))
    program.close()
    lock = companion(program.path, "lock")
    other = subprocess.Popen(
        [sys.executable, "-c", _OF_0_1_0, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdin
    assert other.stdout
    try:
        assert other.stdout.readline() == "held\n"
        second = open_in(tmp_path)
        assert "process 4711 on elsewhere" in second.read_only
    finally:
        other.kill()
        other.wait(60)
        other.stdin.close()
        other.stdout.close()
    assert lock.exists()
    third = open_in(tmp_path)
    assert third.read_only == ""
    third.close()
    assert not lock.exists()


def test_without_a_state_folder_the_lock_beside_has_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    state = home / "state"
    state.write_text("a file is in the way", "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    program = open_in(tmp_path)
    program.make(added(MARKS[0]))
    assert open_in(tmp_path).read_only
    assert program.close()


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.annotations.marked import added, open_in, span
program = open_in(Path(sys.argv[1]))
for number in range(1, 6):
    program.make(added(span(f"s{number}", number, number + 3)))
    if number == int(sys.argv[3]):
        program.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("flushed_at", [0, 2, 5])
def test_nothing_is_lost_after_a_kill_of_a_real_process(project: Path, root: Path, flushed_at: int) -> None:
    arguments = [sys.executable, "-c", _KILLED, str(project / "annotations"), str(root), str(flushed_at)]
    assert subprocess.run(arguments, timeout=60, check=False).returncode == -9
    clean(project)
    assert found(project) == Layer.of(MARKS[:5])
    assert article().text
