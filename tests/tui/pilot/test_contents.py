"""The contents of an article, and the way from heading to heading."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tui.ui.screens.chooser import ChooserScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

NAMES = ("渡口", "車站", "舊橋", "茶莊", "石獅")
TEXT = "長河\n" + "".join(
    f"第{part}卷 {NAMES[part]}\n"
    + "".join(
        f"第{10 * part + number}章 {NAMES[number % 5]}的燈\n"
        + "　　船靠了岸，燈亮著。\n　　"
        + "沒有人說話。" * 20
        + "\n"
        for number in range(10)
    )
    for part in range(1, 4)
)


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(TEXT, "utf-8")
    return path


def top(user: Any) -> str:
    rows: list[str] = user.rows()
    return next(row.strip() for row in rows if row.strip())


def is_open(user: Any) -> bool:
    return isinstance(user.app.screen, ChooserScreen)


def listed(user: Any) -> list[str]:
    options = user.app.screen.query_one(OptionList)
    return [str(option.prompt)[2:] for option in options.options]


def highlighted(user: Any) -> str:
    options = user.app.screen.query_one(OptionList)
    assert options.highlighted is not None
    return str(options.options[options.highlighted].prompt)


async def test_a_heading_is_found_by_typing_and_gone_to(start: Start, novel: Path) -> None:
    async with start(novel, size=(100, 24)) as user:
        await user.press("number_sign")
        assert is_open(user)
        assert listed(user)[:3] == ["第1卷 車站", "  第10章 渡口的燈", "  第11章 車站的燈"]
        assert len(listed(user)) == 33
        await user.type("茶庄")
        assert listed(user)[:2] == ["  第13章 茶莊的燈", "  第18章 茶莊的燈"]
        assert len(listed(user)) == 7
        await user.press("down", "enter")
        assert not is_open(user)
        assert top(user) == "第18章 茶莊的燈"
        assert "第18章 茶莊的燈" in user.status
        await user.press("number_sign")
        assert highlighted(user) == "✓   第18章 茶莊的燈"
        await user.press("escape")
        assert top(user) == "第18章 茶莊的燈"


async def test_contents_are_in_the_script_that_is_shown(start: Start, novel: Path) -> None:
    async with start(novel, size=(100, 24)) as user:
        await user.press("t", "alt+number_sign")
        assert listed(user)[1] == "  第10章 渡口的灯"
        await user.type("卷 橋")
        await user.press("enter")
        assert top(user) == "第2卷 旧桥"
        assert "第2卷 旧桥" in user.status


@pytest.mark.parametrize(("onwards", "back"), [("dollar_sign", "at"), ("ctrl+pagedown", "ctrl+pageup")])
async def test_from_heading_to_heading(start: Start, novel: Path, onwards: str, back: str) -> None:
    async with start(novel, size=(80, 24)) as user:
        await user.press(onwards)
        assert top(user) == "第1卷 車站"
        await user.press(onwards)
        assert top(user) == "第10章 渡口的燈"
        await user.press(onwards, "j", "j", back)
        assert top(user) == "第11章 車站的燈"
        await user.press(back)
        assert top(user) == "第10章 渡口的燈"
        await user.press("g", back)
        assert "this is the first heading" in user.notes
        await user.press("G", onwards, onwards, onwards, onwards)
        assert "this is the last heading" in user.notes


async def test_headings_on_the_last_page_come_one_after_another(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("河\n第一章 起\n船。\n第二章 承\n岸。\n第三章 轉\n燈。\n", "utf-8")
    async with start(path, size=(80, 24)) as user:
        await user.press("dollar_sign", "dollar_sign", "number_sign")
        assert highlighted(user) == "✓ 第二章 承"
        await user.press("escape", "dollar_sign", "dollar_sign")
        assert "this is the last heading" in user.notes
        await user.press("at", "number_sign")
        assert highlighted(user) == "✓ 第二章 承"


async def test_a_text_without_headings_says_so(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("河\n船靠了岸。\n燈亮著。\n", "utf-8")
    async with start(path) as user:
        for key in ("number_sign", "dollar_sign", "at"):
            await user.press(key)
            assert user.notes[-1:] == ["this text has no headings"]
