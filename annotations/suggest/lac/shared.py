"""Share one tagger among all who ask for it in a process; it remembers the words of what it was asked last.

What learns asks for the same texts as what suggests, one after the other, and tagging is most of the work of both.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from annotations.suggest.lac.bundled_suggester import BundledSuggester
from annotations.suggest.lac.network import Floats
from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.lac.tagger import TaggedSentence
from annotations.suggest.taggers.names import Word

MOST = 100_000
"""The code points whose words are remembered, in some 10 MB: more than what is suggested for at once."""

MOST_STATES = 60_000
"""The code points whose words and states are remembered, in some 40 MB: more than what is suggested for at once."""

_Result = TypeVar("_Result")


class RecentSentences(Generic[_Result]):
    """Remember what ``compute`` returned for the last sentences, ``most`` code points at most; for several threads."""

    def __init__(self, compute: Callable[[Sequence[str]], Sequence[_Result]], most: int) -> None:
        self._compute = compute
        self._most = most
        self._size = 0
        self._recent: OrderedDict[str, _Result] = OrderedDict()
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> list[_Result]:
        """Return the result for each of some sentences, which nobody may change."""
        with self._lock:
            results = {text: self._recent[text] for text in texts if text in self._recent}
        missing = [text for text in dict.fromkeys(texts) if text not in results]
        fresh = dict(zip(missing, self._compute(missing), strict=True))
        with self._lock:
            for text, result in fresh.items():
                self._remember(text, result)
        results |= fresh
        return [results[text] for text in texts]

    def _remember(self, text: str, result: _Result) -> None:
        if text not in self._recent:
            self._recent[text] = result
            self._size += len(text)
            while self._size > self._most:
                oldest, _result = self._recent.popitem(last=False)
                self._size -= len(oldest)


class SharedLac(LacSuggester):
    """Remember the words of the last sentences of a ``LacSuggester``; may be used by several threads.

    ``most`` is how many code points these have together at most.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        super().__init__(folder)
        self.recent = RecentSentences(super().tag_sentences, most)

    def tag_sentences(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of some simplified sentences, which nobody may change."""
        return self.recent(texts)


class SharedBundled(BundledSuggester):
    """Remember words and states of the last sentences of a ``BundledSuggester``; may be used by several threads.

    Whoever needs the network's states asks ``sentences``: one computation serves them and the names.
    """

    def __init__(self, folder: Path, most: int = MOST_STATES) -> None:
        super().__init__(folder)
        self.recent = RecentSentences(super().sentences, most)

    def sentences(self, texts: Sequence[str]) -> list[TaggedSentence]:
        """Return the words and the network's states of each of some simplified sentences, which nobody may change."""
        return self.recent(texts)

    def scores(self, sentence: TaggedSentence) -> Floats:
        """Return the score of every tag for each character of a sentence."""
        return self.tagger.scores(sentence.states)


@lru_cache(maxsize=1)
def shared_lac(folder: Path) -> SharedLac:
    """Return the tagger of this process for what ``install`` wrote into a folder; of the last one asked for."""
    return SharedLac(folder)


def lac_by_name(pack: Path | None, folder: Path) -> SharedLac | SharedBundled:
    """Return the tagger that projects call ``lac``: that of the pack, or without one that which comes along."""
    return shared_lac(pack) if pack else shared_bundled(folder)


@lru_cache(maxsize=1)
def shared_bundled(folder: Path) -> SharedBundled:
    """Return the tagger of this process for a folder of files such as come along; of the last one asked for."""
    return SharedBundled(folder)
