"""Save the suggestions that an import brings along, beside those that there are."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from annotations.exchange.importing.annotation_paths import AnnotationPaths
from annotations.exchange.importing.new_annotations import NewAnnotations
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article
from seeds.errors import SourceError, not_written


class SuggestionWriter:
    """Save suggestions in the files of articles; new files are made by ``new``, many at a time."""

    def __init__(self, folder: Path, paths: AnnotationPaths, new: NewAnnotations, *, dry_run: bool) -> None:
        self._saved = SavedSuggestions(folder, paths.suggested)
        self._paths = paths
        self._new = new
        self._dry_run = dry_run

    def read(self, article: Article) -> list[Suggestion]:
        """Return what is saved for an article; raises ``SourceError`` for a file that is damaged."""
        path = self._saved.path(article.info)
        if path in self._new:
            self._new.write_files()
        return [] if self._paths.is_free(path) else self._saved.read(article)

    def add(self, article: Article, saved: Collection[Suggestion], suggestions: Collection[Suggestion]) -> int:
        """Save suggestions beside those that were read, unless this is a dry run, and return how many are new.

        Raises ``SourceError`` where that cannot be done.
        """
        fresh = {*suggestions} - {*saved}
        path = self._saved.path(article.info)
        if self._dry_run or not fresh:
            return len(fresh)
        if self._paths.is_free(path):
            self._new.add(path, self._saved.content(article, fresh))
            return len(fresh)
        try:
            self._saved.write(article, fresh.union(saved))
        except OSError as error:
            raise SourceError(not_written(path, error)) from error
        return len(fresh)


def with_origin(suggestions: Collection[Suggestion], origin: str) -> list[Suggestion]:
    """Return suggestions with an origin for those that have none."""
    return [each if each.origin else replace(each, origin=origin) for each in suggestions]
