"""Choose among the lines that count one thing those that are headings, by how their numbers rise."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seeds.segmentation.outline.lines import Line, nothing_between
from seeds.segmentation.outline.units import (
    ARABIC_BRACKETS,
    ARABIC_LIST,
    BARE,
    CHAPTER,
    COUNT_NOTHING_ELSE,
    MARK,
    RANKS,
    SPACED,
    STEM_LIST,
    TITLE_OF_CONTENTS,
    UNITS,
    WIKI,
    WORDS,
    ZERO,
)

_NEAR = 3
_SEVERAL = 3
_SHORT = 16
_TEN = 10
_PHRASE_ENDS = "了的着著过過吗嗎呢吧"
_PUNCTUATED = re.compile(r"[，,：:、“”「」（(]")
_FROM_ONE = (SPACED, BARE, ARABIC_LIST, ARABIC_BRACKETS, STEM_LIST)
_MANY_CHAPTERS = 5
_SHARE_OF_CHAPTERS = 0.2


def headings_among(text: str, lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are headings, in order."""
    families: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        families[line.family].append(line)
    families.pop(TITLE_OF_CONTENTS, None)
    chosen = [line for line in families.pop(WORDS, ()) if line.is_calm]
    parts: list[Line] = []
    for family in UNITS:
        parts += _parts(text, families.pop(family, ()))
    chosen += parts
    if ZERO in families:
        families[ZERO] = sorted(families[ZERO] + _going_on(families))
    for members in families.values():
        listed = list(_of_lists(text, members))
        if _is_common(listed, parts):
            chosen += listed
    return sorted(chosen)


def _parts(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the headings among the lines that count one unit.

    There are none where most of them are paragraphs, as in a law whose articles begin in the line of their number.
    """
    apart = [line for line in lines if line.separated]
    if 2 * sum(line.goes_on for line in apart) > len(apart):
        return
    is_manner = _is_manner(text, lines)
    countable = [line for line in lines if line.separated or line.is_calm]
    latest: Line | None = None
    for index, line in enumerate(countable):
        following = [other.number for other in countable[index + 1 : index + 3]]
        after_one = latest is not None and 0 <= line.number - latest.number <= _NEAR
        before_one = any(0 <= number - line.number <= _NEAR for number in following)
        if not line.separated:
            fits = (is_manner and (after_one or before_one)) or _is_plain(line, line.words(text))
        elif line.goes_on:
            fits = after_one and before_one and not line.is_long and RANKS[line.family] <= CHAPTER
        else:
            rises = latest is None or line.number >= latest.number or line.number <= 1
            is_misprint = latest is not None and following[:1] == [latest.number + 2]
            fits = after_one or before_one or rises or is_misprint
        if fits:
            yield line
            latest = line


def _is_manner(text: str, lines: Iterable[Line]) -> bool:
    """Return whether the text writes several headings without a blank after the number, each with other words."""
    together = [line for line in lines if not line.separated and line.is_calm]
    beginnings = {text[line.title] for line in together}
    return len(together) >= _SEVERAL and 3 * len(beginnings) >= 2 * len(together)


def _is_plain(line: Line, words: str) -> bool:
    """Return whether words that stand right behind a number are a heading, though there is no other."""
    return (
        line.family in COUNT_NOTHING_ELSE
        and len(words) <= _SHORT
        and not words.endswith(tuple(_PHRASE_ENDS))
        and not _PUNCTUATED.search(words)
    )


def _of_lists(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the headings among lines with numbers of one form as lists have them.

    Between headings there is text, and most of those whose numbers rise end as headings do.
    """
    for run in _runs(lines):
        beside = sum(nothing_between(text, one.end, two.start) for one, two in pairwise(run))
        is_list = 2 * beside > len(run) - 1 or 2 * sum(not line.is_calm for line in run) > len(run)
        first = run[0]
        is_stray = first.family in _FROM_ONE and (len(run) == 1 or first.number > 1)
        is_stray |= first.family == ZERO and len(run) == 1 and first.number >= _TEN
        if not is_list and not is_stray:
            yield from (line for line in run if line.is_calm)


def _going_on(families: dict[str, list[Line]]) -> list[Line]:
    """Take away and return the lines with ``10`` and more that may go on from ``09``, which are of other families."""
    going_on = []
    for family in (SPACED, ARABIC_LIST):
        lines = families.pop(family, [])
        if min((line.number for line in lines), default=0) >= _TEN:
            going_on += lines
        elif lines:
            families[family] = lines
    return going_on


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines whose numbers follow one another."""
    run: list[Line] = []
    for line in lines:
        if run and line.family not in (MARK, *WIKI) and line.number != run[-1].number + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_common(listed: Sequence[Line], parts: Sequence[Line]) -> bool:
    """Return whether headings with numbers as lists have them stand in several chapters, where there are many."""
    if len(parts) < _MANY_CHAPTERS or not listed:
        return True
    starts = sorted(line.start for line in parts)
    chapters = {bisect(starts, line.start) for line in listed}
    return len(chapters) >= max(2, _SHARE_OF_CHAPTERS * len(starts))
