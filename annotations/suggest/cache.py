"""Keep the suggestions of slow suggesters in the user's cache folder until the same text is asked for again."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import TypeVar

from platformdirs import user_cache_path

from annotations.storage.disk import make_folder
from annotations.suggest.suggestion import Suggestion, from_suggestions, to_suggestions
from seeds.system.descriptors import real_path
from seeds.system.files import require_regular
from seeds.system.folders import Folder

LARGEST = 256 << 20
"""Bytes of results that are kept; of the rest, what was used longest ago is forgotten."""

_KEPT = 0.75
"""The share of ``LARGEST`` that is left after forgetting, so that it is seldom done."""

_TABLE = """
create table if not exists results (key blob primary key, found text not null, used integer not null) without rowid
"""

Result = TypeVar("Result")


def cache_path() -> Path:
    """Return the file of the cache in the user's cache folder, which need not exist and can always be deleted."""
    return user_cache_path("zhupi", appauthor=False) / "suggestions.sqlite3"


def cache_key(text: str, *made_by: str) -> bytes:
    """Return the key for a text's suggestions by a suggester, whose name, version and settings are ``made_by``."""
    digest = sha256(json.dumps(made_by).encode())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class ResultCache:
    """Keep suggestions by key in an SQLite file, which several programs may use at once.

    It never fails: where it cannot be read or written, nothing is in it; a file that is damaged is deleted.
    """

    def __init__(self, path: Path, largest: int = LARGEST) -> None:
        self.path = path
        self._largest = largest
        self._opened: sqlite3.Connection | None = None
        self._broken = False

    def load(self, keys: Iterable[bytes]) -> dict[bytes, list[Suggestion]]:
        """Return the suggestions for those of the keys that the cache has."""
        return self._try(lambda connection: _load(connection, list(keys)), {})

    def save(self, results: Mapping[bytes, Iterable[Suggestion]]) -> None:
        """Keep what was found for each key."""
        rows = [(key, json.dumps(from_suggestions(items))) for key, items in results.items()]
        self._try(lambda connection: self._save(connection, rows), None)

    def close(self) -> None:
        """Let go of the file."""
        if self._opened:
            self._opened.close()
            self._opened = None

    def _save(self, connection: sqlite3.Connection, rows: list[tuple[bytes, str]]) -> None:
        with connection:
            now = time_ns()
            connection.executemany(
                "insert or replace into results values (?, ?, ?)", [(key, result, now) for key, result in rows]
            )
        if self.path.stat().st_size > self._largest:
            self._forget(connection)

    def _forget(self, connection: sqlite3.Connection) -> None:
        """Delete what was used longest ago, and make the file smaller."""
        (count,) = connection.execute("select count(*) from results").fetchone()
        query = "delete from results where key in (select key from results order by used limit ?)"
        with connection:
            connection.execute(query, (max(1, round(count * (1 - _KEPT))),))
        connection.execute("vacuum")

    def _try(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        if self._broken:
            return otherwise
        try:
            return work(self._connection())
        except sqlite3.OperationalError:  # another program is at it, or there is no room
            return otherwise
        except (OSError, ValueError, TypeError, sqlite3.Error):
            self._discard()
            return otherwise

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            make_folder(real_path(self.path.parent))
            require_regular(self.path)
            self._opened = sqlite3.connect(self.path, timeout=1)
            self._opened.execute("pragma synchronous = off")  # after a power cut the file may be damaged: so be it
            self._opened.execute(_TABLE)
        return self._opened

    def _discard(self) -> None:
        self._broken = True
        self.close()
        try:
            with Folder.open(real_path(self.path.parent)) as folder:
                folder.remove(self.path.name)
        except OSError:
            return
        self._broken = False


def _load(connection: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, list[Suggestion]]:
    results = {}
    for key in keys:
        row = connection.execute("select found from results where key = ?", (key,)).fetchone()
        if row:
            results[key] = to_suggestions(json.loads(row[0]))
    if results:
        now = time_ns()
        with connection:
            connection.executemany("update results set used = ? where key = ?", [(now, key) for key in results])
    return results
