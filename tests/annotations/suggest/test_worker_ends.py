"""Worker processes do not outlive the program that started them, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

IN_APP = """
import sys, threading
from pathlib import Path
from annotations.suggest.setup import Setup
from annotations.suggest.workers.service import Service
from seeds.segmentation.reflow import ReadText
answered = threading.Event()
service = Service(Setup(Path(sys.argv[1]), names=("stars", "hanging")), lambda answer: answered.set(), print)
service.ask(("a", "1"), ReadText("*!"))
answered.wait()
print(service._process._process.pid, flush=True)
threading.Event().wait()
"""

ON_COMMAND_LINE = """
import itertools, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where whoever runs the tests ignores it
from pathlib import Path
from annotations.suggest.workers import batch
from annotations.suggest.setup import Setup
batch._TEXTS = 1
found = batch.suggest_batch(itertools.repeat("*"), Setup(Path(sys.argv[1]), names=("slow",)), 2)
pools = []
made = batch._WorkerPool.__init__
batch._WorkerPool.__init__ = lambda self, *rest: (made(self, *rest), pools.append(self))[0]
next(found)
print(*(process._process.pid for process in pools[0]._running), flush=True)
for items in found:
    pass
"""

LIMIT = 120
"""Seconds that a program may take, which is for a machine that hangs, not for one that is busy."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


@contextmanager
def running(script: str, folder: Path, plugins: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """Start a program that starts workers, and yield it with their process ids."""
    path = os.pathsep.join([str(plugins), *filter(None, sys.path)])
    command = [sys.executable, "-c", script, str(folder)]
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as done:
        assert done.stdout
        try:
            yield done, [int(pid) for pid in done.stdout.readline().split()]
        finally:
            done.kill()


def are_gone(pids: list[int]) -> bool:
    """Return whether the processes end within a while."""
    until = monotonic() + 120
    while monotonic() < until:
        if not any(Path(f"/proc/{pid}").exists() and not _is_zombie(pid) for pid in pids):
            return True
        sleep(0.05)
    return False


def _is_zombie(pid: int) -> bool:
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_a_worker_ends_with_an_application_that_is_killed_even_while_it_hangs(plugins: Path, tmp_path: Path) -> None:
    with running(IN_APP, tmp_path, plugins) as (program, pids):
        assert len(pids) == 1
        program.kill()
        program.wait(60)
        assert are_gone(pids)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_an_interrupt_ends_everything(plugins: Path, tmp_path: Path) -> None:
    with running(ON_COMMAND_LINE, tmp_path, plugins) as (program, pids):
        assert pids
        program.send_signal(signal.SIGINT)
        _output, errors = program.communicate(timeout=LIMIT)
        assert program.returncode in (1, 130, -signal.SIGINT)
        assert errors.count("Traceback") == 1
        assert errors.rstrip().endswith("KeyboardInterrupt")
        assert are_gone(pids)
