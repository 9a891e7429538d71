"""Counts the keys for each mark that is right in the end: ``python tests/benchmarks/review_keys.py``.

An ideal annotator, who knows the gold annotations, marks whole articles: the bundled ones, and two in ``tests/gold``
that were written for this and that no list or rule has seen. It drives the application with the keys of the real
keymap, and every key counts, so does every character that is typed: it accepts all above a score where that is right,
reviews what is left, and marks what nothing had suggested, going there by the way that takes the fewest keys (word by
word, from mark to mark, by a search), every occurrence at once where that is right. Each set is marked twice: with
the actions that there were before, and with those too that decide about many suggestions of a review, or go to the
next sentence without a mark. Prints one table, and leaves with status 1 where the marks are not the gold's, or the
new actions take more keys. The bundled articles were seen while the rules were written: those figures are too good.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from key_plans import KEYS, Marked, cheapest
from keystrokes import Typist

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotations.suggest.registry import default_names
from tests.gold.sets import Gold, bundled, unseen
from tui.core.reviewing.reviewer import Item
from tui.core.session import Session
from tui.core.suggesters import QUIET
from tui.ui.app import ZhupiApp
from tui.ui.reader.suggestions import CERTAIN
from tui.ui.screens.review_many import LOW

ROW = "{:<20} {:>6} {:>10} {:>9} {:>9} {:>8} {:>8}"


@dataclass(slots=True)
class Count:
    """Count what one article took."""

    name: str
    marks: int
    suggested: int = 0
    keys: int = 0
    wrong: int = 0


def verdict(item: Item, right: set[Marked]) -> str:
    """Return the label that is right for exactly this range, empty where there is none."""
    place = item.suggestion.start, item.suggestion.end
    return next((label for start, end, label in right if (start, end) == place), "")


def is_right(item: Any, right: set[Marked]) -> bool:
    """Return whether a suggestion is to be accepted as it is."""
    return (item.start, item.end, item.label) in right


def answer(items: Sequence[Item], right: set[Marked], keys: dict[str, str]) -> str:
    """Return the key for the suggestion in question, the first of those that are alike."""
    verdicts = [verdict(item, right) for item in items]
    same = len(verdicts) > 1 and len(set(verdicts)) == 1
    if verdicts[0] == items[0].suggestion.label:
        return KEYS["review.accept-same" if same else "review.accept"]
    if verdicts[0]:
        return keys[verdicts[0]]
    return KEYS["review.reject-same" if same else "review.reject"]


def digits(score: int, proposed: int) -> list[str]:
    """Return the keys that enter a score in hundredths, where one is proposed."""
    return ["enter"] if score == proposed else [*str(score), "enter"]


def saved(items: Sequence[Item], waiting: Sequence[Item]) -> int:
    """Return how many answers fewer it takes when these are decided, as those that are alike are answered at once."""
    left = set(map(id, items))
    words = {(item.words, item.suggestion.label) for item in items}
    return len(words - {(item.words, item.suggestion.label) for item in waiting if id(item) not in left})


async def accept_certain(typist: Typist, right: set[Marked]) -> None:
    """Accept all from a score on, in the reader, where that is right and saves keys."""
    waiting = typist.screen.marking.suggestions.waiting
    worst = max((item.score for item in waiting if not is_right(item, right)), default=0.0)
    score = min(100, int(worst * 100) + 1)
    sure = [item for item in waiting if item.score >= score / 100]
    keys = [KEYS["mark.accept-above"], *digits(score, CERTAIN)]
    unsure = [item for item in waiting if item.score < score / 100]
    words, others = ({(typist.text[item.start : item.end], item.label) for item in items} for items in (sure, unsure))
    if len(words - others) > len(keys):
        await typist.press(*keys)


async def decide_many(typist: Typist, right: set[Marked]) -> bool:
    """Accept all that is agreed on, or reject all below a score, where that is right and saves keys."""
    reviewer = typist.screen.reviewer
    agreed = reviewer.agreed
    if saved(agreed, reviewer.waiting) > 1 and all(is_right(item.suggestion, right) for item in agreed):
        await typist.press(KEYS["review.accept-agreed"])
        return True
    good = [item.suggestion.score for item in reviewer.waiting if verdict(item, right)]
    score = int(min(good, default=1.0) * 100)
    keys = [KEYS["review.reject-below"], *digits(score, LOW)]
    if saved(reviewer.below(score / 100), reviewer.waiting) > len(keys):
        await typist.press(*keys)
        return True
    return False


async def review(typist: Typist, right: set[Marked], *, many: bool) -> int:
    """Answer everything that is suggested, and return how many suggestions that were."""
    await typist.press(KEYS["mark.review"])
    reviewer = typist.screen.reviewer
    await until(typist.pilot, lambda: not typist.screen._left and typist.screen._article is None)
    suggested = int(reviewer.total)
    labels = {label.name: label.key for label in typist.screen.session.annotations.schema.labels}
    while reviewer.current:
        if not (many and await decide_many(typist, right)):
            await typist.press(answer(reviewer.alike(), right, labels))
    await typist.press(KEYS["review.leave"])
    return suggested


async def mark_rest(typist: Typist, right: set[Marked], *, many: bool) -> None:
    """Mark what is left, the same words at once where all of them are to be marked alike."""
    labels = {label.name: label.key for label in typist.screen.session.annotations.schema.labels}
    left = sorted(right - marks(typist))
    while left:
        start, end, label = left[0]
        words = typist.text[start:end]
        plan = cheapest(typist, left[0], hop_unmarked=many)
        await typist.press(*plan.keys)
        if plan.searched:
            await until(typist.pilot, lambda: typist.screen.search.hits.current)
            while typist.screen.search.hits.current != (start, end):
                await typist.press(KEYS["reader.next-hit"])
        if typist.target != (start, end):
            await typist.choose(start, end)
        await typist.press(labels[label])
        alike = {mark[:2] for mark in left if typist.text[mark[0] : mark[1]] == words and mark[2] == label}
        if len(alike) > 1:
            await typist.press(KEYS["mark.occurrences"])
            offer = typist.screen.marking.offers.current
            fits = offer and {tuple(place) for place in offer.ranges} <= alike
            await typist.press(KEYS["offer.all" if fits else "offer.stop"])
        remaining = sorted(right - marks(typist))
        if len(remaining) == len(left):
            raise SystemExit(f"{words} could not be marked")
        left = remaining


def marks(typist: Typist) -> set[Marked]:
    """Return what is marked now."""
    return {(span.start, span.end, span.label) for span in typist.screen.marking.annotator.layer.ordered}


async def annotate(typist: Typist, gold: Gold, *, many: bool) -> Count:
    """Mark an article that is open, and count the keys."""
    right = set(gold.spans)
    count = Count(gold.name, len(right))
    typist.keys.clear()
    await accept_certain(typist, right)
    count.suggested = await review(typist, right, many=many)
    await mark_rest(typist, right, many=many)
    count.keys = len(typist.keys)
    count.wrong = len(marks(typist) ^ right)
    return count


async def measure(session: Session, golds: Sequence[Gold], *, many: bool) -> list[Count]:
    """Mark the articles of a session, one after the other.

    What was decided is passed on between two articles, and nothing is learned in the background: when that is done
    hangs on how quick the machine is, and the figures would too.
    """
    pass_on, session.suggesters.learn = session.suggesters.learn, _wait  # type: ignore[method-assign, assignment]
    app = ZhupiApp(session)
    counts = []
    by_text = {gold.text: gold for gold in golds}
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: len(session.library.entries) >= len(golds))
        typist = Typist(pilot)
        for number in range(len(golds)):
            await pilot.press(KEYS["reader.next-article"] if number else "enter")
            await until(pilot, lambda: _is_ready(app, set(by_text)))
            gold = by_text.pop(typist.text)
            counts.append(await annotate(typist, gold, many=many))
            pass_on(QUIET, suggesting=False)
    session.suggesters.close()
    return counts


def _wait(_idle: float, *, suggesting: bool) -> None:
    """Learn nothing yet."""


def _is_ready(app: ZhupiApp, texts: set[str]) -> bool:
    screen: Any = app.screen
    with suppress(AttributeError):
        suggestions = screen.marking.suggestions
        is_new = screen.article.text in texts and suggestions.annotator.opened.article is screen.article
        return bool(is_new and suggestions.complete and app.session.cut is not None)
    return False


async def until(pilot: Any, condition: Any) -> None:
    """Wait until something holds."""
    for _turn in range(6000):
        if condition():
            return
        await pilot.pause(0.02)
    raise SystemExit("waited in vain")


def session_of(golds: Sequence[Gold], folder: Path, *, own: bool) -> Session:
    """Return a session over the bundled articles, or over texts that are written into a folder."""
    project = folder / "project"
    for number, gold in enumerate(golds if own else (), 1):
        project.mkdir(parents=True, exist_ok=True)
        (project / f"{number}.txt").write_text(gold.text, "utf-8")
    session = Session(str(project) if own else None, annotations=str(folder / "annotations"))
    session.scanner.start()
    session.scanner.join()
    while session.scanner.more:
        session.take_found()
    return session


def print_rows(name: str, before: Sequence[Count], after: Sequence[Count]) -> bool:
    """Print a row for each article and their sum, and return whether all is as it should be."""
    for one, other in zip(before, after, strict=True):
        _print_row(one.name[:8], [one], [other])
    _print_row(name, before, after)
    wrong = sum(count.wrong for count in (*before, *after))
    if wrong:
        print(f"WRONG MARKS: {wrong}")
    return not wrong and sum(count.keys for count in after) <= sum(count.keys for count in before)


def _print_row(name: str, before: Sequence[Count], after: Sequence[Count]) -> None:
    marked = sum(count.marks for count in before)
    keys = [sum(count.keys for count in counts) for counts in (before, after)]
    each = [f"{total / marked:.2f}" for total in keys]
    print(ROW.format(name, marked, sum(count.suggested for count in before), *keys, *each))


def main() -> int:
    """Measure in an empty home, but with the data packs of the user."""
    print(f"suggesters: {', '.join(default_names())}")
    print(ROW.format("article", "marks", "in review", "keys: old", "new", "each:old", "new"))
    is_well = True
    only = sys.argv[1:]
    for name, load, own in (("unseen", unseen, True), ("bundled", bundled, False)):
        if only and name not in only:
            continue
        counts = []
        for many in (False, True):
            with tempfile.TemporaryDirectory(prefix="zhupi-keys-") as folder:
                os.environ["XDG_CONFIG_HOME"], os.environ["XDG_STATE_HOME"] = f"{folder}/config", f"{folder}/state"
                session = session_of(load(), Path(folder), own=own)
                counts.append(asyncio.run(measure(session, load(), many=many)))
        is_well &= print_rows(name, *counts)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
