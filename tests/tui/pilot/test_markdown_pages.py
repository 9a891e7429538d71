"""Markdown on the page: in its shape, marked through its marks, its links copied or opened."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., AbstractAsyncContextManager[Any]]

ADDRESS = "https://example.com/sieve?one=1"
TEXT = f"""# 磨坊手記

磨坊在**河的**左岸，水輪每天轉一千圈，
其中有一圈是多出來的，見[說明]({ADDRESS})。

## 工具

- 木錘，一把很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長的木錘
- 篩子

> 石頭也會餓。

```
a = 1

b = 2
```

尾聲。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "磨坊.md"
    path.write_text(TEXT, "utf-8")
    return path


async def test_a_page_in_its_shape_and_as_it_is_written(start: Start, path: Path) -> None:
    async with start(path, size=(80, 40)) as user:
        rows = [row.strip() for row in user.rows()]
        first = rows.index("磨坊手記")
        end = rows.index("尾聲。")
        assert rows[first + 3 : end + 1] == [
            "磨坊在河的左岸，水輪每天轉一千圈，其中有一圈是多出來的，見說明。",
            "",
            "工具",
            "• 木錘，一把很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長",
            "很長很長的木錘",
            "• 篩子",
            "",
            "│ 石頭也會餓。",
            "",
            "a = 1",
            "",
            "b = 2",
            "",
            "尾聲。",
        ]
        item = next(row for row in user.rows() if "• 木錘" in row)
        following = next(row for row in user.rows() if row.strip() == "很長很長的木錘")
        assert following.index("很") == item.index("•") + 2
        await user.press("ampersand")
        assert "磨坊在**河的**左岸" in user.text()
        await user.press("ampersand", "ampersand", "ampersand", "ampersand")
        assert "paragraphs: Markdown, as found" in user.notes


async def test_words_are_marked_through_marks(start: Start, path: Path) -> None:
    async with start(path, suggested=[("河的左岸", "LOC", 0.9)]) as user:
        await user.wait_for(lambda: user.app.screen.marking.suggestions.waiting)
        await user.go_to("河的**左岸")
        await user.press("y")
        assert user.marked == [("河的**左岸", "LOC")]
        await user.press("slash")
        await user.type("河的左岸")
        await user.press("enter")
        assert "“河的左岸” 1 of 1" in user.status


async def test_the_link_under_the_cursor_is_copied_or_opened_after_its_address_was_shown(
    start: Start, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(path) as user:
        copied: list[str] = []
        opened: list[str] = []
        monkeypatch.setattr(user.app, "copy_to_clipboard", copied.append)
        monkeypatch.setattr(user.app, "open_url", opened.append)
        await user.press("backslash")
        assert ADDRESS in user.text()
        await user.press("enter")
        assert copied == [ADDRESS]
        await user.go_to("說明")
        await user.press("backslash", "down", "enter")
        assert opened == [ADDRESS]


async def test_only_addresses_of_the_web_can_be_opened(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("見[甲](ftp://a.b/c)與[乙](../b.md)，[丙](javascript:x)不是。\n", "utf-8")
    async with start(path) as user:
        await user.press("backslash")
        assert "甲  ftp://a.b/c" in user.text()
        assert "乙  ../b.md" in user.text()
        await user.press("enter")
        assert "copy ftp://a.b/c" in user.text()
        assert "open" not in user.text()
    path.write_text("沒有連結。\n", "utf-8")
    async with start(path) as user:
        await user.press("backslash")
        assert "there is no link here" in user.notes
