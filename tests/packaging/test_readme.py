"""The README's commands are whole and CI runs them from there, and its lists are those of the program."""

import re
import tomllib
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from annotations.exchange.registry import _BUILT_IN, find_format
from tests.packaging.recipes import sections
from tui.cli.main import COMMANDS, Parser, _app_parser
from tui.core.config import TABLES, key_of, load_settings
from tui.core.keymap import ACTIONS

OPEN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/zhupi"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"


def shell_blocks(page: str) -> list[str]:
    """Return the contents of the fenced shell blocks of a Markdown page."""
    return [
        block.strip() for block in re.findall(r"^```(?:sh|bash|console)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ]


def test_readme_has_both_commands_in_blocks_of_their_own(root: Path) -> None:
    blocks = shell_blocks((root / "README.md").read_text("utf-8"))
    assert blocks.count(OPEN) == 1
    assert blocks.count(TEST) == 1


def test_ci_takes_the_commands_from_the_readme(root: Path) -> None:
    script = (root / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    assert "pip install" not in script
    assert "-m pytest" not in script.replace("readme_command 'python -m pytest'", "")


def test_pictures_of_the_readme_exist(root: Path) -> None:
    page = (root / "README.md").read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", page)
    missing = [name for pair in pictures for name in pair if name and not (root / name).is_file()]
    assert missing == []


# What the page says of the program

NAMED = {"←": "left", "→": "right", "↑": "up", "↓": "down", "alt+/": "alt+slash"}
"""The keys that the page shows by a sign, or with one."""

KEYS = {
    "move": "reader.line-down reader.line-up reader.page-down reader.page-up reader.half-down reader.half-up "
    "reader.previous-sentence reader.next-sentence reader.previous-paragraph reader.next-paragraph "
    "reader.previous-heading reader.next-heading reader.contents reader.top reader.end reader.go-to "
    "reader.jump-back reader.jump-forward",
    "bookmarks": "reader.bookmark reader.bookmarks -",
    "follow along": "reader.follow follow.next follow.previous follow.leave",
    "articles": "reader.next-article reader.previous-article mark.next-unfinished reader.back",
    "search": "reader.search reader.next-hit reader.previous-hit reader.clear reader.link",
    "recently read": "app.recent -",
    "look up": "reader.look-up",
    "copy": "reader.copy",
    "cursor": "mark.left mark.right mark.character-left mark.character-right reader.line-up reader.line-down - "
    "mark.visual mark.grow mark.shrink",
    "spans": "mark.pick mark.pick mark.occurrences mark.delete mark.undo mark.redo mark.next-span mark.previous-span "
    "mark.next-alike",
    "suggestions": "mark.next-suggestion mark.previous-suggestion suggest.accept suggest.reject suggest.accept-same "
    "suggest.reject-same mark.accept-above mark.review mark.next-unmarked mark.suggestions",
    "review": "review.accept review.reject review.accept-same review.reject-same review.later review.undo review.order "
    "review.reject-below review.skip-agreed review.accept-agreed review.next-unmarked review.next-reading review.leave",
    "adjudication": "- - adjudicate.take adjudicate.none - adjudicate.both adjudicate.join adjudicate.up "
    "adjudicate.down "
    "adjudicate.start-out adjudicate.start-in adjudicate.end-in adjudicate.end-out adjudicate.pick adjudicate.slip "
    "adjudicate.gap adjudicate.ambiguous adjudicate.other adjudicate.note adjudicate.names adjudicate.undo "
    "adjudicate.redo adjudicate.next adjudicate.previous adjudicate.leave",
    "their edges": "mark.start-out mark.start-in mark.end-in mark.end-out mark.start-word-out mark.start-word-in "
    "mark.end-word-in mark.end-word-out mark.reshape mark.merge mark.split",
    "more to say": "mark.note mark.attribute mark.relate mark.categories mark.article-note mark.status",
    "see": "mark.panel mark.tags mark.guidelines",
    "script": "app.toggle-script app.choose-script",
    "page": "reader.narrower reader.wider reader.line-spacing reader.paragraph-spacing reader.indent "
    "reader.paragraphs app.toggle-light",
    "list": "library.filter library.clear library.sort library.review library.reverse library.problems "
    "library.unlinked library.reload library.export library.import",
    "export": "export.up export.down export.change export.page-down export.page-up export.start export.leave",
    "import": "import.up import.down import.change import.page-down import.page-up import.start import.leave",
}
"""What each row of keys says that they do, in their order; - where a row names what is no key of its own."""

SHIFTED = ("mark.extend-left", "mark.extend-right", "mark.extend-character-left", "mark.extend-character-right")

TOLD_ON_THEIR_SCREEN = {"panel", "offer", "review", "adjudicate"}
"""The scopes whose keys are all in the key bar or the help of a screen of their own, and not on the page."""

TOLD_ELSEWHERE = {
    *(f"library.{name}" for name in ("open", "up", "down", "page-up", "page-down", "first", "last", "quit")),
    *("mark.extend-up", "mark.extend-down", *SHIFTED),
    *("app.command_palette", "app.help", "app.quit", "app.interrupt", "app.consent", "app.packs", "app.tutorial"),
    "mark.left-out",
}
"""The actions that the rows leave to the text around them, or to what everybody knows of a list."""


def rows(page: str, heading: str) -> list[tuple[str, str]]:
    """Return the rows of the table below a heading of the page."""
    text = sections(page, "##")[heading]
    cells = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in text.splitlines() if line.startswith("| ")]
    return [(first.strip(), second.strip()) for first, second in cells if first.strip()]


def textual_key(shown: str) -> str:
    """Return Textual's name of a key as the page shows it."""
    shown = shown.replace("\\|", "|")
    return NAMED.get(shown) or (shown if len(shown) > 1 else _character_to_key(shown))


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the page."""
    return (root / "README.md").read_text("utf-8")


def test_every_command_is_in_the_table_and_every_one_in_the_table_is_a_command(page: str) -> None:
    named = [re.findall(r"`zhupi ([a-z]+)", first) for first, _does in rows(page, "Command line")]
    assert {name for names in named for name in names} == set(COMMANDS)


def test_options_in_the_table_of_commands_exist(page: str) -> None:
    for first, does in rows(page, "Command line"):
        name = next(iter(re.findall(r"`zhupi ([a-z]+)", first)), "")
        if name:
            parser = Parser()
            import_module(f"tui.cli.commands.{name}_" if iskeyword(name) else f"tui.cli.commands.{name}").configure(
                parser
            )
        else:
            parser = _app_parser()
        known = parser.format_help()
        options = re.findall(r"--[a-z][a-z-]*", f"{first} {does}")
        assert [option for option in options if not re.search(rf"{option}\b", known)] == [], name


def test_statuses_that_the_page_names_are_those_of_the_program(page: str) -> None:
    text = " ".join(sections(page, "##")["Command line"].split())
    (told,) = re.findall(r"Exit status: ([^.]+)\.", text)
    assert told in " ".join(_app_parser().format_help().split()).replace("exit status: ", "")


@pytest.mark.parametrize("row", KEYS)
def test_keys_of_a_row_do_what_it_says(page: str, row: str) -> None:
    keys = re.findall(r"`([^`]+)`", dict(rows(page, "Keys"))[row])
    actions = {action.id: action.keys for action in ACTIONS}
    does = KEYS[row].split()
    assert len(keys) == len(does), keys
    wrong = [
        (key, id_) for key, id_ in zip(keys, does, strict=True) if id_ != "-" and textual_key(key) not in actions[id_]
    ]
    assert wrong == []


def test_every_row_of_keys_is_looked_at(page: str) -> None:
    assert [row for row, _keys in rows(page, "Keys")] == list(KEYS)


def test_shift_selects_as_the_row_of_the_cursor_says() -> None:
    actions = {action.id: action.keys for action in ACTIONS}
    assert [actions[id_] for id_ in SHIFTED] == [
        ("shift+left",),
        ("shift+right",),
        ("ctrl+shift+left", "H"),
        ("ctrl+shift+right", "L"),
    ]


def test_every_action_is_in_a_row_or_known_to_be_told_elsewhere() -> None:
    told = {id_ for row in KEYS.values() for id_ in row.split()} | TOLD_ELSEWHERE
    live = {action.id for action in ACTIONS if action.scope not in TOLD_ON_THEIR_SCREEN}
    assert live - told == set()
    assert live >= TOLD_ELSEWHERE


def test_every_format_is_named_and_every_name_is_a_format(page: str) -> None:
    text = sections(page, "##")["Labels out and in"]
    (listed,) = re.findall(r"^`zhupi formats` lists .*? for people\.", text, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", listed)) == set(_BUILT_IN)


def test_what_has_to_be_installed_for_a_format_is_told(page: str) -> None:
    text = sections(page, "##")["Labels out and in"]
    for name in _BUILT_IN:
        extra = find_format(name).about.extra
        assert not extra or f"[{extra.removeprefix('zhupi[').removesuffix(']')}]" in text, name


def test_settings_of_the_page_are_all_that_there_are_and_right(page: str, tmp_path: Path) -> None:
    block = re.findall(r"^```toml\n(.*?)^```$", sections(page, "##")["Settings"], re.MULTILINE | re.DOTALL)[0]
    path = tmp_path / "config.toml"
    path.write_text(block, "utf-8")
    settings, problems = load_settings(path)
    assert problems == []
    assert {id_ for id_ in settings.keys if id_ in {action.id for action in ACTIONS}} == set(settings.keys)
    told = {(table, key) for table, values in tomllib.loads(block).items() if table != "keys" for key in values}
    known = {key_of(name) for names in TABLES.values() for name in names if not name.endswith("_offered")}
    assert told == known
