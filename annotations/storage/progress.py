"""Keep how far each article has been read, between runs, for every project of the user."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_state_path

from annotations.storage.disk import make_folder
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.system.descriptors import is_there, real_path
from seeds.system.files import require_regular

if TYPE_CHECKING:
    from sqlite3 import Connection

_TABLE = """
create table if not exists reading (
    project text not null, document text not null, article text not null,
    position integer not null, share real not null, finished integer not null,
    primary key (project, document, article)
)
"""
_PARAGRAPHS_TABLE = """
create table if not exists paragraphs (
    project text not null, document text not null, article text not null, style text not null,
    primary key (project, document, article)
)
"""
"""A table of its own, since version 0.1.0 writes into the other and knows its columns."""


class ReadingLogError(ZhupiError):
    """Report that the log cannot be opened or written; reading goes on without it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Say how far an article has been read.

    ``position`` is the code point of the article's text at the top of the screen, ``share`` how much of the text lies
    above the bottom of the screen (0 to 1), and ``finished`` whether its end has ever been on the screen.
    ``paragraphs`` is how the reader wants its paragraphs set, by a name of ``seeds.segmentation.style``; empty where
    that was left to the program.
    """

    position: int = 0
    share: float = 0.0
    finished: bool = False
    paragraphs: str = ""


def reading_log_path() -> Path:
    """Return the file of the log in the user's state folder, which need not exist."""
    return user_state_path("zhupi", appauthor=False) / "reading.sqlite3"


class ReadingLog:
    """Keep the progress of every article of a project in an SQLite file that several programs may use at once.

    ``project`` is any name that tells projects apart, such as the absolute path of a folder.
    """

    def __init__(self, path: Path, project: str) -> None:
        self.path = path
        self.project = project

    def load(self) -> dict[tuple[str, str], Progress]:
        """Read the progress of the project's articles by document and id; raises ``ReadingLogError``."""
        if not is_there(self.path):
            return {}
        query = (
            "select document, article, position, share, finished, coalesce(style, '') from reading"
            " left join paragraphs using (project, document, article) where project = ?"
        )
        with self._connection() as connection:
            rows = connection.execute(query, (self.project,)).fetchall()
        return {
            (document, article): Progress(place, share, bool(done), style)
            for document, article, place, share, done, style in rows
        }

    def save(self, key: tuple[str, str], progress: Progress) -> None:
        """Write the progress of one article; it is on disk when this returns. Raises ``ReadingLogError``."""
        place = (self.project, *map(_storable, key))
        row = (*place, progress.position, progress.share, progress.finished)
        with self._connection() as connection:
            connection.execute("insert or replace into reading values (?, ?, ?, ?, ?, ?)", row)
            connection.execute("insert or replace into paragraphs values (?, ?, ?, ?)", (*place, progress.paragraphs))

    @contextmanager
    def _connection(self) -> "Iterator[Connection]":
        import sqlite3  # noqa: PLC0415 - not on the way to the first paint

        try:
            make_folder(real_path(self.path.parent))
            require_regular(self.path)
            with closing(sqlite3.connect(self.path, timeout=5)) as connection, connection:
                connection.execute(_TABLE)
                connection.execute(_PARAGRAPHS_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            message = _("the reading positions cannot be kept: {why}").format(why=error)
            raise ReadingLogError(Problem(str(self.path), message)) from error


def _storable(name: str) -> str:
    """Return the name without lone surrogates, which SQLite refuses; the same name always gives the same."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
