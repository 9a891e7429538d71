"""Look up everything that is needed in a text: names, and the parts that names are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.suggest.gazetteer.automaton import Automaton, Match, leftmost_longest
from annotations.suggest.gazetteer.bundled import Ending
from annotations.suggest.gazetteer.entries import STOP, Entry
from seeds.script.fold import fold


@dataclass(slots=True)
class WordRoles:
    """Hold the roles of a word, which may have several: a name, an ending of names, a word of trade, a title."""

    entry: Entry | None = None
    ending: Ending | None = None
    is_trade: bool = False
    is_title: bool = False


@dataclass(slots=True)
class LexiconMatches:
    """Hold the words of the lexicon in one text.

    ``names`` do not overlap. The others are by the offset at which they end: what starts furthest to the left.
    """

    names: list[tuple[int, int, Entry]] = field(default_factory=list)
    name_ends: dict[int, tuple[int, Entry]] = field(default_factory=dict)
    endings: dict[int, tuple[int, Ending]] = field(default_factory=dict)
    trade_ends: dict[int, int] = field(default_factory=dict)
    title_ends: set[int] = field(default_factory=set)


class Lexicon:
    """Find the words of all lists by one automaton; of entries for the same word, the last is right."""

    def __init__(
        self,
        entries: Iterable[Entry],
        endings: Iterable[Ending] = (),
        trades: Iterable[str] = (),
        titles: Iterable[str] = (),
    ) -> None:
        roles: dict[str, WordRoles] = {}
        for entry in entries:
            roles.setdefault(fold(entry.word), WordRoles()).entry = entry
        for ending in endings:
            roles.setdefault(fold(ending.word), WordRoles()).ending = ending
        for word in trades:
            roles.setdefault(fold(word), WordRoles()).is_trade = True
        for word in titles:
            roles.setdefault(fold(word), WordRoles()).is_title = True
        self._roles = list(roles.values())
        self._automaton = Automaton(list(roles))

    def find(self, folded: str) -> LexiconMatches:
        """Return the matches in a folded text; none of them is cut out of a word that is a stop."""
        roles = self._roles
        words = self._automaton.find(folded)
        chosen = leftmost_longest([match for match in words if roles[match[0]].entry])
        matches = LexiconMatches()
        stopped: set[int] = set()
        for index, start, end in chosen:
            entry = roles[index].entry
            if entry and entry.label == STOP:
                stopped.update(range(start, end))
            elif entry:
                matches.names.append((start, end, entry))
        self._sort_by_end(matches, words, stopped)
        return matches

    def _sort_by_end(self, matches: LexiconMatches, words: Sequence[Match], stopped: set[int]) -> None:
        for index, start, end in words:
            if start in stopped or end - 1 in stopped:
                continue
            role = self._roles[index]
            if role.entry and role.entry.label != STOP:
                matches.name_ends.setdefault(end, (start, role.entry))
            if role.ending:
                matches.endings.setdefault(end, (start, role.ending))
            if role.is_trade:
                matches.trade_ends.setdefault(end, start)
            if role.is_title:
                matches.title_ends.add(end)
