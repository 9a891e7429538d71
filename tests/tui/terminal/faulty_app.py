"""The application with a fault: ``python faulty_app.py KIND PATH``, where the fault comes with the key ``D``."""

import sys

from textual import work

import tui.ui.app
from tests.tui.few_words import use_few_words
from tui.cli import main as cli
from tui.ui.library.screen import LibraryScreen
from tui.ui.terminal.driver import TerminalInput

WORDS = "broken \x1b]0;title\x07 \x1b[31m at 第1號 " + "x" * 1000


class BrokenError(Exception):
    """Tell a fault from all others: this one is raised on purpose."""


def fail() -> None:
    raise BrokenError(WORDS)


def in_handler(_app: tui.ui.app.ZhupiApp) -> None:
    fail()


@work(thread=True)
def in_worker(_app: tui.ui.app.ZhupiApp) -> None:
    fail()


def in_drawing(app: tui.ui.app.ZhupiApp) -> None:
    app.screen.query_one("ArticleList").render_line = lambda _y: fail()  # type: ignore[method-assign, assignment, return-value]
    app.screen.query_one("ArticleList").refresh()


def in_input(app: tui.ui.app.ZhupiApp) -> None:
    TerminalInput.tick = lambda _source: fail()  # type: ignore[method-assign, assignment, return-value]


def in_callback(app: tui.ui.app.ZhupiApp) -> None:
    app.set_timer(0.01, fail)


def without_error(app: tui.ui.app.ZhupiApp) -> None:
    app.panic(WORDS)


def while_it_ends(app: tui.ui.app.ZhupiApp) -> None:
    LibraryScreen.on_unmount = lambda _screen: fail()  # type: ignore[attr-defined]
    app.exit()


KINDS = {
    kind.__name__: kind
    for kind in (in_handler, in_worker, in_drawing, in_input, in_callback, without_error, while_it_ends)
}

if __name__ == "__main__":
    use_few_words()
    tui.ui.app.ZhupiApp.toggle_light = KINDS[sys.argv.pop(1)]  # type: ignore[assignment]
    cli.main()
