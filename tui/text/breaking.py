"""Find where a row of Chinese text may end, by the rules for punctuation, words and numbers (禁則).

After GB/T 15834 and the W3C's requirements for Chinese text layout (clreq), for full-width and half-width marks alike.
"""

import re

from seeds.segmentation.punctuation import NO_ROW_BEGINS, NO_ROW_ENDS
from seeds.system.late_pattern import late_pattern
from tui.text.width import inner_offsets

_LETTERS = "A-Za-z0-9_À-ÖØ-öø-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua4d0-\uabff０-９Ａ-Ｚａ-ｚ"
_WORD = late_pattern(
    rf"[{_LETTERS}$¥￥€£#@.+±−-]"
    rf"(?:[.'’@&/\\+~^#*=$‐–-]?[{_LETTERS}]++|(?<=[0-9])[,:](?=[0-9])|://[!-~]*[A-Za-z0-9/=#&_-])*+"
    r"[+#%％‰℃°′″]*"
)
_STRAIGHT_QUOTE = late_pattern(r"(?<![A-Za-z])'|'(?![A-Za-z])|\"")
_DIRECTED = {'"': "“”", "'": "‘’"}


class Breaks:
    """Hold the places in one paragraph's drawable text at which a row may end."""

    def __init__(self, text: str) -> None:
        self._text = _directed(text)
        self._clusters = inner_offsets(text)
        self._words = _inside_words(text)

    def allowed(self, offset: int) -> bool:
        """Return whether a row may end before ``offset``."""
        return offset not in self._words and self.punctuated(offset)

    def punctuated(self, offset: int) -> bool:
        """Return whether a row may end before ``offset``, if need be within a word."""
        after = self._text[offset]
        if after in NO_ROW_BEGINS or after.isspace() or offset in self._clusters:
            return False
        before = offset - 1
        while before > 0 and self._text[before].isspace():
            before -= 1
        return self._text[before] not in NO_ROW_ENDS

    def whole(self, offset: int) -> bool:
        """Return whether no cluster is cut at ``offset``."""
        return offset not in self._clusters


def _inside_words(text: str) -> set[int]:
    """Return the offsets within words, numbers and addresses."""
    return {offset for word in _WORD.finditer(text) for offset in range(word.start() + 1, word.end())}


def _directed(text: str) -> str:
    """Return the text with its straight quotes, which open and close in turn, as curly ones; apostrophes stay."""
    if '"' not in text and "'" not in text:
        return text
    counts = {'"': 0, "'": 0}

    def direct(match: re.Match[str]) -> str:
        mark = match[0]
        counts[mark] += 1
        return _DIRECTED[mark][1 - counts[mark] % 2]

    return _STRAIGHT_QUOTE.sub(direct, text)
