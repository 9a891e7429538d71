"""Count what a folder holds that is not read: files of other kinds, other programs' own folders, hidden ones."""

import os
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from seeds.errors import Notice
from seeds.i18n import _, ngettext

FOREIGN = frozenset(("node_modules", "bower_components", "site-packages", "dist-packages", "__pycache__"))
"""The names of folders that hold what programs need, and no texts of the project."""

ENVIRONMENT = "pyvenv.cfg"
"""The file that makes a folder an environment of Python's."""

_ENDING = re.compile(r"\.\w{1,12}")
_MOST_KINDS = 6
_MOST_NAMES = 4


class LeftOut:
    """Take note, during one walk through a project, of what it passes by; ``annotations`` are kept in that folder."""

    def __init__(self, annotations: Path) -> None:
        self._annotations = annotations
        self._annotated: frozenset[str] | None = None
        self._kinds: Counter[str] = Counter()
        self._folders: list[str] = []
        self._hidden: list[str] = []

    def hide(self, document: str) -> None:
        """Take note of a hidden folder, or of a hidden file of a kind that is read."""
        self._hidden.append(document)

    def count(self, document: str) -> None:
        """Take note of a file of another kind."""
        suffix = PurePosixPath(document).suffix.lower()
        self._kinds[suffix if _ENDING.fullmatch(suffix) else ""] += 1

    def is_passed_by(self, folder: Path, document: str) -> bool:
        """Tell whether a folder is another program's own, and take note of it.

        One is read all the same where the project has annotations in a folder of that name: they were made when it was.
        """
        if not is_foreign(folder) or normalize("NFC", folder.name) in self._annotated_names():
            return False
        self._folders.append(document)
        return True

    def folder_of(self, root: Path, document: str) -> str:
        """Return the folder with a document in it that is passed by; empty where none is."""
        folders = [parent.as_posix() for parent in reversed(PurePosixPath(document).parents) if parent.name]
        return next((folder for folder in folders if self.is_passed_by(root / folder, folder)), "")

    def notices(self, document: str) -> list[Notice]:
        """Say what was passed by, for the user; ``document`` is what the user knows the project by."""
        notices = []
        if self._kinds:
            kinds = [
                f"{kind or _('without an ending')} {count}" for kind, count in self._kinds.most_common(_MOST_KINDS)
            ]
            message = ngettext(
                "{count} file of another kind left out: {kinds}",
                "{count} files of other kinds left out: {kinds}",
                self._kinds.total(),
            )
            shown = ", ".join(kinds) + (", …" if len(self._kinds) > _MOST_KINDS else "")
            notices.append(Notice(document, message.format(count=self._kinds.total(), kinds=shown)))
        if self._folders:
            message = ngettext(
                "{count} folder of another program left out: {names}",
                "{count} folders of other programs left out: {names}",
                len(self._folders),
            )
            advice = _("to read them, name them in include, in the table [sources] of zhupi.toml")
            message = message.format(count=len(self._folders), names=_shown(self._folders))
            notices.append(Notice(document, message, advice=advice))
        if self._hidden:
            message = ngettext(
                "{count} hidden file or folder left out: {names}",
                "{count} hidden files and folders left out: {names}",
                len(self._hidden),
            )
            notices.append(Notice(document, message.format(count=len(self._hidden), names=_shown(self._hidden))))
        return notices

    def _annotated_names(self) -> frozenset[str]:
        """Return the names of all folders among the annotations."""
        if self._annotated is None:
            walk = os.walk(self._annotations)
            self._annotated = frozenset(normalize("NFC", name) for _folder, names, _files in walk for name in names)
        return self._annotated


def _shown(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")


def is_foreign(folder: Path) -> bool:
    """Return whether a folder is another program's own: by its name, or as an environment of Python's."""
    return folder.name in FOREIGN or (folder / ENVIRONMENT).is_file()
