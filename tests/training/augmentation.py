"""Make more sentences of marked ones: names are put into the places of others with the same label."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from annotations.suggest.suggestion import LabelledRange
from tests.training.corpus import MarkedSentence

SHARE = 0.6
"""How many of the names are exchanged."""


class Swaps:
    """Exchange names of sentences with those of others; within a sentence the same name becomes the same other one."""

    def __init__(self, sentences: Sequence[MarkedSentence]) -> None:
        self._sentences = [sentence for sentence in sentences if sentence.spans]
        names = defaultdict(set)
        for sentence in self._sentences:
            for start, end, label in sentence.spans:
                names[label].add(sentence.text[start:end])
        self._names = {label: sorted(words) for label, words in sorted(names.items())}

    def made(self, chance: Random) -> Iterator[MarkedSentence]:
        """Yield each sentence once, with other names in it."""
        for sentence in self._sentences:
            yield self._swapped(sentence, chance)

    def _swapped(self, sentence: MarkedSentence, chance: Random) -> MarkedSentence:
        parts: list[str] = []
        spans: list[LabelledRange] = []
        chosen: dict[str, str] = {}
        done = length = 0
        for start, end, label in sorted(sentence.spans):
            name = sentence.text[start:end]
            if chance.random() < SHARE and not _is_one_character_place(name, label):
                name = chosen.setdefault(name, chance.choice(self._names[label]))
            parts += [sentence.text[done:start], name]
            length += start - done
            spans.append((length, length + len(name), label))
            length += len(name)
            done = end
        text = "".join([*parts, sentence.text[done:]])
        return MarkedSentence(sentence.article, text, tuple(spans), sentence.style)


def _is_one_character_place(name: str, label: str) -> bool:
    """Return whether it is like 中 in 中英, around which other names cannot stand."""
    return label == "LOC" and len(name) == 1
