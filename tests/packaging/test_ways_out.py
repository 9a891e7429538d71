"""Every word on its way to a terminal goes by one place for each way out; the code is read to see that none goes past.

A way out that is new has to be cleaned first, and is then allowed here, with the reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.figures import parsed

PRINTS = {
    "tui/console/output.py": "is the way out of the commands",
}
STREAMS = {
    "tui/console/output.py": "is the way out of the commands",
    "tui/cli/arguments/sending_costs.py": "asks whether there is a terminal to answer at",
    "tui/cli/commands/convert.py": "reads stdin",
    "tui/cli/commands/entities.py": "reads stdin",
    "tui/cli/standard_input.py": "reads stdin",
    "tui/terminal/questions.py": "asks the terminal questions of our own, and reads the answers",
    "tui/console/faults.py": "names the encoding of stderr in the log",
    "tui/cli/commands/trust.py": "looks whether there is a terminal to ask at",
    "tui/cli/main.py": "flushes stdout, and closes it where its reader has gone",
}
CONSOLES = {
    "tui/console/colours.py": "asks how many colours there are, and draws nothing",
    "tui/console/progress.py": "draws bars, of our own words or cleaned ones, with markup off",
}
PLACE = "tui/ui/widgets/plain.py"
MADE_THERE = {
    "Content",
    "Static",
    "Label",
    "Option",
    "Markdown",
    "RichLog",
    "Log",
    "Pretty",
    "Link",
    "Header",
    "Footer",
}
"""Classes of Textual's that show text, or read markup; none but the place may have them at run time."""

MARKUP = {"from_markup", "from_text", "from_ansi", "assemble", "markup"}
"""Attributes and arguments by which text is read as markup, or goes past the place."""

SET_BY_TEXTUAL = {
    "title", "sub_title", "border_title", "border_subtitle", "tooltip", "placeholder", "set_window_title",
    "copy_to_clipboard", "open_url", "deliver_text", "bell", "_driver", "link", "update_link",
}  # fmt: skip
"""Attributes of Textual's that show what they are set to, or send it to the terminal; nothing of ours sets them."""

CALLED = SET_BY_TEXTUAL - {"link", "title"}  # which are methods of others too

SETTERS = {
    "tui/ui/widgets/plain.py": {"update_link"},  # takes links away
    "tui/ui/reader/copying.py": {"copy_to_clipboard"},  # words of the page made printable
    "tui/ui/reader/links.py": {"copy_to_clipboard", "open_url"},  # an address made printable, which was shown before
}
ARGUMENTS = {
    "tui/ui/bindings.py": {"tooltip"},  # the texts of our own actions
    "tui/ui/screens/help.py": {"placeholder"},  # a text of our own
    "tui/ui/screens/chooser.py": {"placeholder"},  # a text of our own
}


def modules(root: Path, *rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for file in sorted((root / room).rglob("*.py")):
            yield file.relative_to(root).as_posix(), parsed(file)


def at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those below ``if TYPE_CHECKING``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from at_run_time(node)


def printing(tree: ast.Module) -> Iterator[str]:
    for node in at_run_time(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"):
            yield f"{node.lineno}: {node.func.id}"


def streams(tree: ast.Module) -> Iterator[str]:
    names = {"stdin", "stdout", "stderr", "__stdout__", "__stderr__"}
    for node in at_run_time(tree):
        if isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value) == "sys":
            yield f"{node.lineno}: sys.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "sys" and names & {name.name for name in node.names}:
            yield f"{node.lineno}: from sys"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.write", "os.system", "sys.displayhook"):
            yield f"{node.lineno}: {ast.unparse(node.func)}"


def consoles(tree: ast.Module) -> Iterator[str]:
    harmless = ("rich.segment", "rich.style", "rich.cells", "rich.color", "rich._unicode_data")
    for node in at_run_time(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [module] if module else [name.name for name in node.names]
            for name in names:
                if name.partition(".")[0] == "rich" and name not in harmless:
                    yield f"{node.lineno}: {name}"


def words_on_the_screen(tree: ast.Module) -> Iterator[str]:
    for node in at_run_time(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ("textual", "rich"):
            for name in node.names:
                if name.name in MADE_THERE or (node.module, name.name) == ("rich.text", "Text"):
                    yield f"{node.lineno}: {name.name}"
        if isinstance(node, ast.Attribute) and node.attr in MARKUP:
            yield f"{node.lineno}: .{node.attr}"
        if isinstance(node, ast.keyword) and node.arg == "markup" and ast.unparse(node.value) != "False":
            yield f"{node.value.lineno}: markup"
        if isinstance(node, ast.FunctionDef) and node.name in ("render", "__rich__", "__rich_console__"):
            for value in (found.value for found in ast.walk(node) if isinstance(found, ast.Return)):
                if ast.unparse(value or ast.Constant("")) != "''" and "plain(" not in ast.unparse(value or node):
                    yield f"{node.lineno}: {node.name}"


def setting(tree: ast.Module) -> Iterator[str]:
    for node in at_run_time(tree):
        if isinstance(node, ast.Attribute) and node.attr in SET_BY_TEXTUAL and isinstance(node.ctx, ast.Store):
            yield node.attr
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in CALLED:
            yield called.attr
        if isinstance(node, ast.Attribute) and node.attr == "_driver":
            yield node.attr


def arguments(tree: ast.Module) -> Iterator[str]:
    for node in at_run_time(tree):
        if isinstance(node, ast.keyword) and node.arg in SET_BY_TEXTUAL - {"title"}:
            yield str(node.arg)


@pytest.mark.parametrize(
    ("looked_for", "allowed"),
    [(printing, PRINTS), (streams, STREAMS), (consoles, CONSOLES), (words_on_the_screen, {PLACE: "is the place"})],
)
def test_nothing_goes_past_the_place(root: Path, looked_for: object, allowed: dict[str, str]) -> None:
    assert callable(looked_for)
    found = {name: list(looked_for(tree)) for name, tree in modules(root, "tui")}
    assert {name: places for name, places in found.items() if places and name not in allowed} == {}


def test_what_is_below_the_screen_prints_nothing(root: Path) -> None:
    found = {name: list(printing(tree)) for name, tree in modules(root, "seeds", "annotations")}
    assert {name: places for name, places in found.items() if places} == {}


def test_nothing_sets_what_textual_shows_or_sends_by_itself(root: Path) -> None:
    found = {name: set(setting(tree)) - SETTERS.get(name, set()) for name, tree in modules(root, "tui")}
    assert {name: places for name, places in found.items() if places} == {}
    found = {name: set(arguments(tree)) - ARGUMENTS.get(name, set()) for name, tree in modules(root, "tui")}
    assert {name: places for name, places in found.items() if places} == {}


def test_every_exception_to_the_rule_is_needed(root: Path) -> None:
    trees = dict(modules(root, "tui", "seeds"))
    assert all(list(printing(trees[name])) for name in PRINTS)
    assert all(list(streams(trees[name])) for name in STREAMS if name.startswith("tui"))
    assert all(list(consoles(trees[name])) for name in CONSOLES)
    assert list(words_on_the_screen(trees[PLACE]))
    assert all(names <= set(setting(trees[name])) for name, names in SETTERS.items())
    assert all(names <= set(arguments(trees[name])) for name, names in ARGUMENTS.items())


@pytest.mark.parametrize(
    ("looked_for", "code"),
    [
        (printing, "print(label)"),
        (streams, "import sys\nsys.stderr.write(label)"),
        (streams, "from sys import stdout"),
        (streams, "os.write(2, label)"),
        (consoles, "from rich.console import Console"),
        (consoles, "import rich.console"),
        (consoles, "from rich import print"),
        (words_on_the_screen, "from textual.widgets import Static"),
        (words_on_the_screen, "from textual.content import Content"),
        (words_on_the_screen, "from rich.text import Text"),
        (words_on_the_screen, "found.from_markup(label)"),
        (words_on_the_screen, "self.notify(label, markup=True)"),
        (words_on_the_screen, "class A:\n def render(self):\n  return self.text"),
        (setting, "self.title = label"),
        (setting, "self.app.copy_to_clipboard(label)"),
        (setting, "self.app._driver.write(label)"),
        (arguments, "Input(placeholder=label)"),
        (arguments, "Style(link=label)"),
    ],
)
def test_what_would_go_past_is_found(looked_for: object, code: str) -> None:
    assert callable(looked_for)
    assert list(looked_for(ast.parse(code)))
    assert not list(looked_for(ast.parse("if TYPE_CHECKING:\n    " + code.replace("\n", "\n    "))))
