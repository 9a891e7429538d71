"""View a text as words: ranges that join up to the whole, found where somebody looks.

Words of letters and numbers with their units (``1.2億元``, ``12月``, ``iPhone``) are told by their characters. Chinese
is cut at every character until a segmenter is there to cut it into words.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Literal, NamedTuple

from seeds.segmentation.paragraphs import Paragraph, Paragraphs
from seeds.segmentation.reflow import ReadText

Cut = Callable[[str], Iterable[int]]
"""What finds the edges of the words within a text of Chinese and letters, in order; its two ends may be left out."""

_LONGEST = 200
"""The code points of Chinese without a mark or a space that are cut at once."""

_JOINED = "\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W\d_{_HAN}]"
_MAGNITUDE = "[十百千萬万億亿兆]"
_UNIT = (
    "(?:年代|年級|年级|年度|周年|週年|個月|个月|月份|分鐘|分钟|小時|小时|(?:美|港|日|歐|欧|澳|加|韓|韩|泰|新台|新臺)?元|人民[幣币]"
    "|英鎊|英镑|平方公里|平方米|公里|千米|厘米|毫米|公斤|千克|公頃|公顷|[年月日號号時时分秒天週周歲岁倍度米克噸吨畝亩])"
)
_LETTERS = rf"\d*+{_LETTER}(?:{_LETTER}|[\d{_JOINED}]|(?:://|[.'’&+/_@-])(?=[^\W_{_HAN}]))*+[+#]*"
_NUMBER = rf"[$¥￥€£]?\d++(?:[.,:/-]\d++)*+(?:[%％‰℃]|°C?|{_MAGNITUDE}++{_UNIT}?|{_UNIT})?"
_Kind = Literal["cut", "whole", "other"]
_KINDS: Mapping[str | None, _Kind] = {"letters": "cut", "chinese": "cut", "number": "whole"}


class Token(NamedTuple):
    """Hold code points ``start`` to ``end`` of a text: a word, or else spaces or marks of one kind."""

    start: int
    end: int
    is_word: bool


class _Chunk(NamedTuple):
    """Hold code points that are words to be cut, or a number, or else spaces or marks of one kind."""

    start: int
    end: int
    kind: _Kind


def by_character(text: str) -> Iterable[int]:
    """Return an edge after every character, for where no words are known."""
    return range(1, len(text))


def prepare() -> None:
    """Make ready what the first look at a word wants, 20 ms of work; from any thread."""
    _token_pattern()
    _whole_pattern()


class Words:
    """Find the words of one text; any place in a text of any length is found at once, and little is remembered.

    Ranges are half-open code points. No word reaches over a paragraph's end, and one that goes on behind a line end of
    a wrapped text holds it. ``use`` may be called from any thread.
    """

    def __init__(self, text: str | ReadText, cut: Cut = by_character) -> None:
        self._read = text if isinstance(text, ReadText) else ReadText(text)
        self._text = self._read.text
        self._paragraphs = Paragraphs(self._text)
        self._chunks = lru_cache(maxsize=32)(self._find_chunks)
        self.use(cut)

    def over(self, read: ReadText) -> "Words":
        """Return the words of the same text, read in another way; these where it is not."""
        return self if read is self._read else Words(read, self._cut)

    def use(self, cut: Cut) -> None:
        """Cut Chinese by ``cut`` from now on, such as the ``edges`` of a segmenter."""
        self._cut = cut
        self._tokens = lru_cache(maxsize=512)(partial(self._find_tokens, cut))

    def token_at(self, offset: int) -> Token:
        """Return the word, spaces or marks that hold a code point; ``IndexError`` where the text has none there."""
        offset = self._read.map.to_target(offset)
        token = self._token_at(offset)
        return Token(*self._read.to_written(token.start, token.end), token.is_word)

    def after(self, offset: int) -> Iterator[tuple[int, int]]:
        """Yield the words that end after ``offset``, in order; the first of them may hold it."""
        words = self._after(self._read.map.to_target(offset))
        return words if self._read.is_aligned else self._written(words)

    def before(self, offset: int) -> Iterator[tuple[int, int]]:
        """Yield the words that begin before ``offset``, last first; the first of them may hold it."""
        words = self._before(self._read.map.to_target(offset))
        return words if self._read.is_aligned else self._written(words)

    def _written(self, words: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        return (self._read.to_written(start, end) for start, end in words)

    def _token_at(self, offset: int) -> Token:
        chunks = self._chunks(self._paragraphs.at(offset))
        tokens = self._tokens(chunks[bisect_right(chunks, offset, key=_start_of) - 1])
        return tokens[bisect_right(tokens, offset, key=_start_of) - 1]

    def _after(self, offset: int) -> Iterator[tuple[int, int]]:
        offset = max(offset, 0)
        paragraph = self._paragraphs.at(offset) if offset < len(self._text) else None
        while paragraph is not None:
            for chunk in self._chunks(paragraph):
                if chunk.kind != "other" and chunk.end > offset:
                    yield from ((start, end) for start, end, _word in self._tokens(chunk) if end > offset)
            paragraph = self._paragraphs.after(paragraph)

    def _before(self, offset: int) -> Iterator[tuple[int, int]]:
        offset = min(offset, len(self._text))
        paragraph = self._paragraphs.at(offset - 1) if offset > 0 else None
        while paragraph is not None:
            for chunk in reversed(self._chunks(paragraph)):
                if chunk.kind != "other" and chunk.start < offset:
                    tokens = reversed(self._tokens(chunk))
                    yield from ((start, end) for start, end, _word in tokens if start < offset)
            paragraph = self._paragraphs.before(paragraph)

    def _find_chunks(self, paragraph: Paragraph) -> list[_Chunk]:
        chunks: list[_Chunk] = []
        for match in _token_pattern().finditer(self._text, paragraph.start, paragraph.end):
            start, end = match.span()
            kind = _KINDS.get(match.lastgroup, "other")
            last = chunks[-1] if chunks else None
            if last and last.kind == kind == "cut" and end - last.start <= _LONGEST:
                chunks[-1] = _Chunk(last.start, end, kind)
            else:
                chunks.append(_Chunk(start, end, kind))
        return chunks

    def _find_tokens(self, cut: Cut, chunk: _Chunk) -> list[Token]:
        start, end, kind = chunk
        if kind != "cut":
            return [Token(start, end, kind == "whole")]
        uncut = _whole_pattern().finditer(self._text, start, end)
        whole = {offset for match in uncut for offset in range(match.start() + 1, match.end())}
        edges = {start, end, *(start + edge for edge in cut(self._text[start:end]))} - whole
        return [Token(first, last, True) for first, last in pairwise(sorted(edges))]


@cache
def _token_pattern() -> re.Pattern[str]:
    """Compile the pattern of chunks when it is first needed, since that takes 8 ms."""
    return re.compile(
        rf"(?P<letters>{_LETTERS})|(?P<number>{_NUMBER})|(?P<chinese>[{_HAN}{_JOINED}]{{1,{_LONGEST}}})"
        r"|(?P<space>\s+)|(?P<marks>(?P<mark>.)(?P=mark)*)",
        re.DOTALL,
    )


@cache
def _whole_pattern() -> re.Pattern[str]:
    """Compile the pattern of what is never cut: words of letters, and characters with what is joined to them."""
    return re.compile(rf"{_LETTERS}|.[{_JOINED}]+")


def _start_of(item: Token | _Chunk) -> int:
    return item.start
