"""What was said of marks and of the article is seen, and a relation that was begun too."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from annotations.model.schema import RelationType
from annotations.schema_io.file import load_schema

Start = Callable[..., AbstractAsyncContextManager[Any]]

SCHEMA = """
[[label]]
name = "PER"
key = "1"
[[label.attributes]]
name = "role"
kind = "choice"
choices = ["owner", "rider"]

[[label]]
name = "ORG"
key = "2"

[[relation]]
name = "works-for"
heads = ["PER"]
tails = ["ORG"]

[[category]]
name = "business"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.txt").write_text("一個很長很長很長很長很長很長很長很長的標題\n雷軍領導小米，多年。", "utf-8")
    (tmp_path / "zhupi.toml").write_text(SCHEMA, "utf-8")
    return tmp_path


async def mark(user: Any) -> None:
    """Mark 雷軍 as a person and 小米 as an organisation, and put the cursor on the person."""
    await user.press("enter")
    for words, label in (("雷軍", "1"), ("小米", "2")):
        screen = user.app.screen
        start = screen.article.text.index(words)
        screen.marking.do(lambda annotator, start=start: annotator.caret.select(start, start + 2))
        await user.press(label)
    await user.go_to("雷軍")


async def test_note_attribute_relation_category_and_note_of_the_article_are_seen(start: Start, folder: Path) -> None:
    async with start(folder, size=(120, 24)) as user:
        await mark(user)
        await user.press("c")
        await user.type("創始人")
        await user.press("enter", "A", "enter", "down", "enter")
        await user.press("C", "enter", "escape", "a")
        await user.type("看過")
        await user.press("enter")
        assert "note on the article" in user.status
        await user.press("f13")  # whatever the next key is, it ends what was said
        assert "role: rider · “創始人” · [business] · “看過” · 一個很長" in user.status
        assert "role: rider · “創始人” · [business] · “看過”" in user.rows()[-2]
        await user.press("R")
        assert "雷軍 → ? R on the other span, esc cancels" in user.status
        await user.press("tab", "R", "enter", "f13")
        assert "esc cancels" not in user.status
        assert "雷軍 → works-for · [business] · “看過”" in user.status
        await user.press("t")
        await user.wait_for(lambda: "雷军 → works-for" in user.status)
        await user.press("p")
        assert "    role: rider · “創始人”" in user.text()


async def test_escape_cancels_a_relation_and_a_refusal_names_the_types(start: Start, folder: Path) -> None:
    async with start(folder) as user:
        await mark(user)
        await user.press("R")
        assert "esc cancels" in user.rows()[-2]
        await user.press("escape")
        assert "esc cancels" not in user.status
        assert user.app.screen.marking.annotator.span
        await user.press("tab", "R", "shift+tab", "R")
        assert "no relation goes from ORG to PER: works-for goes from PER to ORG" in user.said
        assert "esc cancels" not in user.status


async def test_what_the_schema_does_not_have_can_be_made_where_it_is_missed(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n雷軍領導小米多年。", "utf-8")
    async with start(tmp_path, size=(110, 24)) as user:
        await user.press("enter", "A")
        assert "there is no span here" in user.said
        await mark(user)
        await user.press("A")
        assert "PER has no attributes; name of the first" in user.text()
        await user.press("escape", "A")
        await user.type("role")
        await user.press("enter", "down", "enter")
        await user.type("rider、merchant, rider")
        await user.press("enter")
        assert "role is in zhupi.toml now" in user.said
        await user.press("down", "enter")
        assert dict(user.app.screen.marking.annotator.span.attributes) == {"role": "merchant"}
        await user.press("R", "tab", "R")
        assert "the schema has no relations; name of one from PER to ORG" in user.text()
        await user.type("works-for")
        await user.press("enter")
        assert [relation.type for relation in user.app.screen.marking.annotator.layer.relations] == ["works-for"]
        await user.press("C")
        await user.type(" ")
        await user.press("enter", "C")
        await user.type("business")
        await user.press("enter", "escape")
        assert user.app.screen.marking.annotator.layer.metadata.categories == ("business",)
        schema = load_schema(tmp_path)
        assert schema.relations == (RelationType("works-for", ("PER",), ("ORG",)),)
        assert schema.label("PER").attribute("role").choices == ("rider", "merchant")
        await user.press("shift+tab", "A")
        await user.type("a\tb")
        await user.press("enter", "enter")
        assert any("characters that cannot be printed" in note for note in user.notes)
        assert load_schema(tmp_path) == schema


async def test_the_bundled_articles_have_no_schema_to_add_to(start: Start) -> None:
    async with start() as user:
        await user.press("enter")
        await user.go_to("美團")
        await user.press("2", "shift+tab")
        reason = "the bundled articles have no schema of their own: open a folder"
        missing = ("ORG has no attributes", "the schema has no relations", "the schema has no categories")
        for key, each in zip("ARC", missing, strict=True):
            await user.press(key)
            assert user.said == f"{each}; {reason}"
