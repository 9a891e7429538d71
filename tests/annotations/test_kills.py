"""Test that a program that is killed at any instant loses at most the edit in flight."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import pytest

from annotations.storage.store import Store
from tests.annotations.marked import article, killed, open_in, said_by

LABELLER = """
import json, os, random, sys, threading, time
from pathlib import Path
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.suggest.decisions import reject
from annotations.suggest.suggestion import Suggestion
from tests.annotations.marked import open_in, said_by

def say(word, layer):
    print(json.dumps([word, said_by(layer)]), flush=True)

def save(program, chance):
    while True:
        program.flush()
        time.sleep(chance.random() / 200)

def label(folder, seed):
    program = open_in(Path(folder))
    assert not program.read_only and not program.problems, program.problems
    chance = random.Random(seed)
    threading.Thread(target=save, args=(program, chance), daemon=True).start()
    say("ready", program.layer)
    while True:
        turn = chance.random()
        layer = program.layer
        if turn < 0.2:
            places = [chance.randrange(45) for _each in range(chance.choice([1, 1, 9]))]
            change = reject(layer, [Suggestion(start, start + 2, "LOC", 0.5, "tagger") for start in places])
            say("try", change.apply(layer))
            program.make(change)
        elif turn < 0.6 or not layer.spans:
            start = chance.randrange(45)
            names = zip(range(chance.choice([1, 1, 1, 12])), layer.next_ids())
            spans = [Span(name, start + number, start + number + 2, "ORG") for number, name in names]
            change = Change("add", added=tuple(spans))
            say("try", change.apply(layer))
            program.make(change)
        elif turn < 0.7:
            change = Change("delete", removed=(layer.spans[chance.choice(sorted(layer.spans))],))
            say("try", change.apply(layer))
            program.make(change)
        else:
            history = program.history
            taken = history.undo() if turn < 0.85 else history.redo()
            if taken:
                say("try", taken[0].apply(layer))
                program.undo() if turn < 0.85 else program.redo()
        say("done", program.layer)

for line in sys.stdin:
    folder, seed = line.split()
    child = os.fork()
    if not child:
        print(json.dumps(["child", os.getpid()]), flush=True)
        label(folder, int(seed))
    os.waitpid(child, 0)
    print(chr(10) + json.dumps(["end", []]), flush=True)
"""
"""Labels in a child until that is killed, for every folder and number on stdin, and says what it does."""


@pytest.fixture
def labeller(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a program that labels."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", LABELLER]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True) as program:
        assert program.stdin
        try:
            yield program
            program.stdin.close()
            program.wait(60)
        finally:
            program.kill()


def lines_of(labeller: subprocess.Popen[str]) -> Iterator[tuple[str, Any]]:
    """Read the lines that a program wrote; a line that it was killed in is left out."""
    assert labeller.stdout
    for line in labeller.stdout:
        with suppress(ValueError):
            word, value = json.loads(line)
            yield word, value


def kill_once(labeller: subprocess.Popen[str], folder: Path, seed: int, written: Path | None = None) -> None:
    """Label until killed at a random moment, then compare what is there with what was said to be.

    The moment comes after ``written`` is there: on a busy machine nothing else may ever be written in time.
    """
    assert labeller.stdin
    labeller.stdin.write(f"{folder} {seed}\n")
    labeller.stdin.flush()
    lines = lines_of(labeller)
    _word, child = next(item for item in lines if item[0] == "child")
    reports = [next(item for item in lines if item[0] == "ready")]
    chance = random.Random(seed)
    reports += islice(lines, chance.randrange(12))  # so that something was done, also where the machine is busy
    while written and not written.exists():
        time.sleep(0.001)
    time.sleep(chance.random() * 0.02)
    os.kill(child, signal.SIGKILL)
    reports += takewhile(lambda item: item[0] != "end", lines)
    word, last = reports[-1]
    allowed = [last] if word != "try" else [last, reports[-2][1]]
    program = open_in(folder)
    there = said_by(program.layer)
    assert there in allowed, f"seed {seed}: {there} is not among {allowed}"
    assert (program.read_only, program.problems) == ("", [])
    killed(program)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_loses_at_most_the_edit_in_flight(labeller: subprocess.Popen[str], tmp_path: Path) -> None:
    for seed in range(50):
        folder = tmp_path / str(seed // 10)
        kill_once(labeller, folder, seed, Store(folder, "a1").path(article().info) if seed % 10 == 5 else None)


@pytest.mark.heavy
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_two_thousand_kills(labeller: subprocess.Popen[str], tmp_path: Path) -> None:
    for seed in range(1000, 3000):
        kill_once(labeller, tmp_path / str(seed // 25), seed)
