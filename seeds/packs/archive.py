"""Open source distributions with care: nothing in one is trusted before its files are where they belong."""

import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from seeds.errors import Problem, SourceError
from seeds.i18n import _

LARGEST_FILE = 256 << 20
LARGEST_TOTAL = 2 << 30
MOST_FILES = 50_000


class Archive:
    """Hold the regular files of a ``.tar.gz`` by their names below its one top folder. Use ``open_archive``.

    Links, devices and whatever else an archive can hold are passed over.
    """

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self._path = path
        self._tar = tar
        self._members: dict[str, tarfile.TarInfo] = {}
        total = 0
        with self._reading():
            for count, member in enumerate(tar):
                total += member.size
                if count >= MOST_FILES or total > LARGEST_TOTAL:
                    raise self._error(_("the archive is too large"))
                if member.isfile():
                    self._members[self._safe(member.name)] = member

    @property
    def names(self) -> list[str]:
        """Return the names of the files, with ``/``, in the archive's order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the content of a file; raises ``SourceError`` where there is none of that name or it is too large."""
        member = self._members.get(name)
        if member is None:
            raise self._error(_("the archive lacks {name}").format(name=name))
        if member.size > LARGEST_FILE:
            raise self._error(_("{name} in the archive is too large").format(name=name))
        with self._reading():
            file = self._tar.extractfile(member)
            assert file is not None, "a regular file can be read"
            return file.read()

    def identity(self) -> tuple[str, str]:
        """Return the archive's own name and version from its ``PKG-INFO``, empty where it does not say."""
        headers = HeaderParser().parsestr(self.read("PKG-INFO").decode("utf-8", "replace"))
        return headers.get("Name", ""), headers.get("Version", "")

    def _safe(self, name: str) -> str:
        parts = PurePosixPath(name).parts
        if name.startswith("/") or set(name) & set("\\:\0") or ".." in parts or len(parts) < 2:
            raise self._error(_("the archive holds the unsafe name {name}").format(name=ascii(name)))
        return "/".join(parts[1:])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
            raise self._error(_("the archive is broken: {why}").format(why=error)) from error

    def _error(self, message: str) -> SourceError:
        return SourceError(Problem(str(self._path), message))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a source distribution; raises ``SourceError`` where it is none, is broken, or holds unsafe names."""
    try:
        tar = tarfile.open(path, "r:gz")  # noqa: SIM115 - closed below, where errors are not those of opening
    except (tarfile.TarError, zlib.error, EOFError) as error:
        message = _("is not a valid archive of a source distribution (.tar.gz): {why}").format(why=error)
        raise SourceError(Problem(str(path), message)) from error
    except OSError as error:
        message = _("cannot be read: {why}").format(why=error.strerror or error)
        raise SourceError(Problem(str(path), message)) from error
    with tar:
        yield Archive(path, tar)
