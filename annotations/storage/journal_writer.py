"""Write the journal of an open article; only the program that has the article's lock does so."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from annotations.model.history import History
from annotations.model.layer import Layer
from annotations.storage.disk import history_of, log_of, replace_file
from annotations.storage.document import Stored
from annotations.storage.journal import Quoting, SavePoint, change_line, turn_line
from annotations.storage.merge import difference
from annotations.storage.recovery import header_of
from seeds.errors import Problem, not_written
from seeds.i18n import _
from seeds.system.folders import Folder, sync, write_all

KEPT = 500
"""How many changes can be undone when a journal begins anew."""

LONG = 2 * KEPT
"""The steps from which on a journal begins anew when its article is opened."""


class Snapshot(NamedTuple):
    """Hold all that a journal tells: what the file has, by its digest, and the layer and history as they are."""

    base: Stored
    digest: str
    layer: Layer
    history: History
    quoting: Quoting

    def lines(self) -> tuple[list[bytes], int]:
        """Write the lines of a new journal; return them, and how many of them are numbered."""
        done, undone = self.history.done[-KEPT:], self.history.undone[-KEPT:]
        lines = [
            change_line(number, "do", change, self.quoting) for number, change in enumerate([*done, *undone[::-1]], 1)
        ]
        lines += [turn_line(len(lines) + number, "undo") for number in range(1, len(undone) + 1)]
        steps = len(lines)
        lines.append(SavePoint(self.digest, steps, done=True).line())
        since = difference(self.base.layer, self.layer)
        if since:
            steps += 1
            lines.append(change_line(steps, "join", since, self.quoting))
        return [header_of(self.base, self.digest).line(), *lines], steps


class JournalWriter:
    """Write lines so that they are on the disk, or keep them until that can be done.

    ``size`` is how much of the file is known to be right, 0 where it has to begin anew; what stands behind it is cut
    off. ``steps`` is the number of the last step. ``whole`` says that a new journal has no more to tell than what was
    added. ``generation`` changes whenever the journal begins anew, with other numbers. ``failure`` is why lines are not
    on the disk, if they are not.

    While an article is open its journal is ``path``, which git does not ignore: it may have what no other file has.
    When everything is saved and the article is closed, it is only for undoing, and is called ``history``, which git
    ignores. Links in the path are followed that stay ``within`` a folder, and no others.
    """

    def __init__(self, path: Path, within: Path | None = None) -> None:
        self.path = path
        self.history = history_of(path)
        self._within = within
        self.size = 0
        self.steps = 0
        self.whole = True
        self.generation = 0
        self.failure: Problem | None = None
        self._unwritten: list[bytes] = []
        self._descriptor: int | None = None

    def load(self) -> bytes | None:
        """Read the content of the journal, or of the history where there is none; raises ``OSError``."""
        return log_of(self.path, within=self._within)

    def resume(self) -> None:
        """Let what was a history be the journal again, if there is none; raises ``OSError``."""
        with Folder.open(self.path.parent, within=self._within) as folder:
            if folder.status(self.path.name) is None:
                folder.rename(self.history.name, self.path.name)

    def finish(self) -> None:
        """Let the journal, all of which is saved, be a history; raises ``OSError``."""
        self.close()
        with Folder.open(self.path.parent, within=self._within) as folder:
            if folder.status(self.path.name) is not None:
                folder.rename(self.path.name, self.history.name)

    def add(self, line: Callable[[int], bytes]) -> None:
        """Add a numbered line, which is made from its number; ``write`` writes it."""
        self.steps += 1
        self._unwritten.append(line(self.steps))

    def mark(self, digest: str, upto: int, *, done: bool) -> None:
        """Add a mark about the article's file; ``write`` writes it."""
        self._unwritten.append(SavePoint(digest, upto, done).line())

    def write(self, snapshot: Snapshot) -> bool:
        """Write what was added, or a new journal that tells as much; whether it is on the disk, else ``failure``."""
        try:
            if self.size and self._is_there():
                self._append()
            elif self.whole:
                self._replace([header_of(snapshot.base, snapshot.digest).line(), *self._unwritten])
            else:
                self.begin(snapshot)
        except OSError as error:
            self.close()  # whatever was written of it is cut off when it is opened again
            self.failure = kept_in_memory(self.path, error)
        else:
            self.failure = None
        return self.failure is None

    def begin(self, snapshot: Snapshot) -> None:
        """Put a new journal in place of the old one, in one step; raises ``OSError``."""
        lines, steps = snapshot.lines()
        self._replace(lines)
        self.steps = steps
        self.generation += 1

    def close(self) -> None:
        """Close the file; ``write`` opens it again."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _is_there(self) -> bool:
        """Return whether the journal can be added to; it is opened if need be.

        It stays open: each call of the system waits for its turn with a worker that is saving, up to 5 ms.
        """
        if self._descriptor is not None and os.fstat(self._descriptor).st_nlink == 1:
            return True
        self.close()
        try:
            with Folder.open(self.path.parent, within=self._within) as folder:
                self._descriptor = folder.open_file(self.path.name, os.O_RDWR)
        except FileNotFoundError:
            return False
        if os.fstat(self._descriptor).st_nlink > 1:  # it is somebody's file by another name too
            self.close()
            return False
        os.ftruncate(self._descriptor, self.size)
        os.lseek(self._descriptor, self.size, os.SEEK_SET)
        return True

    def _replace(self, lines: list[bytes]) -> None:
        self.close()
        content = b"".join(lines)
        replace_file(self.path, content, within=self._within)
        self.size = len(content)
        self.whole = False
        self._unwritten.clear()

    def _append(self) -> None:
        content = b"".join(self._unwritten)
        if content and self._descriptor is not None:
            write_all(self._descriptor, content)
            sync(self._descriptor)
            self.size += len(content)
            self._unwritten.clear()


def kept_in_memory(path: Path, error: OSError) -> Problem:
    """Say that the system does not write a file of annotations, and why."""
    return not_written(path, error, _("the changes are kept in memory, and writing them is tried again"))
