"""Read and write annotations in the few ways that are safe: through no link, waiting for nobody, and lasting.

They open the folder of a file as ``seeds.system.folders`` does, and take its path for one without links. Where the
folder of all annotations is known, it is given as ``within``: links that stay in it are followed.
"""

import errno
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

from seeds.system.descriptors import real_path
from seeds.system.files import ANNOTATIONS, SETTINGS, read_regular
from seeds.system.folders import Folder, Signature, sync, write_all

__all__ = [
    "Signature",
    "content_of",
    "hidden_from_git",
    "history_of",
    "keep_out_of_git",
    "log_of",
    "make_folder",
    "replace_file",
    "replace_own_file",
    "signature_of",
    "sync",
    "write_all",
]

_SETTLED = 1 << 16

_IGNORED = """\
# What can be made anew. All else may be the only copy of a mark: journals, journals that were set aside, backups.
.*.lock
.*.new
.*.history
!*.toml
!.*.journal
!.label-change.json
!*.journal-*
!*.bak
"""

_ONLY_COPIES = ("a.toml", ".a.journal", ".label-change.json", "a.journal-1", "a.toml.bak")

_FORMERLY_IGNORED = (b".*.journal\n.*.lock\n.*.new\n*.journal-*\n*.bak\n",)
"""What versions before this one wrote: ``git clean -X`` would delete journals that have what no other file has."""


def make_folder(folder: Path, *, within: Path | None = None) -> None:
    """Make a folder and those above it, each of which is on the disk when this returns; raises ``OSError``."""
    Folder.open(folder, within=within, make=True).close()


def keep_out_of_git(folder: Path, *, make: bool = True) -> None:
    """Have git ignore what stands beside the annotations and can be made anew, unless somebody has settled that.

    What an earlier version wrote is replaced. Without ``make``, a file that is not there is not made. Raises
    ``OSError``.
    """
    with Folder.open(folder) as opened:
        status = opened.status(".gitignore")
        if status is None:
            if make:
                opened.replace(".gitignore", _IGNORED.encode())
        elif opened.read(".gitignore", _SETTLED).replace(b"\r\n", b"\n") in _FORMERLY_IGNORED:
            opened.replace(".gitignore", _IGNORED.encode())


def hidden_from_git(folder: Path) -> list[str]:
    """List the kinds of files that the ``.gitignore`` in a folder hides though nothing else may have what they say.

    It is read as far as its lines are plain patterns for names. What an earlier version wrote is replaced by whoever
    writes there next, and nothing to mend by hand. Raises ``OSError``.
    """
    with Folder.open(folder) as opened:
        if opened.status(".gitignore") is None:
            return []
        content = opened.read(".gitignore", SETTINGS).replace(b"\r\n", b"\n")
    if content in _FORMERLY_IGNORED:
        return []
    lines = content.decode("utf-8", "replace").splitlines()
    hidden: dict[str, bool] = {}
    for line in lines:
        pattern = line.rstrip()
        if pattern and not pattern.startswith("#"):
            shows = pattern.startswith("!")
            for name in _ONLY_COPIES:
                if fnmatchcase(name, pattern.removeprefix("!").removeprefix("/").removeprefix("**/")):
                    hidden[name] = not shows
    return [name for name, is_hidden in hidden.items() if is_hidden]


def content_of(path: Path, limit: int = ANNOTATIONS, *, within: Path | None = None) -> bytes | None:
    """Read a file, None where there is none; raises ``OSError`` where it cannot be read."""
    try:
        if within:
            return read_regular(path, limit, root=within)
        with Folder.open(path.parent) as folder:
            return folder.read(path.name, limit)
    except (FileNotFoundError, NotADirectoryError):
        return None


def history_of(journal: Path) -> Path:
    """Return the file that a saved journal becomes: it is then for undoing alone, and git ignores it."""
    return journal.with_suffix(".history")


def log_of(journal: Path, *, within: Path | None = None) -> bytes | None:
    """Read a journal, or its history where there is none, None where there is neither; raises ``OSError``.

    Whoever has the lock of the article may go on from it; for those who only want to know what is marked, a history
    tells nothing that the file does not.
    """
    content = content_of(journal, within=within)
    return content_of(history_of(journal), within=within) if content is None else content


def signature_of(path: Path) -> Signature:
    """Return a signature that differs when a file's content does, without reading it; None where there is no file.

    What the system does not let be looked at has one that says so, and another once it does.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno != errno.ELOOP:
            return 0, 0, -1, error.errno or 0
        status = path.lstat()  # of the link that leads nowhere, which may become a file again
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def replace_file(
    path: Path, content: bytes, *, before: Callable[[int], None] | None = None, within: Path | None = None
) -> None:
    """Give a file another content in one step: it has the old or the new one whole, whatever happens.

    ``before`` is called with the descriptor of the file that is about to take its place, and may refuse by raising.
    Raises ``OSError``, also where what is there is no regular file.
    """
    with Folder.open(path.parent, within=within) as folder:
        folder.replace(path.name, content, before)


def replace_own_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Give a file of the user's own another content in one step, and make its folder; raises ``OSError``.

    With ``private``, nobody else may read it. It is for what no project has a say in: settings, models, caches. Links
    lead to where the user has put them.
    """
    real = real_path(path)
    with Folder.open(real.parent, make=True) as folder:
        folder.replace(real.name, content, mode=0o600 if private else 0o666)
