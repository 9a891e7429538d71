"""Show progress on stderr, where that is a terminal; Rich, which draws it, is imported only then.

The bars alone steer the terminal: they are drawn on stderr itself, while whatever is reported meanwhile is cleaned.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeVar

from seeds.packs.pack import Progress as Report
from seeds.system.printable import printable
from tui.console.output import guard, narrates_on_terminal, on_terminal, terminal_of_narration

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID

Item = TypeVar("Item")
Step = Callable[[], None]
Kind = Literal["counted", "uncounted", "downloaded"]


def shown(items: Iterable[Item], title: str, total: int | None = None, *, printed: bool = False) -> Iterator[Item]:
    """Return the items, with a bar while they are taken, unless they are ``printed`` to the same terminal."""
    if printed and on_terminal():
        yield from items
        return
    with counted(title, lambda: total) as step:
        for item in items:
            yield item
            step()


@contextmanager
def counted(title: str, count: Callable[[], int | None]) -> Iterator[Step]:
    """Show how many of ``count()`` things are done; what is given is to be called for each of them."""
    if not narrates_on_terminal():
        yield lambda: None
        return
    with _bar("counted", title, count()) as (bar, task):
        yield lambda: bar.advance(task)


@contextmanager
def uncounted(title: str) -> Iterator[Step]:
    """Show how many things are done where it is not known how many there are."""
    if not narrates_on_terminal():
        yield lambda: None
        return
    with _bar("uncounted", title) as (bar, task):
        yield lambda: bar.advance(task)


@contextmanager
def downloaded(title: str) -> Iterator[Report | None]:
    """Show how much of a file is there."""
    if not narrates_on_terminal():
        yield None
        return
    with _bar("downloaded", title) as (bar, task):
        yield lambda completed, total: bar.update(task, completed=completed, total=total)


@contextmanager
def _bar(kind: Kind, title: str, total: int | None = None) -> "Iterator[tuple[Progress, TaskID]]":
    from rich import progress as rich
    from rich.console import Console

    columns: list[ProgressColumn] = [rich.TextColumn("{task.description}", markup=False)]
    match kind:
        case "counted":
            columns += [rich.BarColumn(), rich.MofNCompleteColumn(), rich.TimeRemainingColumn()]
        case "uncounted":
            done = rich.TextColumn("{task.completed:,}", markup=False)
            columns += [done, rich.SpinnerColumn(), rich.TimeElapsedColumn()]
        case "downloaded":
            columns += [rich.BarColumn(), rich.DownloadColumn(), rich.TimeRemainingColumn()]
    console = Console(file=terminal_of_narration())
    with rich.Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        guard()  # stderr is Rich's now, which writes above the bar; it gives the former back
        yield bar, bar.add_task(printable(title), total=total)
