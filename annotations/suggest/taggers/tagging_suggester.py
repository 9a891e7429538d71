"""Suggest by a tagger of words: texts are divided into chunks, tagged in batches, and names made of the words."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.suggest.suggestion import Suggestion
from annotations.suggest.taggers.chunks import sentence_chunks
from annotations.suggest.taggers.names import Word, names
from annotations.suggest.taggers.simplified import simplify
from seeds.script.offsets import OffsetMap

BATCH = 8_000
"""The code points that are tagged at once."""

_RULES = 4  # counted up whenever the same words may make other names
_BLANK = "w"  # a tag for punctuation


class TextChunk(NamedTuple):
    """Hold a chunk of a simplified text, from the code point ``start``; the last one of each text is empty."""

    source: str
    simplified: str
    map: OffsetMap
    start: int
    text: str
    is_last: bool = False


class TaggingSuggester(ABC):
    """Suggest the names among the words of a tagger, which sees simplified sentences.

    With ``join_places`` an address such as 中国浙江省 is one place, the outermost; without, every part of it is one.
    Names that are less probable than ``least`` are not suggested.
    """

    name: str
    least = 0.0

    def __init__(self, *, join_places: bool = False) -> None:
        self._join_places = join_places

    def __init_subclass__(cls) -> None:
        """Take the method ``tag_pieces`` of a plug-in for ``tag_sentences``, which was called so in version 0.1.0."""
        super().__init_subclass__()
        if "tag_pieces" in cls.__dict__ and "tag_sentences" not in cls.__dict__:
            cls.tag_sentences = cls.tag_pieces  # type: ignore[method-assign]

    def tag_pieces(self, texts: Sequence[str]) -> Sequence[Sequence[Word]]:
        """Do what ``tag_sentences`` does, which was called so in version 0.1.0."""
        return self.tag_sentences(texts)

    @property
    def version(self) -> str:
        """Return the version of the tagger, that of the rules for names, and the setting."""
        return f"{self.tagger_version}-{_RULES}{'' if self._join_places else '-apart'}"

    @property
    @abstractmethod
    def tagger_version(self) -> str:
        """Return what the words and tags come from."""

    @abstractmethod
    def tag_sentences(self, texts: Sequence[str]) -> Sequence[Sequence[Word]]:
        """Return the words of each of some simplified sentences, which they cover without gaps; some are empty."""

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the names in a text, in order and without overlap."""
        return next(self.suggest_all([text]))

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the names in each of the texts; many short texts are as fast as a long one; memory does not grow."""
        suggestions: list[Suggestion] = []
        for chunk, words in self._tagged(texts):
            for name in names(chunk.text, words, join_places=self._join_places):
                if name.probability >= self.least:
                    start, end = chunk.map.source_range(chunk.start + name.start, chunk.start + name.end)
                    suggestions.append(Suggestion(start, end, name.tag, name.probability, self.name))
            if chunk.is_last:
                yield suggestions
                suggestions = []

    def tag(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """Return the words of each of the texts, which they tile: start, end and tag.

        Tags are the tagger's parts of speech, and PER, LOC, ORG and TIME for names; blanks between sentences are ``w``.
        """
        tagged: list[list[tuple[int, int, str]]] = []
        words_of_text: list[tuple[int, int, str]] = []
        done = 0
        for chunk, words in self._tagged(texts):
            for start, end, tag in _in_source(chunk, words):
                if done < start:
                    words_of_text.append((done, start, _BLANK))
                    done = start
                if done < end:
                    words_of_text.append((done, end, tag))
                    done = end
            if chunk.is_last:
                tagged.append(words_of_text)
                words_of_text, done = [], 0
        return tagged

    def _tagged(self, texts: Sequence[str]) -> Iterator[tuple[TextChunk, Sequence[Word]]]:
        for batch in chunk_batches(text_chunks(texts)):
            yield from zip(batch, self.tag_sentences([chunk.text for chunk in batch]), strict=True)


def text_chunks(texts: Sequence[str]) -> Iterator[TextChunk]:
    """Yield the sentences of the simplified texts, and after those of each an empty one."""
    for text in texts:
        simplified = simplify(text)
        for start, end in sentence_chunks(simplified.text):
            yield TextChunk(text, simplified.text, simplified.map, start, simplified.text[start:end])
        yield TextChunk(text, simplified.text, simplified.map, len(simplified.text), "", is_last=True)


def chunk_batches(stream: Iterable[TextChunk]) -> Iterator[list[TextChunk]]:
    """Yield the chunks in lists of ``BATCH`` code points and a little more."""
    batch: list[TextChunk] = []
    size = 0
    for chunk in stream:
        batch.append(chunk)
        size += len(chunk.text) + 1
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_source(chunk: TextChunk, words: Iterable[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a chunk in offsets of the source; after the last chunk, an empty one where the text ends."""
    to_source = chunk.map.to_source
    for word in words:
        yield to_source(chunk.start + word.start), to_source(chunk.start + word.end, end=True), word.tag
    if chunk.is_last:
        yield len(chunk.source), len(chunk.source), _BLANK
