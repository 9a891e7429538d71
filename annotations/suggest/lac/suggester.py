"""Suggest persons, places, organisations and times by the weights of Baidu's LAC."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from annotations.suggest.lac.pack import LAC
from annotations.suggest.lac.tagger import Tagger, load_tagger
from annotations.suggest.taggers.names import Word
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester


class LacSuggester(TaggingSuggester):
    """Tag texts in either script by what ``install`` wrote into ``folder``, which is read when it is first used.

    A score is the probability that the network gives to the name with its label and both its borders; of those below
    ``least`` a quarter is right. Tagging raises ``SourceError`` where the folder does not hold the tagger.
    """

    name = "lac"
    least = 0.3

    def __init__(self, folder: Path, *, join_places: bool = False) -> None:
        super().__init__(join_places=join_places)
        self._folder = folder

    @property
    def tagger_version(self) -> str:
        """Return the version of LAC."""
        return LAC.lowest

    def tag_sentences(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of some simplified sentences."""
        return self._tagger.tag(texts)

    @cached_property
    def _tagger(self) -> Tagger:
        return load_tagger(self._folder)
