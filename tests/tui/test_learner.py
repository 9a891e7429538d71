"""Learning in the background: begun when enough is new and nobody types, and told of when it is done."""

import subprocess
import time
from typing import Any

import pytest

from tui.core.background_learner import ENOUGH, IDLE, Learner


class Process:
    """A process that a test ends."""

    def __init__(self, command: list[str], **options: Any) -> None:
        self.output = options["stdout"]
        self.command = command
        self.status: int | None = None
        self.pid = 0
        self.killed = False

    def poll(self) -> int | None:
        return self.status

    def kill(self) -> None:
        self.killed = True

    def wait(self) -> int:
        return 0


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    started: list[Process] = []

    def start(command: list[str], **options: Any) -> Process:
        started.append(Process(command, **options))
        return started[-1]

    monkeypatch.setattr("subprocess.Popen", start)
    monkeypatch.setattr("os.setpriority", lambda *_arguments: None)
    return started


def test_it_begins_when_enough_is_new_and_nobody_types(processes: list[Process]) -> None:
    finished: list[bool] = []
    learner = Learner(["somewhere"], lambda: finished.append(True))
    for _number in range(ENOUGH - 1):
        learner.note_decision()
    learner.tick(IDLE)
    assert not processes
    learner.note_decision()
    learner.tick(IDLE - 1)
    assert not processes
    learner.tick(IDLE)
    (process,) = processes
    assert process.command[-2:] == ["--json", "somewhere"]
    learner.tick(IDLE)
    assert not finished
    process.output.write(b"{}")
    process.status = 1  # it has learned, and left out a list that nobody has allowed
    learner.tick(0)
    assert finished == [True]
    learner.tick(IDLE)
    assert len(processes) == 1


def test_nothing_is_told_where_there_was_too_little_to_learn_from(processes: list[Process]) -> None:
    learner = Learner([], lambda: pytest.fail("there is no model"))
    for _number in range(ENOUGH):
        learner.note_decision()
    learner.tick(IDLE)
    processes[0].status = 1
    learner.tick(IDLE)


def test_closing_ends_the_process(processes: list[Process]) -> None:
    learner = Learner([], lambda: None)
    learner.close()
    for _number in range(ENOUGH):
        learner.note_decision()
    learner.tick(IDLE)
    learner.close()
    assert processes[0].killed


def test_the_program_that_is_run_is_there() -> None:
    learner = Learner(["--help"], lambda: None)
    for _number in range(ENOUGH):
        learner.note_decision()
    learner.tick(IDLE)
    assert learner._process
    deadline = time.monotonic() + 60
    while learner._process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert learner._process.returncode == 0
    assert isinstance(learner._process, subprocess.Popen)
