"""Data packs are offered in a line that lies over no text and stays until it is answered, and fetched from inside."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from seeds.errors import Problem, SourceError
from tui.core.packs import Packs
from tui.ui.screens.chooser import ChooserScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
SUGGESTED = [("美團", "ORG", 0.9)]
OFFER = "Names are found better"


class Index:
    """Stand for the package index: packs are missing until they are fetched, when ``may_go_on`` is set."""

    def __init__(self) -> None:
        self.fetched: list[str] = []
        self.missing = ["lac", "opencc"]
        self.error: Exception | None = None
        self.may_go_on = Event()
        self.was_cancelled = Event()

    def fetch(self, name: str, progress: Callable[[int, int | None], None], cancelled: Callable[[], bool]) -> str:
        """Fetch half of it, and the rest when that may be."""
        self.fetched.append(name)
        progress(5, 10)
        assert self.may_go_on.wait(60)
        if cancelled():
            self.was_cancelled.set()
            raise SourceError(Problem(name, "was cancelled"))
        if self.error:
            raise self.error
        self.missing.remove(name)
        return "2.1.2"


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    index = Index()
    monkeypatch.setattr(Packs, "missing", lambda _self: list(index.missing))
    monkeypatch.setattr(Packs, "fetch", lambda _self, *arguments: index.fetch(*arguments))
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
    index.missing = []
    async with start(suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.settle()
        before = user.rows()
        index.missing = ["lac"]
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
        assert user.session.settings.declined == ("lac" if for_ever else "")
    assert not index.fetched


async def test_yes_fetches_it_and_says_how_far_it_is(start: Start, index: Index) -> None:
    async with start(suggested=SUGGESTED) as user:
        reloaded = Event()
        user.session.suggesters.service.reload = reloaded.set
        await offered(user)
        await answer(user, "down", "enter")
        await user.wait_for(lambda: "LAC is being fetched: 50 %" in user.text())
        await user.press("alt+q", "enter")  # goes on, as is proposed
        await user.press("j", "q")
        assert index.fetched == ["lac"]
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


async def test_it_can_be_cancelled_and_asked_for_again(start: Start, index: Index) -> None:
    async with start(suggested=SUGGESTED) as user:
        await offered(user)
        await answer(user, "down", "enter")
        await user.wait_for(lambda: "50 % · alt+q cancels" in user.text())
        await answer(user, "down", "enter")
        assert "LAC is being" not in user.text()
        assert any("LAC is not fetched" in note for note in user.notes)
        index.may_go_on.set()
        await user.wait_for(index.was_cancelled.is_set)
        await answer(user, "down", "down", "enter")
        await user.wait_for(lambda: index.missing == ["lac"])
    assert index.fetched == ["lac", "opencc"]


async def test_what_was_declined_gives_way_to_the_next_and_an_unknown_name_is_said(
    start: Start, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[packs]\ndeclined = "lac, opncc"\n', "utf-8")
    monkeypatch.setenv("ZHUPI_CONFIG", str(settings))
    async with start(suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.wait_for(lambda: "OpenCC's own data" in user.text())
        assert any("opncc" in note and "opencc" in note for note in user.notes)
        await answer(user, "end", "enter")
        assert user.session.settings.declined == "lac, opncc, opencc"
    assert not index.fetched


async def test_who_had_the_offer_of_old_is_offered_none_and_can_ask(
    start: Start, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text("[annotate]\ntagger-offered = true\n", "utf-8")
    monkeypatch.setenv("ZHUPI_CONFIG", str(settings))
    async with start(suggested=SUGGESTED) as user:
        await user.press("enter")
        await user.settle()
        assert "alt+q" not in user.text()
        await answer(user, "escape")
    assert not index.fetched
