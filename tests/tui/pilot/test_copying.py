"""Copying what is read: marks, selections, sentences, and passages with their source."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seeds.article import ArticleInfo, Origin
from tui.core.reading.citations import with_source

Start = Callable[..., AbstractAsyncContextManager[Any]]

WRAPPED = """磨坊手記

磨坊在河的左岸，水輪每天轉一千圈，其中有一圈是多出
來的。石頭也會餓，所以每天都要給石頭吃一點米，一點
水，還有一點月光。磨坊的門朝著河，河的對面是一座橋，
橋上沒有人，只有一隻貓，貓的影子比貓長。
"""
MARKDOWN = "# 磨坊\n\n磨坊在**河的**左岸。\n\n\n\n- 木錘\n- 篩子\n"


@asynccontextmanager
async def copying(start: Start, path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Any, list[str]]]:
    copied: list[str] = []
    async with start(path) as user:
        monkeypatch.setattr(user.app, "copy_to_clipboard", copied.append)
        yield user, copied


@pytest.fixture
def markdown(tmp_path: Path) -> Path:
    path = tmp_path / "磨坊.md"
    path.write_text(MARKDOWN, "utf-8")
    return path


async def test_the_sentence_in_focus_is_copied_then_with_its_source(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "磨坊.txt"
    path.write_text(WRAPPED, "utf-8")
    async with copying(start, path, monkeypatch) as (user, copied):
        await user.press("grave_accent")
        assert copied.pop() == "磨坊手記"
        await user.press("right_parenthesis", "right_parenthesis", "right_parenthesis", "alt+w")
        sentence = "石頭也會餓，所以每天都要給石頭吃一點米，一點水，還有一點月光。"
        assert copied.pop() == sentence
        assert f"the terminal was asked to copy: {sentence[:19]}…" in user.notes
        await user.press("grave_accent")
        assert copied.pop() == f"{sentence}\n— 磨坊手記, 磨坊.txt"
        assert any(note.startswith("the terminal was asked to copy with its source: 石頭") for note in user.notes)
        await user.press("grave_accent")
        assert copied.pop() == sentence


async def test_words_are_copied_in_the_script_that_is_shown(
    start: Start, markdown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with copying(start, markdown, monkeypatch) as (user, copied):
        await user.press("t")
        await user.wait_for(lambda: "左岸" in user.text() and "锤" in user.text())
        await user.go_to("木錘")
        await user.press("grave_accent")
        assert copied.pop() == "• 木锤"


async def test_a_mark_is_copied_as_it_is_read_and_then_its_sentence_with_the_source(
    start: Start, markdown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with copying(start, markdown, monkeypatch) as (user, copied):
        screen = user.app.screen
        begin = screen.article.text.index("河的**左岸")
        screen.marking.do(lambda annotator: annotator.caret.select(begin, begin + len("河的**左岸")))
        await user.press("grave_accent")
        assert copied.pop() == "河的左岸"
        await user.press("1")
        await user.go_to("左岸")
        await user.press("grave_accent")
        assert copied.pop() == "磨坊在河的左岸。\n— 磨坊, 磨坊.md"


async def test_paragraphs_of_a_selection_stay_apart_and_controls_are_shown(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一段\x1b[2J。\n\n\n第二段。\n第三段。\n", "utf-8")
    async with copying(start, path, monkeypatch) as (user, copied):
        screen = user.app.screen
        length = len(screen.article.text)
        screen.marking.do(lambda annotator: annotator.caret.select(0, length))
        await user.press("grave_accent")
        assert copied.pop() == "第一段␛[2J。\n\n第二段。\n第三段。"


async def test_a_text_of_nothing_has_nothing_to_copy(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"title": "", "content": "。"}, {"title": "空", "content": ""}]', "utf-8")
    async with copying(start, tmp_path, monkeypatch) as (user, copied):
        await user.press("enter")
        await user.press("grave_accent")
        assert len(copied) <= 1


async def test_a_cursor_that_has_left_the_screen_is_not_where_one_reads(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("題\n" + "".join(f"第{number}段。\n" for number in range(80)), "utf-8")
    async with copying(start, path, monkeypatch) as (user, copied):
        await user.go_to("第1段")
        await user.press("grave_accent")
        assert copied.pop() == "第1段。"
        await user.press("G", "grave_accent")
        assert copied.pop() == next(row.strip() for row in user.rows() if row.strip())


async def test_a_prompt_or_another_script_does_not_lead_back_to_a_cursor_that_was_left(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("題\n" + "".join(f"第{number}段說話。\n" for number in range(80)), "utf-8")
    async with start(path) as user:
        await user.go_to("第1段")
        await user.press("G", "underscore")
        assert "第66段" in user.text()
        await user.press("escape", "t")
        await user.wait_for(lambda: "第66段说话" in user.text())
        await user.press("right")
        assert "第1段" in user.text()


async def test_a_terminal_without_a_clipboard_is_told_and_a_refusal_explained_once(
    start: Start, markdown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with copying(start, markdown, monkeypatch) as (user, copied):
        monkeypatch.setenv("TERM", "linux")
        monkeypatch.delenv("TMUX", raising=False)
        await user.press("grave_accent")
        assert not copied
        assert "nothing was copied: the terminal linux has no clipboard" in user.notes
        monkeypatch.setenv("TERM", "xterm-256color")
        await user.press("grave_accent", "grave_accent")
        assert len(copied) == 2
        assert sum("refused" in note for note in user.notes) == 1


def test_the_source_ends_with_the_address_where_there_is_one() -> None:
    info = ArticleInfo("1", "標題", 10, Origin("a.txt", 0, 1), "報", date="2025-12-26", link="https://example.org/1")
    assert with_source("句。", info, "標題", "報") == "句。\n— 標題, 報, 2025-12-26, https://example.org/1"
    assert with_source("句。", replace(info, link=""), "標題", "報").endswith("— 標題, 報, 2025-12-26, a.txt")
