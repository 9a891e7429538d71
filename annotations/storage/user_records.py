"""Keep small records of the user's own in private JSON files of the state folder, which several programs may change."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from annotations.storage.disk import replace_own_file
from seeds.errors import Problem, ZhupiError, not_written
from seeds.i18n import _
from seeds.system.descriptors import real_path
from seeds.system.files import SETTINGS, read_regular
from seeds.system.folders import Folder
from seeds.system.locking import wait_for

_PATIENCE = 5.0
"""Seconds to wait for another program that writes the file."""

Values = dict[str, Any]


class RecordError(ZhupiError):
    """Report records that cannot be read or written; what is done goes on without them."""


class RecordFile:
    """Hold one file of records: a JSON object with a list ``records``, the latest last, of which ``most`` are kept."""

    def __init__(self, path: Path, most: int) -> None:
        self.path = path
        self._most = most

    @classmethod
    def of_user(cls, name: str, most: int) -> "RecordFile":
        """Return the file of that name in the user's state folder; it need not exist."""
        return cls(user_state_path("zhupi", appauthor=False) / f"{name}.json", most)

    def read(self) -> list[Values]:
        """Return the records, none where there is no file; raises ``RecordError`` where it cannot be read."""
        try:
            return _records(read_regular(self.path, SETTINGS))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            message = _("cannot be read: {why}").format(why=error.strerror or error)
            raise RecordError(Problem(str(self.path), message)) from error
        except (ValueError, RecursionError) as error:
            raise RecordError(Problem(str(self.path), _("is damaged: {why}").format(why=error))) from error

    def change(self, change: Callable[[list[Values]], list[Values]]) -> Problem | None:
        """Put what ``change`` makes of the records in their place; raises ``RecordError`` where that cannot be.

        A damaged file is moved aside, and the records begin anew: what is returned says so.
        """
        target = real_path(self.path)
        try:
            lock = wait_for(target.parent, f"{target.name}.lock", _PATIENCE)
            try:
                records, problem = self._read_or_move_aside(target)
                content = json.dumps({"version": 1, "records": change(records)[-self._most :]}, ensure_ascii=True)
                replace_own_file(target, content.encode("ascii"), private=True)
            finally:
                lock.release()
        except OSError as error:
            raise RecordError(not_written(self.path, error)) from error
        return problem

    def clear(self) -> None:
        """Forget all records; raises ``RecordError``."""
        self.change(lambda _records: [])

    def _read_or_move_aside(self, target: Path) -> tuple[list[Values], Problem | None]:
        try:
            return self.read(), None
        except RecordError as error:
            if isinstance(error.__cause__, OSError):
                raise
            aside = f"{target.name}.damaged"
            with Folder.open(target.parent) as folder:
                folder.rename(target.name, aside)
            message = _("{message}; it was moved to {name}, and a new one begun")
            return [], Problem(str(self.path), message.format(message=error.problem.message, name=aside))


def _records(content: bytes) -> list[Values]:
    """Return the records in the content of a file; raises ``ValueError`` where it is something else."""
    values = json.loads(content.decode("utf-8"))
    records = values.get("records") if isinstance(values, dict) else None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError(_("it holds no list of records"))
    return records
