"""Share one tagger among all who ask for it in a process; it remembers the words of what it was asked last.

What learns asks for the same texts as what suggests, one after the other, and tagging is most of the work of both.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.taggers.names import Word

MOST = 100_000
"""The code points whose words are remembered, in some 10 MB: more than what is suggested for at once."""


class SharedLac(LacSuggester):
    """Remember the words of the last sentences of a ``LacSuggester``; may be used by several threads.

    ``most`` is how many code points these have together at most.
    """

    def __init__(self, folder: Path, most: int = MOST) -> None:
        super().__init__(folder)
        self._most = most
        self._size = 0
        self._recent: OrderedDict[str, list[Word]] = OrderedDict()
        self._lock = Lock()

    def tag_sentences(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of some simplified sentences, which nobody may change."""
        with self._lock:
            words_by_text = {text: self._recent[text] for text in texts if text in self._recent}
        missing = [text for text in dict.fromkeys(texts) if text not in words_by_text]
        fresh = dict(zip(missing, super().tag_sentences(missing), strict=True))
        with self._lock:
            for text, words in fresh.items():
                self._remember(text, words)
        words_by_text |= fresh
        return [words_by_text[text] for text in texts]

    def _remember(self, text: str, words: list[Word]) -> None:
        if text not in self._recent:
            self._recent[text] = words
            self._size += len(text)
            while self._size > self._most:
                oldest, _words = self._recent.popitem(last=False)
                self._size -= len(oldest)


@lru_cache(maxsize=1)
def shared_lac(folder: Path) -> SharedLac:
    """Return the tagger of this process for what ``install`` wrote into a folder; of the last one asked for."""
    return SharedLac(folder)
