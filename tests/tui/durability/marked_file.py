"""A small article, the watched application over it in a pty, and what is found when its annotations are opened anew."""

import random
import shutil
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from terminal_driver import GoneError, Terminal, environment

from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from tests.tui.durability.watched_app import state_of

APP = Path(__file__).with_name("watched_app.py")
ROOT = APP.parents[3]
ANNOTATOR = "a1"
PATIENCE = 120.0
"""Seconds in which the application has to be ready."""

TEXT = (
    "淘寶閃購與美團\n"
    + "12月5日上午,淘寶閃購在北京宣佈,美團、餓了麼與淘寶閃購將投入50億元。蔣凡說:外賣市場增長了30%。\n" * 4
)


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what the application told before it ended.

    ``opened`` is the state that it found, ``done`` that after the last change that it finished, ``begun`` the one that
    it was making, if it was; ``changes`` is the number of those that it finished.
    """

    opened: str
    done: str
    begun: str | None
    changes: int


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A folder with an article and, once it is marked, its annotations."""

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> "MarkedFile":
        """Write the article, with nothing marked, into a folder that exists."""
        made = cls(folder)
        made.article.parent.mkdir()
        made.article.write_text(TEXT, "utf-8")
        return made

    @property
    def article(self) -> Path:
        """The file of the article, in a folder of its own."""
        return self.folder / "project" / "one.txt"

    @property
    def fault(self) -> Path:
        """The file that says what is broken."""
        return self.folder / "fault"

    @property
    def _told(self) -> Path:
        return self.folder / "told"

    def start(self, columns: int = 60) -> Terminal:
        """Start the application on the article and wait until its annotations are open."""
        self._told.unlink(missing_ok=True)
        command = [sys.executable, str(APP), str(self.article), str(self._told), str(self.fault)]
        settings = self.folder / "settings.toml"  # the process of the suggesters would take most of the time
        # and the keys of a test come faster than those of a person
        settings.write_text("[annotate]\nsuggestions = false\n[terminal]\nburst = 0\n", "utf-8")
        user = {"PYTHONPATH": str(ROOT), "USER": ANNOTATOR, "LOGNAME": ANNOTATOR, "ZHUPI_CONFIG": str(settings)}
        terminal = Terminal(command, {**environment(self.folder / "home"), **user}, columns=columns, rows=16)
        deadline = time.monotonic() + PATIENCE
        while not self._is_open():
            if terminal.ended or time.monotonic() > deadline:
                terminal.close()
                raise GoneError("\n".join(["the annotations were not opened:", *terminal.rows]))
            terminal.settle(quiet=0.01, timeout=0.02)
        return terminal

    def _is_open(self) -> bool:
        return self._told.exists() and b"\n" in self._told.read_bytes()

    def is_changing(self) -> bool:
        """Return whether the application has begun a change."""
        return self._told.read_bytes().count(b"\n") > 1

    def told(self) -> Told:
        """Return what the application has told by now."""
        lines = self._told.read_text("utf-8").splitlines(keepends=True)
        whole = [line.rstrip("\n").split("\t") for line in lines if line.endswith("\n")]
        finished = [state for word, state in whole if word != "begun"]
        word, state = whole[-1]
        return Told(finished[0], finished[-1], state if word == "begun" else None, len(finished) - 1)

    def found(self) -> str:
        """The state in which the annotations are found; raises ``AssertionError`` where anything is wrong with them.

        They are looked at in a copy, so that the next start finds them as they were left.
        """
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.article.parent, copy)
        for path in copy.rglob("*.toml"):
            tomllib.loads(path.read_text("utf-8"))
        opened = Store(copy / "annotations", ANNOTATOR).open(_only_article(copy / self.article.name))
        assert (opened.problems, opened.read_only) == ([], "")
        state = state_of(opened.layer, opened.history)
        assert opened.close()
        return state


def _only_article(path: Path) -> Article:
    corpus = Corpus.open(path)
    (info,) = corpus.scan()
    assert isinstance(info, ArticleInfo)
    return corpus.read(info)


KEYS = (
    *(b"1", b"2", b"3", b"4", b"0") * 4,
    *(b"\x1b[C", b"\x1b[D", b"\x1b[B", b"\x1b[A", b"l", b"h", b"\t") * 3,  # moves
    *(b"\x1b[1;2C", b"L", b"e", b"v") * 2,  # selections
    *(b"x", b"u", b"U", b",", b".", b"<", b">", b"s") * 2,
    *(b"*a", b"*yna", b"cnote\r"),
)


def key(chance: random.Random) -> bytes:
    """A key of somebody who marks, or the few keys that go together."""
    return chance.choice(KEYS)
