"""Counts the keys that the entities of an article take in review mode: ``python tests/benchmarks/review_keys.py``.

Drives the application over the first bundled article against the annotations in ``tests/gold``, with the suggesters as
they are installed here: an annotator who knows what is right answers each suggestion with one key (accept, reject, a
label's key, or accept or reject all of the same words where one answer holds for all of them), and then marks what
was not suggested in the reader, found by typing its words into the search; every character typed counts. The bundled
articles were seen while the rules were written, so the figure is too good for texts that nobody has seen.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from keystrokes import Typist

from tui.core.reviewing.reviewer import Item
from tui.core.session import Session
from tui.ui.app import ZhupiApp

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold" / "bundled"
MOST = 1.5
"""Keys for each entity that is right in the end."""

Marked = tuple[int, int, str]


def right_spans(session: Session) -> set[Marked]:
    """Return what the annotator of the gold annotations has marked in the first article."""
    from annotations.storage.store import Store

    article = session.read(session.library.entries[0].info)
    opened = Store(GOLD, "gold").open(article)
    spans = {(span.start, span.end, span.label) for span in opened.layer.ordered}
    opened.close()
    return spans


def answer(items: Sequence[Item], right: set[Marked], keys: dict[str, str]) -> str:
    """The key for the suggestion in question, the first of those that are alike."""
    verdicts = [_verdict(item, right) for item in items]
    same = len(verdicts) > 1 and len(set(verdicts)) == 1
    if verdicts[0] == items[0].suggestion.label:
        return "asterisk" if same else "enter"
    if verdicts[0]:
        return keys[verdicts[0]]
    return "X" if same else "x"


def _verdict(item: Item, right: set[Marked]) -> str:
    """The label that is right for exactly this range, empty where there is none."""
    place = item.suggestion.start, item.suggestion.end
    return next((label for start, end, label in right if (start, end) == place), "")


async def review(typist: Typist, right: set[Marked]) -> None:
    """Answer everything that is suggested."""
    reviewer = typist.screen.reviewer
    labels = {label.name: label.key for label in typist.screen.session.annotations.schema.labels}
    while reviewer.current:
        await typist.press(answer(reviewer.alike(), right, labels))


async def mark_rest(typist: Typist, right: Iterable[Marked]) -> None:
    """Mark what is left, the same words at once where all of them are to be marked alike."""
    labels = {label.name: label.key for label in typist.screen.session.annotations.schema.labels}
    left = sorted(set(right) - marks(typist))
    text = typist.text
    while left:
        start, end, label = left[0]
        words = text[start:end]
        await typist.search(words)
        while typist.screen.search.hits.current != (start, end):
            await typist.press("n")
        await typist.press(labels[label])
        alike = [mark for mark in left if text[mark[0] : mark[1]] == words and mark[2] == label]
        if len(alike) > 1:
            await typist.press("asterisk")
            offer = typist.screen.marking.offers.current
            if offer and {tuple(place) for place in offer.ranges} <= {mark[:2] for mark in alike}:
                await typist.press("enter")
            else:
                await typist.press("escape")
        await typist.press("escape", "escape")
        before = len(left)
        left = sorted(set(right) - marks(typist))
        if len(left) == before:
            raise SystemExit(f"{words} could not be marked")


def marks(typist: Typist) -> set[Marked]:
    """Return what is marked now."""
    return {(span.start, span.end, span.label) for span in typist.screen.marking.annotator.layer.ordered}


async def measure(annotations: Path) -> int:
    """Review, mark the rest, and print the table."""
    session = Session(None, annotations=str(annotations))
    session.scanner.start()
    session.scanner.join()
    app = ZhupiApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: session.library.entries)
        right = right_spans(session)
        await pilot.press("enter")
        await until(pilot, lambda: _suggested(app) and _suggested(app).complete)
        typist = Typist(pilot)
        await typist.press("V")
        await until(pilot, lambda: typist.screen.reviewer.current)
        suggested = typist.screen.reviewer.total
        await review(typist, right)
        in_review = len(typist.keys)
        await typist.press("escape")
        found = len(marks(typist) & right)
        await mark_rest(typist, right)
        wrong = marks(typist) ^ right
    session.suggesters.close()
    total = len(typist.keys)
    print(f"suggesters: {', '.join(session_suggesters())}")
    print(f"entities that are right: {len(right)}; suggested: {suggested}; right after the review: {found}")
    print(f"keys in review: {in_review} = {in_review / found:.2f} for each entity found")
    print(f"keys for the rest: {total - in_review} for {len(right) - found} entities")
    print(f"all keys: {total} = {total / len(right):.2f} for each entity (at most {MOST})")
    if wrong:
        print(f"WRONG MARKS: {len(wrong)}")
    return 1 if wrong or total / len(right) > MOST else 0


def session_suggesters() -> Sequence[str]:
    """The suggesters that are asked here."""
    from annotations.suggest.registry import default_names

    return default_names()


def _suggested(app: ZhupiApp) -> Any:
    return getattr(app.screen, "suggested", None)


async def until(pilot: Any, condition: Any) -> None:
    """Wait until something holds."""
    for _turn in range(3000):
        if condition():
            return
        await pilot.pause(0.02)
    raise SystemExit("waited in vain")


def main() -> int:
    """Measure in an empty home, but with the data packs of the user."""
    with tempfile.TemporaryDirectory(prefix="zhupi-keys-") as folder:
        os.environ["XDG_CONFIG_HOME"], os.environ["XDG_STATE_HOME"] = f"{folder}/config", f"{folder}/state"
        return asyncio.run(measure(Path(folder, "annotations")))


if __name__ == "__main__":
    sys.exit(main())
