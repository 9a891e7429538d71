"""Find the annotation files of many articles, without listing a folder again for each of them."""

import os
from collections.abc import Collection
from pathlib import Path

from annotations.storage.paths import annotator_folder, below, file_in, file_name
from seeds.article import ArticleInfo


class AnnotationPaths:
    """Find the files of annotations below a folder, in which nobody else makes any in the meantime.

    ``article_path`` looks through the folder of a document, in case the file of an article is named for another title:
    with a hundred thousand articles in one document that is too slow to be done for each.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: dict[str, Path] = {}
        self._endings: dict[Path, Collection[str]] = {}

    def of(self, annotator: str, info: ArticleInfo) -> Path:
        """Return the file for an article, which need not exist, as ``article_path`` has it."""
        if annotator not in self._own:
            self._own[annotator] = annotator_folder(self._folder, annotator)
        folder = below(self._own[annotator], info.origin.document)
        if folder not in self._endings:
            self._endings[folder] = _endings(folder)
        if file_name(info.id, "") in self._endings[folder]:
            return file_in(folder, info.id, info.title)
        return folder / file_name(info.id, info.title)


def _endings(folder: Path) -> Collection[str]:
    """Return what the names in a folder end in: all of each, and what is behind its first dot."""
    if not folder.is_dir():
        return ()
    with os.scandir(folder) as entries:  # paths would take long to make of so many names
        names = [entry.name for entry in entries]
    return {ending for name in names for ending in (name, name.partition(".")[2])}
