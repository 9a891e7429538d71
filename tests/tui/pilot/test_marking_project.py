"""Marking beyond one article: the schema, other programs, every article at once, texts that change."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tui.ui.screens.chooser import ChooserScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SHOP = "淘寶閃購"


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


async def test_a_second_program_may_only_read(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as first:
        await first.press("enter", "right", "2")
        async with start(tmp_path) as second:
            await second.press("enter", "right", "3")
            assert "read-only" in second.status
            assert len(second.spans) == len(first.spans) == 1


async def test_a_wrong_schema_is_reported_and_nothing_is_written(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(
        '[[label]]\nname = "A"\nkey = "1"\n[[label]]\nname = "B"\nkey = "1"\n', "utf-8"
    )
    async with start(tmp_path) as user:
        await user.press("enter", "right", "1")
        assert "read-only" in user.status
        assert any("zhupi.toml" in note for note in user.notes)
        assert user.marked == []


async def test_labels_are_added_renamed_recoloured_merged_and_taken_back(start: Start, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text("# ours\n" + SCHEMA, "utf-8")

    def schema_file() -> str:
        return (tmp_path / "zhupi.toml").read_text("utf-8")

    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("雷軍")
        await user.press("1")
        await user.press("right_square_bracket")
        await user.go_to("雷軍")
        await user.press("1", "i", "r")
        await user.type("PERSON")
        await user.press("enter")
        assert user.marked == [("雷軍", "PERSON")]
        assert 'name = "PERSON"' in schema_file()
        assert schema_file().startswith("# ours")
        await user.press("u")
        assert user.marked == [("雷軍", "PER")]
        assert 'name = "PER"' in schema_file()
        await user.press("c", "down", "enter")
        assert 'colour = "#' in schema_file()
        await user.press("c", "end", "enter", *["backspace"] * 7)
        await user.type("#123456")
        await user.press("enter")
        assert "#123456 can hardly be seen on the dark ground: 1." in user.text()
        await user.press("down", "enter")
        assert 'colour = "#123456"' in schema_file()
        await user.press("n")
        await user.type("LOC")
        await user.press("enter", "m")
        await user.type("LOC")
        await user.press("enter")  # the labels are shown again once the change is made
        await user.press("escape")
        await user.wait_for(lambda: user.marked == [("雷軍", "LOC")])
        await user.press("left_square_bracket")
        assert user.marked == [("雷軍", "LOC")]
        assert any("LOC" in row for row in user.rows()[-3:])


async def test_a_list_that_still_names_a_renamed_label_is_told(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "names.tsv").write_text("雷軍\tPER\n", "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA + '\n[suggest]\ngazetteers = ["names.tsv"]\n', "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("雷軍")
        await user.press("1", "i", "r")
        await user.type("PERSON")
        await user.press("enter")
        assert user.marked == [("雷軍", "PERSON")]
        assert any("names.tsv:1: still names the label PER" in note for note in user.notes)


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


async def test_what_another_program_writes_is_taken_in(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
        user.session.save()
        (file,) = (tmp_path / "annotations").rglob("*.toml")
        content = file.read_text("utf-8")
        file.write_text(content.replace('label = "ORG"', 'label = "PROD"'), "utf-8")
        user.app.autosave.look_outside()
        await user.settle()
        assert user.marked == [("美團", "PROD")]


async def test_what_contradicts_is_asked_about(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # on a busy machine it would look by itself, before there is a contradiction
    monkeypatch.setattr("tui.ui.autosave.AutoSave.tick", lambda _self: None)
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團、淘寶閃購真金白銀急挖人。", "utf-8")
    for answer, label in ((["down", "enter"], "PROD"), (["enter"], "LOC")):
        async with start(tmp_path) as user:
            await user.press("enter")
            await user.go_to("美團")
            await user.press("2")
            user.session.save()
            (file,) = (tmp_path / "annotations").rglob("*.toml")
            content = file.read_text("utf-8")
            file.write_text(content.replace('label = "ORG"', 'label = "PROD"'), "utf-8")
            await user.go_to("美團")
            await user.press("4")
            user.app.autosave.look_outside()
            await user.settle()
            await user.wait_for(lambda: isinstance(user.app.focused, OptionList))
            assert "outside" in user.text()
            screens = len(user.app.screen_stack)
            user.app.autosave.look_outside()
            await user.settle()
            assert len(user.app.screen_stack) == screens, "it is asked once"
            await user.press(*answer)
            await user.wait_for(lambda label=label: user.marked == [("美團", label)])


async def test_relations_attributes_categories_and_notes(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n雷軍領導小米集團多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA, "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("雷軍")
        await user.press("1")
        await user.go_to("小米")
        await user.press("shift+right", "shift+right", "2")
        await user.press("shift+tab", "shift+tab")
        assert user.app.screen.marking.annotator.span.label == "PER"
        await user.press("R", "tab", "R", "enter")
        assert [relation.type for relation in user.app.screen.marking.annotator.layer.relations] == ["leads"]
        await user.press("shift+tab", "A", "enter")
        await user.press("A", "down", "enter", "down", "enter")
        assert dict(user.spans[0].attributes) == {"certain": True, "role": "rider"}
        await user.press("C", "down", "enter", "up", "enter", "escape")
        assert user.app.screen.marking.annotator.layer.metadata.categories == ("business", "tech")
        await user.press("a")
        await user.type("看過")
        await user.press("enter")
        assert user.app.screen.marking.annotator.layer.metadata.note == "看過"
        for _press in range(6):
            await user.press("u")
        layer = user.app.screen.marking.annotator.layer
        assert (len(layer.relations), layer.metadata.categories, layer.metadata.note) == (0, (), "")


async def test_every_occurrence_in_the_project(start: Start) -> None:
    async with start(size=(120, 36)) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "asterisk", "asterisk")
        assert "other articles" in user.text()
        await user.press("enter")
        assert any("other articles" in note for note in user.notes)
        await user.press("right_square_bracket")
        text = user.app.screen.article.text
        assert len(user.spans) == text.count("美團") > 0
        await user.press("left_square_bracket")
        await user.press("u")
        assert user.marked == [("美團", "ORG")]
        await user.press("right_square_bracket")
        assert user.marked == []


async def test_an_orphan_is_given_its_place(start: Start, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("標題\n北京城裡,美團真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
    news.write_text("標題\n北京城裡,餓了麼真金白銀急挖人。", "utf-8")
    async with start(tmp_path, size=(100, 30)) as user:
        await user.press("enter", "p")
        assert not user.marked
        await user.press("down", "enter")
        await user.go_to("餓了麼")
        await user.press("L", "L", "L", "r")
        assert user.marked == [("餓了麼", "ORG")]
        assert not user.app.screen.marking.annotator.layer.orphans


async def test_an_orphan_whose_words_stand_once_is_reattached_by_one_key(start: Start, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("標題\n北京城裡的騎手們都知道,美團真金白銀急挖人,外賣平台的競爭延伸。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
    news.write_text("標題\n上海城外的騎手們全聽說,美團花很多錢急挖人,外賣平台的競爭延伸。", "utf-8")
    async with start(tmp_path, size=(100, 30)) as user:
        await user.press("enter", "p")
        assert not user.marked
        assert "r: here" in user.text()
        await user.press("down", "r")
        assert user.marked == [("美團", "ORG")]
        await user.press("escape", "u")
        assert not user.marked


async def test_a_text_that_is_edited_while_it_is_open_is_read_again(start: Start, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    text = "標題\n北京城裡的騎手們都知道,美團真金白銀急挖人,外賣平台的競爭延伸到各地的每一個角落。"
    news.write_text(text, "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
        user.app.autosave.look_outside()
        await user.settle()
        news.write_text(text.replace("標題", "很長的新標題"), "utf-8")
        user.app.autosave.look_outside()
        await user.wait_for(lambda: user.app.screen.article and "很長" in user.app.screen.article.text)
        await user.settle()
        assert user.marked == [("美團", "ORG")]
        await user.press("u")
        assert not user.marked
        await user.press("U")
        await user.go_to("外賣")
        await user.press("3")
        assert user.marked == [("美團", "ORG"), ("外賣", "PROD")]


async def test_a_text_that_is_renamed_while_it_is_open_is_found_again(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n北京城裡的騎手們都知道,美團真金白銀急挖人。", "utf-8")
    (tmp_path / "other.txt").write_text("另一篇\n別的事情。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
        (tmp_path / "a.txt").rename(tmp_path / "z.txt")
        user.app.autosave.look_outside()
        await user.wait_for(lambda: user.app.screen.info.origin.document == "z.txt" and user.marked)
        assert user.marked == [("美團", "ORG")]
        await user.press("u")
        assert not user.marked


async def test_a_text_that_is_deleted_while_it_is_open_leads_back_to_the_list(start: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n北京城裡的騎手們都知道,美團真金白銀急挖人。", "utf-8")
    (tmp_path / "other.txt").write_text("另一篇\n別的事情。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2")
        (tmp_path / "a.txt").unlink()
        user.app.autosave.look_outside()
        await user.wait_for(lambda: "W 1 without an article" in user.text())


async def test_quitting_asks_where_annotations_could_not_be_written(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團真金白銀急挖人。", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        await user.go_to("美團")
        with monkeypatch.context() as broken:
            broken.setattr("annotations.storage.journal_writer.sync", full)
            broken.setattr("seeds.system.folders.sync", full)
            await user.press("2")
            assert "NOT SAVED" in user.status
            await user.press("ctrl+q")
            assert isinstance(user.app.screen, ChooserScreen)  # a toast may lie over some of its words for a while
            await user.press("enter")
            assert user.session.failures
            assert user.app.is_running
        await user.press("ctrl+q", "enter")
        assert not user.session.failures
        await user.wait_for(lambda: list((tmp_path / "annotations").rglob("*.toml")))
