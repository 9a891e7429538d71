"""Read the gold annotations: articles and paragraphs with every span that the guidelines beside this file ask for."""

import json
from dataclasses import dataclass
from pathlib import Path

from annotations.storage.recovery import read
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus

FOLDER = Path(__file__).parent
BUNDLED = FOLDER / "bundled"
HELDOUT = FOLDER / "heldout.jsonl"
UNSEEN = FOLDER / "unseen.jsonl"
ANNOTATOR = "gold"


@dataclass(frozen=True, slots=True)
class Gold:
    """Hold a text with its spans: start, end and label, in code points and in order, none over another."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def bundled() -> list[Gold]:
    """Read the bundled articles that are annotated; they were seen while rules were written.

    Raises ``ValueError`` for annotations that do not fit their text.
    """
    corpus = Corpus.open(None)
    store = Store(BUNDLED, ANNOTATOR)
    infos = [info for info in corpus.scan() if isinstance(info, ArticleInfo)]
    return [_gold(corpus.read(info), path) for info in infos if (path := store.path(info)).exists()]


def heldout() -> list[Gold]:
    """Read paragraphs of invented news, for measuring only: whoever writes rules does not look at them."""
    return _read_rows(HELDOUT)


def unseen() -> list[Gold]:
    """Read two invented articles, of Taiwan and of the mainland, whose names no list has; for measuring only."""
    return _read_rows(UNSEEN)


def _read_rows(path: Path) -> list[Gold]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Gold(str(number), row["text"], tuple((span["start"], span["end"], span["label"]) for span in row["spans"]))
        for number, row in enumerate(rows, 1)
    ]


def _gold(article: Article, path: Path) -> Gold:
    reading = read(article, ANNOTATOR, path.read_bytes(), path.name)
    layer = reading.stored.layer
    if reading.problems or layer.orphans:
        raise ValueError(f"{path.name}: {reading.problems}, {len(layer.orphans)} orphans")
    spans = tuple((span.start, span.end, span.label) for span in layer.ordered)
    return Gold(article.info.title, article.text, spans)
