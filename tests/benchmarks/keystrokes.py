"""Counts the keys that marking takes, by driving the application: ``python tests/benchmarks/keystrokes.py``.

A typist that knows the text presses one key at a time and looks where the cursor is; every key counts, and so does
every character typed into a search (an input method may need more than one key for it). Prints one table, and leaves
with status 1 where a target is missed, or the marks are not those that were wanted.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tui.core.session import Session
from tui.ui.app import ZhupiApp

SHOP = "淘寶閃購"
SHOP_LABEL = "2"
MENTIONS = 14
MOST_KEYS = 5
"""For all the mentions, from the first one under the cursor."""

ENTITIES = (
    ("12月26日", "5"),
    ("每日經濟新聞", "2"),
    ("美團", "2"),
    ("淘寶閃購", "2"),
    ("北京", "4"),
    ("11月份", "5"),
    ("餓了麼", "2"),
    ("京東", "2"),
    ("720單", "8"),
    ("2888元", "6"),
)
"""Ten different entities of the first paragraph of the body, in order, with the keys of their labels."""

ROW = "{:<64} {:>4} {:>8}  {}"


@dataclass(slots=True)
class Typist:
    """Somebody at the keyboard, with the keys pressed so far."""

    pilot: Pilot[None]
    keys: list[str] = field(default_factory=list)

    @property
    def screen(self) -> Any:
        """The reader's screen."""
        return self.pilot.app.screen

    @property
    def text(self) -> str:
        """The text of the article."""
        return str(self.screen.article.text)

    @property
    def head(self) -> int:
        """The code point under the cursor; -1 while there is none."""
        head = self.screen.marking.annotator.caret.head
        return -1 if head is None else int(head)

    @property
    def target(self) -> tuple[int, int] | None:
        """Return what a label would go to."""
        target: tuple[int, int] | None = self.screen.marking.annotator.caret.target
        return target

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        for key in keys:
            self.keys.append(key)
            await self.pilot.press(key)
            await self.pilot.pause()

    async def search(self, words: str) -> None:
        """Search for words."""
        await self.press("slash")
        for character in words:
            await self.press(character)
        await self.press("enter")

    async def go(self, start: int) -> None:
        """Move on to a place, by words while they lead no further, then by characters."""
        while self.head < start:
            before = self.screen.marking.annotator.caret.cursor
            await self.press("right")
            if self.head > start:
                self.keys.pop()
                self.screen.marking.annotator.caret.cursor = before
                await self.press("ctrl+right")

    async def choose(self, start: int, end: int) -> None:
        """Select a range from its start, unless a label would go to it anyway."""
        by_word, by_character = "shift+right", "L"
        while self.target != (start, end):
            before = self.screen.marking.annotator.caret.cursor
            await self.press(by_word)
            selected = self.screen.marking.annotator.caret.cursor.selection
            if selected and selected[1] > end:
                self.keys.pop()
                self.screen.marking.annotator.caret.cursor = before
                await self.press(by_character)

    async def begin(self, offset: int | None = None) -> None:
        """Take every mark away and put the cursor on an offset, or nowhere, without counting."""
        while self.screen.marking.annotator.undo():
            pass
        if offset is None:
            self.screen.marking.annotator.caret.cursor = None
        else:
            self.screen.marking.annotator.caret.place(offset)
        self.screen.marking.show()
        await self.pilot.pause()
        self.keys.clear()

    def marked(self) -> list[str]:
        """The texts of the spans, in order."""
        return [self.text[span.start : span.end] for span in self.screen.marking.annotator.layer.ordered]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; ``most`` is how many keys it may take, 0 where nothing is asked for."""

    task: str
    keys: int
    most: int
    how: str
    right: bool

    @property
    def passed(self) -> bool:
        """Return whether the marks are those that were wanted, made with few enough keys."""
        return self.right and (not self.most or self.keys <= self.most)


def told(keys: Sequence[str]) -> str:
    """The keys as a person reads them, those that repeat with their number."""
    runs: list[tuple[str, int]] = []
    for key in keys:
        if runs and runs[-1][0] == key:
            runs[-1] = (key, runs[-1][1] + 1)
        else:
            runs.append((key, 1))
    return " ".join(key if count == 1 else f"{key}×{count}" for key, count in runs)


async def first_by_search(typist: Typist) -> Row:
    """Mark the first mention, found by its words."""
    await typist.begin()
    await typist.search(SHOP)
    start = typist.text.index(SHOP)
    await typist.choose(start, start + len(SHOP))
    await typist.press(SHOP_LABEL)
    return Row(f"first mention of {SHOP} from the top, by search", *result(typist, [SHOP]))


async def first_by_cursor(typist: Typist) -> Row:
    """Mark the first mention, gone to word by word; the first key shows the cursor at the top."""
    start = typist.text.index(SHOP)
    await typist.go(start)
    await typist.choose(start, start + len(SHOP))
    await typist.press(SHOP_LABEL)
    return Row(f"first mention of {SHOP} from the top, by cursor", *result(typist, [SHOP]))


async def all_mentions(typist: Typist) -> Row:
    """Mark all mentions, with the cursor on the first."""
    start = typist.text.index(SHOP)
    await typist.begin(start)
    await typist.choose(start, start + len(SHOP))
    await typist.press(SHOP_LABEL, "asterisk", "enter")
    task = f"all {MENTIONS} mentions, from the first one under the cursor"
    return Row(task, *result(typist, [SHOP] * MENTIONS, MOST_KEYS))


async def ten_entities(typist: Typist) -> Row:
    """Mark ten different entities of the first paragraph, with the cursor at its start."""
    start = int(typist.screen.article.body_start)
    await typist.begin(start)
    for words, label in ENTITIES:
        start = typist.text.index(words, start)
        await typist.go(start)
        await typist.choose(start, start + len(words))
        await typist.press(label)
    return Row(
        "ten different entities of the first paragraph, from its start", *result(typist, [w for w, _ in ENTITIES])
    )


def result(typist: Typist, wanted: list[str], most: int = 0) -> tuple[int, int, str, bool]:
    """Return what a row says of the keys that were pressed."""
    return len(typist.keys), most, told(typist.keys), typist.marked() == wanted


async def measure() -> list[Row]:
    """Do every task on the first bundled article."""
    session = Session(None)
    session.scanner.start()
    session.scanner.join()
    app = ZhupiApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        while not session.library.entries:
            await pilot.pause(0.1)
        await pilot.pause()
        await pilot.press("enter")
        while session.cut is None:  # words are known to jieba only after a while
            await pilot.pause(0.1)
        typist = Typist(pilot)
        return [await task(typist) for task in (first_by_cursor, all_mentions, ten_entities, first_by_search)]


def main() -> int:
    """Print the table; the status is 1 where a target was missed."""
    with tempfile.TemporaryDirectory(prefix="zhupi-keys-") as folder:
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder, kind.lower()))
        rows = asyncio.run(measure())
    print(ROW.format("task", "keys", "target", "keys pressed"))
    for row in rows:
        verdict = "" if row.right else "WRONG MARKS "
        print(ROW.format(row.task, row.keys, f"≤ {row.most}" if row.most else "", verdict + row.how))
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
