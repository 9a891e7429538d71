"""The annotations of one annotator over a project: one file an article, opened one at a time or summed up."""

from collections.abc import Iterator
from pathlib import Path

from annotations.disk import content_of
from annotations.open_article import OpenArticle
from annotations.paths import annotator_folder, article_path, companion
from annotations.recovery import Recovered, recover
from annotations.saved import Summary, read_head, saved_files
from seeds.article import Article, Card
from seeds.errors import Problem, SourceError
from seeds.i18n import _


class Store:
    """The annotations of one annotator in a folder, neither of which need exist."""

    def __init__(self, folder: Path, annotator: str) -> None:
        self.folder = folder
        self.annotator = annotator

    def path(self, card: Card) -> Path:
        """The file for an article, which need not exist."""
        return article_path(self.folder, self.annotator, card.origin.document, card.id, card.title)

    def open(self, article: Article) -> OpenArticle:
        """Open the annotations of an article; what is wrong with them is in ``problems`` and ``read_only``."""
        return OpenArticle(article, self.annotator, self.path(article.card), self.folder)

    def look(self, article: Article) -> Recovered | None:
        """What is saved of an article, its journal taken in, whoever has it open; None where there is nothing.

        Raises ``SourceError`` where it cannot be read.
        """
        path = self.path(article.card)
        try:
            content, log = content_of(path), content_of(companion(path, "journal"))
        except OSError as error:
            message = _("cannot be read: {reason}").format(reason=error.strerror or error)
            raise SourceError(Problem(str(path), message)) from error
        if content is None and log is None:
            return None
        return recover(article, self.annotator, content, log, str(path))

    def summary(self, card: Card) -> Summary | Problem:
        """What the file of an article says in short; nothing where there is none."""
        head = read_head(self.path(card))
        return Summary() if head is None else head if isinstance(head, Problem) else head.summary

    def summaries(self) -> Iterator[tuple[tuple[str, str], Summary] | Problem]:
        """What all files say in short, by document and id; a problem for each that cannot be read. For a worker."""
        for path in saved_files(annotator_folder(self.folder, self.annotator)):
            head = read_head(path)
            if isinstance(head, Problem):
                yield head
            elif head:
                yield head.key, head.summary
