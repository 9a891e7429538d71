"""Every screen over a hostile project: nothing is read as markup, and no line could steer a terminal."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.widget import Widget

from seeds.errors import Problem
from tests.seeds.test_printable import HOSTILE, STEERING
from tests.tui.hostile import CANARY, EVIL, EVIL_LINES, MARKUP, PRINTABLE, WRONG_SETTINGS, annotated, damaged
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.plain import PrintableFilter, choice, joined, plain, plain_lines

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SIZE = (140, 40)


def looked_at(user: Any) -> str:
    """The screen, of which no line may steer a terminal, link out of it, or have a click bound to it by a text."""
    strips = user.app.screen._compositor.render_strips(user.app.size)
    for strip in strips:
        for text, style, _control in strip:
            assert not STEERING.search(text)
            assert "\n" not in text
            assert style is None or (style.link is None and "@click" not in style.meta)
    user.rows()
    return str(user.text())


@pytest.fixture(autouse=True)
def _own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "a1")


async def test_library_problems_palette_and_help(start: Start, tmp_path: Path) -> None:
    made = damaged(tmp_path / "p")
    async with start(made.root, size=SIZE) as user:
        assert CANARY in looked_at(user)
        for keys in (["exclamation_mark"], ["slash", "q"], ["question_mark"], ["ctrl+p"]):
            await user.press(*keys)
            looked_at(user)
            await user.press("escape")
        await user.press("ctrl+p")
        await user.type(CANARY)
        await user.wait_for(lambda: f"[red][@click=app.quit]{CANARY}[/]" in looked_at(user))
        await user.press("escape", "escape")
        user.app.screen.warn(Problem(EVIL, EVIL_LINES, 7, EVIL))
        user.app.notify(EVIL_LINES, title=EVIL, markup=True)
        user.app.screen.notify(MARKUP)
        await user.settle()
        shown = looked_at(user)
        assert "[red][@click=app.quit]" in shown
        assert "␛]52;c;" in shown
        assert user.app.is_running


async def test_reader_panel_labels_prompts_and_offers(start: Start, tmp_path: Path) -> None:
    made = annotated(tmp_path / "p")
    async with start(made.root, size=SIZE, suggested=[("淘寶", PRINTABLE, 0.9)]) as user:
        await user.press("enter")
        await user.wait_for(lambda: user.app.screen.query("ReaderView"))
        assert CANARY in looked_at(user)
        await user.go_to("美團")
        await user.press("m")
        looked_at(user)
        await user.press("p")
        assert CANARY in looked_at(user)
        await user.press("p")
        for key in ("i", "equals_sign", "A", "c", "a", "C", "R", "Y", "slash", "percent_sign", "asterisk"):
            await user.go_to("美團")
            await user.press(key)
            looked_at(user)
            await user.press("escape")
            looked_at(user)
        for key in ("1", "u", "U", "s", "V"):
            await user.press(key)
            looked_at(user)
        assert user.app.is_running


async def test_label_edits_and_export(start: Start, tmp_path: Path) -> None:
    made = annotated(tmp_path / "p")
    async with start(made.root, size=SIZE) as user:
        await user.press("E")
        assert looked_at(user)
        for _line in range(8):
            await user.press("enter")
            looked_at(user)
            await user.press("escape", "down")
        await user.press("escape", "enter", "i", "r")
        assert CANARY in looked_at(user)
        await user.press("escape", "escape")


async def test_annotations_that_belong_to_no_article(start: Start, tmp_path: Path) -> None:
    made = annotated(tmp_path / "p")
    articles = made.root / "articles.jsonl"
    articles.write_text(articles.read_text("utf-8").replace("北京城裡", "上海").replace('"b1"', '"b2"'), "utf-8")
    async with start(made.root, size=SIZE) as user:
        looked_at(user)
        await user.press("W")
        assert CANARY in looked_at(user)
        await user.press("enter")
        assert CANARY in looked_at(user)
        await user.press("end", "enter")
        looked_at(user)
        assert user.app.is_running


@pytest.mark.parametrize("name", ["colour", "table", "suggesters", "include", "label-key"])
async def test_mistakes_are_told_as_they_are(start: Start, tmp_path: Path, name: str) -> None:
    made = annotated(tmp_path / "p")
    (made.root / "zhupi.toml").write_text(WRONG_SETTINGS[name], "utf-8")
    async with start(made.root, size=SIZE) as user:
        looked_at(user)
        await user.press("exclamation_mark")
        looked_at(user)
        await user.press("escape", "enter")
        looked_at(user)
        assert user.app.is_running


async def test_the_last_line_of_defence_holds_what_a_widget_lets_through(start: Start) -> None:
    class Careless(Widget):
        def render_line(self, _y: int) -> Any:
            from textual.strip import Strip

            link = Style(link="http://evil")
            return Strip([Segment(f"a{HOSTILE}b", link), Segment("中👨\u200d👩\u200d👧文")]).adjust_cell_length(
                self.size.width
            )

    async with start(size=(60, 20)) as user:
        assert isinstance(user.app.screen, ZhupiScreen)
        await user.app.screen.mount(Careless())
        await user.settle()
        shown = looked_at(user)
        assert "ab" in shown.replace("�", "")
        assert "中👨\u200d👩\u200d👧文" in shown


def test_the_filter_leaves_clean_lines_alone() -> None:
    segments = [Segment("淘寶 ", Style(bold=True)), Segment("👨\u200d"), Segment("👩"), Segment("\u3000“…│▁━")]
    assert PrintableFilter().apply(segments, None) is segments  # type: ignore[arg-type]


def test_words_are_content_without_spans() -> None:
    assert plain(MARKUP).plain == MARKUP
    assert plain(MARKUP).spans == []
    assert plain("a\x1b\nb").plain == "a␛ b"
    assert plain_lines("a\x1b\nb").plain == "a␛\nb"
    assert joined("a\n", ("[b]", "bold"), plain_lines("c\nd")).plain == "a [b]c\nd"
    assert isinstance(choice(plain(MARKUP), "x").prompt, Content)


async def test_no_window_title_is_set(start: Start) -> None:
    async with start() as user:
        assert (user.app.title, user.app.sub_title) == ("zhupi", "")
