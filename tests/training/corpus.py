"""Read what the head is trained on: sentences in simplified script, marked, with what lists and rules say of them."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.house.codes import Codes
from annotations.suggest.house.suggester import HouseSuggester
from annotations.suggest.house.tags import BEGIN, END, INSIDE, LABELS, SINGLE
from annotations.suggest.lac.bundled import bundled_folder
from annotations.suggest.lac.shared import shared_bundled
from annotations.suggest.suggestion import LabelledRange
from annotations.suggest.taggers.tagging_suggester import text_chunks
from tests.gold.sets import Gold, house

UNER = Path(__file__).parents[3] / "shared" / "data" / "uner_gsd_trad.train.jsonl"
"""The Universal NER train set, which lies outside of the repository."""

HOUSE_STYLE, UNER_STYLE = 0, 1
"""By whose guideline a sentence is marked."""

FOLDS = 3
TENTH = 10


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """Hold a sentence of an article with its names, in code points of the sentence; ``style`` is whose they are."""

    article: str
    text: str
    spans: tuple[LabelledRange, ...]
    style: int = HOUSE_STYLE

    @property
    def tags(self) -> NDArray[np.int64]:
        """Return the tag of each character; of names over each other the longest counts."""
        tags = np.zeros(len(self.text), np.int64)
        for start, end, label in sorted(self.spans, key=lambda span: span[0] - span[1]):
            if not tags[start:end].any():
                first = 4 * LABELS.index(label)
                tags[start:end] = first + INSIDE
                tags[start], tags[end - 1] = (first + BEGIN, first + END) if end - start > 1 else (first + SINGLE,) * 2
        return tags


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a sentence with the states of LAC's network and the codes of rules and lists, a row for each character."""

    sentence: MarkedSentence
    states: NDArray[np.float16]
    codes: Codes


def house_texts() -> list[Gold]:
    """Read the house corpus."""
    return house()


def uner_texts(path: Path, *, tenth: bool) -> list[Gold]:
    """Read the Universal NER train set without its last tenth, or with ``tenth`` that alone; that trains no head."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Gold(f"uner-{n}", row["text"], tuple((span["start"], span["end"], span["label"]) for span in row["spans"]))
        for n, row in enumerate(rows)
        if (n % TENTH == TENTH - 1) == tenth
    ]


def fold_of(article: str) -> int:
    """Return the part of the house corpus, from 0 to ``FOLDS`` - 1, that an article belongs to, by its name alone."""
    return zlib.crc32(article.encode()) % FOLDS


def sentences(texts: Iterable[Gold], style: int) -> Iterator[MarkedSentence]:
    """Yield the sentences of texts that are marked; names across the end of a sentence are left out."""
    for text in texts:
        for chunk in text_chunks([text.text]):
            ends = chunk.start, chunk.start + len(chunk.text)
            spans = ((*chunk.map.target_range(start, end), label) for start, end, label in text.spans)
            inside = [(s - ends[0], e - ends[0], label) for s, e, label in spans if ends[0] <= s < e <= ends[1]]
            if chunk.text:
                yield MarkedSentence(text.name, chunk.text, tuple(inside), style)


def examples(marked: Sequence[MarkedSentence]) -> list[Example]:
    """Return the sentences with the states of LAC's network, and with what rules and lists say of each alone."""
    folder = bundled_folder()
    suggester = HouseSuggester(folder)
    result: list[Example] = []
    rest = iter(marked)
    while batch := list(islice(rest, 200)):
        read = shared_bundled(folder).sentences([sentence.text for sentence in batch])
        pairs = zip(batch, read, strict=True)
        result += [Example(sentence, states, suggester.codes(sentence.text)) for sentence, (_words, states) in pairs]
    return result
