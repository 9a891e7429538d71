"""Compose names that no list has of parts that are known: 杭州市西湖區人民法院, 雲深科技有限公司, 建國路88號.

Rules are read from the end of a name to its beginning: an ending (公司, 路), before it words of trade (科技), before
them names that are known (杭州市), which may follow each other, or a few characters that nothing is known of and that
begin where a name may begin.
"""

import re
from dataclasses import dataclass

from annotations.suggest.gazetteer.bundled import Ending
from annotations.suggest.gazetteer.lexicon import LexiconMatches

_MOST_PARTS = 8
_LONGEST_UNKNOWN = 4
_NAMING = frozenset({"LOC", "ORG", "PROD"})
_NUMBER = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,4})?号(?:楼|院|店)?")
_NUMBERED = tuple("路街巷弄道")
_EDITION = re.compile(r"(?:(?<![0-9])(?:19|20)[0-9]{2}|第[一二三四五六七八九十百0-9]{1,4}届)+$")
_BRACKETED = re.compile(r"\(([^()\n]{1,8})\)$")
_LONGEST_LATIN = 30
_LATIN = re.compile(r"(?<![0-9a-z&.-])[a-z][0-9a-z&.-]*(?: [a-z][0-9a-z&.-]*){0,3}$")
# Characters are written here as seeds.script.fold leaves them.
_BEGINNINGS = frozenset("的瞭在是和与及或被把对向从到由为以于至跟让使给将用自年月日")
NEVER_IN_NAMES = _BEGINNINGS | frozenset(
    "这那该其每各某本我你他她它们个两几多少不没有说称也都就还又并很最更等着过来去上下内外前后"
    "家所名位种些间此全另仝任当据如因但而则且比受经做作成出入曾已正再衹能会可要想得老大小新旧数"
)
"""Characters that hardly any name holds of which nothing is known."""

_NUMERALS = frozenset("一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class Composed:
    """Hold a name that was put together."""

    start: int
    end: int
    label: str
    score: float


def edition(folded: str, start: int) -> int:
    """Return the start of the year or number that belongs to the name of an event at ``start``: 第七屆進博會."""
    match = _EDITION.search(folded, max(0, start - 10), start)
    return match.start() if match else start


def compose(folded: str, matches: LexiconMatches) -> list[Composed]:
    """Return the names that can be put together from the matches in a folded text, in any order; they may overlap."""
    composer = _Composer(folded, matches)
    return [name for end in sorted(matches.endings) if (name := composer.at(end))] + composer.chains()


class _Composer:
    def __init__(self, folded: str, matches: LexiconMatches) -> None:
        self._text = folded
        self._matches = matches
        self._ends = {end: (start, entry.label) for end, (start, entry) in matches.name_ends.items()}

    def at(self, end: int) -> Composed | None:
        """Return the name that ends there, with the number of its house; it may be a part of names that end later."""
        start, ending = self._matches.endings[end]
        if end in self._matches.name_ends:
            return None
        first, trades = self._skip_trades(self._skip_bracket(start))
        score, first = self._score(ending, first, trades)
        if not score or (start, end) == (first, end):
            return None
        self._ends[end] = (first, ending.label)
        if ending.label == "EVENT":
            first = edition(self._text, first)
        number = _NUMBER.match(self._text, end) if ending.word.endswith(_NUMBERED) else None
        return Composed(first, number.end() if number else end, ending.label, score)

    def chains(self) -> list[Composed]:
        """Return organisations that follow places without a mark between them, which are one name: 美國國會.

        Places that follow each other stay apart, as corpora of news have them: with 浙江杭州 as one place, F1 on UNER's
        Chinese-GSD, an encyclopedia, would be 1.5 higher.
        """
        return [
            Composed(first, end, entry.label, entry.score)
            for start, end, entry in self._matches.names
            if entry.label == "ORG" and (first := self._before(start, "LOC")) < start
        ]

    def _score(self, ending: Ending, first: int, trades: int) -> tuple[float, int]:
        """Return how likely there is a name that begins at or before ``first``, and its start."""
        if ending.label == "EVENT" and trades > 1 and first not in self._ends:
            return ending.name, first  # 世界智能制造大会 has no name but these
        names = {"LOC"} if ending.label == "LOC" else _NAMING
        if first in self._ends:
            start, label = self._ends[first]
            if label not in names:
                return 0.0, first
            score = ending.place if label == "LOC" and not trades else ending.name
            return score, self._before(start, *names)
        start = self._unknown_before(first, ending.label)
        if start == first:
            return 0.0, first
        start_of_names = self._before(start, *names)
        return (ending.between if start_of_names < start else ending.unknown), start_of_names

    def _before(self, start: int, *labels: str) -> int:
        """Return the start of the first of the names of these labels that lead up to ``start``."""
        for _step in range(_MOST_PARTS):
            if start not in self._ends or self._ends[start][1] not in labels:
                break
            start = self._ends[start][0]
        return start

    def _skip_trades(self, start: int) -> tuple[int, int]:
        """Return the start of the words of trade that lead up to ``start``, and their number."""
        for count in range(_MOST_PARTS):
            if start not in self._matches.trade_ends or start in self._ends:
                return start, count
            start = self._matches.trade_ends[start]
        return start, _MOST_PARTS

    def _skip_bracket(self, start: int) -> int:
        bracketed = _BRACKETED.search(self._text, max(0, start - 10), start)
        return bracketed.start() if bracketed and bracketed.end(1) in self._ends else start

    def _unknown_before(self, end: int, label: str) -> int:
        """Return the start of the few characters that may be a name by themselves; ``end`` where they may not."""
        never = NEVER_IN_NAMES if label == "LOC" else NEVER_IN_NAMES | _NUMERALS
        if label == "ORG" and (word := _LATIN.search(self._text, max(0, end - _LONGEST_LATIN), end)):
            return word.start()
        start = end
        while start > 0 and end - start <= _LONGEST_UNKNOWN and not self._may_begin(start):
            if self._text[start - 1] in never or (end - start > 1 and start in self._matches.trade_ends):
                return end
            start -= 1
        return start if 2 <= end - start <= _LONGEST_UNKNOWN else end

    def _may_begin(self, start: int) -> bool:
        """Return whether a name, a title, no Chinese character, or a word that governs a name stands before."""
        before = self._text[start - 1]
        return (
            start in self._ends
            or start in self._matches.title_ends
            or before in _BEGINNINGS
            or not "\u3400" <= before <= "\u9fff"
        )
