"""The library, driven from the keyboard."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from tui.core.keymap import ACTIONS
from tui.ui.reader import reading_progress

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""


async def test_the_bundled_articles_are_listed_with_all_that_is_known(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        text = user.text()
        for words in (
            "外賣搶人大戰",
            "每日經濟新聞",
            "秦朔朋友圈",
            "極客公園",
            "36氪",
            "淘寶",
            "4,009",
            "10 min",
            "8 articles",
        ):
            assert words in text
        for key in ("filter", "order", "review", "help", "script"):
            assert key in text


MORE_SIZES = [(80, 24), (40, 12), (300, 80)]
"""Sizes that are heavy: the pictures are of the first, and the others lie between or beyond those of the test."""


@pytest.mark.parametrize(
    "size", [(120, 36), (20, 5), (1, 1), *(pytest.param(size, marks=pytest.mark.heavy) for size in MORE_SIZES)]
)
async def test_it_fits_every_terminal(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as user:
        assert len(user.rows()) == size[1]
        await user.press("enter")
        assert len(user.rows()) == size[1]
        await user.press("space", "question_mark")
        assert len(user.rows()) == size[1]


@pytest.mark.parametrize("words", ["淘宝", "淘寶", "ＤＥＥＰＳＥＥＫ", "deepseek 魔幻", "創業邦", "创业邦"])
async def test_the_filter_knows_both_scripts(start: Start, words: str) -> None:
    async with start() as user:
        await user.press("slash")
        await user.type(words)
        titles = [user.session.library[row].title for row in range(len(user.session.library))]
        assert "淘寶上賣9塊9的DeepSeek,讓我看到了被摺疊的魔幻世界" in titles
        assert user.app.focused is not user.articles
        await user.press("enter")
        assert user.app.focused is user.articles


async def test_escape_takes_the_filter_back(start: Start) -> None:
    async with start() as user:
        await user.press("slash")
        await user.type("沒有這樣的東西")
        await user.wait_for(lambda: "nothing matches" in user.text())
        await user.press("escape")
        assert len(user.session.library) == 8


async def test_every_column_sorts_both_ways(start: Start) -> None:
    async with start() as user:
        await user.press("o", "o", "o", "o")
        lengths = [user.session.library[row].length for row in range(8)]
        assert lengths == sorted(lengths)
        await user.press("O")
        assert [user.session.library[row].length for row in range(8)] == lengths[::-1]
        assert "length↑" in user.text()


async def test_the_cursor_stays_on_its_article_when_the_order_changes(start: Start) -> None:
    async with start() as user:
        await user.press("j", "j", "down")
        info = user.articles.info
        await user.press("O", "o", "o")
        assert user.articles.info == info


async def test_titles_follow_the_script(start: Start) -> None:
    async with start() as user:
        await user.press("t")
        assert "中国消费的下一程" in user.text()
        await user.press("t")
        assert "中國消費的下一程" in user.text()


async def test_the_cursor_goes_as_far_as_the_list(start: Start, tmp_path: Path) -> None:
    records = ({"title": f"第{number}篇", "text": "正文。"} for number in range(500))
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    async with start(tmp_path) as user:
        await user.press("end")
        assert user.articles.info.title == "第499篇"
        assert "第499篇" in user.text()
        await user.press("up", "pageup")
        assert user.articles.info.title == f"第{498 - user.articles.page}篇"
        await user.press("g")
        assert user.articles.info.title == "第0篇"
        assert "第0篇" in user.text()


@pytest.mark.parametrize("count", [20_000, pytest.param(100_000, marks=pytest.mark.heavy)])
async def test_many_rows_are_drawn_a_screen_at_a_time(start: Start, tmp_path: Path, count: int) -> None:
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"title": f"第{number}篇", "text": "文"}) + "\n" for number in range(count))
    async with start(tmp_path) as user:
        draw = Mock(wraps=user.articles.render_line)
        user.articles.render_line = draw
        await user.press("end", "pageup", "down")
        assert f"{count:,} articles" in user.text()
        assert 0 < draw.call_count < 24 * 8


async def test_problems_are_counted_and_shown(start: Start, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("好標題\n好文章。", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    (tmp_path / "empty.txt").write_bytes(b"")
    async with start(tmp_path) as user:
        assert "2 problems" in user.text()
        await user.press("exclamation_mark")
        assert "bad.txt" in user.text()
        assert "empty.txt" in user.text()
        await user.press("escape", "enter")
        assert "好文章" in user.text()


async def test_a_folder_with_nothing_to_read_says_so(start: Start, tmp_path: Path) -> None:
    async with start(tmp_path) as user:
        assert "nothing to read" in user.text()
        await user.press("enter", "t", "s", "end", "slash", "escape")
        assert "1 problem" in user.text()


async def test_new_files_are_found_when_asked(start: Start, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("一\n文章。", "utf-8")
    async with start(tmp_path) as user:
        assert len(user.session.library) == 1
        (tmp_path / "two.txt").write_text("二\n文章。", "utf-8")
        await user.press("ctrl+r")
        user.session.scanner.join()
        await user.settle()
        assert len(user.session.library) == 2


async def test_the_mouse_opens_an_article(start: Start) -> None:
    async with start() as user:
        await user.pilot.click(user.articles, offset=(10, 4), times=2)
        await user.settle()
        assert "AI硬體潮來了" in user.status


async def test_an_article_is_found_by_its_title_in_the_palette(start: Start) -> None:
    async with start() as user:
        await user.press("ctrl+p")
        assert "DeepSeek" not in user.text()
        await user.type("魔幻世界")
        await user.press("enter")
        await user.settle()
        assert "DeepSeek" in user.status


async def test_no_key_of_the_table_is_bound_by_anything_else(start: Start) -> None:
    keys = {key: action.id for action in ACTIONS if action.scope in {"library", "app"} for key in action.keys}
    async with start() as user:
        await user.press("slash")
        await user.type("淘寶")
        await user.press("enter")
        bound = {key: active.binding.id for key, active in user.app.screen.active_bindings.items()}
        assert {key: bound.get(key) for key in keys} == keys


async def test_escape_clears_a_filter_that_was_entered_and_does_nothing_else(start: Start) -> None:
    async with start() as user:
        await user.press("slash")
        await user.type("zzz")
        await user.press("enter")
        await user.wait_for(lambda: "nothing matches “zzz” · esc clears the filter" in user.text())
        assert "esc clear" in user.rows()[-1]
        await user.press("escape")
        assert len(user.session.library) == 8
        assert "esc clear" not in user.rows()[-1]
        await user.press("escape")
        assert user.app.is_running


async def test_a_long_list_has_one_thin_scrollbar(start: Start, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text('{"title": "題", "text": "文"}\n' * 90, "utf-8")
    async with start(tmp_path) as user:
        shown = user.articles.show_vertical_scrollbar, user.articles.show_horizontal_scrollbar
        assert shown == (True, False)
        assert user.articles.scrollbar_size_vertical == 1


async def test_sources_and_tags_follow_the_script_too(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        assert "每日經濟新聞" in user.text()
        await user.press("t")
        assert "每日经济新闻" in user.text()
        assert "淘宝 " in user.text()


async def test_what_a_gain_is_can_be_read(start: Start) -> None:
    async with start() as user:
        user.session.library.sort(user.session.library.column.GAIN)
        user.app.screen.refresh_list()
        await user.settle()
        assert "doubtful suggestions" in user.text()


@pytest.mark.parametrize("words", ["三里屯", "饿了么"])
async def test_the_filter_looks_in_the_texts_as_well(start: Start, words: str) -> None:
    async with start() as user:
        await user.press("slash")
        await user.type(words)
        await user.wait_for(lambda: user.session.library.text_matches and "texts …" not in user.text())
        texts = len(user.session.library.text_matches)
        assert f"{texts} in the texts" in user.text()
        await user.press("enter", "enter")
        assert user.app.screen is not user.app.screen_stack[0]


async def test_a_filter_by_status_is_in_view_and_takes_words_too(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("渡口\n船夫在渡口。", "utf-8")
    (tmp_path / "b.txt").write_text("書店\n書店開到夜裡。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter", "s", "s", "q", "slash")
        await user.type("status:done")
        assert [user.session.library[row].title for row in range(len(user.session.library))] == ["渡口"]
        assert "“status:done” · 1 title" in user.text()
        await user.type(" 書店")
        await user.wait_for(lambda: "nothing matches" in user.text())


@pytest.mark.parametrize(("glance", "finished"), [(3600, False), (0.01, True)])
async def test_a_short_text_is_not_read_by_a_glance(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glance: float, finished: bool
) -> None:
    monkeypatch.setattr(reading_progress, "GLANCE", glance)
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"題{name}\n正文。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        if finished:
            await user.wait_for(lambda: user.session.library.counts()["finished"])
        await user.press("q")
        assert ("1 read" in user.text()) == finished


async def test_the_header_counts_what_was_done_and_marked_today(start: Start, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"題{name}\n正文。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter", "s", "s", "q")
        assert "2 articles · 1 done · 1 marked today" in user.text()


async def test_a_filter_by_label_finds_articles_by_their_marks(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("渡口\n美團在渡口。", "utf-8")
    (tmp_path / "b.txt").write_text("書店\n美團在書店。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "q", "slash")
        await user.type("label:ORG=美团")
        await user.wait_for(lambda: "“label:ORG=美团” · 1 article" in user.text())
        assert [user.session.library[row].title for row in range(len(user.session.library))] == ["渡口"]
        await user.type(" 書店")
        await user.wait_for(lambda: "nothing matches" in user.text())
        await user.press("escape", "slash")
        await user.type("label:OGR")
        await user.wait_for(lambda: "there is no label “OGR”: did you mean “ORG”? · esc clears" in user.text())
