"""Read and write what the user has allowed projects to do: ``trust.toml`` beside the settings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tomli_w import dumps

from annotations.storage.disk import replace_own_file
from annotations.suggest.consent.request import Request, RequestState
from seeds.errors import Problem, SourceError, not_written
from seeds.system.descriptors import is_there, real_path
from seeds.system.folders import Folder
from seeds.system.locking import wait_for
from seeds.toml.table import TomlTable

_TABLE = "allowed"
_KEYS = ("project", "suggester", "kind", "target", "settings", "content", "since")
_HEAD = "# Written by zhupi: what projects are allowed to do. See “zhupi trust --list”.\n\n"
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Grant:
    """Hold something that a project is allowed: the texts of a ``Request``, and since when (ISO 8601)."""

    project: str
    suggester: str
    kind: str
    target: str
    settings: str
    content: str
    since: str = ""

    def is_for(self, project: str, request: Request) -> bool:
        """Return whether it is about the same thing as a request; that may have changed since."""
        identity = project, request.suggester, request.kind.value, request.target
        return (self.project, self.suggester, self.kind, self.target) == identity


class TrustFile:
    """Read and write the grants in a file, which need not exist; each method reads it again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[list[Grant], list[Problem]]:
        """Return the grants, and the problems of the file: what is damaged allows nothing."""
        try:
            table = self._load()
        except SourceError as error:
            return [], [error.problem]
        grants: list[Grant] = []
        problems: list[Problem] = []
        try:
            rows = table.tables(_TABLE) if table else []
        except SourceError as error:
            return [], [error.problem]
        for row in rows:
            try:
                grants.append(Grant(**{key: row.text(key) for key in _KEYS}))
            except SourceError as error:
                problems.append(error.problem)
        return grants, problems

    def state(self, project: Path, request: Request) -> RequestState:
        """Return whether a project is allowed what it asks for; raises ``SourceError`` where that cannot be read.

        The content is looked at only where the user has allowed it once.
        """
        real = str(project.resolve())
        grants = [grant for grant in self.read()[0] if grant.is_for(real, request)]
        if not grants:
            return RequestState.NEW
        if any(grant.settings == request.settings and grant.content == request.content() for grant in grants):
            return RequestState.ALLOWED
        return RequestState.CHANGED

    def allow(self, project: Path, requests: Iterable[Request]) -> None:
        """Allow a project what it asks for, as it is now; raises ``SourceError`` where that cannot be read or written.

        An earlier grant for the same thing is replaced.
        """
        real = str(project.resolve())
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        all_requests = list(requests)
        fresh = [
            Grant(real, each.suggester, each.kind.value, each.target, each.settings, each.content(), now)
            for each in all_requests
        ]
        self._change(
            lambda grants: [
                *(one for one in grants if not any(one.is_for(real, each) for each in all_requests)),
                *fresh,
            ]
        )

    def revoke(self, project: Path) -> list[Grant]:
        """Take back all that a project is allowed; returns that. Raises ``SourceError`` where it cannot be written."""
        real = str(project.resolve())
        revoked = [grant for grant in self.read()[0] if grant.project == real]
        if revoked:
            self._change(lambda grants: [grant for grant in grants if grant.project != real])
        return revoked

    def _load(self) -> TomlTable | None:
        return TomlTable.load(self.path, follow_links=True)  # it is the user's own

    def _change(self, change: Callable[[list[Grant]], list[Grant]]) -> None:
        """Replace the file, whole or not at all, while no other program does; raises ``SourceError``."""
        target = real_path(self.path)
        try:
            lock = wait_for(target.parent, f"{target.name}.lock", _PATIENCE)
            try:
                grants, problems = self.read()
                if problems and is_there(target):
                    with Folder.open(target.parent) as folder:
                        folder.rename(target.name, f"{target.name}.bak")
                replace_own_file(target, _written(change(grants)), private=True)
            finally:
                lock.release()
        except OSError as error:
            raise SourceError(not_written(self.path, error)) from error


def _written(grants: list[Grant]) -> bytes:
    rows = [{key: getattr(grant, key) for key in _KEYS} for grant in map(_writable, grants)]
    return (_HEAD + dumps({_TABLE: rows})).encode()


def _writable(grant: Grant) -> Grant:
    """Return the grant without what UTF-8 cannot hold: a path with that matches nothing, and is asked about again."""
    texts = {key: getattr(grant, key).encode(errors="backslashreplace").decode() for key in _KEYS}
    return replace(grant, **texts)
