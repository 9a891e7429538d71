"""Decide which documents are read as version 0.1.0 read them: those that have annotations on the texts of that reading.

Tables and JSON are read otherwise since then: lists are lines and no longer joined by commas, and texts below the top
of an object are found. Annotations are about one text, and stay on it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from annotations.model.span import Quote
from annotations.storage.anchors import text_digest
from annotations.storage.paths import annotations_folder, below
from annotations.storage.quotes import quotes_of
from annotations.storage.summaries import Head, annotator_folders, read_head, saved_files
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus, Reading

_COMPARED = 50_000
"""How many articles of a document are compared in its two readings; where all these are the same, all are."""

_QUOTES = 20
"""How many quotes of the annotations of an article are looked for."""

_FARTHEST = 1 << 40
"""How far off an article is that is not there."""


def keep_readings(corpus: Corpus, annotations: Path | None = None) -> None:
    """Let a corpus read each document as its annotations need it; nothing is looked at before a document is read.

    ``annotations`` is the folder of annotations, where it was named.
    """
    corpus.decide_readings(lambda opened, document: _is_annotated_formerly(opened, annotations, document))


def _is_annotated_formerly(corpus: Corpus, annotations: Path | None, document: str) -> bool:
    paths = list(_files(annotations_folder(corpus, annotations).folder, document))
    if not paths or _reads_alike(corpus, document):
        return False
    heads = [head for path in paths if isinstance(head := read_head(path), Head)]
    former, present = _Texts(corpus, document, Reading.FORMER), _Texts(corpus, document, Reading.PRESENT)
    for fit in (_Texts.has_text, _Texts.has_id, _Texts.context, _Texts.nearness):
        votes = sum(fit(former, head) - fit(present, head) for head in heads)
        if votes:
            return votes > 0
    return False


def _files(folder: Path, document: str) -> Iterator[Path]:
    """List the files of annotations on the articles of a document, of all annotators."""
    try:
        for own in annotator_folders(folder):
            yield from saved_files(below(own, document))
    except SourceError:  # whoever reads the annotations tells
        return


def _reads_alike(corpus: Corpus, document: str) -> bool:
    former = corpus.records_of(document, Reading.FORMER)
    present = corpus.records_of(document, Reading.PRESENT)
    for count, (first, second) in enumerate(zip_longest(former, present)):
        if first is None or second is None or (first.id, first.text) != (second.id, second.text):
            return False
        if count >= _COMPARED:
            break
    return True


class _Texts:
    """Tell how well the articles of a document in one reading fit annotations; the greater, the better."""

    def __init__(self, corpus: Corpus, document: str, reading: Reading) -> None:
        texts = list(corpus.texts_of(document, reading))
        self._digests = {name: (text_digest(text), len(text)) for name, text in texts}
        self._all = "\n".join(text for _name, text in texts)

    def has_text(self, head: Head) -> int:
        """Return whether the article has the text that they were made on."""
        return head.article in self._digests and self._digests[head.article][0] == head.text

    def has_id(self, head: Head) -> int:
        """Return whether there is the article, which may have been edited since."""
        return head.article in self._digests

    def context(self, head: Head) -> int:
        """Return how much of what they quote stands together in any article, in code points."""
        quotes = [quote for quote in quotes_of(head) if quote.text and not quote.repeated]
        return sum(self._longest(quote) for quote in quotes[:_QUOTES])

    def nearness(self, head: Head) -> int:
        """Return by how little the length of the article differs from what it was, or of the likeliest article."""
        lengths = [length for _digest, length in self._digests.values()]
        if head.article in self._digests:
            lengths = [self._digests[head.article][1]]
        return -min((abs(length - head.length) for length in lengths), default=_FARTHEST) if head.length >= 0 else 0

    def _longest(self, quote: Quote) -> int:
        """Return how long the longest parts of a quote before and after its words are that stand with these."""
        before, after = quote.before, quote.after
        left = bisect_left(range(len(before)), True, key=lambda k: self._lacks(before[-k - 1 :] + quote.text))
        right = bisect_left(range(len(after)), True, key=lambda k: self._lacks(quote.text + after[: k + 1]))
        return left + right

    def _lacks(self, words: str) -> bool:
        return words not in self._all
