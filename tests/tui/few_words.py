"""Give an application that is started for a test a few words in place of jieba's dictionary, which takes a second."""

import re
from functools import cache

from seeds.segmentation import segmenter

_WORDS = re.compile("淘宝|闪购|美团|饿了么|投入|亿元|蒋凡|外卖|市场|增长|北京|宣布|上午|[0-9A-Za-z]+|.", re.DOTALL)


class FewWords:
    """Cut simplified text into the words of this file, and the rest into characters."""

    def lcut(self, sentence: str) -> list[str]:
        """Return the words of a text, which join up to it."""
        return _WORDS.findall(sentence)


def use_few_words() -> None:
    """Have this process cut texts so; for a process of its own, since all that it runs does so from now on."""
    segmenter._tokenizer = cache(FewWords)
