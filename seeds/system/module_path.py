"""Say where modules are imported from: never the working folder, which may be somebody else's."""

import os
import sys
from pathlib import Path

_OWN = Path(__file__).resolve().parent.parent.parent


def module_path() -> list[str]:
    """Return the folders of ``sys.path``, absolute and in order, without the folder that the program was called in.

    Python puts that one there for ``-m``, ``-c`` and an empty entry of ``PYTHONPATH``. It stays where our own packages
    are in it, and where ``PYTHONPATH`` names it in full.
    """
    try:
        here = os.path.realpath(Path.cwd())
    except OSError:  # it has been deleted: what is relative leads nowhere
        return [entry for entry in sys.path if Path(entry).is_absolute()]
    own_entries = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if Path(entry).is_absolute()]
    is_own = here in [os.path.realpath(entry) for entry in (str(_OWN), *own_entries)]
    entries = (os.path.abspath(entry or os.curdir) for entry in sys.path)  # noqa: PTH100 - links stay as they are
    return [entry for entry in dict.fromkeys(entries) if os.path.realpath(entry) != here or is_own]
