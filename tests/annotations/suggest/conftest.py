"""A little package with plug-ins, as a user might install it, and what a test asks of the suggestions."""

import sys
from pathlib import Path

import pytest

PLUGINS = '''
import os, sys, time
from annotations.suggest.suggestion import Suggestion

class Stars:
    """Finds every star; told "colour" by the settings."""
    version = "1"

    def __init__(self, settings):
        self.name = "stars"
        self.label = settings.get("label", "PROD")

    def suggest(self, text):
        return [Suggestion(at, at + 1, self.label, 0.9, "stars") for at, letter in enumerate(text) if letter == "*"]

class Plain:
    version = "1"

    def __init__(self, name, act):
        self.name = name
        self.act = act

    def suggest(self, text):
        return self.act(text)

def raising():
    return Plain("raising", lambda text: 1 / 0)

def outside():
    return Plain("outside", lambda text: [Suggestion(0, len(text) + 1, "PER", 0.9, "outside")])

def odd():
    return Plain("odd", lambda text: [("PER", 0, 1)])

def _chatter(text):
    print("x" * 100_000)
    os.write(1, b"more of it\\n")
    print("to stderr", file=sys.stderr)
    assert sys.stdin.read() == ""
    return [Suggestion(0, 1, "LOC", 0.9, "printing")]

def printing():
    return Plain("printing", _chatter)

def _hang(text):
    if "!" in text:
        while True:
            time.sleep(60)
    return []

def hanging():
    return Plain("hanging", _hang)

def crashing():
    return Plain("crashing", lambda text: os._exit(3) if "!" in text else [])

def slow():
    return Plain("slow", lambda text: time.sleep(0.3) or [])

def unloadable():
    raise RuntimeError("no model")
'''

NAMES = ("raising", "outside", "odd", "printing", "hanging", "crashing", "slow", "unloadable")


@pytest.fixture
def plugins(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a package with plug-ins on the path, with the metadata that an installer writes."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "starry.py").write_text(PLUGINS, "utf-8")
    info = folder / "starry-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: starry\nVersion: 1.0\n", "utf-8")
    points = ["stars = starry:Stars", *(f"{name} = starry:{name}" for name in NAMES)]
    (info / "entry_points.txt").write_text("\n".join(["[zhupi.suggesters]", *points, ""]), "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "starry", raising=False)
    return folder
