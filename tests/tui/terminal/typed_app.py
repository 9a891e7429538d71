"""The real application over a small project in a pty, and what it has written."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terminal_driver import Terminal, environment

ROOT = Path(__file__).resolve().parents[3]
COMMAND = "from tests.tui.few_words import use_few_words; use_few_words(); from tui.cli.main import main; main()"
TEXT = (
    "淘寶閃購與美團\n"
    + "12月5日上午,淘寶閃購在北京宣佈,美團、餓了麼與淘寶閃購將投入50億元。蔣凡說:外賣市場增長了30%。\n" * 3
)
READY = "0 WORK"
"""What the screen shows when an article is open."""

STATUS, PROMPT = -2, -1
"""The rows of the status line, and of a field in which one types."""


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with two articles, and a user with settings."""

    folder: Path

    @classmethod
    def create(cls, folder: Path, settings: str = "") -> "Project":
        """Write the articles and the settings into a folder that exists."""
        made = cls(folder)
        (folder / "texts").mkdir()
        for name in ("one", "two"):
            (folder / "texts" / f"{name}.txt").write_text(f"{name} {TEXT}", "utf-8")
        # the process of the suggesters would take most of the time
        (folder / "settings.toml").write_text(f"[annotate]\nsuggestions = false\n{settings}", "utf-8")
        return made

    def start(self, columns: int = 120, rows: int = 24, more: Mapping[str, str] | None = None) -> Terminal:
        """Start the application on the folder."""
        user = {"PYTHONPATH": str(ROOT), "USER": "a1", "ZHUPI_CONFIG": str(self.folder / "settings.toml")}
        surroundings = {**environment(self.folder / "home"), **user, **(more or {})}
        command = [sys.executable, "-c", COMMAND, str(self.folder / "texts")]
        return Terminal(command, surroundings, columns=columns, rows=rows)

    def annotations(self) -> list[dict[str, Any]]:
        """Return what is written of each annotated article."""
        return [
            tomllib.loads(path.read_text("utf-8")) for path in sorted(self.folder.rglob("annotations/a1/**/*.toml"))
        ]

    def spans(self) -> list[dict[str, Any]]:
        """The spans of all articles."""
        return [span for table in self.annotations() for span in table.get("span", ())]


def open_article(terminal: Terminal) -> None:
    """Open the first article, with the cursor on its first word."""
    terminal.wait_for("articles")
    terminal.settle()
    terminal.write(b"\r")
    terminal.wait_for(READY)
    terminal.settle()
    terminal.write(b"\x1b[C")
    terminal.settle()


def quit_from_article(terminal: Terminal) -> int:
    """Leave the application, which saves; its exit status."""
    terminal.write(b"q")
    terminal.wait_for("articles")
    terminal.settle()
    terminal.write(b"q")
    return terminal.wait_for_end()
