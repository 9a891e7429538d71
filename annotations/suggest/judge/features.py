"""Say in numbers what the suggesters make of each place for which something is suggested."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from annotations.suggest.house.tags import LABELS
from annotations.suggest.lac.network import Floats
from annotations.suggest.suggester_names import JUDGED
from annotations.suggest.suggestion import LabelledRange, Suggestion

_PER_VOICE = 6
_SHAPES = 12
COUNT = _PER_VOICE * len(JUDGED) + len(LABELS) + _SHAPES
"""How many features a candidate has."""

_LEAST, _MOST = 0.01, 0.99
_NUMBERS = {label: number for number, label in enumerate(LABELS)}


class _Proposal(NamedTuple):
    """Hold what one voice proposes: code points, label and score."""

    start: int
    end: int
    label: str
    score: float


def features(text: str, suggestions: Sequence[Suggestion], present: Collection[str]) -> dict[LabelledRange, Floats]:
    """Return the features of every place and label that one of ``JUDGED`` suggests for a text.

    ``present`` are the voices that were asked. Labels that the default schema does not have are left out.
    """
    proposals: dict[str, list[_Proposal]] = defaultdict(list)
    for item in suggestions:
        if item.origin in JUDGED and item.label in _NUMBERS:
            proposals[item.origin].append(_Proposal(item.start, item.end, item.label, item.score))
    places = sorted({(p.start, p.end, p.label) for each in proposals.values() for p in each})
    rows = np.zeros((len(places), COUNT), np.float32)
    elsewhere = _by_word(text, proposals)
    for number, voice in enumerate(JUDGED):
        if voice in present:
            _say(rows[:, _PER_VOICE * number : _PER_VOICE * (number + 1)], places, sorted(proposals.get(voice, ())))
    first = _PER_VOICE * len(JUDGED)
    for row, place in zip(rows, places, strict=True):
        row[first + _NUMBERS[place[2]]] = 1
        row[first + len(LABELS) :] = _shape(text, place, elsewhere)
    return dict(zip(places, rows, strict=True))


def _say(columns: Floats, places: Sequence[LabelledRange], proposals: Sequence[_Proposal]) -> None:
    """Fill in what one voice says of places in order: of this name, of others there, or nothing at all."""
    longest = max((item.end - item.start for item in proposals), default=0)
    at = 0
    for row, (start, end, label) in zip(columns, places, strict=True):
        while at < len(proposals) and proposals[at].start + longest <= start:
            at += 1
        silent = 1.0
        for item in proposals[at:]:
            if item.start >= end:
                break
            if item.end <= start:
                continue
            silent = 0.0
            same_place, same_label = (item.start, item.end) == (start, end), item.label == label
            if same_place and same_label:
                row[0] = 1
                row[1] = max(row[1], _logit(item.score)) if row[1] else _logit(item.score)
            elif same_place:
                row[2] = max(row[2], item.score)
            elif same_label:
                row[3] = max(row[3], item.score)
            else:
                row[4] = max(row[4], item.score)
        row[5] = silent


def _logit(score: float) -> float:
    sure = min(max(score, _LEAST), _MOST)
    return log(sure / (1 - sure)) / 2


def _by_word(text: str, proposals: Mapping[str, Sequence[_Proposal]]) -> dict[str, list[tuple[int, str, float]]]:
    """Return for each word where it is suggested by the head, or the lists, with which label and score."""
    words: dict[str, list[tuple[int, str, float]]] = defaultdict(list)
    for voice in ("house", "gazetteer"):
        for item in proposals.get(voice, ()):
            words[text[item.start : item.end]].append((item.start, item.label, item.score))
    return words


def _shape(text: str, place: LabelledRange, elsewhere: Mapping[str, Sequence[tuple[int, str, float]]]) -> list[float]:
    start, end, label = place
    word = text[start:end]
    same = other = 0.0
    for position, another, score in elsewhere.get(word, ()):
        if position != start and another == label:
            same = max(same, score)
        elif position != start:
            other = max(other, score)
    before, after = text[start - 1 : start], text[end : end + 1]
    size = end - start
    return [
        1.0,
        log(size),
        float(size == 1),
        float(size == 2),
        float(size > 8),
        float(any(letter.isascii() and letter.isalpha() for letter in word)),
        float(any(letter.isdigit() for letter in word)),
        float(before in "《〈" and bool(before)),
        float(before in "「『“" and bool(before)),
        float(after in "》〉" and bool(after)),
        same,
        other,
    ]
