"""The project that is on the screens, and the application as other tests start it."""

from pathlib import Path

import pytest

from tests.tui.pilot.conftest import start as start  # noqa: PLC0414 - a fixture of this folder too
from tests.tui.snapshots.project import ANNOTATOR, write_project


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the project; its annotator is called the same on every machine, and no message comes and goes."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, ANNOTATOR)
    monkeypatch.setattr("tui.ui.app.ZhupiApp.notify", lambda *_message, **_options: None)
    monkeypatch.setattr("tui.core.packs.Packs.missing", lambda _packs: [])  # of which one would be offered
    monkeypatch.chdir(tmp_path)
    return write_project(tmp_path / "news")
