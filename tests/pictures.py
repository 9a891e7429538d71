"""Drives the application on the bundled articles and writes the README's pictures.

``python tests/pictures.py`` writes SVG into ``.github/images``. Rich's export gives every run of text a length that
counts characters, so that browsers squeeze Chinese to half its width; ``in_cells`` gives it the length that it has in
a terminal.
"""

import asyncio
import html
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

IMAGES = Path(__file__).resolve().parent.parent / ".github" / "images"
SIZE = (112, 32)
FONTS = "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', 'Noto Sans CJK TC', 'PingFang TC', monospace"

CELL = 12.2
"""The width of a cell in Rich's export, in units of the picture."""

EM = 20.0
"""The font size there, which is the width of a wide character in every Chinese font."""

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+" '
    r'clip-path="(?P<clip>[^"]*)">(?P<text>[^<]*)</text>'
)
_WORDS = re.compile(r"\S+(?: \S+)*")
_WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def runs(text: str) -> Iterator[tuple[str, int]]:
    """Split a text into runs of wide and of other characters, each with its width in cells.

    A combining mark or a variation selector stays with the character before it.
    """
    clusters = re.findall(r".[\u0300-\u036f\u200d\ufe00-\ufe0f]*", text, re.DOTALL)
    for _wide, group in groupby(clusters, key=lambda cluster: cell_len(cluster) > 1):
        run = "".join(group)
        yield run, cell_len(run)


def in_cells(svg: str) -> str:
    """Return a picture of Rich's in which every run of text is as wide as its cells, and fonts are the reader's own."""
    svg = _WEB_FONT.sub("", svg)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return _TEXT.sub(_place, svg)


def _place(match: re.Match[str]) -> str:
    """Put every group of words at its own cell: renderers differ in what they make of the spaces between."""
    x = float(match["x"])
    elements = []
    for run, cells in runs(html.unescape(match["text"]).replace("\N{NO-BREAK SPACE}", " ")):
        spacing = f' letter-spacing="{2 * CELL - EM:.1f}"' if cells > len(run) else ""
        for words in _WORDS.finditer(run):
            left, width = x + cell_len(run[: words.start()]) * CELL, cell_len(words[0]) * CELL
            text = html.escape(words[0], quote=False).replace(" ", "&#160;")
            elements.append(
                f'<text class="{match["style"]}" x="{left:.1f}" y="{match["y"]}" textLength="{width:.1f}"{spacing} '
                f'clip-path="{match["clip"]}">{text}</text>'
            )
        x += cells * CELL
    return "".join(elements)


async def take_pictures(folder: Path) -> None:
    """Write the pictures: library, reader, the other script in light, suggestions, review, and marking."""
    from tui.core.session import Session
    from tui.ui.app import ZhupiApp

    session = Session(None, annotations=str(Path(os.environ["HOME"], "annotations")))
    session.settings = replace(session.settings, suggestions=False, tagger_offered=True)
    session.scanner.start()
    session.scanner.join()
    app = ZhupiApp(session)
    async with app.run_test(size=SIZE) as pilot:

        async def picture(name: str, *keys: str) -> None:
            await pilot.press(*keys)
            await app.workers.wait_for_complete()
            await pilot.pause()
            (folder / f"{name}.svg").write_text(in_cells(app.export_screenshot(title="zhupi")), "utf-8")

        await picture("library", "down")
        await picture("reader", "enter", "pagedown")
        await picture("reader-simplified", "t", "D")
        await pilot.press("t", "D", "home", "S")
        while not app.screen.marking.suggestions.complete:  # type: ignore[attr-defined]
            await pilot.pause(0.1)
        app.clear_notifications()
        await picture("suggestions", "z")
        await pilot.press("t", "D", "V")
        while app.screen.reviewer.current is None:  # type: ignore[attr-defined]
            await pilot.pause(0.1)
        await picture("review", "o")
        await pilot.press("escape", "t", "D", "S", "home")
        app.clear_notifications()
        text = app.screen.article.text  # type: ignore[attr-defined]
        marks = {
            "淘寶閃購": "3",
            "美團": "2",
            "阿里巴巴": "2",
            "京東": "2",
            "DeepSeek": "3",
            "2025年": "5",
            "十五五": "9",
        }
        for words, key in marks.items():
            start = text.index(words)
            app.screen.marking.annotator.caret.select(start, start + len(words))  # type: ignore[attr-defined]
            await pilot.press(key, "asterisk", "enter")
        await picture("marking", "home", "p", "escape")
    session.suggesters.close()


def main() -> None:
    """Write the pictures, as a user with the tagger, but without settings or reading positions, would see them."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for kind in ("CONFIG", "STATE", "CACHE"):  # the data packs are the user's
            os.environ[f"XDG_{kind}_HOME"] = str(Path(home) / kind.lower())
        IMAGES.mkdir(parents=True, exist_ok=True)
        asyncio.run(take_pictures(IMAGES))


if __name__ == "__main__":
    main()
