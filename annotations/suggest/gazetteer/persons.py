"""Find names of persons in translation by the dot between their parts: 喬治·華盛頓."""

import re
from collections.abc import Iterator
from functools import cache

from annotations.suggest.gazetteer.bundled import read_rows
from annotations.suggest.gazetteer.lexicon import LexiconMatches
from seeds.script.fold import fold

_LONGEST_PART = 8


def dotted_names(folded: str, matches: LexiconMatches) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names in translation in a folded text.

    Their parts reach as far as the characters go that spell foreign sounds; their first part begins after a title or
    another name.
    """
    if "·" not in folded:
        return
    for match in _pattern().finditer(folded):
        if not match[0].replace("·", "").isascii():
            dot = folded.index("·", match.start())
            yield _begins(match.start(), dot, matches), match.end()


def _begins(start: int, dot: int, matches: LexiconMatches) -> int:
    for offset in range(dot - 1, start, -1):
        if offset in matches.title_ends or (
            offset in matches.name_ends and matches.name_ends[offset][1].label != "PER"
        ):
            return offset
    return start


@cache
def _pattern() -> re.Pattern[str]:
    sounds = fold("".join(characters for characters, *_rest in read_rows("sounds")))
    part = rf"(?:[{sounds}]{{1,{_LONGEST_PART}}}|[a-z]{{1,12}}\.?)"
    return re.compile(rf"{part}(?:·{part})+")
