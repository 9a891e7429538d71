"""Suggest persons, places and organisations by jieba's tags, where there is no better tagger."""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec

from annotations.suggest.patterns.speakers import SURNAMES
from annotations.suggest.taggers.names import Word
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester
from seeds.script.fold import fold
from seeds.segmentation.segmenter import load_tokenizer

_NAMES = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC", "nt": "ORG"}
"""The labels of jieba's tags for names."""

_RIGHT = 0.4
"""How often jieba's places and organisations are right in UNER's Chinese-GSD (train); also for parts of names."""

_PERSON = {2: 0.4, 3: 0.65}
"""How often persons are right that begin with a surname and are so long; it makes persons of many other words."""

_NO_PERSON = 0.2
"""How often other persons are right: two thirds of those that jieba finds."""

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which Rust does not take

_Tag = Callable[[str], Iterable[tuple[str, str]]]


class JiebaSuggester(TaggingSuggester):
    """Tag texts in either script with jieba, or where it is installed with rjieba, which is many times as fast.

    Single characters and words with Latin letters or digits are no names. A score says how often jieba's tag is right.
    """

    name = "jieba"

    @property
    def tagger_version(self) -> str:
        """Return the name and the version of the library in use."""
        library = "rjieba" if find_spec("rjieba") else "jieba"
        return f"{library}-{version(library)}"

    def tag_sentences(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each of some simplified sentences."""
        return [list(_words(self._tag(text))) for text in texts]

    @cached_property
    def _tag(self) -> _Tag:
        if find_spec("rjieba"):
            import rjieba

            return lambda text: rjieba.tag(_SURROGATE.sub("\ufffd", text))
        return _load_tagger()


@cache
def _load_tagger() -> _Tag:
    """Return jieba's tagger, the same for the whole process; the first call takes half a second beside the words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has escapes that newer Pythons warn of on the screen
        from jieba.posseg import POSTokenizer

    tokenizer = POSTokenizer(load_tokenizer())
    return lambda text: ((pair.word, pair.flag) for pair in tokenizer.cut(text))


def _words(tagged: Iterable[tuple[str, str]]) -> Iterator[Word]:
    end = 0
    for word, tag in tagged:
        start, end = end, end + len(word)
        is_name = len(word) > 1 and not any(map(str.isascii, word))
        label = _NAMES.get(tag, tag) if is_name else tag
        yield Word(start, end, label, _person(word) if label == "PER" else _RIGHT)


def _person(word: str) -> float:
    """Return how likely it is that a word which jieba takes for a person is one."""
    return _PERSON.get(len(word), _NO_PERSON) if fold(word[0]) in _surnames() else _NO_PERSON


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(SURNAMES))
