"""The question what a project may do: asked once, with “no” proposed, and nothing is sent before it is answered."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from annotations.suggest.consent.request import Refusal, Request, RequestKind, RequestState
from annotations.user_settings import trust_path
from tests.annotations.allowing import allow_all
from tests.annotations.counting_server import CountingServer, counting_server
from tui.ui.screens.consent import ConsentScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
LONG = 6_000
"""Turns in which a process has started, even on a busy machine."""


@pytest.fixture
def server() -> Iterator[CountingServer]:
    with counting_server() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, server: CountingServer) -> Path:
    (tmp_path / "news.txt").write_text("標題\n12月26日,美團投入3000元。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(
        f'[suggest]\nsuggesters = ["patterns", "chat"]\n[suggest.chat]\nurl = "{server.url}/v1"\nmodel = "m"\n', "utf-8"
    )
    return tmp_path


async def asked(user: Any) -> None:
    await user.wait_for(lambda: isinstance(user.app.screen, ConsentScreen) and user.app.screen.focused, LONG)
    await user.settle()


async def read(user: Any) -> None:
    await user.press("enter")
    await user.wait_for(
        lambda: user.app.screen.marking.suggestions and user.app.screen.marking.suggestions.complete, LONG
    )


def origins(user: Any) -> set[str]:
    return {item.origin for item in user.app.screen.marking.suggestions.waiting}


async def test_no_is_proposed_and_not_asked_again(start: Start, project: Path, server: CountingServer) -> None:
    async with start(project, real=True) as user:
        await asked(user)
        assert f"to send the texts to {server.url}" in user.text()
        assert str(project)[:40] in user.text()
        await user.press("enter")
        assert not isinstance(user.app.screen, ConsentScreen)
        await read(user)
        assert origins(user) == {"patterns"}
        await user.press("S", "S", "q", "ctrl+r")
        await user.settle()
        assert not isinstance(user.app.screen, ConsentScreen)
        assert "1 problem" in user.text()
        await user.press("exclamation_mark")
        assert "is left out" in user.text()
        await user.press("escape", "ctrl+w")
        await asked(user)
        await user.press("escape")
    assert server.requests == []
    assert not trust_path().exists()


async def test_yes_sends_and_the_status_line_says_where(start: Start, project: Path, server: CountingServer) -> None:
    server.may_answer.clear()
    async with start(project, (120, 36), real=True) as user:
        await asked(user)
        assert server.requests == []
        await user.press("down", "enter")
        await user.press("enter")
        await user.wait_for(lambda: server.requests, LONG)
        place = server.url.removeprefix("http://")
        await user.wait_for(lambda: f"texts go to {place}" in user.status, LONG)
        server.may_answer.set()
        await user.wait_for(lambda: user.app.screen.marking.suggestions.complete and "chat" in origins(user), LONG)
        await user.wait_for(lambda: "texts go to" not in user.status, LONG)
        assert not [problem for problem in user.session.problems if isinstance(problem, Refusal)]
        sent = len(server.requests)
        await user.press("ctrl+w")
        await asked(user)
        assert "allowed" in user.text()
        await user.press("down", "enter")
        await user.wait_for(lambda: any(isinstance(each, Refusal) for each in user.session.problems), LONG)
        assert len(server.requests) == sent


async def test_what_is_allowed_is_not_asked_about(start: Start, project: Path, server: CountingServer) -> None:
    allow_all(project)
    async with start(project, real=True) as user:
        await read(user)
        assert not any(isinstance(screen, ConsentScreen) for screen in user.app.screen_stack)
        assert "chat" in origins(user)
    assert len(server.requests) == 1


async def test_a_project_that_asks_for_nothing_says_so(start: Start, project: Path) -> None:
    (project / "zhupi.toml").unlink()
    async with start(project) as user:
        await user.press("ctrl+w")
        await user.wait_for(lambda: user.notes, LONG)
        assert "asks for nothing" in user.notes[0]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10), (20, 5)], ids=str)
async def test_the_answers_are_in_sight_however_much_is_asked_for(start: Start, size: tuple[int, int]) -> None:
    evil = "\x1b]52;c;x\x07\u202e[bold]漢字" * 3
    requests = [(Request(f"{evil}{n}", RequestKind.LIST, f"/{evil}", "s"), RequestState.CHANGED) for n in range(40)]
    async with start(size=size) as user:
        screen = ConsentScreen(Path(f"/{evil}"), requests)
        user.app.push_screen(screen)
        await user.settle()
        options = screen.query_one(OptionList)
        assert options.highlighted == 0
        assert options.region.bottom <= size[1]
        assert any("No, leave it out"[:12] in row for row in user.rows())
        await user.press("pagedown", "pagedown", "pageup")
        assert any("No, leave it out"[:12] in row for row in user.rows())
        assert not any(mark in user.text() for mark in "\x1b\x07\u202e")
