"""Keep how far each article has been read, and its bookmarks, between runs, for every project of the user."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_state_path

from annotations.storage.disk import make_folder
from seeds.errors import Problem, ZhupiError
from seeds.i18n import _
from seeds.system.descriptors import is_there, real_path
from seeds.system.files import require_regular

if TYPE_CHECKING:
    from sqlite3 import Connection

    from annotations.model.span import Quote

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

_BOOKMARKS_TABLE = """
create table if not exists bookmarks (
    project text not null, document text not null, article text not null, start integer not null, name text not null,
    words text not null, before text not null, after text not null,
    repeated integer not null, repeated_before integer not null, repeated_after integer not null,
    primary key (project, document, article, start)
)
"""


class ReadingLogError(ZhupiError):
    """Report that the log cannot be opened or written; reading goes on without it."""


class Progress(NamedTuple):
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


class Bookmark(NamedTuple):
    """Hold a place of an article that has a name: the code point ``start``, and a quote of the words from there on.

    Where ``gone`` is set, the words do not stand in the article any more, and ``start`` is where they stood.
    """

    name: str
    start: int
    quote: "Quote"
    gone: bool = False


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
        place = self._place(key)
        row = (*place, progress.position, progress.share, progress.finished)
        with self._connection() as connection:
            connection.execute("insert or replace into reading values (?, ?, ?, ?, ?, ?)", row)
            connection.execute("insert or replace into paragraphs values (?, ?, ?, ?)", (*place, progress.paragraphs))

    def bookmarks(self, key: tuple[str, str]) -> list[Bookmark]:
        """Read the bookmarks of an article, as they were saved; raises ``ReadingLogError``."""
        from annotations.model.span import Quote

        if not is_there(self.path):
            return []
        query = (
            "select name, start, words, before, after, repeated, repeated_before, repeated_after from bookmarks"
            " where project = ? and document = ? and article = ? order by start"
        )
        with self._connection() as connection:
            rows = connection.execute(query, self._place(key)).fetchall()
        return [
            Bookmark(name, start, Quote(words, before, after, *map(bool, repeated)))
            for name, start, words, before, after, *repeated in rows
        ]

    def save_bookmark(self, key: tuple[str, str], bookmark: Bookmark) -> None:
        """Write a bookmark of an article, in place of one at the same code point. Raises ``ReadingLogError``."""
        quote = bookmark.quote
        words = (quote.text, quote.before, quote.after)
        flags = (quote.repeated, quote.repeated_before, quote.repeated_after)
        row = (*self._place(key), bookmark.start, _storable(bookmark.name), *words, *flags)
        with self._connection() as connection:
            connection.execute("insert or replace into bookmarks values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def drop_bookmark(self, key: tuple[str, str], start: int) -> None:
        """Take the bookmark of an article away that begins at a code point. Raises ``ReadingLogError``."""
        with self._connection() as connection:
            connection.execute(
                "delete from bookmarks where project = ? and document = ? and article = ? and start = ?",
                (*self._place(key), start),
            )

    def _place(self, key: tuple[str, str]) -> tuple[str, ...]:
        return self.project, *map(_storable, key)

    @contextmanager
    def _connection(self) -> "Iterator[Connection]":
        import sqlite3

        try:
            make_folder(real_path(self.path.parent))
            require_regular(self.path)
            with closing(sqlite3.connect(self.path, timeout=5)) as connection, connection:
                connection.execute(_TABLE)
                connection.execute(_PARAGRAPHS_TABLE)
                connection.execute(_BOOKMARKS_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            message = _("the reading positions cannot be kept: {why}").format(why=error)
            raise ReadingLogError(Problem(str(self.path), message)) from error


def _storable(name: str) -> str:
    """Return the name without lone surrogates, which SQLite refuses; the same name always gives the same."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
