"""The messages that are shown for some seconds."""

import inspect
from time import time

from textual.app import App
from textual.notifications import Notification, Notifications
from textual.widgets._toast import Toast

from tui.ui.notices import MOST, SHORTEST, keep_few, notice


def test_no_message_has_less_than_no_time_left() -> None:
    late = Notification("late", timeout=-5, severity="error")
    assert late.time_left < 0
    shown = notice(late)
    assert shown.time_left == SHORTEST
    assert shown.has_expired
    assert (shown.message, shown.severity, shown.identity) == ("late", "error", late.identity)
    assert not notice(Notification("new", raised_at=time())).has_expired


def test_the_newest_messages_are_kept_and_none_twice() -> None:
    shown = Notifications()
    for number in range(3 * MOST):
        keep_few(shown, f"{number // 2}")
        shown.add(notice(Notification(f"{number // 2}")))
    assert [note.message for note in shown] == [str(number) for number in range(3 * MOST // 2)][-MOST:]


async def test_a_message_whose_time_is_over_does_not_stop_the_application() -> None:
    """Test what is relied on inside of Textual: a toast takes its time from the notification."""
    assert "time_left" in inspect.getsource(Toast.__init__)
    app = App[None]()
    async with app.run_test() as pilot:
        await app.mount(Toast(notice(Notification("late", timeout=-5))))
        await pilot.pause(2 * SHORTEST)
        assert app.is_running
