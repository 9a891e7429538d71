"""Offer names that were suggested once in a text wherever else the text has them."""

from collections.abc import Sequence

from annotations.suggest.gazetteer.automaton import Automaton, leftmost_longest
from annotations.suggest.suggestion import Suggestion
from seeds.script.fold import fold

LEAST_SCORE = 0.75
"""How sure a name must be to be offered elsewhere."""

DISCOUNT = 0.9
"""By what the score is multiplied elsewhere: the same word may be something else there, or a part of another one."""

_SHORTEST = 2


def propagate(text: str, suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Return suggestions for further occurrences of the names among ``suggestions``, where there are none at all.

    ``suggestions`` do not overlap, nor does what is returned, also not with them. A string that is suggested with
    several labels gets that of the highest score; one with a digit in it is a number rather than a name.
    """
    folded = fold(text)
    names: dict[str, Suggestion] = {}
    for item in suggestions:
        word = folded[item.start : item.end]
        if item.score >= LEAST_SCORE and _is_name(word) and (word not in names or names[word].score < item.score):
            names[word] = item
    if not names:
        return []
    words = list(names)
    covered = bytearray(len(text))
    for item in suggestions:
        covered[item.start : item.end] = b"\1" * (item.end - item.start)
    further = []
    for index, start, end in leftmost_longest(Automaton(words).find(folded)):
        if not any(covered[start:end]):
            source = names[words[index]]
            further.append(Suggestion(start, end, source.label, source.score * DISCOUNT, source.origin))
    return further


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and not any(letter.isnumeric() for letter in word) and not word.isspace()
