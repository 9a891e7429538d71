"""Terminals that draw ambiguous characters two cells wide; in a process of its own, since Rich is changed for good."""

import subprocess
import sys

SAME_WIDTHS = """
from unicodedata import category
from tui.ui.ambiguous_width import draw_ambiguous_wide
from tui.text.width import cells, drawable
from rich.cells import cell_len
from rich.segment import Segment
assert cell_len("“…─é") == 4
draw_ambiguous_wide()
assert cell_len("“…─é") == 8
for code in range(0x20, 0x30000):
    character = drawable(chr(code))
    assert cells(character, 2) == cell_len(character), hex(code)
for text in ("“騎手”……——", "a“b”c·d", "①②③ ─│█ Ωж"):
    for cut in range(cell_len(text)):
        left, right = Segment(text).split_cells(cut)
        assert left.cell_length == cut and left.cell_length + right.cell_length == cell_len(text)
"""

EVERY_ROW_FITS = """
import asyncio, contextlib, os, pathlib
from textual.worker import WorkerCancelled
from tui.ui.ambiguous_width import draw_ambiguous_wide
from tui.core.session import Session
from tui.ui.app import ZhupiApp
from tui.text.width import cells
path = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "zhupi" / "config.toml"
path.parent.mkdir(parents=True)
path.write_text("[terminal]\\nambiguous = 2\\n[annotate]\\nsuggestions = false\\n", "utf-8")

def check(app):
    for strip in app.screen._compositor.render_strips(app.size):
        text = "".join(segment.text for segment in strip)
        assert cells(text, 2) == app.size.width, text

async def main():
    session = Session(None)
    draw_ambiguous_wide()
    session.scanner.start()
    session.scanner.join()
    app = ZhupiApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ([], ["enter"], ["space"], ["t"], ["space"], ["slash", "a", "escape"], ["end"]):
            await pilot.press(*keys)
            for _turn in range(3):
                with contextlib.suppress(WorkerCancelled):
                    await app.workers.wait_for_complete()
                await pilot.pause()
            check(app)

asyncio.run(main())
"""


def run(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert not done.returncode, done.stderr


def test_rich_and_the_layout_count_alike() -> None:
    run(SAME_WIDTHS)


def test_every_row_of_the_application_fits() -> None:
    run(EVERY_ROW_FITS)
