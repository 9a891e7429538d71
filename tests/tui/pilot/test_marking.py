"""Marking, driven from the keyboard, on the bundled articles and in either script."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.layer import Status
from annotations.span import Span
from tui.screens.marking import MarkingScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SHOP = "淘寶閃購"


def marked(user: Any) -> list[tuple[str, str]]:
    """The text and label of each span, in order."""
    screen: Any = next(screen for screen in user.app.screen_stack if isinstance(screen, MarkingScreen))
    text = screen.article.text
    return [(text[span.start : span.end], span.label) for span in screen.annotator.layer.ordered]


def spans(user: Any) -> list[Span]:
    return list(user.app.screen.annotator.layer.ordered)


async def go_to(user: Any, words: str) -> None:
    """Put the cursor on the first occurrence of words, as a search does."""
    offset = user.app.screen.article.text.index(words)
    user.app.screen.annotator.place(offset)
    user.app.screen.show_marks()
    await user.settle()


async def test_a_label_key_marks_the_word_under_the_cursor_and_goes_on(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "right")
        await go_to(user, "北京城")
        await user.press("4")
        assert marked(user) == [("北京城", "LOC")]
        assert user.app.screen.annotator.head > user.app.screen.article.text.index("北京城")


async def test_all_mentions_of_a_name_take_at_most_five_keys(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, SHOP)
        keys = ["shift+right", "shift+right", "2", "asterisk", "enter"]
        await user.press(*keys)
        total = user.app.screen.article.text.count(SHOP)
        assert total == 14
        assert marked(user) == [(SHOP, "ORG")] * total
        assert len(keys) <= 5
        await user.press("u")
        assert marked(user) == [(SHOP, "ORG")]


async def test_marks_made_in_the_other_script_stand_on_the_text_as_it_was_written(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "t")
        await go_to(user, SHOP)
        await user.press("shift+right", "shift+right", "2", "asterisk", "enter", "t")
        assert {text for text, _label in marked(user)} == {SHOP}


async def test_occurrences_can_be_answered_one_by_one(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2", "asterisk", "y", "n", "y", "escape")
        assert len(spans(user)) == 3
        assert user.app.focused is user.reader


async def test_selecting_by_character_row_and_growing(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "騎手成")
        text = user.app.screen.article.text
        await user.press("L", "L")
        assert text[slice(*user.app.screen.annotator.cursor.selection)] == "騎手"
        await user.press("escape", "e", "e", "e")
        grown = user.app.screen.annotator.cursor.selection
        await user.press("E")
        shrunk = user.app.screen.annotator.cursor.selection
        assert shrunk[1] - shrunk[0] < grown[1] - grown[0]
        await user.press("escape", "v", "down", "right", "3")
        assert spans(user)[0].end - spans(user)[0].start > 10


async def test_relabel_resize_and_delete(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "北京城")
        await user.press("4")
        await go_to(user, "北京城")
        await user.press("2")
        assert marked(user) == [("北京城", "ORG")]
        await user.press("full_stop")
        assert marked(user) == [("北京城裡", "ORG")]
        await user.press("greater_than_sign", "comma")
        assert marked(user) == [("京城", "ORG")]
        await user.press("less_than_sign", "x")
        assert marked(user) == []
        await user.press("u", "u", "u", "u", "u")
        assert marked(user) == [("北京城", "ORG")]
        await user.press("U")
        assert marked(user) == [("北京城裡", "ORG")]


async def test_marks_and_undo_survive_closing(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2", "2")
        before = marked(user)
        assert len(before) == 2
    async with start(size=(120, 36)) as user:
        assert "2" in user.rows()[2].split()
        await user.press("enter")
        assert marked(user) == before
        await user.press("u")
        assert marked(user) == before[:1]
        for key in ("U", "right_square_bracket", "left_square_bracket", "u"):
            await user.press(key)
        assert marked(user) == before[:1]


async def test_the_file_is_beside_the_texts_and_reads_well(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2")
    (file,) = (tmp_path / "annotations").rglob("*.toml")
    content = file.read_text("utf-8")
    assert 'text = "美團"' in content
    assert 'label = "ORG"' in content
    assert 'status = "in-progress"' in content


async def test_the_picker_finds_a_label_in_either_script(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "北京城")
        await user.press("enter")
        await user.type("机构")
        await user.press("enter")
        assert marked(user) == [("北京城", "ORG")]


async def test_spans_are_reached_one_after_the_other(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        for words, key in (("北京城", "4"), ("美團", "2"), ("臨近", "5")):
            await go_to(user, words)
            await user.press(key)
        await user.press("home", "escape", "tab")
        seen = []
        for _press in range(3):
            seen.append(user.app.screen.annotator.span.label)
            await user.press("tab")
        assert seen == ["LOC", "ORG", "TIME"]
        await user.press("shift+tab")
        assert user.app.screen.annotator.span.label == "TIME"


async def test_notes_and_status(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "北京城")
        await user.press("4", "shift+tab", "c")
        await user.type("城市")
        await user.press("enter")
        assert spans(user)[0].note == "城市"
        await user.press("s")
        assert user.app.screen.annotator.layer.facts.status is Status.DONE
        assert "done" in user.status
        await user.press("w")
        assert user.app.screen.card.title == "中國消費的下一程"
        await user.press("left_square_bracket", "w")
        assert user.app.screen.card.title == "中國消費的下一程"


async def test_nothing_here_is_said_and_harms_nothing(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "x", "c", "asterisk", "u", "U", "comma", "tab", "shift+tab", "o")
        assert marked(user) == []
        assert any("no span here" in note for note in user.notes)


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
        await go_to(user, "北京城")
        await user.press("4", "m")
        assert "LOC" in "\n".join(user.rows()[:8])


async def test_a_second_program_may_only_read(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as first:
        await first.press("enter", "right", "2")
        async with start(tmp_path) as second:
            await second.press("enter", "right", "3")
            assert "read-only" in second.status
            assert len(spans(second)) == len(spans(first)) == 1


async def test_a_wrong_schema_is_reported_and_nothing_is_written(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(
        '[[label]]\nname = "A"\nkey = "1"\n[[label]]\nname = "B"\nkey = "1"\n', "utf-8"
    )
    async with start(tmp_path) as user:
        await user.press("enter", "right", "1")
        assert "read-only" in user.status
        assert any("zhupi.toml" in note for note in user.notes)
        assert marked(user) == []


async def test_the_panel_lists_filters_jumps_and_deletes(start: Start) -> None:
    async with start(size=(100, 30)) as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2", "asterisk", "enter")
        await go_to(user, "北京城")
        await user.press("4", "p")
        total = user.app.screen.article.text.count("美團")
        assert f"×{total}" in user.text()
        await user.press("down", "down", "enter")
        assert user.app.screen.annotator.span.label == "LOC"
        await user.press("slash")
        await user.type("美团")
        await user.press("enter", "o")
        assert "北京城" not in "\n".join(row[70:] for row in user.rows())
        await user.press("down", "x", "escape")
        assert len(spans(user)) == total
        assert user.app.focused is user.reader
        await user.press("p")
        assert not user.app.screen.panel.display


async def test_labels_are_added_renamed_recoloured_merged_and_taken_back(start: Start, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text("# ours\n" + SCHEMA, "utf-8")

    def schema_file() -> str:
        return (tmp_path / "zhupi.toml").read_text("utf-8")

    async with start(tmp_path) as user:
        await user.press("enter")
        await go_to(user, "雷軍")
        await user.press("1")
        await user.press("right_square_bracket")
        await go_to(user, "雷軍")
        await user.press("1", "i", "r")
        await user.type("PERSON")
        await user.press("enter")
        assert marked(user) == [("雷軍", "PERSON")]
        assert 'name = "PERSON"' in schema_file()
        assert schema_file().startswith("# ours")
        await user.press("u")
        assert marked(user) == [("雷軍", "PER")]
        assert 'name = "PER"' in schema_file()
        await user.press("c", *["backspace"] * 7)
        await user.type("#123456")
        await user.press("enter", "n")
        await user.type("LOC")
        await user.press("enter", "m")
        await user.type("LOC")
        await user.press("enter", "escape")
        assert marked(user) == [("雷軍", "LOC")]
        await user.press("left_square_bracket")
        assert marked(user) == [("雷軍", "LOC")]
        assert any("LOC" in row for row in user.rows()[-3:])


async def test_the_labels_of_the_bundled_articles_stay(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "i", "n")
        await user.type("NEW")
        await user.press("enter")
        assert any("bundled" in note for note in user.notes)


async def test_the_guidelines_tell_what_labels_mean(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "i")
        assert "PER" in user.text()
        await user.press("escape")
        assert user.app.focused is user.reader


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
            assert text[slice(*user.app.screen.annotator.cursor.selection)] == text[4:8]
        await user.pilot.click(view, offset=(left + 1, 1), times=2)
        await user.settle()
        assert text[slice(*user.app.screen.annotator.cursor.selection)] == "外賣"
        await user.press("2")
        assert marked(user) == [("外賣", "ORG")]


async def test_what_another_program_writes_is_taken_in(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2")
        user.session.save()
        (file,) = (tmp_path / "annotations").rglob("*.toml")
        content = file.read_text("utf-8")
        file.write_text(content.replace('label = "ORG"', 'label = "PROD"'), "utf-8")
        user.app.look_outside()
        await user.settle()
        assert marked(user) == [("美團", "PROD")]


async def test_what_contradicts_is_asked_about(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    for answer, label in ((["down", "enter"], "PROD"), (["enter"], "LOC")):
        async with start(tmp_path) as user:
            await user.press("enter")
            await go_to(user, "美團")
            await user.press("2")
            user.session.save()
            (file,) = (tmp_path / "annotations").rglob("*.toml")
            content = file.read_text("utf-8")
            file.write_text(content.replace('label = "ORG"', 'label = "PROD"'), "utf-8")
            await go_to(user, "美團")
            await user.press("4")
            user.app.look_outside()
            await user.settle()
            assert "outside" in user.text()
            await user.press(*answer)
            assert marked(user) == [("美團", label)]


SCHEMA = """
[[label]]
name = "PER"
key = "1"
[[label.attributes]]
name = "certain"
kind = "flag"
[[label.attributes]]
name = "role"
kind = "choice"
choices = ["owner", "rider"]

[[label]]
name = "ORG"
key = "2"

[[relation]]
name = "leads"
heads = ["PER"]
tails = ["ORG"]

[[category]]
name = "business"

[[category]]
name = "tech"
"""


async def test_relations_attributes_categories_and_notes(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA, "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await go_to(user, "雷軍")
        await user.press("1")
        await go_to(user, "小米")
        await user.press("shift+right", "shift+right", "2")
        await user.press("shift+tab", "shift+tab")
        assert user.app.screen.annotator.span.label == "PER"
        await user.press("R", "tab", "R", "enter")
        assert [relation.type for relation in user.app.screen.annotator.layer.relations] == ["leads"]
        await user.press("shift+tab", "A", "enter")
        await user.press("A", "down", "enter", "down", "enter")
        assert dict(spans(user)[0].attributes) == {"certain": True, "role": "rider"}
        await user.press("C", "down", "enter", "enter", "escape")
        assert user.app.screen.annotator.layer.facts.categories == ("business", "tech")
        await user.press("a")
        await user.type("看過")
        await user.press("enter")
        assert user.app.screen.annotator.layer.facts.note == "看過"
        for _press in range(6):
            await user.press("u")
        layer = user.app.screen.annotator.layer
        assert (len(layer.relations), layer.facts.categories, layer.facts.note) == (0, (), "")


async def test_merge_split_and_reshape(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, SHOP)
        await user.press("3", "3", "shift+tab", "shift+tab", "M")
        assert marked(user) == [(SHOP, "PROD")]
        await user.press("ctrl+right", "ctrl+right", "vertical_line")
        assert marked(user) == [("淘寶", "PROD"), ("閃購", "PROD")]
        await user.press("u")
        await user.press("L", "L", "L", "r")
        assert len(marked(user)) == 1
        assert marked(user) != [(SHOP, "PROD")]


async def test_every_occurrence_in_the_project(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.press("2", "asterisk", "asterisk")
        assert "other articles" in user.text()
        await user.press("enter")
        assert any("other articles" in note for note in user.notes)
        await user.press("right_square_bracket")
        text = user.app.screen.article.text
        assert len(spans(user)) == text.count("美團") > 0
        await user.press("left_square_bracket")
        await user.press("u")
        assert marked(user) == [("美團", "ORG")]
        await user.press("right_square_bracket")
        assert marked(user) == []


async def test_keys_typed_ahead_go_where_they_are_meant_to(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await go_to(user, "美團")
        await user.pilot.press("2", "asterisk", "enter", "slash", "2", "8", "8", "8", "enter", "c", "escape", "u")
        await user.settle()
        assert user.app.screen.hits.query == "2888"
        assert marked(user) == [("美團", "ORG")]


async def test_marks_follow_an_article_whose_title_was_edited(start: Start, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    body = "北京城裡,美團、淘寶閃購真金白銀急挖人,外賣平台的競爭已從價格戰延伸到對優質騎手的爭奪。"
    news.write_text(f"#標籤\n外賣搶人大戰\n{body}\n", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await go_to(user, "優質")
        await user.press("2")
    news.write_text(f"#標籤\n外賣搶人大戰:騎手\n{body}\n", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        assert marked(user) == [("優質", "ORG")]


async def test_a_hit_of_a_search_is_labelled_whole(start: Start) -> None:
    async with start() as user:
        await user.press("enter", "slash")
        await user.type("淘宝闪购")
        await user.press("enter", "2", "n", "3", "asterisk", "enter")
        total = user.app.screen.article.text.count(SHOP)
        assert sorted(label for _text, label in marked(user)) == ["ORG"] + ["PROD"] * total
        assert {text for text, _label in marked(user)} == {SHOP}
