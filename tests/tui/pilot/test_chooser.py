"""The one list for every choice: keys that move, filter and choose, and what is shown of it."""

from typing import Any

import pytest
from textual.color import Color

from tests.tui.pilot.conftest import Start
from tui.core.choosing import Choice
from tui.ui.screens import dialogs

CHOICES = [Choice("jade", "jade"), Choice("kelp", "kelp"), Choice("plum", "plum"), Choice("pear", "pear")]


def open_list(user: Any, answers: list[str | None], **options: Any) -> None:
    dialogs.choose(user.app, CHOICES, "kelp", answers.append, title="Colour", **options)


KEYS: dict[str, str | None] = {
    "enter": "kelp",
    "j enter": "plum",
    "k enter": "jade",
    "down ctrl+n ctrl+p enter": "plum",
    "G enter": "pear",
    "g enter": "jade",
    "p e enter": "pear",
    "slash j enter": "jade",
    "p down enter": "pear",
    "p escape enter": "kelp",
    "x enter escape escape": None,
    "escape": None,
    "q": None,
}
"""What is chosen by which keys."""


async def test_keys_move_until_letters_filter(start: Start) -> None:
    async with start() as user:
        for keys, answer in KEYS.items():
            answers: list[str | None] = []
            open_list(user, answers, chosen=["kelp"])
            await user.settle()
            await user.press(*keys.split())
            assert answers == [answer], keys


async def test_the_list_says_what_is_so_now_and_which_keys_there_are(start: Start) -> None:
    async with start() as user:
        open_list(user, [], chosen=["kelp"])
        await user.settle()
        assert "Colour" in user.text()
        assert "✓ kelp" in user.text()
        assert "↑ ↓ j k move   / filter   ⏎ choose   esc close" in user.text()
        await user.press("p")
        assert "jade" not in user.text()
        assert "type to filter   ↑ ↓ move   ⏎ choose   esc clear" in user.text()
        await user.press("z")
        assert "nothing like this" in user.text()


async def test_where_one_searches_every_letter_filters_and_a_paste_does(start: Start) -> None:
    async with start() as user:
        answers: list[str | None] = []
        open_list(user, answers, searching=True)
        await user.settle()
        await user.press("k", "enter")
        open_list(user, answers)
        await user.settle()
        await user.type("plum")
        await user.press("enter")
        assert answers == ["kelp", "plum"]


async def test_several_are_chosen_one_after_another(start: Start) -> None:
    async with start() as user:
        chosen = {"jade"}

        def toggle(name: str) -> set[str]:
            chosen.symmetric_difference_update({name})
            return chosen

        open_list(user, [], chosen=chosen, toggle=toggle)
        await user.settle()
        await user.press("enter", "G", "enter", "g", "enter")
        assert chosen == {"kelp", "pear"}
        assert "✓ kelp" in user.text()
        assert "✓ jade" not in user.text()
        assert "⏎ ✓ on or off" in user.text()


async def test_the_row_of_the_cursor_is_seen_without_colours(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ui.app.has_few_colours", lambda _app: True)
    async with start() as user:
        open_list(user, [])
        await user.settle()
        strips = user.app.screen._compositor.render_strips(user.app.size)
        fills = {
            part.text.strip(): part.style.bgcolor.get_truecolor().hex
            for strip in strips
            for part in strip
            if part.style and part.style.bgcolor
        }
        variables = user.app.get_css_variables()
        assert Color.parse(fills["kelp"]) == Color.parse(variables["foreground"])
        assert Color.parse(fills["jade"]) == Color.parse(variables["surface"])


async def test_the_help_scrolls_by_letters_and_is_filtered_by_others(start: Start) -> None:
    async with start() as user:
        await user.press("question_mark")
        first = user.text()
        await user.press("G")
        assert "zhupi config" in user.text()
        await user.press("g", "j", "k", "space", "b")
        assert user.text() == first
        await user.press("slash", *"quit")
        assert "Read the article" not in user.text()
        await user.press("escape")
        assert user.text() == first
        await user.press("escape")
        assert len(user.app.screen_stack) == 1


async def test_the_palette_does_what_was_typed_and_chooses_themes(start: Start) -> None:
    async with start() as user:
        await user.press("ctrl+p")
        assert "app." not in user.text()
        await user.press(*"light", "enter")
        assert user.app.theme == "zhupi-paper"
        await user.press("ctrl+p", *"theme", "enter", "i", "n", "k", "enter")
        assert user.app.theme == "zhupi-ink"
