"""Marking, driven from the keyboard, on the bundled articles and in either script."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.model.layer import Status
from tui.ui.widgets.label_bar import LabelBar

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SHOP = "淘寶閃購"


async def test_a_label_key_marks_the_word_under_the_cursor_and_goes_on(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "right")
        await user.go_to("北京城")
        await user.press("4")
        assert user.marked == [("北京城", "LOC")]
        assert user.app.screen.marking.annotator.caret.head > user.app.screen.article.text.index("北京城")


async def test_all_mentions_of_a_name_take_at_most_five_keys(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to(SHOP)
        keys = ["shift+right", "shift+right", "2", "asterisk", "enter"]
        await user.press(*keys)
        total = user.app.screen.article.text.count(SHOP)
        assert total == 14
        assert user.marked == [(SHOP, "ORG")] * total
        assert len(keys) <= 5
        await user.press("u")
        assert user.marked == [(SHOP, "ORG")]


async def test_marks_made_in_the_other_script_stand_on_the_text_as_it_was_written(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "t")
        await user.go_to(SHOP)
        await user.press("shift+right", "shift+right", "2", "asterisk", "enter", "t")
        assert {text for text, _label in user.marked} == {SHOP}


async def test_occurrences_can_be_answered_one_by_one(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "asterisk", "y", "n", "y", "escape")
        assert len(user.spans) == 3
        assert user.app.focused is user.reader


async def test_selecting_by_character_row_and_growing(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("騎手成")
        text = user.app.screen.article.text
        await user.press("L", "L")
        assert text[slice(*user.app.screen.marking.annotator.caret.cursor.selection)] == "騎手"
        await user.press("escape", "e", "e", "e")
        grown = user.app.screen.marking.annotator.caret.cursor.selection
        await user.press("alt+e")
        shrunk = user.app.screen.marking.annotator.caret.cursor.selection
        assert shrunk[1] - shrunk[0] < grown[1] - grown[0]
        await user.press("escape", "v", "down", "right", "3")
        assert user.spans[0].end - user.spans[0].start > 10


async def test_relabel_resize_and_delete(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("北京城")
        await user.press("4")
        await user.go_to("北京城")
        await user.press("2")
        assert user.marked == [("北京城", "ORG")]
        await user.press("full_stop")
        assert user.marked == [("北京城裡", "ORG")]
        await user.press("greater_than_sign", "comma")
        assert user.marked == [("京城", "ORG")]
        await user.press("less_than_sign", "x")
        assert user.marked == []
        await user.press("u", "u", "u", "u", "u")
        assert user.marked == [("北京城", "ORG")]
        await user.press("U")
        assert user.marked == [("北京城裡", "ORG")]


async def test_marks_and_undo_survive_closing(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "2")
        before = user.marked
        assert len(before) == 2
    async with start(size=(120, 36)) as user:
        assert "2" in user.rows()[2].split()
        await user.press("enter")
        assert user.marked == before
        await user.press("u")
        assert user.marked == before[:1]
        for key in ("U", "right_square_bracket", "left_square_bracket", "u"):
            await user.press(key)
        assert user.marked == before[:1]


async def test_the_file_is_beside_the_texts_and_reads_well(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
    (file,) = (tmp_path / "annotations").rglob("*.toml")
    content = file.read_text("utf-8")
    assert 'text = "美團"' in content
    assert 'label = "ORG"' in content
    assert 'status = "in-progress"' in content


async def test_the_picker_finds_a_label_in_either_script(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("北京城")
        await user.press("enter")
        await user.type("机构")
        await user.press("enter")
        assert user.marked == [("北京城", "ORG")]


async def test_spans_are_reached_one_after_the_other(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        for words, key in (("北京城", "4"), ("美團", "2"), ("臨近", "5")):
            await user.go_to(words)
            await user.press(key)
        await user.press("home", "escape", "tab")
        seen = []
        for _press in range(3):
            seen.append(user.app.screen.marking.annotator.span.label)
            await user.press("tab")
        assert seen == ["LOC", "ORG", "TIME"]
        await user.press("shift+tab")
        assert user.app.screen.marking.annotator.span.label == "TIME"


async def test_notes_and_status(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("北京城")
        await user.press("4", "shift+tab", "c")
        await user.type("城市")
        await user.press("enter")
        assert user.spans[0].note == "城市"
        await user.press("s")
        assert user.app.screen.marking.annotator.layer.metadata.status is Status.DONE
        assert "done" in user.status
        await user.press("w")
        assert user.app.screen.info.title == "中國消費的下一程"
        await user.press("left_square_bracket", "w")
        assert user.app.screen.info.title == "中國消費的下一程"


async def test_nothing_here_is_said_and_harms_nothing(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "x")
        assert any("no span here" in note for note in user.notes)
        await user.press("c", "asterisk", "u", "U", "comma", "tab", "shift+tab", "ctrl+o")
        assert user.marked == []


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (20, 5)])
async def test_labels_are_in_sight_and_every_row_fits(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as user:
        await user.press("enter", "right", "2", "m", "asterisk", "escape", "v", "down", "t")
        rows = user.rows()
        if size[1] > 10:
            assert any("1 PER" in row and "0 WORK" in row for row in rows)


async def test_labels_can_be_shown_below_the_lines(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("北京城")
        await user.press("4", "m")
        assert "LOC" in "\n".join(user.rows()[:8])


async def test_the_panel_lists_filters_jumps_and_deletes(start: Start) -> None:
    async with start(size=(100, 30)) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "asterisk", "enter")
        await user.go_to("北京城")
        await user.press("4", "p")
        total = user.app.screen.article.text.count("美團")
        assert f"×{total}" in user.text()
        await user.press("down", "down", "enter")
        assert user.app.screen.marking.annotator.span.label == "LOC"
        await user.press("slash")
        await user.type("美团")
        await user.press("enter", "o")
        assert "北京城" not in "\n".join(row[70:] for row in user.rows())
        await user.press("down", "x", "escape", "escape")
        assert len(user.spans) == total
        assert user.app.focused is user.reader
        await user.press("p")
        assert not user.app.screen.panel.display


async def test_the_mouse_selects_exactly_on_both_halves_of_a_character(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        text = user.app.screen.article.text
        view, line = user.reader, user.reader.page.lines[0]
        left = line.left
        for cell in (left + 8, left + 9):
            await user.pilot.mouse_down(view, offset=(cell, 1))
            await user.pilot.hover(view, offset=(left + 13, 1))
            await user.pilot.mouse_up(view, offset=(left + 13, 1))
            await user.settle()
            assert text[slice(*user.app.screen.marking.annotator.caret.cursor.selection)] == text[4:8]
        await user.pilot.click(view, offset=(left + 1, 1), times=2)
        await user.settle()
        assert text[slice(*user.app.screen.marking.annotator.caret.cursor.selection)] == "外賣"
        await user.press("2")
        assert user.marked == [("外賣", "ORG")]


async def test_merge_split_and_reshape(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to(SHOP)
        await user.press("3", "3", "shift+tab", "shift+tab", "M")
        assert user.marked == [(SHOP, "PROD")]
        await user.press("ctrl+right", "ctrl+right", "vertical_line")
        assert user.marked == [("淘寶", "PROD"), ("閃購", "PROD")]
        await user.press("u")
        await user.press("L", "L", "L", "r")
        assert len(user.marked) == 1
        assert user.marked != [(SHOP, "PROD")]


async def test_keys_typed_ahead_go_where_they_are_meant_to(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.pilot.press("2", "asterisk", "enter", "slash", "2", "8", "8", "8", "enter", "c", "escape", "u")
        await user.settle()
        assert user.app.screen.search.hits.query == "2888"
        assert user.marked == [("美團", "ORG")]


async def test_a_hit_of_a_search_is_labelled_whole(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "slash")
        await user.type("淘宝闪购")
        await user.press("enter", "2", "n", "3", "asterisk", "enter")
        total = user.app.screen.article.text.count(SHOP)
        assert sorted(label for _text, label in user.marked) == ["ORG"] + ["PROD"] * total
        assert {text for text, _label in user.marked} == {SHOP}


async def test_edges_move_by_word(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團、淘寶")
        await user.press("2", "left")
        await user.go_to("美團、淘寶")
        await user.press("apostrophe")
        (longer,) = user.spans
        assert longer.end - longer.start > 2
        await user.press("semicolon")
        assert user.marked == [("美團", "ORG")]
        await user.press("colon")
        (earlier,) = user.spans
        assert earlier.start < longer.start
        await user.press("quotation_mark")
        assert user.marked == [("美團", "ORG")]


async def test_the_panel_speaks_the_script_that_is_shown(start: Start) -> None:
    async with start(size=(100, 30)) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "p", "t")
        assert "美团" in user.app.screen.panel.render_line(2).text


async def test_an_offer_without_occurrences_can_be_answered(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n美團在北京。", "utf-8")
    async with start(tmp_path) as user:
        for answer in ("y", "n", "enter"):
            await user.press("enter")
            await user.go_to("美團")
            await user.press("2", "asterisk", answer, "escape", "u")
            assert user.app.is_running


async def test_all_that_the_panel_shows_is_relabelled_or_deleted_and_undone_at_once(start: Start) -> None:
    async with start(size=(100, 30)) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "asterisk", "enter")
        await user.go_to("北京城")
        await user.press("4", "p", "X", "equals_sign")
        before = user.marked
        panel = user.app.screen.panel
        assert "filter" in user.notes[-1], "what is not filtered is not changed"
        await user.pilot.click(panel, offset=(3, 1))
        await user.settle()
        assert panel.heading == f"{len(before) - 1} of {len(before)}: label:ORG"
        await user.press("equals_sign")
        await user.type("PROD")
        await user.press("enter")
        assert user.notes[-1] == f"{len(before) - 1} × ORG → PROD · u undo"
        assert "no span matches" in user.text()
        assert sorted({label for _text, label in user.marked}) == ["LOC", "PROD"]
        await user.press("u")
        assert user.marked == before
        await user.press("X")
        assert user.notes[-1] == f"{len(before) - 1} × ORG deleted · u undo"
        assert user.marked == [("北京城", "LOC")]
        await user.press("u", "escape")
        assert user.marked == before
        assert panel.heading == f"{len(before)} spans"
        user.app.clear_notifications()
        await user.settle()
        await user.pilot.click(panel, offset=(3, 4))
        await user.settle()
        assert user.app.screen.marking.annotator.span.label == "LOC"


async def test_labels_that_do_not_fit_are_counted_and_all_can_be_clicked(start: Start) -> None:
    async with start(size=(60, 20)) as user:
        await user.press("enter")
        bar = user.app.screen.query_one(LabelBar)
        shown = bar.render_line(0).text
        assert "8 NUM" not in shown
        assert shown.endswith("… +4 = label")
        await user.go_to("美團")
        await user.pilot.click(bar, offset=(1 + shown.index("ORG"), 0))
        await user.settle()
        assert user.marked == [("美團", "ORG")]
        await user.pilot.click(bar, offset=(1 + shown.index("+4"), 0))
        await user.type("WORK")
        await user.press("enter")
        assert [label for _text, label in user.marked if label == "WORK"]
        await user.resize(80, 20)
        assert "… +" not in bar.render_line(0).text
        for width in (1, 5, 12, 30):
            await user.resize(width, 20)
            assert user.rows()
