"""A new user is offered the tutorial in a line that stays until it is answered; nobody else is."""

from typing import Any

from tests.tui.pilot.conftest import Start

OFFER = "New here? alt+?"


async def see(user: Any, *, first: bool) -> bool:
    user.session.is_first_run = first
    user.app.screen.refresh_list()
    await user.settle()
    return OFFER in user.text()


async def test_it_stays_until_it_is_answered_and_does_not_come_again(start: Start) -> None:
    async with start() as user:
        assert not await see(user, first=False)
        assert await see(user, first=True)
        await user.press("down", "enter", "q")
        assert OFFER in user.text()
        await user.press("alt+question_mark", "escape")
        assert OFFER in user.text()
        await user.press("alt+question_mark", "down", "enter")
        assert not await see(user, first=True)
        assert user.session.settings.tutorial_offered
        assert not user.session.wants_tutorial


async def test_who_has_marks_is_not_offered_it(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "right", "2", "q")
        assert user.session.library.summaries
        assert not await see(user, first=True)


async def test_yes_ends_the_application_for_the_tutorial(start: Start) -> None:
    async with start() as user:
        await user.press("alt+question_mark", "enter")
        assert user.session.wants_tutorial
        assert not user.app.is_running
