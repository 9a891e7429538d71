"""Suggest names by bundled lists, the user's own, and names made of known parts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from annotations.suggest.gazetteer.bundled import NAMES, PARTS, bundled_entries, endings, read, titles, trades
from annotations.suggest.gazetteer.composed import compose, edition
from annotations.suggest.gazetteer.countries import countries
from annotations.suggest.gazetteer.entries import Entry, read_entries
from annotations.suggest.gazetteer.lexicon import Lexicon
from annotations.suggest.gazetteer.persons import dotted_names
from annotations.suggest.gazetteer.products import products
from annotations.suggest.gazetteer.storms import storms
from annotations.suggest.gazetteer.words import is_cut_out
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem
from seeds.script.fold import fold

_RULES = "3"
"""Another whenever the rules find something else in the same text."""

_DOTTED_SCORE = 0.9
_STORM_SCORE = 0.9
_COUNTRY_SCORE = 0.8
CUT_OUT = 0.12
"""How often a name of a list is right whose edges are not those of words; of the house corpus and UNER's train set."""

_TITLE = re.compile("[部院局厅署行校所会处委市省县区州]长(?![江期沙春远久三])")  # 外交部|長 is the office of a person
_PEOPLE = re.compile(
    "人(?![民士口工才大事数均类权造寿保和气形])|[语裔籍菜](?![音言文种种贯])|文(?=[^\u3400-\u9fff]|版|$)"
)
"""What makes peoples, languages and cuisines of the name of a place."""

_Candidate = tuple[int, int, str, float]
"""Start, end, label and score."""


class GazetteerSuggester:
    """Find the names of lists, in either script, width and case, and names that are made of them.

    ``paths`` are the user's lists: their entries overrule bundled ones, and later lists overrule earlier ones. What is
    wrong with them is in ``problems``; the rest of them is used.
    """

    name = "gazetteer"

    def __init__(self, paths: Sequence[Path] = (), *, bundled: bool = True) -> None:
        self._own: list[Entry] = []
        self.problems: list[Problem] = []
        self._bundled = bundled
        for path in paths:
            entries, problems = read_entries(path)
            self._own += entries
            self.problems += problems

    @cached_property
    def version(self) -> str:
        """Return a digest of the rules, of every list that comes with the program, and of the user's entries."""
        digest = sha256(_RULES.encode())
        for name in (*NAMES, *PARTS) if self._bundled else ():
            digest.update(read(name).encode())
        for entry in self._own:
            digest.update(repr(entry).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:16]

    def suggest(self, text: str) -> Iterable[Suggestion]:
        """Yield the names in a text, in their order; they do not overlap. The first call builds the automaton."""
        folded = fold(text)
        doubtful: list[_Candidate] = []
        reached = 0
        for start, end, label, score in sorted(self._candidates(text, folded), key=_by_start_then_longest):
            if start < reached:
                continue
            if score == CUT_OUT:
                doubtful.append((start, end, label, score))
                continue
            yield from (self._suggestion(item) for item in doubtful if reached <= item[0] and item[1] <= start)
            doubtful = []
            reached = end
            yield self._suggestion((start, end, label, score))
        yield from (self._suggestion(item) for item in doubtful if reached <= item[0])

    def _suggestion(self, candidate: _Candidate) -> Suggestion:
        return Suggestion(*candidate, self.name)

    def _candidates(self, text: str, folded: str) -> Iterator[_Candidate]:
        matches = self._lexicon.find(folded)
        for start, end, entry in matches.names:
            if not (entry.source and entry.label == "LOC" and _PEOPLE.match(folded, end)):
                yield start, end, entry.label, _score(folded, start, end, entry)
        if not self._bundled:
            return
        for start, end in countries(folded):
            yield start, end, "LOC", _COUNTRY_SCORE
        for start, end in storms(folded):
            yield start, end, "EVENT", _STORM_SCORE
        for start, end, entry in matches.names:
            if entry.label == "EVENT" and (first := edition(folded, start)) < start:
                yield first, end, "EVENT", entry.score
        for name in compose(folded, matches):
            yield name.start, name.end, name.label, name.score
        for name in products(text, folded, matches):
            yield name.start, name.end, name.label, name.score
        for start, end in dotted_names(folded, matches):
            yield start, end, "PER", _DOTTED_SCORE

    @cached_property
    def _lexicon(self) -> Lexicon:
        if self._bundled:
            return Lexicon(self._entries(), endings(), trades(), titles())
        return Lexicon(self._entries())

    def _entries(self) -> Iterator[Entry]:
        if self._bundled:
            yield from bundled_entries()
        yield from self._own


def _score(folded: str, start: int, end: int, entry: Entry) -> float:
    """Return how likely an entry is meant; what is cut out of other words needs another witness."""
    if entry.source and not _TITLE.match(folded, end - 1) and is_cut_out(folded, start, end):
        return CUT_OUT
    return entry.score


def _by_start_then_longest(candidate: _Candidate) -> tuple[int, int]:
    start, end, _label, _score = candidate
    return start, -end
