"""Compose names that no list has of parts that are known: 杭州市西湖區人民法院, 雲深科技有限公司, 建國路88號.

Rules are read from the end of a name to its beginning: an ending (公司, 路), before it words of trade (科技), before
them names that are known (杭州市), which may follow each other, or a few characters that nothing is known of and that
begin where a name may begin.
"""

import re
from dataclasses import dataclass

from annotations.suggest.gazetteer.bundled import Ending
from annotations.suggest.gazetteer.lexicon import LexiconMatches
from annotations.suggest.gazetteer.words import is_word

_MOST_PARTS = 8
_BARE_ENDING = 2
_LONGEST_UNKNOWN = 4
_NAMING = frozenset({"LOC", "ORG", "PROD"})
_NUMBER = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,4})?号(?:楼|院|店)?")
_NUMBERED = tuple("路街巷弄道")
_EDITION = re.compile(r"(?:(?<![0-9])(?:19|20)[0-9]{2}|第[一二三四五六七八九十百0-9]{1,4}届)+$")
_BRACKETED = re.compile(r"\(([^()\n]{1,8})\)$")
_LONGEST_LATIN = 30
_LATIN = re.compile(r"(?<![0-9a-z&.-])[a-z][0-9a-z&.-]*(?: [a-z][0-9a-z&.-]*){0,3}$")
# Characters are written here as seeds.script.fold leaves them.
_BEGINNINGS = frozenset("的瞭在是和与及或被把对向从到由为以于至跟让使给将用自年月日近住往赴抵访驻听座幅栋驾离赠")
NEVER_IN_NAMES = _BEGINNINGS | frozenset(
    "这那该其每各某本我你他她它们个两几多少不没有说称也都就还又并很最更等着过来去上下内外前后"
    "家所名位种些间此全另仝任当据如因但而则且比受经做作成出入曾已正再衹能会可要想得老大小新旧数"
)
"""Characters that hardly any name holds of which nothing is known."""

_BODIES = "organisations"
_APART = frozenset({"LOC"})
"""What a place stands apart from where it has a name of its own: 釜山|金海機場."""

_WHOLE = re.compile("(?:[部署局厅会府委处]|行政院|国务院)$")
"""What the names of bodies end in that have departments."""

_PART = re.compile("(?:[署局处司厅]|总队|中心|委员会)$")
"""What the names of departments end in."""

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


def _is_part(ending: Ending, trades: int, folded: str, start: int) -> bool:
    """Return whether what begins at ``start`` is a department by a name of its own: 交通局, but not 第二分局."""
    return bool(trades or len(ending.word) > _BARE_ENDING) and folded[start] != "第" and bool(_PART.search(ending.word))


class _Composer:
    def __init__(self, folded: str, matches: LexiconMatches) -> None:
        self._text = folded
        self._matches = matches
        self._ends = {end: (start, entry.label) for end, (start, entry) in matches.name_ends.items()}

    def at(self, end: int) -> Composed | None:
        """Return the name that ends there, with the number of its house; it may be a part of names that end later."""
        start, ending = self._matches.endings[end]
        if end in self._matches.name_ends and self._matches.name_ends[end][0] < start:
            return None
        first, trades = self._skip_trades(self._skip_bracket(start))
        score, first = self._score(ending, first, trades)
        if start - first > 1 and end - start == 1 and first not in self._ends and is_word(self._text[start - 1 : end]):
            return None  # 訂單|高峰
        if not score or (start == first and not self._is_whole(first)):
            return None
        self._ends[end] = (first, ending.label)
        if ending.label == "EVENT" and (numbered := edition(self._text, first)) < first:
            first = self._before(numbered, "LOC")
        number = _NUMBER.match(self._text, end) if ending.word.endswith(_NUMBERED) else None
        return Composed(first, number.end() if number else end, ending.label, score)

    def chains(self) -> list[Composed]:
        """Return bodies that follow places without a mark between them, which are one name: 美國國會.

        A place before a company stands apart, and so do places that follow each other.
        """
        return [
            Composed(first, end, entry.label, entry.score)
            for start, end, entry in self._matches.names
            if entry.source == _BODIES and (first := self._before(start, "LOC")) < start
        ]

    def _score(self, ending: Ending, first: int, trades: int) -> tuple[float, int]:
        """Return how likely there is a name that begins at or before ``first``, and its start."""
        if ending.label == "EVENT" and trades > 1 and first not in self._ends:
            return ending.name, first  # 世界智能制造大会 has no name but these
        names = frozenset({"LOC"}) if ending.label == "LOC" else _NAMING
        if first in self._ends:
            return self._score_after_name(ending, first, trades, names)
        start = self._unknown_before(first, ending.label)
        if start == first:
            return 0.0, first
        start_of_names = self._before_whole(start, names - {"ORG"})
        score = ending.between if start_of_names < start else ending.unknown
        return score, start if ending.label in _APART else start_of_names

    def _score_after_name(self, ending: Ending, first: int, trades: int, names: frozenset[str]) -> tuple[float, int]:
        """Return the same where a name leads up to ``first``, of one of the labels that names with this ending hold."""
        start, label = self._ends[first]
        if label not in names:
            return 0.0, first
        if ending.label == "ORG" and self._is_whole(first):
            if _is_part(ending, trades, self._text, first):
                return ending.name, first  # a department with a name of its own: 衛福部|食品藥物管理署
            if not trades and len(ending.word) <= _BARE_ENDING:
                return 0.0, first
        if ending.label == "LOC":
            return (ending.between if trades else ending.place), start
        return (ending.place if label == "LOC" and not trades else ending.name), self._before_whole(start, names)

    def _before_whole(self, start: int, names: frozenset[str]) -> int:
        """Return the start of the names that lead up to ``start``, but not of a body, of which this is a part."""
        for _step in range(_MOST_PARTS):
            if start not in self._ends or self._ends[start][1] not in names or self._is_whole(start):
                break
            start = self._ends[start][0]
        return start

    def _is_whole(self, end: int) -> bool:
        """Return whether a body that has departments ends there."""
        begin, label = self._ends.get(end, (end, ""))
        return label == "ORG" and _WHOLE.search(self._text, begin, end) is not None

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
        if not 2 <= end - start <= _LONGEST_UNKNOWN:
            return end
        if start in self._ends:
            return start
        if is_word(self._text[start:end]):
            return end
        return start + 2 if end - start == _LONGEST_UNKNOWN and is_word(self._text[start : start + 2]) else start

    def _may_begin(self, start: int) -> bool:
        """Return whether a name, a title, no Chinese character, or a word that governs a name stands before."""
        before = self._text[start - 1]
        return (
            start in self._ends
            or start in self._matches.title_ends
            or before in _BEGINNINGS
            or not "\u3400" <= before <= "\u9fff"
        )
