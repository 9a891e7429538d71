"""Tell whether the annotations of a document were made on what version 0.1.0 read in it, or on what is read now."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

from annotations.model.span import Quote
from annotations.storage.anchors import text_digest
from annotations.storage.paths import annotations_folder, below
from annotations.storage.quotes import quotes_of
from annotations.storage.summaries import Head, annotator_folders, read_head, saved_files
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus, Reading

_QUOTES = 20
"""How many quotes of the annotations of an article are looked for."""

_FARTHEST = 1 << 40
"""How far off an article is that is not there."""


def is_annotated_formerly(corpus: Corpus, annotations: Path | None, document: str) -> bool:
    """Return whether a document is to be read as version 0.1.0 read it, so that annotations stay on their texts.

    ``annotations`` is the folder of annotations, where it was named.
    """
    paths = _files(annotations_folder(corpus, annotations).folder, document)
    heads = [head for path in paths if isinstance(head := read_head(path), Head)]
    present = _Texts(corpus, document, Reading.PRESENT, heads)
    if all(map(present.has_text, heads)):
        return False
    former = _Texts(corpus, document, Reading.FORMER, heads)
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


class _Texts:
    """Tell how well the articles of a document in one reading fit annotations; the greater, the better."""

    def __init__(self, corpus: Corpus, document: str, reading: Reading, heads: list[Head]) -> None:
        self._read = partial(corpus.texts_of, document, reading)
        texts = self._read({head.article for head in heads}) if heads else ()
        self._digests = {name: (text_digest(text), len(text)) for name, text in texts}

    @cached_property
    def _all(self) -> list[str]:
        """Return the texts of all articles, which are read where nothing else tells."""
        return [text for _name, text in self._read(None)]

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
        if head.length < 0:
            return 0
        lengths = [self._digests[head.article][1]] if head.article in self._digests else map(len, self._all)
        return -min((abs(length - head.length) for length in lengths), default=_FARTHEST)

    def _longest(self, quote: Quote) -> int:
        """Return how long the longest parts of a quote before and after its words are that stand with these."""
        before, after = quote.before, quote.after
        left = bisect_left(range(len(before)), True, key=lambda k: self._lacks(before[-k - 1 :] + quote.text))
        right = bisect_left(range(len(after)), True, key=lambda k: self._lacks(quote.text + after[: k + 1]))
        return left + right

    def _lacks(self, words: str) -> bool:
        return not any(words in text for text in self._all)
