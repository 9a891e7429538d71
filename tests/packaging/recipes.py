"""Pages of Markdown whose code a test takes at its word."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LIMIT = 120
"""Seconds that a child process may take, which is for a machine that hangs, not for one that is busy."""

ROOMS = ("seeds", "annotations", "tui")

ZHUPI = "import sys; from tui.cli.main import main; main()"

_STEP = re.compile(
    r"(?:Write `(?P<new>[^`]+)`|In `(?P<old>[^`]+)`,\s+(?P<where>below|above|in place of)\s+`(?P<line>[^`]+)`):\n\n"
    r"```\w+\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a recipe: a file to write, or a block of lines to put at one line of a file that is there."""

    path: str
    block: str
    where: str = ""
    line: str = ""

    def follow(self, folder: Path) -> None:
        """Do what the step says in a folder; the line it names has to be there exactly once."""
        path = folder / self.path
        if not self.line:
            assert not path.exists(), f"{self.path} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.block, "utf-8")
            return
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (number,) = [number for number, line in enumerate(lines) if line.strip() == self.line]
        first, last = {
            "above": (number, number),
            "below": (number + 1, number + 1),
            "in place of": (number, number + 1),
        }[self.where]
        path.write_text("".join([*lines[:first], self.block, *lines[last:]]), "utf-8")


def sections(page: str, level: str) -> dict[str, str]:
    """Return the text below each heading of a level (such as ``###``), up to the next of that level or a higher one."""
    found: dict[str, str] = {}
    title = ""
    fenced = False
    for line in page.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        marks, _space, name = line.strip().partition(" ")
        if not fenced and marks and set(marks) == {"#"} and len(marks) <= len(level):
            title = name if marks == level else ""
        elif title:
            found[title] = found.get(title, "") + line
    return found


def steps(text: str) -> list[Step]:
    """Return the steps of a recipe in order; every block of Python in it belongs to one."""
    found = [
        Step(match["new"] or match["old"], match["block"], match["where"] or "", match["line"] or "")
        for match in _STEP.finditer(text)
    ]
    assert len(found) == len(re.findall(r"^```(?:python|toml)$", text, re.MULTILINE)), "a block is no step"
    return found


def copy_of_the_rooms(root: Path, folder: Path) -> Path:
    """Copy the three packages and the settings of the tools into a folder."""
    for room in ROOMS:
        shutil.copytree(root / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", folder)
    return folder


def run(path: Path, *arguments: str, stdin: str = "", cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments in a folder, and with ``path`` as the first place for modules."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, cwd=cwd, env=environment, timeout=LIMIT, check=False
    )


def zhupi(path: Path, *arguments: str, stdin: str = "", cwd: Path, status: int = 0) -> str:
    """Run ``zhupi`` with modules from ``path``, and return what it printed; it has to end with ``status``."""
    done = run(path, "-c", ZHUPI, *arguments, stdin=stdin, cwd=cwd)
    assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def paths_named(page: Path, root: Path) -> Iterator[Path]:
    """Give every path of the repository that a page links to, names in backticks, or gives to a command."""
    text = page.read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    shell = "".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", prose):
        yield page.parent / target
    for name in (*re.findall(r"`([\w.-]+/[\w./-]+)`", prose), *re.findall(r"\btests/[\w./-]+", shell)):
        yield root / name
