"""Give every test a home of its own, a known terminal and language, repeatable properties, and a limit of time."""

import faulthandler
import gc
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tui.terminal.keyboard import OFF, VARIABLE

ROOT = Path(__file__).resolve().parent.parent

sys.dont_write_bytecode = False  # some thousands of imports, here and in children, want to be compiled once
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
LANGUAGE = {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}
UNWANTED = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "PAGER",
    "TEXTUAL",
    "TEXTUAL_THEME",
    "ZHUPI_CONFIG",
    "PYTEST_ADDOPTS",
)

HEAVY_LIMIT = 3600
"""Seconds that a test of the full size may take; the limit of all others is in pyproject.toml."""

WORKERS = 2
"""Processes of tests for each core, where ``-n auto`` is asked for: in a test of the screen two thirds are waiting."""

LAST_LIMIT = 2
"""How many times its limit a test may take before its whole process is ended: nothing else ends what never gets back to
Python, or waits for a child while it cleans up."""

GARBAGE = 50_000
"""Objects that may be made before Python looks for those that are of no use any more: seventy times as many as usual,
for a tenth of the time of the tests."""

_stderr = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that renew the pictures of screens, and the README's table of formats."""
    text = "write what the screens look like now into tests/tui/snapshots/expected"
    parser.addoption("--update-snapshots", action="store_true", help=text)
    text = "write the table of formats and their evidence into the README"
    parser.addoption("--update-evidence", action="store_true", help=text)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes run the tests."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return WORKERS * cores


def pytest_configure(config: pytest.Config) -> None:
    """Settle what modules read when they are imported, and choose the hypothesis profile.

    ``HYPOTHESIS_PROFILE=heavy`` looks at more and other examples in each run, as ``tests/fuzz.py`` does.
    """
    config.stash[_stderr] = os.dup(2)
    _let_signals_reach_children()
    os.environ.update(LANGUAGE)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ[VARIABLE] = OFF  # as the application does, before a test imports Textual
    common = settings(deadline=None, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("ci", common, max_examples=12, derandomize=True)
    settings.register_profile("fuzz", common, max_examples=500, derandomize=False)
    settings.register_profile("heavy", common, max_examples=2000, derandomize=False)
    profile = os.environ.get("HYPOTHESIS_PROFILE", "ci")
    settings.load_profile(profile)
    if profile == "ci":
        _draw_the_same_every_time()


def _draw_the_same_every_time() -> None:
    """Have the same examples be tried on any day, whatever else a process of the tests has imported.

    Hypothesis also tries the constants of the modules that are loaded, which are others in each process; and sets are
    gone through in an order that is drawn when Python starts, so that this concerns the processes that are started.
    """
    os.environ.setdefault("PYTHONHASHSEED", "0")
    vars(providers).update(is_local_module_file=lambda _path: False)


def _let_signals_reach_children() -> None:
    """Handle the signals that ``nohup`` and a script's ``&`` have ignored, by doing nothing.

    A program that is started inherits what is ignored, and would outlive the test that interrupts it or hangs up on
    it; but not what is handled. The tests themselves go on through such a signal as before.
    """
    for name in ("SIGINT", "SIGHUP", "SIGQUIT", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, _stay)


def _stay(_number: int, _frame: object) -> None:
    """Do nothing about a signal."""


def pytest_collection(session: pytest.Session) -> None:
    """Have each process of a whole run read a share of the test files first, and all use what the others compiled.

    To rewrite the assertions of all of them takes most of the time of collecting, and once is enough.
    """
    worker = getattr(session.config, "workerinput", None)
    if worker is None or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(ROOT.glob("tests/**/test_*.py"))]
    start = int(worker["workerid"].removeprefix("gw")) * len(names) // worker["workercount"]
    for name in names[start:] + names[:start]:
        with suppress(Exception, pytest.skip.Exception):  # what cannot be imported is told of where it is collected
            importlib.import_module(name)


def pytest_collection_finish() -> None:
    """Have no collection of garbage go through what was imported, nor come as often as where memory is short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give more time to what is of the full size, and count no lines where a property is tried again and again.

    Counting makes these take twice the time, and they run few lines that no other test runs.
    """
    heavy = os.environ.get("HYPOTHESIS_PROFILE") == "heavy"
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")
        if (heavy or item.get_closest_marker("heavy")) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(HEAVY_LIMIT))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """End the process where a test hangs so that its limit does not end it; its stack goes to stderr."""
    marker = item.get_closest_marker("timeout")
    limit = float(marker.args[0] if marker else item.config.getini("timeout"))
    if limit:
        faulthandler.dump_traceback_later(LAST_LIMIT * limit, exit=True, file=item.config.stash[_stderr])
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home folder, so that it neither reads nor writes anything of the user's."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for variable, name in FOLDERS.items():
        monkeypatch.setenv(variable, str(folder / name))
    for variable, value in TERMINAL.items():
        monkeypatch.setenv(variable, value)
    for variable in UNWANTED:
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written without waiting for the disk, which matters only where the power fails; children wait."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of the shared test data beside the repository; skip the test where there is none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the folder shared/data beside the repository")
    return folder
