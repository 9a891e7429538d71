"""Cut Chinese text into words by jieba's dictionary, which knows simplified characters best."""

import warnings
from functools import cache
from itertools import accumulate
from threading import Lock
from typing import Protocol, cast

from seeds.script.converter import Converter, load_converter
from seeds.script.targets import SIMPLIFIED, configuration_for

_loading = Lock()


class Tokenizer(Protocol):
    """Declare the one method of jieba's tokenizer that is used; several threads may call it at once."""

    def lcut(self, sentence: str) -> list[str]:
        """Return the words of a text, which join up to it."""
        ...


class Segmenter:
    """Cut text in either script into words. Get it from ``load_segmenter``; may be used by several threads.

    ``simplify`` is how traditional texts are simplified, by default as their own standard asks.
    """

    def __init__(self, tokenizer: Tokenizer, simplify: Converter | None = None) -> None:
        self._tokenizer = tokenizer
        self._simplify = simplify

    def edges(self, text: str) -> list[int]:
        """Return the offsets within a text at which one word ends and the next begins; 1,000 characters take 5 ms.

        A text that is in simplified script, or has another length when it is converted to it, is cut as it stands.
        """
        return list(accumulate(map(len, self._tokenizer.lcut(self._simplified(text)))))[:-1]

    def _simplified(self, text: str) -> str:
        configuration = configuration_for(text, SIMPLIFIED)
        if not configuration:
            return text  # converted once more, 显著 would become 显着
        simplified = (self._simplify or load_converter(configuration)).convert(text)
        return text if simplified.map.edits else simplified.text


def load_segmenter() -> Segmenter:
    """Return the segmenter of the whole process; the first call takes about a second, so for a worker thread.

    Raises ``NotFoundError`` or ``SourceError`` where the conversion to simplified characters cannot be had.
    """
    with _loading:
        return _load()


def load_tokenizer() -> Tokenizer:
    """Return the tokenizer of jieba, the same for the whole process; the first call takes about a second."""
    with _loading:
        return _tokenizer()


@cache
def _load() -> Segmenter:
    segmenter = Segmenter(_tokenizer())
    segmenter.edges("分詞")  # reads what is read for the first text, so that no key waits for it
    return segmenter


@cache
def _tokenizer() -> Tokenizer:
    """Read the dictionary without jieba's cache file.

    The cache would save 0.4 s of a background thread, but unmarshalling it holds Python's lock for 0.3 s, in which no
    key is handled; reading the dictionary line by line holds it for a few milliseconds at a time.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has escapes that newer Pythons warn of on the screen
        from jieba import Tokenizer as Jieba

    tokenizer = Jieba()
    tokenizer.FREQ, tokenizer.total = Jieba.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return cast(Tokenizer, tokenizer)
