"""Drives the application, and writes the README's pictures and those of every screen.

``python tests/pictures.py`` writes SVG into ``.github/images``, and the page ``.github/SCREENS.md`` that shows them:
``readme`` or ``screens`` after it writes those alone. Rich's export gives every run of text a length that
counts characters, so that browsers squeeze Chinese to half its width; ``in_cells`` gives it the length that it has in
a terminal.
"""

import asyncio
import html
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from shutil import copytree
from typing import Any

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
_LINE_CLIP = re.compile(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', re.DOTALL)
_NUMBERED = re.compile(r"terminal-\d+-")
_PAPER = re.compile(
    r'<rect fill="([^"]*)" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="24.65" shape-rendering="crispEdges"/>'
)
_PAPERS = re.compile(rf"(?:{_PAPER.pattern})+")


def runs(text: str) -> Iterator[tuple[str, int]]:
    """Split a text into runs of wide and of other characters, each with its width in cells.

    A combining mark or a variation selector stays with the character before it.
    """
    clusters = re.findall(r".[\u0300-\u036f\u200d\ufe00-\ufe0f]*", text, re.DOTALL)
    for _wide, group in groupby(clusters, key=lambda cluster: cell_len(cluster) > 1):
        run = "".join(group)
        yield run, cell_len(run)


def in_cells(svg: str) -> str:
    """Return a picture of Rich's in which every run of text is as wide as its cells, and fonts are the reader's own.

    What Rich says of every line and cell, and nothing is seen of, is left out: that is half of the file.
    """
    svg = _NUMBERED.sub("", _LINE_CLIP.sub("", _WEB_FONT.sub("", svg)))
    svg = _PAPERS.sub(_joined_papers, svg)
    svg = svg.replace("font-family: Fira Code, monospace;", f"font-family: {FONTS};")
    svg = svg.replace("font-variant-east-asian: full-width;", "")
    return _TEXT.sub(_place, svg)


def _joined_papers(match: re.Match[str]) -> str:
    """Draw the ground of cells of one colour that stand beside each other as one."""
    rows = groupby(_PAPER.findall(match[0]), key=lambda paper: (paper[0], paper[2]))
    parts = []
    for (fill, y), papers in rows:
        widths = [(float(x), float(width)) for _fill, x, _y, width in papers]
        width = widths[-1][0] + widths[-1][1] - widths[0][0]
        parts.append(f'<rect fill="{fill}" x="{widths[0][0]:g}" y="{y}" width="{width:.1f}" height="24.65"/>')
    return f'<g shape-rendering="crispEdges">{"".join(parts)}</g>'


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
                f'<text class="{match["style"]}" x="{left:.1f}" y="{match["y"]}" textLength="{width:.1f}"{spacing}>'
                f"{text}</text>"
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


@dataclass(frozen=True, slots=True)
class Screen:
    """Say how a screen is reached from the list, and what is shown on it; ``wide`` ones are drawn in both sizes."""

    name: str
    about: str
    keys: str
    wide: bool = False
    light: bool = False


SCREENS = (
    Screen(
        "library",
        "The list of articles; from 110 columns on with what is under the cursor",
        "down",
        wide=True,
        light=True,
    ),
    Screen("reading", "An article, with its marks", "down enter", light=True),
    Screen("labelled", "The labels of the marks below the lines", "down enter right m", wide=True),
    Screen("panel", "The list of spans, with a filter by label", "down enter p", wide=True),
    Screen("offer", "Every occurrence of a mark, offered", "down enter tab asterisk"),
    Screen("search", "Searching in an article", "down enter slash 茶"),
    Screen("contents", "The headings of an article", "down enter number_sign"),
    Screen("schema", "The labels of the project", "down enter i", light=True),
    Screen("picker", "Choosing a label", "down enter tab equals_sign"),
    Screen("scripts", "Choosing a script", "T"),
    Screen("recent", "What was read, the latest first", "down enter escape alt+shift+r"),
    Screen("reviewing", "Review of suggestions, one after another", "V"),
    Screen(
        "export",
        "Export, with the first marked sentence as the format writes it",
        f"E {'down ' * 6}enter ctrl+u h o u s e full_stop j s o n l enter {'up ' * 6}",
        wide=True,
        light=True,
    ),
    Screen("formats", "Choosing a format", "E enter c o n"),
    Screen("import", "Import: the path of a file is completed", "I"),
    Screen("unlinked", "Annotations that belong to no article", "W"),
    Screen("problems", "What is to be known about the folder", "exclamation_mark"),
    Screen("help", "The keys of the moment, and what the signs mean", "down enter question_mark", wide=True),
    Screen("palette", "Every action, by its name", "down enter ctrl+p"),
)
"""Every screen, in the order of the page."""

SIZES = {"80x24": (80, 24), "120x36": (120, 36)}


async def take_screens(folder: Path, project: Path) -> list[str]:
    """Write a picture of every screen, on a copy of the annotated example; return their names."""
    from tui.core.session import Session
    from tui.ui.app import ZhupiApp

    names = []
    for screen in SCREENS:
        for size in SIZES if screen.wide else list(SIZES)[:1]:
            session = Session(str(project), annotator="a1")
            session.settings = replace(session.settings, tagger_offered=True)
            session.scanner.start()
            session.scanner.join()
            app = ZhupiApp(session)
            async with app.run_test(size=SIZES[size]) as pilot:
                await pilot.press(*screen.keys.split())
                await _be_still(app, pilot, reviews=screen.name == "reviewing")
                for theme in ("dark", "light") if screen.light else ("dark",):
                    app.theme = {"dark": "zhupi-ink", "light": "zhupi-paper"}[theme]
                    await pilot.pause(0.3)
                    name = f"screen-{screen.name}-{size}{'' if theme == 'dark' else '-light'}"
                    svg = in_cells(app.export_screenshot(title="zhupi"))
                    (folder / f"{name}.svg").write_text(_elsewhere(svg, project.parent), "utf-8")
                    names.append(name)
            session.suggesters.close()
    return names


def _elsewhere(svg: str, home: Path) -> str:
    """Put another path, as long, in the place of that of the folder that is thrown away."""
    return svg.replace(str(home), "/srv/news/corpus".ljust(len(str(home)), "s")[: len(str(home))])


async def _be_still(app: Any, pilot: Any, *, reviews: bool) -> None:
    """Wait until nothing comes to the screen any more."""
    while reviews and app.screen.reviewer.current is None:
        await pilot.pause(0.1)
    before = None
    while before != (before := app.export_screenshot()):
        await pilot.pause(0.5)


def page(names: Sequence[str]) -> str:
    """Return a page of Markdown with the pictures of every screen."""
    lines = ["# Every screen", "", "Drawn by `python tests/pictures.py screens` on the annotated example.", ""]
    for screen in SCREENS:
        lines += [f"## {screen.about}", ""]
        for name in names:
            if name.startswith(f"screen-{screen.name}-"):
                lines += [f"![{screen.about}](images/{name}.svg)", ""]
    return "\n".join(lines)


def main() -> None:
    """Write the pictures, as a user with the tagger, but without settings or reading positions, would see them."""
    parts = sys.argv[1:] or ["readme", "screens"]
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ.pop("NO_COLOR", None)
        for kind in ("CONFIG", "STATE", "CACHE"):  # the data packs are the user's
            os.environ[f"XDG_{kind}_HOME"] = str(Path(home) / kind.lower())
        IMAGES.mkdir(parents=True, exist_ok=True)
        if "readme" in parts:
            asyncio.run(take_pictures(IMAGES))
        if "screens" in parts:
            project = Path(home, "house")
            copytree(IMAGES.parent.parent / "annotations" / "data" / "house", project)
            names = asyncio.run(take_screens(IMAGES, project))
            (IMAGES.parent / "SCREENS.md").write_text(page(names), "utf-8")


if __name__ == "__main__":
    main()
