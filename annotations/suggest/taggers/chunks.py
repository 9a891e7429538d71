"""Divide a text into sentences that are short enough for a tagger, which looks at each as a whole."""

from collections.abc import Iterator

from seeds.segmentation.sentences import sentences

LONGEST = 200
"""The code points of the longest chunk."""

_PAUSES = "，,；;、：:。 \t"


def sentence_chunks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as half-open ranges, without the blanks around them; longer ones cut at a pause."""
    for start, end in sentences(text, 0, len(text)):
        sentence = text[start:end]
        first = start + len(sentence) - len(sentence.lstrip())
        last = first + len(sentence.strip())
        while last - first > LONGEST:
            cut = _pause(text, first + LONGEST // 2, first + LONGEST)
            yield first, cut
            first = cut
        if first < last:
            yield first, last


pieces = sentence_chunks
"""The name that ``sentence_chunks`` had in version 0.1.0, for plug-ins."""


def _pause(text: str, start: int, end: int) -> int:
    """Return where to cut from ``start`` to ``end``: after the last pause, or at the end if there is none."""
    return max(text.rfind(pause, start, end) for pause in _PAUSES) + 1 or end
