"""The application, which tells a file what becomes of its annotations, over a disk that can be broken meanwhile.

``python watched_app.py ARTICLE TOLD FAULT``. Each line of the file TOLD is a word, a tab and a state (``state_of``):
``opened`` when annotations have been opened, ``begun`` before each change of them, ``done`` after it. While the file
FAULT exists, whatever it names fails: see ``FAULTS``.
"""

import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tui.ui.app
from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.storage.open_article import OpenArticle
from tests.tui.few_words import use_few_words
from tui.cli import main as cli

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FAULTS = ("full", "read-only", "unsynced", "unrenamed")
"""A full disk, which takes the first half of what is written; one that may only be read; one that says at the end that
it could not keep what it took; one that does not rename files."""

SAVE_EVERY = 0.05
"""Seconds between two looks for something to save: so often that changes and saving meet all the time."""

Step = Callable[[OpenArticle, Layer, History, Callable[[int], bytes]], None]


def state_of(layer: Layer, history: History) -> str:
    """All that the keys of the test can change, in one line."""
    spans = [(span.id, span.start, span.end, span.label, span.note) for span in layer.ordered]
    titles = [[change.title for change in changes] for changes in (history.done, history.undone)]
    return json.dumps([spans, layer.metadata.status, titles], ensure_ascii=False)


def tell_of_changes(told: Path) -> None:
    """Have every open article tell what it does."""
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    write, step, load = os.write, OpenArticle._step, OpenArticle._load

    def tell(word: str, layer: Layer, history: History) -> None:
        write(descriptor, f"{word}\t{state_of(layer, history)}\n".encode())

    def loaded(opened: OpenArticle) -> None:
        load(opened)
        tell("opened", opened.layer, opened.history)

    def stepped(opened: OpenArticle, layer: Layer, history: History, line: Callable[[int], bytes]) -> None:
        tell("begun", layer, history)
        step(opened, layer, history, line)
        tell("done", layer, history)

    OpenArticle._load = loaded  # type: ignore[method-assign, assignment]
    OpenArticle._step = stepped  # type: ignore[method-assign, assignment]


def fail_on_demand(fault: Path) -> None:
    """Have the disk fail as long as a file asks for it."""

    def broken(name: str) -> bool:
        return fault.exists() and fault.read_text("ascii") == name

    def breaking(name: str, call: Callable[..., Any], code: int, concerned: Callable[..., bool]) -> Callable[..., Any]:
        def called(*arguments: Any, **more: Any) -> Any:
            if concerned(*arguments) and broken(name):
                raise OSError(code, os.strerror(code))
            return call(*arguments, **more)

        return called

    def any_file(*_arguments: object) -> bool:
        return True

    def to_write(_path: object, flags: int, *_mode: int) -> bool:
        return bool(flags & WRITING)

    write = os.write

    def written(descriptor: int, content: bytes) -> int:
        if not broken("full"):
            return write(descriptor, content)
        if len(content) < 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, content[: len(content) // 2])

    os.write = written  # type: ignore[assignment]
    os.open = breaking("read-only", os.open, errno.EROFS, to_write)
    os.fsync = breaking("unsynced", os.fsync, errno.EIO, any_file)
    os.replace = breaking("unrenamed", os.replace, errno.EPERM, any_file)


def main() -> None:
    """Run the application."""
    article, told, fault = sys.argv[1:]
    use_few_words()
    tell_of_changes(Path(told))
    fail_on_demand(Path(fault))
    tui.ui.app.SAVE_EVERY = SAVE_EVERY
    sys.argv[1:] = [article]
    cli.main()


if __name__ == "__main__":
    main()
