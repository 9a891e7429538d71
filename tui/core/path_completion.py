"""Complete the path of a file as it is typed."""

import os
from itertools import takewhile
from pathlib import Path

from seeds.script.fold import fold

_MOST = 500


def completions(typed: str) -> list[str]:
    """Return the paths that what is typed may become, folders with a slash at their ends, in order of their names.

    The part before the last slash stays as it was typed. Either script and any case will do. What begins with a dot is
    left out until that is typed; where a folder cannot be looked into, there is nothing.
    """
    head, slash, name = typed.rpartition("/")
    folder = Path(os.path.expanduser(head + slash) or ".")  # noqa: PTH111 - Path's own raises without a user
    begun = fold(name)
    try:
        with os.scandir(folder) as entries:
            paths = [
                head + slash + entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if fold(entry.name).startswith(begun) and (name.startswith(".") or not entry.name.startswith("."))
            ]
    except (OSError, ValueError):
        return []
    return sorted(paths, key=lambda path: (fold(path), path))[:_MOST]


def completed(typed: str) -> str:
    """Return what is typed with all that its completions have in common."""
    paths = completions(typed)
    alike = takewhile(lambda characters: len({*characters}) == 1, zip(*paths, strict=False))
    common = "".join(first for first, *_others in alike)
    return common if len(common) >= len(typed) else typed
