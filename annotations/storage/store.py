"""Find the annotations of one annotator over a project: one file an article, opened one at a time or summed up."""

from collections.abc import Callable, Iterator
from pathlib import Path

from annotations.storage.lock import HeldError, Lock
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import annotator_folder, article_path, companion, file_name
from annotations.storage.recovery import Recovered, recover
from annotations.storage.relink import Contents, Relink, contents_of, relinked
from annotations.storage.summaries import Head, Summary, read_head, saved_files
from annotations.storage.unlinked import Links, find_links, read_heads
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError, not_read
from seeds.sources.corpus import Corpus
from seeds.system.descriptors import UnusableFileError, is_folder
from seeds.system.folders import Folder


class Store:
    """Find the annotations of one annotator in a folder, neither of which need exist.

    ``find`` is a quicker way to the file of an annotator and article, for those who look for many.
    """

    def __init__(self, folder: Path, annotator: str, find: Callable[[str, ArticleInfo], Path] | None = None) -> None:
        self.folder = folder
        self.annotator = annotator
        self._find = find
        self._relinks: dict[tuple[str, str], Relink] = {}

    def path(self, info: ArticleInfo) -> Path:
        """Return the file for an article, which need not exist."""
        if self._find:
            return self._find(self.annotator, info)
        return article_path(self.folder, self.annotator, info.origin.document, info.id, info.title)

    def open(self, article: Article, forbidden: str = "") -> OpenArticle:
        """Open the annotations of an article; what is wrong with them is in ``problems`` and ``read_only``.

        ``forbidden`` is why nothing may be changed in them, if that is so.
        """
        try:
            path = self.path(article.info)
        except SourceError as error:  # the article can be read nevertheless; there is no file at this path
            path = self.folder / file_name(article.info.id, article.info.title)
            forbidden = forbidden or str(error)
        return OpenArticle(article, self.annotator, path, self.folder, forbidden)

    def link(self, corpus: Corpus) -> Links:
        """Find the annotations whose articles are gone; ``look`` gives those that belong to another one as its own.

        Nothing is written. Returns what was found, to be told.
        """
        items = list(read_heads(self.folder, [self.annotator]))
        links = find_links(corpus, (item for item in items if isinstance(item, Head)))
        links.problems += [item for item in items if isinstance(item, Problem)]
        self._relinks = {relink.info.key: relink for relink in links.relinks}
        return links

    def look(self, article: Article) -> Recovered | None:
        """Read what is saved of an article, its journal applied, whoever has it open; None where there is nothing.

        Raises ``ZhupiError`` where it cannot be read.
        """
        path = self.path(article.info)
        relink = self._relinks.get(article.info.key)
        try:
            contents = relinked(relink.head, article.info) if relink else contents_of(path)
        except OSError as error:
            raise SourceError(not_read(path, error)) from error
        if contents == Contents(None, None):
            return None
        return recover(
            article, self.annotator, contents.file, contents.journal, str(relink.head.path if relink else path)
        )

    def holder(self, info: ArticleInfo) -> str:
        """Tell in a few words which other program has the annotations of an article open; empty where none has."""
        path = self.path(info)
        if not is_folder(path.parent):
            return ""
        lock = Lock(companion(path, "lock"))
        try:
            lock.take()
        except HeldError as error:
            return str(error)
        except OSError:  # where nothing can be written, nobody else does
            return ""
        finally:
            lock.release()
        return ""

    def summary(self, info: ArticleInfo) -> Summary | Problem:
        """Read the summary of an article's file; nothing where there is none."""
        head = read_head(self.path(info))
        return Summary() if head is None else head if isinstance(head, Problem) else head.summary

    def summaries(self) -> Iterator[tuple[tuple[str, str], Summary] | Problem]:
        """Read the summaries of all files by document and id; a problem for each that cannot be read. For a worker."""
        own = annotator_folder(self.folder, self.annotator)
        try:
            Folder.open(own, within=self.folder).close()
        except UnusableFileError as error:
            yield not_read(own, error)
            return
        except OSError:  # there is none, or each of its files tells
            pass
        for path in saved_files(own):
            head = read_head(path)
            if isinstance(head, Problem):
                yield head
            elif head:
                yield head.key, head.summary
