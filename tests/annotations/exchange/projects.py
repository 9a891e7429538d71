"""Projects on the disk, annotated as the application does it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.model.span import Relation, Span
from annotations.storage.open_article import OpenArticle
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Annotated:
    """A folder of articles with its annotations."""

    root: Path

    @property
    def corpus(self) -> Corpus:
        """The articles, as they are on the disk now."""
        return Corpus.open(self.root)

    @property
    def folder(self) -> Path:
        """Return the folder of the annotations."""
        return self.root / "annotations"

    def articles(self) -> dict[str, Article]:
        """The articles by their ids."""
        corpus = self.corpus
        return {info.id: corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)}

    def open(self, name: str, annotator: str = "a1") -> OpenArticle:
        """Open the annotations of an article."""
        return Store(self.folder, annotator).open(self.articles()[name])

    def mark(
        self,
        name: str,
        spans: Iterable[Span] = (),
        relations: Iterable[Relation] = (),
        *,
        status: Status = Status.DONE,
        annotator: str = "a1",
        close: bool = True,
    ) -> OpenArticle:
        """Mark an article, and save it; where it is not to be closed, only its journal has the marks."""
        program = self.open(name, annotator)
        metadata = ArticleMetadata(status)
        program.make(
            Change("mark", added=tuple(spans), tied=frozenset(relations), metadata=(program.layer.metadata, metadata))
        )
        if close:
            program.close()
        return program


def project(root: Path, texts: Mapping[str, str]) -> Annotated:
    """A folder with a file of articles by their ids; the first line of each is its title."""
    root.mkdir(exist_ok=True)
    with (root / "articles.jsonl").open("w", encoding="utf-8") as file:
        for name, text in texts.items():
            title, _newline, body = text.partition("\n")
            file.write(json.dumps({"id": name, "title": title, "text": body}) + "\n")
    return Annotated(root)
