"""Bring the sentences of a file home to the articles that they stand in, where that is certain."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotations.exchange.importing.matching import Match, Matcher, UnclearError
from annotations.exchange.importing.places import Place, Stretch, chain_lengths, find_places, squeezed, stands_apart
from annotations.exchange.importing.rejoining import joined, without_facts_of_all
from annotations.exchange.importing.text_alignment import Alignment, MatchKind, Range, align_edited, align_part
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.article import Article
from seeds.i18n import _

_RECORDS = 5_000
_CODE_POINTS = 1_000_000
"""How many records, and how much of their text, is looked for at once."""

_SLACK = 50
"""How many code points longer than twice the gap an edited passage may be to be taken for what stood in it."""

Key = tuple[str, str]


class Home(NamedTuple):
    """Hold a record, and where it belongs: no article where it is new, or where ``reason`` says why it is put nowhere.

    ``parts`` is how many records of the file it was put together from, 0 where it is a whole article.
    """

    record: Record
    match: Match | None = None
    reason: str = ""
    parts: int = 0


class Homecoming:
    """Find where records belong: each in the article that it is, or as a part in the article that it stands in.

    A run of records stands where the article has them one after another, white space aside, in either script; of
    several such places, the one of the longest run counts, if there is just one. A record alone stands where its text
    is just once, as a sentence or several. What stands between such records and not in the article was edited.
    ``without`` is a document whose articles have no parts, since this import has brought them along.
    """

    def __init__(self, matcher: Matcher, without: str = "") -> None:
        self._matcher = matcher
        self._without = without

    def place(self, records: Iterable[Record], report: Report) -> Iterator[Home]:
        """Yield the records with their articles; what is said of a part alone goes to ``report``, as none holds it."""
        batch: list[Record] = []
        length = 0
        for record in records:
            batch.append(record)
            length += len(record.text)
            if len(batch) >= _RECORDS or length >= _CODE_POINTS:
                yield from _Batch(self._matcher, self._without, batch, report).homes()
                batch, length = [], 0
        yield from _Batch(self._matcher, self._without, batch, report).homes()


class _Batch:
    def __init__(self, matcher: Matcher, without: str, records: Sequence[Record], report: Report) -> None:
        self._matcher = matcher
        self._without = without
        self._records = records
        self._report = report
        self._reasons: dict[int, str] = {}
        self._placed: dict[int, Place] = {}
        self._edited: dict[int, Key] = {}

    def homes(self) -> Iterator[Home]:
        self._wholes = [self._whole(record) for record in self._records]
        texts = [squeezed(record.text) for record in self._records]
        loose = {number for number, home in enumerate(self._wholes) if home is None and texts[number]}
        if loose and not self._matcher.empty:
            self._find(texts, loose)
        yield from self._alone()
        yield from self._together()

    def _whole(self, record: Record) -> Home | None:
        try:
            match = self._matcher.whole(record)
        except UnclearError as error:
            return Home(record, reason=error.problem.message)
        return Home(record, match) if match else None

    def _find(self, texts: Sequence[str], loose: set[int]) -> None:
        articles = (article for article in self._matcher.articles() if article.info.origin.document != self._without)
        places, self._lengths = find_places(texts, articles)
        if not places:
            return
        self._chains = chain_lengths(places, loose)
        for number in range(len(texts)):
            if number in places:
                self._choose(number, places[number], is_loose=number in loose)
        for stretch in self._stretches(texts, loose):
            self._settle(stretch)

    def _choose(self, number: int, places: Sequence[Place], *, is_loose: bool) -> None:
        lengths = {place: self._chains[number, place] for place in places}
        if not is_loose:  # it is an article of its own, unless it stands among others that are none
            lengths = {place: chain for place, chain in lengths.items() if chain.records > 1 and chain.loose}
        longest = max((chain.records for chain in lengths.values()), default=0)
        best = [place for place, chain in lengths.items() if chain.records == longest]
        if longest == 1:
            best = [place for place in best if self._stands_apart(place)]
        if len(best) == 1:
            self._placed[number] = best[0]
        elif best and is_loose:
            self._reasons[number] = _(
                "stands in several places, and what is around it in the file does not say in which"
            )

    def _stands_apart(self, place: Place) -> bool:
        article = self._matcher.article(place.article)
        return article is not None and stands_apart(article.text, place)

    def _stretches(self, texts: Sequence[str], loose: set[int]) -> Iterator[Stretch]:
        """Yield the records that stand nowhere, those that follow each other together."""
        numbers: list[int] = []
        for number in range(len(texts) + 1):
            if number in loose and number not in self._placed and number not in self._reasons:
                numbers.append(number)
            elif numbers:
                length = sum(len(texts[each]) for each in numbers)
                yield Stretch(numbers, length, self._placed.get(numbers[0] - 1), self._placed.get(number))
                numbers = []

    def _settle(self, stretch: Stretch) -> None:
        """Take records for an edited passage of the one article that has room for it beside their neighbours."""
        keys = [key for key, gap in self._gaps(stretch) if stretch.length <= 2 * gap + _SLACK]
        for number in stretch.numbers:
            if len(keys) == 1:
                self._edited[number] = keys[0]
            elif keys:
                self._reasons[number] = _("stands in neither of the articles that the records around it are parts of")

    def _gaps(self, stretch: Stretch) -> Iterator[tuple[Key, int]]:
        """Yield the articles that have a gap where records stand, with its length."""
        before, after = stretch.before, stretch.after
        if before and after and before.article == after.article and before.end <= after.start:
            yield before.article, after.start - before.end
            return
        if before and before.end < self._lengths[before.article] and self._is_run(stretch.numbers[0] - 1, before):
            yield before.article, self._lengths[before.article] - before.end
        if after and after.start > 0 and self._is_run(stretch.numbers[-1] + 1, after):
            yield after.article, after.start

    def _is_run(self, number: int, place: Place) -> bool:
        return self._chains[number, place].records > 1

    def _alone(self) -> Iterator[Home]:
        for number, record in enumerate(self._records):
            if number in self._placed:
                continue
            article = self._matcher.article(self._edited[number]) if number in self._edited else None
            if article:
                part = without_facts_of_all(record, self._report)
                yield Home(part, Match(article, align_edited(article.text, record)), parts=1)
            elif number in self._reasons:
                yield Home(record, reason=self._reasons[number])
            else:
                yield self._wholes[number] or Home(record, self._matcher.edited(record))

    def _together(self) -> Iterator[Home]:
        """Yield the parts of an article as one record, for each annotator; what stands there twice makes another."""
        groups: dict[tuple[Key, str, int], list[int]] = defaultdict(list)
        times: Counter[tuple[Place, str]] = Counter()
        for number, place in self._placed.items():
            annotator = self._records[number].annotator
            groups[place.article, annotator, times[place, annotator]].append(number)
            times[place, annotator] += 1
        for (key, _annotator, _time), numbers in groups.items():
            article = self._matcher.article(key)
            if article:
                yield self._home(article, numbers)
            else:  # it could be read a moment ago
                for number in numbers:
                    yield Home(self._records[number], reason=_("its article cannot be read"))

    def _home(self, article: Article, numbers: Sequence[int]) -> Home:
        align = align_part(article.text)
        starts: list[int] = []
        ranges: list[Callable[[int, int], Range | None]] = []
        whole: Record | None = None
        for number in numbers:
            record = without_facts_of_all(self._records[number], self._report)
            starts.append(len(whole.text) if whole else 0)
            ranges.append(align(record.text, self._placed[number].start))
            whole = joined(whole, record, f"{number}-") if whole else record
        assert whole is not None

        def place(start: int, end: int) -> Range | None:
            part = bisect_right(starts, start) - 1
            return ranges[part](start - starts[part], end - starts[part])

        record = replace(whole, id=article.info.id, document=article.info.origin.document)
        return Home(record, Match(article, Alignment(MatchKind.PARTS, place)), parts=len(numbers))
