"""Test what an input method commits, in a real terminal: the exact text where one types, and no mark anywhere."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from terminal_driver import Rows, Terminal

from tests.tui.terminal.typed_app import PROMPT, Project, open_article, quit_from_article

LONG = ["这1次的2差别很", "有很大差别" * 8]
"""Of 8 and 40 characters, one with digits, which are keys of labels."""

SHORT = ["有"]
MORE = ["差别很大", "有很大差别"]

PICKER = 20
"""Characters for which the picker's field has room."""


def reported(phrase: str) -> bytes:
    return f"\x1b[32;;{':'.join(str(ord(character)) for character in phrase)}u".encode()


def bracketed(phrase: str) -> bytes:
    return f"\x1b[200~{phrase}\x1b[201~".encode()


WAYS: dict[str, Callable[[str], bytes]] = {"raw": str.encode, "reported": reported, "bracketed": bracketed}


def commit(terminal: Terminal, data: bytes) -> None:
    """Send what an input method commits, cut in two now and then, also within a character."""
    middle = len(data) // 2 if len(data) % 2 and data.startswith(b"\x1b") else len(data)
    terminal.write(data[:middle])
    if data[middle:]:
        terminal.settle(quiet=0.02)
        terminal.write(data[middle:])
    terminal.wait_until_idle()


def open_field(terminal: Terminal, key: bytes, closed: str) -> None:
    """Press a key that opens a field, and wait for it: a commit that comes with the key would be one with it."""
    terminal.write(key)
    terminal.wait_for(lambda rows: closed not in rows[PROMPT])
    terminal.wait_until_idle()


def shown_in_field(terminal: Terminal, phrase: str, row: int = PROMPT) -> None:
    terminal.wait_for(lambda rows: "".join(rows[row].split()).endswith(phrase))


def shown_anywhere(words: str, rows: Rows) -> bool:
    return any("".join(row.split()).endswith(words) for row in rows)


DEFAULT, KITTY = "", "[terminal]\nkitty-keys = true\nburst = 0\n"
KINDS = [(way, settings, phrases) for way in WAYS for settings in (DEFAULT, KITTY) for phrases in (LONG, SHORT, MORE)]
FEW = [("raw", DEFAULT, LONG[1:]), ("reported", KITTY, LONG[:1]), ("bracketed", DEFAULT, SHORT)]
"""Each way once, with what is hardest for it; what is reported comes with these settings only; the others are heavy."""


@pytest.mark.parametrize(
    ("way", "settings", "phrases"),
    [*FEW, *(pytest.param(*kind, marks=pytest.mark.heavy) for kind in KINDS)],
)
def test_a_commit_is_text_where_one_types_and_nothing_elsewhere(
    tmp_path: Path, way: str, settings: str, phrases: list[str]
) -> None:
    project = Project.create(tmp_path, settings)
    encode = WAYS[way]
    with project.start() as terminal:
        terminal.wait_for("articles")
        for phrase in phrases:
            terminal.wait_until_idle()
            open_field(terminal, b"/", "filter")
            commit(terminal, encode(phrase))
            shown_in_field(terminal, "/" + phrase)
            terminal.write(b"\x1b")
            terminal.wait_for(lambda rows: "filter" in rows[PROMPT])
        open_article(terminal)
        for phrase in phrases:
            commit(terminal, encode(phrase))  # on the page
            for key in (b"/", b"a"):  # search, note on the article
                open_field(terminal, key, "help")
                commit(terminal, encode(phrase))
                shown_in_field(terminal, phrase)
                terminal.write(b"\x1b" if key == b"/" else b"\r")
                terminal.wait_for(lambda rows: "0 WORK" in rows[-3] and "help" in rows[PROMPT])
            terminal.press("right")  # without a cursor, = shows it first
            terminal.wait_until_idle()
            terminal.write(b"=")
            terminal.wait_for("PER 人物")
            terminal.wait_until_idle()
            commit(terminal, encode(phrase))
            field = partial(shown_anywhere, phrase[-PICKER:])
            terminal.wait_for(field)
            terminal.write(b"\x1b")  # clears what was typed
            terminal.wait_for(partial(lambda field, rows: not field(rows), field))
            terminal.wait_until_idle()
            terminal.settle(quiet=0.3)  # an escape that is alone is known by what does not come
            terminal.write(b"\x1b")  # and the next closes
            terminal.wait_for(lambda rows: not any("type to filter" in row for row in rows))
        assert quit_from_article(terminal) == 0
    assert project.spans() == []
    assert project.annotations()[0]["annotation"]["note"].endswith(phrases[-1])
