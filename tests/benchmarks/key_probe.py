"""Runs the application as ``zhupi`` does, and notes for each key when it came and when the next frame was written.

``python tests/benchmarks/key_probe.py LOG [ARGUMENTS …]``; the log has a line of JSON for each key once the program has
ended: the key, the seconds to the frame, and the seconds for which the screen's thread was at work meanwhile, which
other programs on the machine do not change.
"""

import json
import sys
import threading
import time
from pathlib import Path

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen

from tui.cli.main import main
from tui.ui.commands import CommandTable
from tui.ui.library.title_filter import TitleFilter

MAIN = time.pthread_getcpuclockid(threading.main_thread().ident or 0)


def now() -> tuple[float, float]:
    """Return the time, and the time for which the screen's thread has been at work."""
    return time.perf_counter(), time.clock_gettime(MAIN)


class Probe:
    """Keep the keys that wait for a frame, and what was measured."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, float, float]] = []
        self.handled: list[tuple[str, float, float]] = []
        self.lines: list[dict[str, object]] = []

    def note_handled(self) -> None:
        """Note that what the keys stand for has been done that came before."""
        self.handled += self.waiting
        self.waiting.clear()

    def frame(self) -> None:
        """Note that a frame has been written for the keys that were handled before."""
        wall, work = now()
        self.lines += [{"key": key, "seconds": wall - came, "work": work - then} for key, came, then in self.handled]
        self.handled.clear()


def replace(owner: object, name: str, value: object) -> None:
    """Have a class do something else from now on."""
    setattr(owner, name, value)


def watch() -> Probe:
    """Have the application tell of keys, of commands that are done, and of frames."""
    probe = Probe()
    send, run, begin, display = Driver.send_message, CommandTable.run, TitleFilter.begin, App._display

    def send_message(self: Driver, message: Message) -> None:
        if isinstance(message, events.Key):
            probe.waiting.append((message.key, *now()))
        send(self, message)

    async def run_command(self: CommandTable, action: str) -> None:
        await run(self, action)
        probe.note_handled()

    def filter_by(self: TitleFilter, query: str) -> None:
        begin(self, query)
        probe.note_handled()

    def show(self: App[object], screen: Screen[object], renderable: RenderableType | None) -> None:
        display(self, screen, renderable)
        probe.frame()

    for owner, name, value in ((Driver, "send_message", send_message), (CommandTable, "run", run_command)):
        setattr(owner, name, value)
    replace(Driver, "send_message", send_message)
    replace(CommandTable, "run", run_command)
    replace(TitleFilter, "begin", filter_by)
    replace(App, "_display", show)
    return probe


if __name__ == "__main__":
    log = Path(sys.argv.pop(1))
    kept = watch()
    try:
        main()
    finally:
        log.write_text("".join(json.dumps(line) + "\n" for line in kept.lines), "utf-8")
