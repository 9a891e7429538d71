"""Test who imports what: the contracts, and what Python really loads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.main import COMMANDS

SCREENLESS = ("seeds", "annotations", "tui/cli", "tui/core", "tui/console", "tui/text", "tui/terminal")
TERMINAL_LIBRARIES = {"textual", "rich"}
LATE = {"jieba", "opencc", "opencc_purepy", "unearth", "trafilatura", "markdown_it", "charset_normalizer", "tomlkit"}
LATE |= {"feedparser", "lxml", "pysubs2"}

IMPORT_ALL = """
import importlib, json, os, sys
inside = tuple(json.loads(sys.argv[1]))
names = json.loads(sys.argv[2])
touched = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.abspath(arguments[0])
        if path.startswith(inside) and not path.endswith((".py", ".pyc", ".mo")) and ".pyc." not in path:
            touched.append(path)
    elif event in ("subprocess.Popen", "os.system", "socket.connect", "os.remove"):
        touched.append(event)
    elif event == "os.mkdir" and not str(arguments[0]).endswith("__pycache__"):
        touched.append(f"{event} {arguments[0]}")
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
print(json.dumps({"loaded": sorted({name.partition(".")[0] for name in sys.modules}), "touched": touched}))
"""

RUN_COMMAND = """
import json, sys
from tui.cli.main import main
try:
    main()
except SystemExit as leaving:
    status = leaving.code
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n" + json.dumps({"status": status, "loaded": loaded}))
"""


HELP_OF_EACH = """
import contextlib, io, json, sys
from tui.cli.main import main
loaded = {}
for name in json.loads(sys.argv[1]):
    sys.argv[1:] = [*name.split(), "--help"]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as leaving:
            assert not leaving.code, name
    loaded[name] = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps(loaded))
"""


def modules_below(root: Path, place: str) -> list[str]:
    """Return the dotted names of the modules in a file or folder below the root; none where it does not exist."""
    path = root / place
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for file in files]


def import_all(root: Path, home: Path, names: list[str]) -> tuple[set[str], list[str]]:
    """Import modules in a fresh Python; return the top-level names loaded, and what the imports did beside loading."""
    rooms = [str(root / room) for room in ("seeds", "annotations", "tui")]
    command = [sys.executable, "-c", IMPORT_ALL, json.dumps([*rooms, str(home)]), json.dumps(names)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=120)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return set(answer["loaded"]), answer["touched"]


def run_command(home: Path, *arguments: str, stdin: str = "") -> tuple[int, set[str]]:
    """Run ``zhupi`` in a fresh Python; return its exit status and the top-level names loaded by then."""
    command = [sys.executable, "-c", RUN_COMMAND, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=home, timeout=120)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["status"] or 0, set(answer["loaded"])


def test_contracts_hold(root: Path) -> None:
    checker = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([checker, "--no-cache"], cwd=root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("place", SCREENLESS)
def test_imports_below_the_screen_load_no_terminal_library_and_do_nothing(root: Path, home: Path, place: str) -> None:
    names = modules_below(root, place)
    assert names
    loaded, touched = import_all(root, home, names)
    assert not loaded & (TERMINAL_LIBRARIES | LATE)
    assert touched == []


def test_imports_of_the_screen_do_nothing(root: Path, home: Path) -> None:
    loaded, touched = import_all(root, home, modules_below(root, "tui"))
    assert "textual" in loaded
    assert not loaded & (LATE - {"markdown_it"})
    assert touched == []


def test_help_of_no_command_loads_textual_or_what_can_wait(home: Path) -> None:
    command = [sys.executable, "-c", HELP_OF_EACH, json.dumps(["", *COMMANDS])]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home, timeout=120)
    assert done.returncode == 0, done.stderr
    loaded = {name: set(names) & (TERMINAL_LIBRARIES | LATE) for name, names in json.loads(done.stdout).items()}
    assert loaded == {name: set() for name in ["", *COMMANDS]}


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["--version"], ""),
        (["list"], ""),
        (["list", "--json"], ""),
        (["show", "1"], ""),
        (["search", "淘宝"], ""),
        (["convert", "--config", "s2t"], "汉字"),
        (["data", "list"], ""),
    ],
    ids=" ".join,
)
def test_commands_run_without_textual(home: Path, arguments: list[str], stdin: str) -> None:
    status, loaded = run_command(home, *arguments, stdin=stdin)
    assert status == 0
    assert "textual" not in loaded
