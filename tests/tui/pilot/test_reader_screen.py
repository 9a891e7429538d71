"""The reader, driven from the keyboard."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from seeds.article import ArticleInfo
from seeds.script.converter import load_converter

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""


async def test_everything_of_an_article_is_shown_page_by_page(start: Start) -> None:
    for size in ((120, 36), (80, 24)):
        async with start(size=size) as user:
            await user.press("down", "enter")
            await user.press("g")
            article = user.app.screen.article
            seen = {}
            while True:
                lines = user.reader.page.lines
                rows = user.rows()[1:]
                for row, line in zip(rows, lines, strict=False):
                    assert row.strip() == line.text.strip()
                    if line.start < line.end:
                        seen[line.start] = row
                if user.reader.page.progress.finished:
                    break
                await user.press("space")
            joined = "".join("".join(seen[start].split()) for start in sorted(seen))
            assert joined == "".join(article.text.split())


async def test_the_other_script_keeps_the_row(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "space", "j")
        before = user.reader.page.lines[0]
        await user.press("t")
        after = user.reader.page.lines[0]
        assert before.start == after.start
        assert after.text == load_converter("t2s").convert(before.text).text
        assert "简" in user.status
        await user.press("t")
        assert user.reader.page.lines[0] == before


async def test_a_phrase_variant_can_be_chosen_and_left(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("标题\n" + "他的鼠标和软件都很好。" * 60, "utf-8")
    async with start(tmp_path / "a.txt") as user:
        await user.press("T", "down", "down", "down", "down", "down", "down", "enter")
        assert "滑鼠和軟體" in user.text()
        await user.press("end", "t", "t")
        assert user.reader.page.progress.finished
        assert "臺詞" in user.status


async def test_a_single_article_opens_at_once_and_q_leaves(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n正文。", "utf-8")
    async with start(tmp_path / "a.txt") as user:
        assert "正文" in user.text()
        await user.pilot.press("q")
        await user.pilot.pause()
        assert not user.app.is_running


@pytest.mark.parametrize("key", ["down", "j", "space", "pagedown", "ctrl+d", "right_curly_bracket", "end", "G"])
async def test_keys_that_move_on_move_on(start: Start, key: str) -> None:
    async with start() as user:
        await user.press("enter")
        before = user.reader.page.top
        await user.press(key)
        assert user.reader.page.top > before
        await user.press("home")
        assert user.reader.page.top == before


async def test_each_movement_has_its_way_back(start: Start) -> None:
    pairs = [("down", "up"), ("space", "b"), ("ctrl+d", "ctrl+u"), ("right_curly_bracket", "left_curly_bracket")]
    async with start() as user:
        await user.press("enter", "space", "right_curly_bracket")
        for on, back in pairs:
            before = user.reader.page.top
            await user.press(on)
            assert user.reader.page.top > before
            await user.press(back)
            assert user.reader.page.top == before


async def test_sentences_are_put_into_focus_one_after_the_other(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        text = user.app.screen.article.text
        ranges = []
        for _press in range(12):
            await user.press("right_parenthesis")
            ranges.append(user.reader.focus_range)
            assert user.reader.page.row_of(ranges[-1][0]) is not None
        assert [text[end - 1] for _start, end in ranges[2:4]] == ["。", "。"]
        assert all(end <= following for (_s, end), (following, _e) in pairwise(ranges))
        await user.press("left_parenthesis")
        assert user.reader.focus_range == ranges[-2]


async def test_going_to_a_percentage(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "percent_sign", "5", "0", "enter")
        place = user.reader.page.progress.position / user.reader.page.layout.length
        assert place == pytest.approx(0.5, abs=0.02)
        await user.press("percent_sign", "x", "escape")
        assert user.app.focused is user.reader


@pytest.mark.parametrize("words", ["骑手", "騎手"])
async def test_a_search_finds_either_script_and_counts(start: Start, words: str) -> None:
    async with start() as user:
        await user.press("enter", "slash")
        await user.type(words)
        await user.press("enter")
        total = user.app.screen.article.text.count("騎手")
        assert f"1 of {total}" in user.status
        await user.press("n", "n", "N")
        assert f"2 of {total}" in user.status
        hit = user.app.screen.search.hits.current
        assert user.reader.page.row_of(hit[0]) is not None
        await user.press("N", "N")
        assert f"{total} of {total}" in user.status
        await user.press("escape")
        assert "of" not in user.status


async def test_a_search_finds_the_words_on_the_screen_and_those_of_the_source(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("标题\n" + "他的鼠标和软件都很好。" * 60, "utf-8")
    async with start(tmp_path / "a.txt") as user:
        user.app.session.scripts.choose("tw-phrases")
        await user.press("t", "t", "slash")
        for words in ("滑鼠", "鼠标", "軟體"):
            await user.type(words)
            assert "1 of 60" in user.status
            hit = user.app.screen.search.hits.current
            assert user.app.screen.article.text[slice(*hit)] in {"鼠标", "软件"}
            await user.press(*["backspace"] * len(words))


async def test_a_search_that_finds_nothing_says_so_and_gives_the_place_back(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "space")
        before = user.reader.page.top
        await user.press("slash")
        await user.type("沒有這樣的東西")
        assert "not in the text" in user.status
        await user.press("escape")
        assert user.reader.page.top == before


async def test_positions_are_kept_between_runs(start: Start) -> None:
    async with start() as user:
        await user.press("down", "enter", "space", "space")
        place = user.reader.page.progress.position
    async with start() as user:
        assert " %" in user.rows()[3]
        await user.press("down", "enter")
        assert user.reader.page.progress.position == place


async def test_what_is_read_to_the_end_is_marked_as_read(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "end", "q")
        assert "●" in user.rows()[2]
        assert "100 %" in user.rows()[2]
        assert "1 read" in user.rows()[0]


async def test_next_and_previous_follow_the_list(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "right_square_bracket")
        assert user.app.screen.info.title == "中國消費的下一程"
        assert "2/8" in user.status
        await user.press("left_square_bracket", "left_square_bracket")
        assert user.app.screen.info.title.startswith("外賣搶人大戰")
        assert any("first" in note for note in user.notes)


async def test_the_page_is_set_by_keys_and_remembered(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "minus", "minus", "P", "ctrl+e", "L")
        assert user.reader.page.layout.metrics.width == 72
        metrics = user.reader.page.layout.metrics
        await user.press("D")
        theme = user.app.theme
    async with start(size=(120, 36)) as user:
        await user.press("enter")
        assert user.reader.page.layout.metrics == metrics
        assert user.app.theme == theme == "zhupi-paper"


async def test_a_change_of_size_keeps_the_place(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter", "space")
        first = user.reader.page.lines[0].start
        for size in ((80, 24), (20, 5), (200, 60), (2, 2), (120, 36)):
            await user.resize(*size)
            assert len(user.rows()) == size[1]
        assert user.reader.page.lines[0].start == first


async def test_a_file_that_disappears_leaves_the_app_up(start: Start, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"標題{name}\n正文{name}。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        (tmp_path / "a.txt").unlink()
        (tmp_path / "b.txt").unlink()
        await user.press("t", "right_square_bracket")
        assert "正文a" in user.text()
        told = ("b.txt", "the text is gone")  # the latter where a look at the disk comes between
        assert any(words in note for note in user.notes for words in told)


async def test_an_empty_article_opens(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("#标签\n只有標題\n", "utf-8")
    async with start(tmp_path) as user:
        info = user.articles.info
        assert isinstance(info, ArticleInfo)
        await user.press("enter", "space", "end", "right_parenthesis", "slash", "x", "enter", "t")
        assert "只有" in user.text()


async def test_control_characters_do_not_reach_the_terminal(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n\x1b[2J壞\x00字\u202e符\u2028\x07。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        text = user.text()
        assert "壞" in text
        assert not any(character in text for character in "\x1b\x00\x07\u202e\u2028")


async def test_the_help_shows_what_the_keys_do_now(start: Start) -> None:
    async with start(size=(120, 40)) as user:
        await user.press("enter", "question_mark")
        assert "Next sentence" in user.text()
        assert "Turn the order around" not in user.text()
        await user.press("escape", "q", "question_mark")
        assert "Turn the order around" in user.text()


async def test_the_users_keys_hold_and_a_wrong_one_is_reported(start: Start, home: Path) -> None:
    path = home / ".config" / "zhupi" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\n"reader.page-down" = "x"\n"reader.pgae-up" = "y"\n', "utf-8")
    async with start() as user:
        assert any("reader.page-up" in note for note in user.notes)
        await user.press("enter", "space")
        before = user.reader.page.top
        await user.press("x")
        assert user.reader.page.top > before
        assert "x page" in user.text()
