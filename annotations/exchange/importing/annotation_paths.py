"""Find the annotation files of many articles, without listing a folder again for each of them."""

import os
from pathlib import Path

from annotations.storage.disk import history_of
from annotations.storage.paths import SUGGESTED, annotator_folder, below, companion, file_in, file_name
from seeds.article import ArticleInfo
from seeds.system.descriptors import is_folder


class AnnotationPaths:
    """Find the files of annotations below a folder, in which nobody else makes any in the meantime.

    ``article_path`` looks through the folder of a document, in case the file of an article is named for another title:
    with a hundred thousand articles in one document that is too slow to be done for each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: dict[str, Path] = {}
        self._endings: dict[Path, set[str]] = {}

    def of(self, annotator: str, info: ArticleInfo) -> Path:
        """Return the file for an article, which need not exist, as ``article_path`` has it."""
        if annotator not in self._own:
            self._own[annotator] = annotator_folder(self._folder, annotator)
        return self._in(below(self._own[annotator], info.origin.document), info)

    def suggested(self, info: ArticleInfo) -> Path:
        """Return the file for the suggestions for an article, which need not exist, as ``suggestions_path`` has it."""
        return self._in(below(self._folder / SUGGESTED, info.origin.document), info)

    def is_free(self, path: Path) -> bool:
        """Return whether neither the file of an article nor a journal of it was there."""
        names = self._listed(path.parent)
        journal = companion(path, "journal")
        return names.isdisjoint((path.name, journal.name, history_of(journal).name))

    def add(self, path: Path) -> None:
        """Take note of a file that was made."""
        names = self._listed(path.parent)
        names |= _endings_of(path.name)

    def _in(self, folder: Path, info: ArticleInfo) -> Path:
        if file_name(info.id, "") in self._listed(folder):
            return file_in(folder, info.id, info.title)
        return folder / file_name(info.id, info.title)

    def _listed(self, folder: Path) -> set[str]:
        if folder not in self._endings:
            self._endings[folder] = _endings(folder)
        return self._endings[folder]


def _endings_of(name: str) -> set[str]:
    return {name, name.partition(".")[2]}


def _endings(folder: Path) -> set[str]:
    """Return what the names in a folder end in: all of each, and what is behind its first dot."""
    if not is_folder(folder):
        return set()
    with os.scandir(folder) as entries:  # paths would take long to make of so many names
        names = [entry.name for entry in entries]
    return {ending for name in names for ending in _endings_of(name)}
