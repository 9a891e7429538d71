"""Read the gold annotations: articles and paragraphs with every span that the guidelines beside this file ask for."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from annotations.storage.recovery import read
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus

FOLDER = Path(__file__).parent
BUNDLED = FOLDER / "bundled"
HELDOUT = FOLDER / "heldout.jsonl"
UNSEEN = FOLDER / "unseen.jsonl"
KEPT_OUT = FOLDER / "kept-out" / "articles.jsonl"
HOUSE = FOLDER.parents[1] / "annotations" / "data" / "house"
ANNOTATOR = "gold"
PASSES = "b1", "b2"
"""Who marked the bundled articles and the paragraphs for measuring, apart from each other; the gold settles them."""

SETTLED = "adjudicated"
"""The annotator of the house corpus in whose layer the differences between the two passes are settled."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Hold a text with its spans: start, end and label, in code points and in order, none over another."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def bundled(annotator: str = ANNOTATOR) -> list[Gold]:
    """Read the bundled articles that are annotated; they were seen while rules were written.

    Raises ``ValueError`` for annotations that do not fit their text.
    """
    corpus = Corpus.open(None)
    store = Store(BUNDLED, annotator)
    infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
    return [_gold(corpus.read(info), path, annotator) for info in infos if (path := store.path(info)).exists()]


@cache
def house(annotator: str = SETTLED) -> list[Gold]:
    """Read the articles of the house corpus that somebody has annotated; their names are their ids.

    Raises ``ValueError`` for annotations that do not fit their text.
    """
    corpus = Corpus.open(HOUSE)
    store = Store(HOUSE / "annotations", annotator)
    infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
    annotated = [(info, path) for info in infos if (path := store.path(info)).exists()]
    return [replace(_gold(corpus.read(info), path, annotator), name=info.id) for info, path in annotated]


def heldout(annotator: str = ANNOTATOR) -> list[Gold]:
    """Read paragraphs of invented news, for measuring only: whoever writes rules does not look at them."""
    return _read_rows(HELDOUT, annotator)


def unseen(annotator: str = ANNOTATOR) -> list[Gold]:
    """Read two invented articles, of Taiwan and of the mainland, whose names no list has; for measuring only."""
    return _read_rows(UNSEEN, annotator)


def kept_out() -> list[Gold]:
    """Read the invented articles that nothing is trained, written or chosen by; only the benchmark reads them."""
    return _read_rows(KEPT_OUT)


def _read_rows(path: Path, annotator: str = ANNOTATOR) -> list[Gold]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    key = "spans" if annotator == ANNOTATOR else annotator
    return [
        Gold(str(number), row["text"], tuple((span["start"], span["end"], span["label"]) for span in row[key]))
        for number, row in enumerate(rows, 1)
    ]


def _gold(article: Article, path: Path, annotator: str) -> Gold:
    reading = read(article, annotator, path.read_bytes(), path.name)
    layer = reading.stored.layer
    if reading.problems or layer.orphans:
        raise ValueError(f"{path.name}: {reading.problems}, {len(layer.orphans)} orphans")
    spans = tuple((span.start, span.end, span.label) for span in layer.ordered)
    return Gold(article.info.title, article.text, spans)
