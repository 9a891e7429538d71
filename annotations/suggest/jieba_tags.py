"""The suggester ``jieba``: persons, places and organisations by jieba's tags, where there is no better tagger."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec

from annotations.suggest.names import Word
from annotations.suggest.tagging import TaggingSuggester
from seeds.segmenter import load_tokenizer

_NAMES = {"nr": ("PER", 0.4), "nrt": ("PER", 0.2), "nrfg": ("PER", 0.7), "ns": ("LOC", 0.4), "nt": ("ORG", 0.4)}
"""The labels of jieba's tags for names, and how often these are right in UNER's Chinese-GSD (train)."""

_OTHERWISE = 0.4  # of a word that is only a part of a name

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which Rust does not take

_Tag = Callable[[str], Iterable[tuple[str, str]]]


class JiebaSuggester(TaggingSuggester):
    """Tags texts in either script with jieba, or where it is installed with rjieba, which is many times as fast.

    Single characters and words with Latin letters or digits are no names. A score says how often jieba's tag is right.
    """

    name = "jieba"

    @property
    def tagger_version(self) -> str:
        """The name and the version of the library in use."""
        library = "rjieba" if find_spec("rjieba") else "jieba"
        return f"{library}-{version(library)}"

    def tag_pieces(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each of some simplified sentences."""
        return [list(_words(self._tag(text))) for text in texts]

    @cached_property
    def _tag(self) -> _Tag:
        if find_spec("rjieba"):
            import rjieba  # noqa: PLC0415 - optional

            return lambda text: rjieba.tag(_SURROGATE.sub("\ufffd", text))
        import warnings  # noqa: PLC0415 - wanted here alone

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its source has escapes that newer Pythons warn of on the screen
            from jieba.posseg import POSTokenizer  # noqa: PLC0415 - slow to import

        tokenizer = POSTokenizer(load_tokenizer())
        return lambda text: ((pair.word, pair.flag) for pair in tokenizer.cut(text))


def _words(tagged: Iterable[tuple[str, str]]) -> Iterator[Word]:
    end = 0
    for word, tag in tagged:
        start, end = end, end + len(word)
        label, probability = _NAMES.get(tag, (tag, _OTHERWISE))
        is_name = len(word) > 1 and not any(map(str.isascii, word))
        yield Word(start, end, label if is_name else tag, probability)
