"""Every screen looks as it did: in both scripts and both themes, in a terminal of 80 × 24 and of 120 × 36.

What it looked like is in ``expected``, a file for each screen and script, as text. Where a change is meant, renew them
with ``python -m pytest tests/tui/snapshots --update-snapshots`` and read the difference before committing it.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from textual.widgets import Input

from annotations.suggest.consent.request import Request, RequestKind, RequestState
from seeds.script.targets import ORIGINAL, OTHER, TARGETS
from tests.tui.pilot.conftest import Start
from tests.tui.snapshots.project import CHAPTERS, SIMPLIFIED, SUGGESTED, write_annotators
from tests.tui.snapshots.rendering import Pair, Picture, ThemesDifferError, describe, legend, take_picture
from tui.ui.screens.adjudication.screen import AdjudicationScreen
from tui.ui.screens.consent import ConsentScreen
from tui.ui.themes import INK, PAPER
from tui.ui.widgets.path_prompt import PathPrompt

EXPECTED = Path(__file__).with_name("expected")
SIZES = ((80, 24), (120, 36))
SCRIPTS = ("traditional", "simplified")
TURNS = 8
"""How often a screen that is not as expected is looked at again, after longer and longer pauses."""

SCREENS: dict[str, list[str]] = {
    "library": ["down"],
    "problems": ["exclamation_mark"],
    "unlinked": ["W"],
    "export": ["E", *["down"] * 6, "enter"],
    "formats": ["E", *["down"] * 6, "enter"],
    "import": ["I"],
    "question": ["I"],
    "reader": ["enter"],
    "contents": ["down", "down", "enter", "dollar_sign", "number_sign"],
    "marks": ["enter", "tab", "m"],
    "spans": ["enter", "tab", "p"],
    "suggestions": ["enter", "z"],
    "occurrences": ["enter", "tab", "tab", "asterisk"],
    "search": ["enter", "slash", "a"],
    "labels": ["enter", "i"],
    "picker": ["enter", "right", "equals_sign"],
    "note": ["enter", "tab", "c"],
    "review": ["V"],
    "adjudication": ["ctrl+p", *"adjudicate", "enter"],
    "help": ["question_mark"],
    "choice": ["T"],
    "palette": ["ctrl+p", *"page"],
    "consent": [],
}
"""The keys that lead from the list to each screen."""

ALIKE = {
    "choice",
    "consent",
    "export",
    "formats",
    "help",
    "import",
    "labels",
    "palette",
    "problems",
    "question",
    "unlinked",
}
"""Screens that are the same in both scripts, but for titles of articles; the simplified script is heavy there."""

WITH_SUGGESTIONS = ("suggestions", "review")


async def _ask_for_consent(user: Any) -> None:
    requests = [
        (Request("chat", RequestKind.ENDPOINT, "http://localhost:8000", "s"), RequestState.NEW),
        (Request("gazetteer", RequestKind.LIST, "../names.tsv", "s"), RequestState.CHANGED),
    ]
    user.app.push_screen(ConsentScreen(Path("news"), requests))
    await user.settle()


async def _name_output(user: Any) -> None:
    """Type a short name: the one that is proposed has the folder of the test in it."""
    await user.type("news.jsonl")
    await user.press("enter")
    await user.wait_for(lambda: '{"' in user.text())


async def _find_format(user: Any) -> None:
    await _name_output(user)
    await user.press(*["up"] * 6, "enter", *"cha")


async def _import(user: Any, *records: object) -> None:
    """Name a file with records, relative to the folder that the test is in."""
    content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    Path("boats.jsonl").write_text(content, "utf-8")
    await user.wait_for(lambda: user.app.screen.query(PathPrompt))
    await user.type("boats.jsonl")
    await user.press("enter")


async def _look_at_import(user: Any) -> None:
    boat = {"text": "渡口邊的船屋開到夜裡十點。", "label": [[0, 2, "LOC"], [4, 6, "SHIP"], [9, 90, "TIME"]]}
    await _import(user, {"text": SIMPLIFIED, "label": [[7, 10, "LOC"]]}, boat)
    await user.wait_for(lambda: "enter imports" in user.text())


async def _be_asked(user: Any) -> None:
    await _import(user, {"text": "⛵🚒😀船屋在白石鎮,開到夜裡十點。", "label": [[8, 11, "LOC"]]})
    await user.wait_for(lambda: "UTF-16" in user.text())


async def _wait_for_suggestions(user: Any) -> None:
    await user.wait_for(lambda: user.app.screen.marking.suggestions and user.app.screen.marking.suggestions.complete)


async def _wait_for_review(user: Any) -> None:
    await user.wait_for(lambda: user.app.screen.reviewer.current is not None)


async def _adjudicate(user: Any) -> None:
    """Wait for the places, and begin an own version at the first one, with a reason."""
    await user.wait_for(lambda: isinstance(user.app.screen, AdjudicationScreen) and not user.app.screen.merging)
    await user.press("down", "full_stop", "alt+2")


WAITS: dict[str, Callable[[Any], Awaitable[None]]] = {
    "adjudication": _adjudicate,
    "consent": _ask_for_consent,
    "export": _name_output,
    "formats": _find_format,
    "import": _look_at_import,
    "question": _be_asked,
    "review": _wait_for_review,
}
"""What some screens do besides, or have to be waited for."""


async def show_in(user: Any, script: str) -> None:
    """Choose a script from the list, as a user does."""
    names = [ORIGINAL, OTHER, *(target.name for target in TARGETS)]
    await user.press("T", *["down"] * names.index(script), "enter")


async def be_still(user: Any) -> None:
    """Wait for what the last key started, and let no cursor blink."""
    for field in user.app.screen.query(Input):
        field.cursor_blink = False
    await user.settle()
    before = None
    while before != (before := take_picture(user.app).rows):
        await user.settle()


async def look(user: Any, names: dict[Pair, str]) -> list[str]:
    """Describe the screen in both themes, beginning with the one that is there."""
    pictures: dict[str, Picture] = {}
    themes = [INK.name, PAPER.name]
    for theme in sorted(themes, key=lambda name: name != user.app.theme):
        if user.app.theme != theme:
            user.app.theme = theme
        await be_still(user)
        pictures[theme] = take_picture(user.app)
    return describe(pictures[INK.name], pictures[PAPER.name], names)


async def look_until(user: Any, expected: str, title: str) -> str:
    """Describe the screen until that is what is expected; what it is at last, where it never is.

    Whatever a worker still brings to the screen may take long on a busy machine. Where nothing is expected, the screen
    is looked at until it is twice the same.
    """
    text = ""
    for turn in range(TURNS):
        await user.pilot.pause(turn / 5)
        names: dict[Pair, str] = {}
        before = text
        try:
            lines = await look(user, names)
        except ThemesDifferError as differ:
            lines = [str(differ)]
        text = "\n".join([title, *lines, "", "colours, dark and light", *legend(names), "", ""])
        if text == (expected or before):
            break
    return text


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Look at every screen in each script; at the simplified one where that shows, and in one size, unless heavy."""
    if metafunc.function is not test_screen_looks_as_before:
        return
    few, renew = SIZES[:1], metafunc.config.getoption("--update-snapshots")
    kinds = [pytest.param(screen, SCRIPTS[0], SIZES, id=f"{screen}-{SCRIPTS[0]}") for screen in SCREENS]
    for screen in SCREENS:
        for sizes in [SIZES] if renew else [few, SIZES[1:]]:
            heavy = not renew and (screen in ALIKE or sizes != few)
            name = f"{screen}-{SCRIPTS[1]}-{sizes[0][0]}"
            marks = [pytest.mark.heavy] if heavy else []
            kinds.append(pytest.param(screen, SCRIPTS[1], sizes, id=name, marks=marks))
    metafunc.parametrize(("screen", "script", "sizes"), kinds)


async def test_screen_looks_as_before(
    start: Start,
    news: Path,
    screen: str,
    script: str,
    sizes: tuple[tuple[int, int], ...],
    request: pytest.FixtureRequest,
) -> None:
    path = EXPECTED / f"{screen}-{script}.txt"
    renew = request.config.getoption("--update-snapshots")
    expected = "" if renew else path.read_text("utf-8")
    pictures: list[tuple[str, str]] = []
    if screen == "problems":
        rmtree(news / "annotations")  # those without an article are a problem too, with the test's folder in its name
    if screen == "contents":
        (news / "river.txt").write_text(CHAPTERS, "utf-8")
    if screen == "adjudication":
        write_annotators(news)
    async with start(news, suggested=SUGGESTED if screen in WITH_SUGGESTIONS else ()) as user:
        await show_in(user, script)
        keys = SCREENS[screen]
        if keys[:1] == ["enter"]:
            await user.press("enter")
            keys = keys[1:]
            if screen in WITH_SUGGESTIONS:
                await _wait_for_suggestions(user)
        await user.press(*keys)
        if screen in WAITS:
            await WAITS[screen](user)
        for size in sizes:
            await user.resize(*size)
            title = f"{screen}, {script}, {size[0]} × {size[1]}"
            start_of = expected.find(title)
            end = expected.find(f"{screen}, {script}, ", start_of + 1)
            before = expected[start_of : end if end > 0 else None]
            pictures.append((await look_until(user, before, title), before))
    if renew:
        path.write_text("".join(text for text, _before in pictures), "utf-8")
    else:
        for text, before in pictures:
            assert text.splitlines() == before.splitlines()


def test_every_picture_is_of_a_screen() -> None:
    names = {f"{screen}-{script}.txt" for screen in SCREENS for script in SCRIPTS}
    assert {path.name for path in EXPECTED.iterdir()} == names


@pytest.mark.parametrize("screen", ["export", "formats", "import", "question"])
def test_pictures_without_a_text_of_an_article_are_the_same_in_both_scripts(screen: str) -> None:
    first, second = ((EXPECTED / f"{screen}-{script}.txt").read_text("utf-8") for script in SCRIPTS)
    assert first.replace(SCRIPTS[0], SCRIPTS[1]) == second
