"""What every test stands on: a home of its own, a known terminal and language, and repeatable properties."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui.terminal.keyboard import OFF, VARIABLE

ROOT = Path(__file__).resolve().parent.parent

FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
LANGUAGE = {"LC_ALL": "C.UTF-8", "LANGUAGE": ""}
UNWANTED = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PAGER", "TEXTUAL", "TEXTUAL_THEME", "ZHUPI_CONFIG")


def pytest_configure() -> None:
    """Settle what modules read when they are imported, and choose the hypothesis profile.

    ``HYPOTHESIS_PROFILE=heavy`` looks at more and other examples in each run, as ``tests/fuzz.py`` does.
    """
    os.environ.update(LANGUAGE)
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ[VARIABLE] = OFF  # as the application does, before a test imports Textual
    common = settings(deadline=None, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("ci", common, max_examples=50, derandomize=True)
    settings.register_profile("fuzz", common, max_examples=500, derandomize=False)
    settings.register_profile("heavy", common, max_examples=2000, derandomize=False)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


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
