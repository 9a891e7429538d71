"""Random keys, mouse, pastes and sizes of the terminal over nasty articles never end the application.

The application runs in a pty, so that what comes meets what it is just doing. By default it does the same every
time; ``python -m pytest -m heavy tests/tui/monkey`` goes on for ten minutes with a seed of its own, which is told where
it fails and which ``ZHUPI_MONKEY_SEED`` sets.
"""

import os
import random
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_driver import KEYS, Terminal, environment

from tests.tui.monkey.nasty_project import write_project
from tests.tui.terminal.typed_app import COMMAND, ROOT
from tui.core.keymap import ACTIONS

SEED = "ZHUPI_MONKEY_SEED"
EVENTS = 200
"""Events of one run: about ten seconds."""

FIXED = 20260721
"""The seed of the run that is made by default."""

MINUTES = 10
TOGETHER = 20
"""Events after which the application is waited for, so that it does not fall behind for good on a slow machine."""

REMEMBERED = 60
"""Events that are told where the application ends."""

SIZES = [(120, 36), (80, 24), (60, 20), (80, 4), (20, 5), (2, 24), (1, 1), (200, 3)]
NOT_PRESSED = {"q", "ctrl+q", "f10"}
"""Keys that quit, which are not what is looked at; the command palette still may."""

FUNCTION = dict(enumerate(["P", "Q", "R", "S", "15~", "17~", "18~", "19~", "20~", "21~", "23~", "24~"], 1))
NAMED = {
    "shift+tab": b"\x1b[Z",
    "delete": b"\x1b[3~",
    "backspace": b"\x7f",
    "shift+f3": b"\x1b[13;2~",
    "ctrl+pageup": b"\x1b[5;5~",
    "ctrl+pagedown": b"\x1b[6;5~",
    **{f"f{number}": f"\x1b{'O' if number < 5 else '['}{rest}".encode() for number, rest in FUNCTION.items()},
    **{
        f"{prefix}{name}": f"\x1b[1;{code}{letter}".encode()
        for prefix, code in (("shift+", 2), ("alt+", 3), ("ctrl+", 5), ("ctrl+shift+", 6))
        for name, letter in (("up", "A"), ("down", "B"), ("right", "C"), ("left", "D"))
    },
}
SYMBOLS = {
    "slash": "/",
    "exclamation_mark": "!",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "percent_sign": "%",
    "ampersand": "&",
    "circumflex_accent": "^",
    "grave_accent": "`",
    "tilde": "~",
    "underscore": "_",
    "backslash": "\\",
    "number_sign": "#",
    "dollar_sign": "$",
    "at": "@",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "asterisk": "*",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "comma": ",",
    "full_stop": ".",
    "colon": ":",
    "quotation_mark": '"',
    "semicolon": ";",
    "apostrophe": "'",
    "vertical_line": "|",
    "question_mark": "?",
}
TEXTS = ["有很大差别", "1", "[/]", "淘寶", "\x1b[31m", "a\nb\rc", "12345678", "", "é", "x" * 300]


def encoded(key: str) -> bytes:
    """Return what a terminal sends for a key of the table of actions."""
    if key in KEYS or key in NAMED:
        return KEYS.get(key) or NAMED[key]
    prefix, _plus, name = key.rpartition("+")
    character = SYMBOLS.get(name, name)
    assert len(character) == 1, key
    if prefix == "ctrl":
        return bytes([ord(character.upper()) & 0x1F])
    return (b"\x1b" if prefix == "alt" else b"") + character.encode()


EVERY_KEY = [*sorted({key for action in ACTIONS for key in action.keys} - NOT_PRESSED), *"0123456789", "escape"]


def mouse(chance: random.Random) -> bytes:
    x, y = chance.randint(1, 130), chance.randint(1, 40)
    button = chance.choice([0, 0, 0, 2, 32, 35, 64, 65])
    pressed = f"\x1b[<{button};{x};{y}M"
    return (pressed + (f"\x1b[<{button};{x};{y}m" * chance.randint(0, 1) if button < 32 else "")).encode()


def odd(chance: random.Random) -> bytes:
    text = chance.choice(TEXTS)
    points = ":".join(str(ord(character)) for character in text)
    return chance.choice(
        [
            text.encode(),
            f"\x1b[200~{text}\x1b[201~".encode(),
            f"\x1b[32;;{points}u".encode(),
            b"\x1b[97;1:1u",
            b"\x1b[",
            text.encode("gb18030"),
            chance.randbytes(chance.randint(1, 9)).replace(b"\x11", b""),
            b"\x1b[I",
            b"\x1b[O\x1b[I",
        ]
    )


def happenings(chance: random.Random) -> Iterator[bytes | tuple[int, int]]:
    """Bytes to send, and sizes to give to the terminal."""
    while True:
        what = chance.random()
        if what < 0.03:
            yield chance.choice(SIZES)
        elif what < 0.12:
            yield mouse(chance)
        elif what < 0.18:
            yield odd(chance)
        elif what < 0.26:  # some that race each other
            yield b"".join(encoded(chance.choice(EVERY_KEY)) for _key in range(chance.randint(2, 5)))
        elif what < 0.30:
            yield encoded(chance.choice(["enter", "ctrl+p", "f2", "T", "i", "escape"])) + chance.choice(
                [b"\x1b[6~", b"\r", b"n", b"\x1b", b"\x1b[5~"]
            )
        elif what < 0.36:
            yield b"\x1b"
        else:
            yield encoded(chance.choice(EVERY_KEY))


class Monkey:
    """Somebody who presses everything, on one project."""

    def __init__(self, folder: Path, seed: int, *, suggestions: bool) -> None:
        self.seed = seed
        self._folder = folder
        self._chance = random.Random(seed)
        self._last: deque[bytes | tuple[int, int]] = deque(maxlen=REMEMBERED)
        self._project = write_project(folder / "project")
        settings = f"[annotate]\nsuggestions = {str(suggestions).lower()}\ntagger-offered = true\n"
        (folder / "settings.toml").write_text(settings, "utf-8")

    def start(self) -> Terminal:
        """Start the application."""
        user = {"PYTHONPATH": str(ROOT), "ZHUPI_CONFIG": str(self._folder / "settings.toml"), "USER": "a1"}
        surroundings = {**environment(self._folder / "home"), **user}
        return Terminal(
            [sys.executable, "-c", COMMAND, str(self._project)],
            surroundings,
            *self._chance.choice([(120, 36), (60, 20)]),
        )

    def play(self, events: float, until: float) -> int:
        """Do so many things, or for so long, in as many runs as it takes; how many things were done."""
        done = 0
        happening = happenings(self._chance)
        while done < events and time.monotonic() < until:
            with self.start() as terminal:
                terminal.drain(quiet=0.5, timeout=10.0)
                while not terminal.ended and done < events and time.monotonic() < until:
                    self._do(terminal, next(happening))
                    done += 1
                    if done % TOGETHER == 0:
                        assert terminal.wait_until_idle(), self._told("busy for ever", done)
                if not terminal.ended:
                    terminal.wait_until_idle()
                    self._quit(terminal)
                status = terminal.wait_for_end()
            assert status == 0, self._told(status, done)
        return done

    def _do(self, terminal: Terminal, what: bytes | tuple[int, int]) -> None:
        self._last.append(what)
        try:
            if isinstance(what, tuple):
                terminal.resize(*what)
            else:
                terminal.write(what)
        except OSError:  # it has just ended
            terminal.drain(quiet=0.1, timeout=1.0)
        terminal.drain(quiet=self._chance.choice([0.0, 0.002, 0.01, 0.03]), timeout=0.1)

    def _quit(self, terminal: Terminal) -> None:
        """Leave, whatever is on the screen, also where something could not be saved."""
        for key in (b"\x1b", b"\x1b", b"\x1b", b"\x11", b"\x1b[B", b"\r"):
            if not terminal.ended:
                self._do(terminal, key)
                terminal.drain(quiet=0.3, timeout=3.0)
                terminal.wait_until_idle()

    def _told(self, status: object, done: int) -> str:
        logs = [path.read_text("utf-8") for path in sorted(self._folder.rglob("log/*.log"))]
        return "\n".join([f"{SEED}={self.seed}: status {status} after {done} events", repr(list(self._last)), *logs])


def monkey(folder: Path, number: int, *, suggestions: bool, fixed: int | None = None) -> Monkey:
    seed = int(os.environ.get(SEED) or fixed or random.SystemRandom().randrange(1 << 32)) + number
    print(f"{SEED}={seed}")
    return Monkey(folder, seed, suggestions=suggestions)


def test_every_key_of_the_table_is_pressed() -> None:
    assert len({encoded(key) for key in EVERY_KEY}) > 100


@pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.heavy)])
def test_nothing_that_is_pressed_ends_the_application(tmp_path: Path, number: int) -> None:
    player = monkey(tmp_path, number, suggestions=False, fixed=None if number else FIXED)
    assert player.play(EVENTS, time.monotonic() + 600) == EVENTS


@pytest.mark.heavy
@pytest.mark.parametrize("number", range(2))
def test_nothing_that_is_pressed_for_long_ends_the_application(tmp_path: Path, number: int) -> None:
    done = monkey(tmp_path, number, suggestions=bool(number)).play(float("inf"), time.monotonic() + 60 * MINUTES)
    print(f"{done:,} events")
    assert done > EVENTS
