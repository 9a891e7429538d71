"""The kitty keyboard protocol is off, unless the settings or the environment ask for it, however one starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.terminal.typed_app import Project
from tui.core.config import load_settings
from tui.terminal.keyboard import VARIABLE, disable_kitty_keys, enable_kitty_keys

ASKED = b"\x1b[>25u"
LOOK = "from textual import constants; print(constants.DISABLE_KITTY_KEY)"


@pytest.mark.parametrize(
    ("settings", "environment", "asked"),
    [
        ("", {}, False),
        ("[terminal]\nkitty-keys = true\n", {}, True),
        ("[terminal]\nkitty-keys = true\n", {VARIABLE: "1"}, False),
        ("", {VARIABLE: "0"}, True),
    ],
)
def test_the_application_asks_for_it_only_where_it_is_wanted(
    tmp_path: Path, settings: str, environment: dict[str, str], asked: bool
) -> None:
    project = Project.create(tmp_path, settings)
    with project.start(more=environment) as terminal:
        terminal._pump(30.0)
        written = b""
        while b"articles" not in written:
            terminal._pump(1.0)
            written += b"".join(frame.data for frame in terminal._take_frames())
    assert (ASKED in written) == asked


@pytest.mark.parametrize("module", ["tui.ui.app", "tui.cli.main", "tui.ui.reader.screen", "tui.ui.terminal.driver"])
def test_it_is_off_whatever_is_imported_first(root: Path, module: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    command = [sys.executable, "-c", f"import {module}; {LOOK}"]
    ran = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.split() == ["True"]


def test_what_the_user_has_set_stays() -> None:
    for value in ("0", "1", ""):
        environment = {VARIABLE: value}
        disable_kitty_keys(environment)
        enable_kitty_keys(environment)
        assert environment == {VARIABLE: value}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("burst = -1", "0 and 100"),
        ("burst = 101", "0 and 100"),
        ("burst = true", "int"),
        ('burst = "4"', "int"),
        ("kitty-keys = 1", "bool"),
    ],
)
def test_the_settings_are_checked(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[terminal]\n{line}\n", "utf-8")
    settings, problems = load_settings(path)
    assert (settings.burst, settings.kitty_keys) == (4, False)
    assert [problem.line for problem in problems] == [2]
    assert words in str(problems[0])
