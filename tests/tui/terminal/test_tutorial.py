"""The tutorial in a terminal: from its start to the first export in few keys, and nothing of the user's is touched."""

import os
import signal
import sys
from pathlib import Path

from terminal_driver import Terminal, environment

from tests.tui.terminal import typed_app

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-c", typed_app.COMMAND, "tutorial"]

PATH = (
    (b"\x1b[C", "美團 is a company: mark it by the key of its label, 2"),
    (b"2", "ORG 美團"),
    (b"*", "all of them"),
    (b"\r", "4/7"),
    (b"V", "1 of "),
    (b"\r", "4/7"),
    (b"q", "5/7"),
    (b"t", "6/7"),
    (b"!", "7/7"),
    (b"q", "bundled articles"),
    (b"E", "preview"),
    (b"E", "That was all"),
)
"""The keys of the new user's path, and what is seen after each; undo has a key of the user's own."""

MOST_KEYS = 12


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, and what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def user_with_data(folder: Path) -> tuple[dict[str, str], Path]:
    """Make a home with settings, marks and a log, and a project that the user is in."""
    home, project = folder / "home", folder / "project"
    variables = {**environment(home), "PYTHONPATH": str(ROOT), "USER": "a1", "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir()
    config = Path(variables["XDG_CONFIG_HOME"], "zhupi", "config.toml")
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[keys]\n"mark.undo" = "exclamation_mark"\n"reader.bookmarks" = ""\n', "utf-8")
    state = Path(variables["XDG_STATE_HOME"], "zhupi")
    state.mkdir(parents=True, exist_ok=True)
    (state / "reading.sqlite3").write_bytes(b"not to be looked at")
    (project / "annotations").mkdir(parents=True)
    (project / "news.txt").write_text("標題\n北京城裡。", "utf-8")
    (project / "annotations" / "notes.toml").write_text("# kept", "utf-8")
    return variables, project


def test_from_start_to_first_export_and_nothing_is_kept(tmp_path: Path) -> None:
    variables, project = user_with_data(tmp_path)
    before = files_of(tmp_path)
    with Terminal(COMMAND, variables, 100, 30, project) as terminal:
        terminal.wait_for("1/7")
        terminal.wait_for("suggested")
        for key, seen in PATH:
            terminal.write(key)
            terminal.wait_for(seen)
            terminal.settle()
        terminal.write(b"\x11")
        assert terminal.wait_for_end() == 0
    assert files_of(tmp_path) == before
    assert list((tmp_path / "tmp").iterdir()) == []
    assert len(PATH) <= MOST_KEYS


def test_nothing_is_touched_where_it_is_killed(tmp_path: Path) -> None:
    variables, project = user_with_data(tmp_path)
    before = files_of(tmp_path)
    with Terminal(COMMAND, variables, 100, 30, project) as terminal:
        terminal.wait_for("1/7")
        for key, seen in PATH[:2]:
            terminal.write(key)
            terminal.wait_for(seen)
        os.kill(terminal._process.pid, signal.SIGKILL)
        terminal.wait_for_end()
    after = {name: content for name, content in files_of(tmp_path).items() if not name.startswith("tmp/")}
    assert after == before
