"""Suggest persons, places, organisations and times by the weights of Baidu's LAC that come with zhupi."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from annotations.suggest.lac.bundled import PACKAGE, bundled_version
from annotations.suggest.lac.bundled_tagger import load_bundled
from annotations.suggest.lac.tagger import TaggedSentence, Tagger
from annotations.suggest.taggers.names import Word
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester


class BundledSuggester(TaggingSuggester):
    """Tag texts in either script by the files in ``folder``, which are read when it is first used.

    A score is the probability that the network gives to the name with its label and both its borders. Tagging raises
    ``SourceError`` where the folder does not hold the tagger.
    """

    name = PACKAGE
    least = 0.3

    def __init__(self, folder: Path, *, join_places: bool = False) -> None:
        super().__init__(join_places=join_places)
        self._folder = folder

    @property
    def tagger_version(self) -> str:
        """Return the name and the version of the package."""
        return f"{PACKAGE}-{bundled_version()}"

    def tag_sentences(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of some simplified sentences."""
        return [sentence.words for sentence in self.sentences(texts)]

    def sentences(self, texts: Sequence[str]) -> list[TaggedSentence]:
        """Return the words and the network's states of each of some simplified sentences."""
        return self.tagger.read(texts)

    @cached_property
    def tagger(self) -> Tagger:
        """Return the tagger, which is read at the first call."""
        return load_bundled(self._folder)
