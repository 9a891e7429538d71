"""No mark by surprise: what a key means right after a mark, when an offer ends, and where a label key has no cursor."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.model.layer import Status
from tui.ui.widgets.occurrence_bar import OccurrenceBar

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SUGGESTED = [("美團", "ORG", 0.6), ("北京", "LOC", 0.8)]
TEXT = "標題\n獎勵美團。\n美團、獎勵北京。獎勵美團。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two articles with the same words."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    return tmp_path


async def test_a_digit_that_marks_nothing_is_how_often_the_next_movement_is_made(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "3")
        assert user.marked == []
        assert "3 again labels" in user.said
        caret = user.app.screen.marking.annotator.caret
        first = caret.head
        await user.press("right")
        third = caret.head
        await user.press("left", "left", "left")
        assert caret.head == first
        await user.press("right", "right")
        assert first < caret.head < third
        await user.press("right")
        assert caret.head == third
        await user.press("escape", "escape")
        await user.press("4", "slash", "escape", "right")  # anything else ends the count
        assert caret.head is not None
        assert caret.head < third
        await user.press("4")
        assert len(user.marked) == 1


async def mark_hit(user: Any, words: str, label_key: str) -> None:
    """Open the article, and label the first hit of a search, as one does without a cursor."""
    await user.press("enter")
    suggestions = user.app.screen.marking.suggestions
    await user.wait_for(lambda: not user.session.settings.suggestions or suggestions.complete)
    await user.press("slash")
    await user.type(words)
    await user.press("enter", label_key)


def offered(user: Any) -> bool:
    """Tell whether an offer waits for an answer, on the screen as behind it."""
    offers = user.app.screen.marking.offers
    shown = bool(user.app.screen.query(OccurrenceBar))
    assert shown == bool(offers and offers.current)
    assert shown == isinstance(user.app.focused, OccurrenceBar)
    return shown


async def test_every_occurrence_right_after_a_mark_means_that_mark(start: Start, folder: Path) -> None:
    async with start(folder, suggested=SUGGESTED) as user:
        await mark_hit(user, "獎勵", "2")
        assert user.app.screen.marking.suggestions.current, "the cursor is on a suggestion"
        await user.press("asterisk")
        assert offered(user)
        assert "ORG “獎勵”: 2 more times here" in user.text()
        await user.press("enter")
        assert user.marked == [("獎勵", "ORG")] * 3
        assert any("2 places labelled: ORG “獎勵” · u undo" in note for note in user.notes)
        await user.press("u")
        assert user.marked == [("獎勵", "ORG")]


async def test_it_means_the_suggestion_again_once_the_cursor_was_moved(start: Start, folder: Path) -> None:
    async with start(folder, suggested=SUGGESTED) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("right", "left", "asterisk")
        assert not offered(user)
        assert user.marked == [("獎勵", "ORG"), *[("美團", "ORG")] * 3]
        assert any("3 suggestions accepted: ORG “美團” · u undo" in note for note in user.notes)
        await user.press("u")
        assert user.marked == [("獎勵", "ORG")]


async def test_a_suggestion_that_was_accepted_is_the_mark_just_made(start: Start, folder: Path) -> None:
    async with start(folder, suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.wait_for(lambda: user.app.screen.marking.suggestions.complete)
        await user.press("z", "enter", "asterisk")
        assert offered(user)
        assert "ORG “美團”: 2 more times here" in user.text()


async def test_rejecting_many_says_how_many_and_is_undone_by_one_key(start: Start, folder: Path) -> None:
    async with start(folder, suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.wait_for(lambda: user.app.screen.marking.suggestions.complete)
        await user.press("z", "X")
        assert any("3 suggestions rejected: ORG “美團” · u undo" in note for note in user.notes)
        await user.press("u")
        assert len(user.app.screen.marking.suggestions.waiting) == 4


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ("u", []),
        ("space", [("獎勵", "ORG")]),
        ("left", [("獎勵", "ORG")]),
        ("tab", [("獎勵", "ORG")]),
        ("p", [("獎勵", "ORG")]),
        ("s", [("獎勵", "ORG")]),
        ("1", [("獎勵", "ORG"), ("美團", "PER")]),
    ],
)
async def test_an_offer_ends_with_any_other_action(
    start: Start, folder: Path, keys: str, marked: list[tuple[str, str]]
) -> None:
    async with start(folder) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("asterisk")
        assert offered(user)
        await user.press(keys)
        assert not offered(user)
        await user.press("f12")  # what is shown is drawn again, and nothing comes back
        assert not offered(user)
        assert user.marked == marked


async def test_an_offer_does_not_go_along_to_another_article(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("asterisk", "right_square_bracket")
        assert not offered(user)
        await user.press("left_square_bracket")
        assert user.marked == [("獎勵", "ORG")]


async def test_a_click_on_the_text_ends_an_offer(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("asterisk")
        await user.pilot.click(user.reader, offset=(0, 15))
        await user.settle()
        assert not offered(user)
        assert user.app.focused is user.reader


async def test_where_nothing_is_left_here_it_says_how_to_look_elsewhere(start: Start, folder: Path) -> None:
    (folder / "a.txt").write_text("標題\n獎勵騎手。\n", "utf-8")
    async with start(folder) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("asterisk")
        assert "none here; * again looks in all articles" in user.text()
        await user.press("asterisk")
        assert "none here, 3 in 1 other article" in user.text()
        await user.press("escape")
        await mark_elsewhere_nothing(user)


async def mark_elsewhere_nothing(user: Any) -> None:
    """Label words that stand nowhere else."""
    await user.go_to("騎手")
    await user.press("1", "asterisk", "asterisk")
    assert "PER “騎手”: none here, none in other articles" in user.text()


async def test_the_occurrence_in_question_looks_like_no_other(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await mark_hit(user, "獎勵", "2")
        await user.press("escape", "asterisk")
        looks = {
            look
            for line in user.reader.lines
            for mark in user.reader._marks(line)
            if (mark.start, mark.end) in user.app.screen.marking.offers.current.ranges
            for look in [mark.look]
        }
        assert {"offer", "current-offer"} <= looks


async def test_a_label_key_without_a_cursor_shows_the_cursor_first(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await user.press("enter", "2")
        marking = user.app.screen.marking
        assert user.marked == []
        assert marking.annotator.layer.metadata.status is Status.NEW
        assert marking.annotator.caret.head == 0
        assert any("the cursor is here" in note for note in user.notes)
        await user.press("2")
        assert user.marked == [("標題", "ORG")]


async def test_finding_a_label_shows_the_cursor_first_too(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await user.press("enter", "equals_sign")
        assert user.app.screen.marking.annotator.caret.head == 0
        await user.press("equals_sign")
        await user.type("机构")
        await user.press("enter")
        assert user.marked == [("標題", "ORG")]
