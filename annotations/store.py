"""The annotations of one annotator over a project: one file an article, opened one at a time or summed up."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from annotations.disk import content_of
from annotations.layer import Status
from annotations.open_article import OpenArticle
from annotations.paths import SUFFIX, article_path, companion, safe_name
from annotations.recovery import Recovered, recover
from seeds.article import Article, Card
from seeds.errors import Problem, SourceError
from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list says of an article: how far its annotation has come, and the numbers of its spans and orphans."""

    status: Status = Status.NEW
    spans: int = 0
    orphans: int = 0
    position: int = 0
    updated: datetime | None = None


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
        found = _summed_up(self.path(card))
        return found if isinstance(found, Problem) else found[1]

    def summaries(self) -> Iterator[tuple[tuple[str, str], Summary] | Problem]:
        """What all files say in short, by document and id; a problem for each that cannot be read. For a worker."""
        for path in files_of(self.folder / safe_name(self.annotator)):
            yield _summed_up(path)


def files_of(folder: Path) -> Iterator[Path]:
    """The files of annotations below a folder, in order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names) if name.endswith(SUFFIX) and not name.startswith("."))


def _summed_up(path: Path) -> tuple[tuple[str, str], Summary] | Problem:
    try:
        text = path.read_text("utf-8-sig")
        head, _mark, _rest = text.partition("\n[[")
        tables = tomllib.loads(head)
        if "article" not in tables or "annotation" not in tables:
            tables = tomllib.loads(text)
        return _summary(tables, text)
    except FileNotFoundError:
        return ("", ""), Summary()
    except OSError as error:
        return Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))
    except (ValueError, LookupError, TypeError):
        advice = _("“zhupi check” tells more")
        return Problem(str(path), _("is damaged"), advice=advice)


def _summary(tables: Mapping[str, Any], text: str) -> tuple[tuple[str, str], Summary]:
    article, annotation = tables["article"], tables.get("annotation", {})
    lines = text.splitlines()
    summary = Summary(
        Status(annotation.get("status", Status.NEW)),
        lines.count("[[span]]"),
        lines.count("[[orphan]]"),
        annotation.get("position", 0),
        annotation.get("updated"),
    )
    return (article["document"], article["id"]), summary
