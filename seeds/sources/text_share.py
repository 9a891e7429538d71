"""Count how much of the Chinese in each file arrives in articles, so that a user can trust what was read."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from seeds.sources.readable import OBJECTS, TABLES, readable_texts
from seeds.sources.readers.markup.packed import ENDING

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


class TextShare(NamedTuple):
    """Hold the Chinese characters that a file has and those of its articles: title, text, source and tag.

    ``largest`` is the path of JSON that has most of what does not arrive; empty where all does, and in other files.
    """

    document: str
    there: int
    arrived: int
    articles: int
    largest: str = ""

    @property
    def share(self) -> float:
        """Return the share that arrives, from 0 to 1; what stands in several articles counts once at most."""
        return min(1.0, self.arrived / self.there) if self.there else 1.0


def text_shares(corpus: Corpus) -> Iterator[TextShare | Problem]:
    """Count for each file of a corpus, in order, and pass on what is wrong."""
    listed = groupby(corpus.scan(notices=True), _document_of)
    for document, items in listed:
        infos = []
        for item in items:
            if isinstance(item, ArticleInfo):
                infos.append(item)
            else:
                yield item
        if infos:
            try:
                yield _count(corpus, document, infos)
            except SourceError as error:
                yield error.problem


def _document_of(item: ArticleInfo | Problem) -> str:
    return item.origin.document if isinstance(item, ArticleInfo) else item.document


def _count(corpus: Corpus, document: str, infos: list[ArticleInfo]) -> TextShare:
    there: dict[str, int] = {}
    for path, text in readable_texts(corpus.source(document)):
        there[path] = there.get(path, 0) + _han(text)
    arrived = sum(_han(corpus.read(info).text) for info in infos)
    name = document.lower()
    for told, is_of_each in (
        ([info.source for info in infos], name.endswith((*OBJECTS, *TABLES))),
        ([info.tag for info in infos], not name.endswith((".xml", ENDING))),
    ):
        arrived += sum(map(_han, told if is_of_each else set(told)))
    total = sum(there.values())
    # Which path is missing cannot be told from counts alone; the largest that would fit the gap is named.
    fitting = {path: count for path, count in there.items() if path and count <= (total - arrived) * 1.01}
    largest = max(fitting, key=lambda path: fitting[path], default="") if arrived < total else ""
    return TextShare(document, total, arrived, len(infos), largest)


def _han(text: str) -> int:
    return sum(len(run) for run in _HAN.findall(text))
