"""The tagger is offered in a line that lies over no text and stays until it is answered, and is fetched from inside."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from threading import Event
from typing import Any

import pytest

from seeds.errors import Problem, SourceError
from tui.core.suggesters import Suggesters
from tui.ui.screens.chooser import ChooserScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
SUGGESTED = [("美團", "ORG", 0.9)]
OFFER = "Names are found better"


class Index:
    """Stand for the package index: the tagger is missing until it is fetched, when ``may_go_on`` is set."""

    def __init__(self) -> None:
        self.fetched = 0
        self.missing = True
        self.error: Exception | None = None
        self.may_go_on = Event()

    def fetch(self, progress: Callable[[int, int | None], None]) -> str:
        """Fetch half of it, and the rest when that may be."""
        self.fetched += 1
        progress(5, 10)
        assert self.may_go_on.wait(60)
        if self.error:
            raise self.error
        self.missing = False
        return "2.1.2"


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    index = Index()
    monkeypatch.setattr(Suggesters, "tagger_missing", property(lambda _self: index.missing))
    monkeypatch.setattr(Suggesters, "fetch_tagger", lambda _self, progress: index.fetch(progress))
    return index


async def offered(user: Any) -> None:
    await user.press("enter")
    await user.wait_for(lambda: OFFER in user.text())


async def answer(user: Any, *keys: str) -> None:
    await user.press("alt+q")
    await user.wait_for(lambda: isinstance(user.app.screen, ChooserScreen))
    await user.press(*keys)
    await user.settle()


async def test_it_has_a_row_of_its_own_and_stays(start: Start, index: Index) -> None:
    index.missing = False
    async with start(suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.settle()
        before = user.rows()
        index.missing = True
        await user.press("q")
        await offered(user)
        place = next(row for row, text in enumerate(user.rows()) if OFFER in text)
        assert user.rows()[:place] == before[:place]
        assert user.rows()[place + 1] == before[place + 1]
        assert "ends this offer" in user.rows()[place]
        assert not user.notes
        await user.press("q", "down", "enter")
        await user.wait_for(lambda: OFFER in user.text())
        await answer(user, "escape")
        assert OFFER in user.text()
    assert not index.fetched


@pytest.mark.parametrize(("keys", "for_ever"), [(("enter",), False), (("end", "enter"), True)], ids=["later", "never"])
async def test_no_ends_it(start: Start, index: Index, keys: tuple[str, ...], *, for_ever: bool) -> None:
    async with start(suggested=SUGGESTED) as user:
        await offered(user)
        await answer(user, *keys)
        assert OFFER not in user.text()
        await user.press("q", "down", "enter")
        await user.settle()
        assert OFFER not in user.text()
        assert user.session.settings.tagger_offered == for_ever
    assert not index.fetched


async def test_yes_fetches_it_and_says_how_far_it_is(start: Start, index: Index) -> None:
    async with start(suggested=SUGGESTED) as user:
        reloaded = Event()
        user.session.suggesters.service.reload = reloaded.set
        await offered(user)
        await answer(user, "down", "enter")
        await user.wait_for(lambda: "LAC is being fetched: 50 %" in user.text())
        await user.press("alt+q", "j", "q")
        assert index.fetched == 1
        index.may_go_on.set()
        await user.wait_for(reloaded.is_set)
        assert any("LAC 2.1.2 is installed" in note for note in user.notes)
        await user.press("enter")
        await user.settle()
        assert "LAC" not in user.rows()[-4]


@pytest.mark.parametrize("error", [SourceError(Problem("lac", "no index")), OSError("no index")], ids=["index", "disk"])
async def test_what_fails_is_said_and_offered_again(start: Start, index: Index, error: Exception) -> None:
    index.error = error
    index.may_go_on.set()
    async with start(suggested=SUGGESTED) as user:
        await offered(user)
        await answer(user, "down", "enter")
        await user.wait_for(lambda: any("no index" in note for note in user.notes))
        await user.wait_for(lambda: OFFER in user.text())


async def test_quitting_does_not_wait_for_it(start: Start, index: Index) -> None:
    async with start(suggested=SUGGESTED) as user:
        await offered(user)
        await answer(user, "down", "enter")
        await user.wait_for(lambda: index.fetched)
    index.may_go_on.set()
