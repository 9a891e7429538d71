"""In a picture of the README, text is as wide as it is in a terminal."""

import html
import io
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tests.pictures import CELL, IMAGES, SCREENS, in_cells, page, runs

ELEMENT = re.compile(r'<text class="(?:[^"]*-)?r\d+" x="([\d.]+)" [^>]*textLength="([\d.]+)"[^>]*>([^<]*)</text>')


def picture(text: str) -> str:
    """Return Rich's picture of one line of text."""
    console = Console(width=60, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text(text), end="")
    return console.export_svg(title="")


def elements(svg: str) -> list[tuple[float, float, str]]:
    """Return the place, length and text of every run in a picture."""
    return [(float(x), float(length), html.unescape(text)) for x, length, text in ELEMENT.findall(svg)]


def test_wide_row_has_the_length_of_its_cells() -> None:
    (before,) = elements(picture("淘寶閃購"))
    assert before[1] == 4 * CELL  # what is repaired: remove `in_cells` when Rich counts cells
    assert elements(in_cells(picture("淘寶閃購"))) == [(0, round(8 * CELL, 1), "淘寶閃購")]


def test_narrow_text_after_wide_stands_in_its_own_cell() -> None:
    placed = elements(in_cells(picture("淘寶 App將<更新>")))
    assert [(round(x / CELL), round(length / CELL), text) for x, length, text in placed] == [
        (0, 4, "淘寶"),
        (5, 3, "App"),
        (8, 2, "將"),
        (10, 1, "<"),
        (11, 4, "更新"),
        (15, 1, ">"),
    ]


def test_words_set_apart_stand_in_their_own_cells_without_the_spaces_around_them() -> None:
    placed = elements(in_cells(picture("  title      788 rows  淘寶")))
    assert [(round(x / CELL), round(length / CELL), text) for x, length, text in placed] == [
        (2, 5, "title"),
        (13, 8, "788\N{NO-BREAK SPACE}rows"),
        (23, 4, "淘寶"),
    ]


def test_pictures_need_nothing_from_elsewhere() -> None:
    assert "url(http" not in in_cells(picture("淘寶"))


def test_cells_of_one_colour_have_one_ground_as_wide_as_they_are() -> None:
    console = Console(width=20, record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("ab", "red on #102030"), ("cd", "blue on #102030"), ("e", "on #405060")), end="")
    svg = in_cells(console.export_svg(title=""))
    papers = re.findall(r'<rect fill="#(\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="24.65"/>', svg)
    places = [(fill, round(float(x) / CELL), round(float(width) / CELL)) for fill, x, width in papers]
    assert places == [("102030", 0, 4), ("405060", 4, 1)]


def test_the_page_of_every_screen_shows_the_pictures_that_there_are() -> None:
    names = sorted(path.stem for path in IMAGES.glob("screen-*.svg"))
    screens = IMAGES.parent / "SCREENS.md"
    assert sorted(re.findall(r"images/([^)]+)\.svg", screens.read_text("utf-8"))) == names
    assert sorted(re.findall(r"images/([^)]+)\.svg", page(names))) == names
    assert all(any(name.startswith(f"screen-{screen.name}-80x24") for name in names) for screen in SCREENS)


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in Path(IMAGES).iterdir()) < 1_500_000


@given(st.text(alphabet="淘寶,。「」ab 1—…🛒e\u0301"))
def test_runs_are_the_whole_text_and_each_of_one_width(text: str) -> None:
    split = list(runs(text))
    assert "".join(run for run, _cells in split) == text
    for run, cells in split:
        assert cells == cell_len(run)
        assert len({cell_len(character) > 1 for character in run if cell_len(character)}) <= 1
