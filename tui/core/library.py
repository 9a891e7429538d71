"""Keep the list of articles as the library shows it: which of them, and in which order."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from annotations.model import times
from annotations.storage.progress import Progress
from seeds.article import ArticleInfo
from seeds.i18n import _
from seeds.script.fold import fold
from tui.core.listing.column_contents import Column, ColumnContents
from tui.core.listing.filter_terms import FilterTerms

if TYPE_CHECKING:
    from annotations.storage.summaries import Summary

MINUTE = 400
"""Code points that a practised reader takes in a minute."""

HOUR = 60

UNREAD = Progress()

SLICE = 4000
"""Articles that a filter looks at before a key may be handled."""


def reading_time(length: float) -> str:
    """Return how long a text of so many code points takes: in minutes, at least one, or in hours."""
    minutes = max(1, round(length / MINUTE))
    if minutes < 2 * HOUR:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h").format(hours=round(minutes / HOUR))


@dataclass(slots=True)
class Entry:
    """Hold an article of the library, with what the filter looks at, in one script and one case, once it is needed."""

    info: ArticleInfo
    known: str = ""

    @property
    def folded(self) -> str:
        """Title, source, tag and document; ``known`` once that has been asked for, which takes no time at all."""
        if not self.known:
            info = self.info
            self.known = fold(f"{info.title}\n{info.source}\n{info.tag}\n{info.origin.document}")
        return self.known


class Library:
    """Hold the articles found so far, filtered and sorted; rows are positions in what is shown, from 0.

    ``gains`` are what annotating an article is expected to teach, by key, of those of which that is known;
    ``annotators`` who has annotated it. ``text_matches`` are the articles that the filter shows for their texts, since
    their titles do not have its words; ``label_matches`` those that are known to have the labels that it asks for.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.progress: dict[tuple[str, str], Progress] = {}
        self.summaries: dict[tuple[str, str], Summary] = {}
        self.gains: dict[tuple[str, str], float] = {}
        self.rows: list[int] = []
        self.contents = ColumnContents()
        self.column = Column.ORDER
        self.reverse = False
        self.query = ""
        self.annotators: Mapping[tuple[str, str], Collection[str]] = {}
        self.text_matches: set[tuple[str, str]] = set()
        self.label_matches: set[tuple[str, str]] = set()
        self._terms = FilterTerms()
        self._numbers: dict[tuple[str, str], int] = {}
        self._order: list[int] = []
        self._by_title: list[int] = []
        self._revision = 0

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, row: int) -> ArticleInfo:
        return self.entries[self.rows[row]].info

    def progress_of(self, info: ArticleInfo) -> Progress:
        """Return how far an article has been read."""
        return self.progress.get(info.key, UNREAD)

    def summary_of(self, info: ArticleInfo) -> "Summary | None":
        """Return what an article has been annotated with; None where nobody has begun."""
        return self.summaries.get(info.key)

    def clear(self) -> None:
        """Forget the articles, but not the filter and the order."""
        self.entries.clear()
        self.rows = []
        self._order, self._by_title = [], []
        self._revision += 1
        self._numbers.clear()
        self.contents = ColumnContents()

    def add(self, infos: Iterable[ArticleInfo]) -> None:
        """Append articles; a sorted list wants ``arrange`` afterwards."""
        first = len(self.entries)
        self.entries += map(Entry, infos)
        self.contents.note(entry.info for entry in self.entries[first:])
        for number, entry in enumerate(self.entries[first:], first):
            self._numbers.setdefault(entry.info.key, number)
        numbers = range(first, len(self.entries))
        matching = self._matching(numbers, self._terms)
        self._order += numbers
        self._by_title += matching
        self.rows += self._labelled(matching)

    def prepare_filter(self) -> None:
        """Do the work of the first filter beforehand; for a worker."""
        for entry in islice(self.entries, len(self.entries)):
            _folded = entry.folded

    def filter(self, query: str) -> None:
        """Show only the articles in whose titles every word of ``query`` occurs, in either script and any case.

        Its terms, such as ``status:done``, have to be true as well; of ``label:ORG``, ``set_label_matches`` tells.
        """
        for _slice in self.filtering(query):
            pass

    def filtering(self, query: str) -> Iterator[None]:
        """Do what ``filter`` does, a slice of the articles at a time; until the last, all is shown as it was before."""
        terms = FilterTerms.of(query)
        while True:
            revision, count = self._revision, len(self.entries)
            narrower = not self._terms.terms and _narrows(terms, self._terms)
            numbers = self._by_title if narrower else self._order
            matching: list[int] = []
            for first in range(0, len(numbers), SLICE):
                matching += self._matching(numbers[first : first + SLICE], terms)
                yield
            if revision == self._revision:  # else the order is another one by now
                break
        if query != self.query:
            self.text_matches = set()
        if terms.labels != self._terms.labels:
            self.label_matches = set()
        self.query, self._terms = query, terms
        self._by_title = matching + self._matching(range(count, len(self.entries)), terms)
        self._revision += 1
        self._merge_rows()

    def with_other_terms(self) -> list[ArticleInfo]:
        """Return the articles of which all terms of the filter are true, those that ask for a label aside."""
        return [entry.info for entry in list(self.entries) if self._meets_terms(entry.info)]

    def set_label_matches(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show of the articles only those that have the labels which the filter asks for."""
        matches = set(keys)
        if matches != self.label_matches:
            self.label_matches = matches
            self._merge_rows()

    @property
    def shown_for_texts(self) -> int:
        """Return how many articles the filter shows for their texts."""
        return len(self.text_matches & self.label_matches if self._terms.labels else self.text_matches)

    def beyond_titles(self) -> list[ArticleInfo]:
        """Return the articles that only their texts could bring into the list, since their terms are true."""
        if not self._terms.words:
            return []
        rows = set(self.rows)
        others = (entry.info for number, entry in enumerate(list(self.entries)) if number not in rows)
        if not (self._terms.terms or self._terms.labels):
            return list(others)
        return [info for info in others if self._meets_terms(info) and self._has_labels(info)]

    def add_text_matches(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show articles too that have the words of the filter in their texts."""
        before = len(self.text_matches)
        self.text_matches.update(keys)
        if len(self.text_matches) > before:
            self._merge_rows()

    def _merge_rows(self) -> None:
        """Show what the filter has found in titles and in texts, in the order of the list."""
        self.rows = list(self._by_title)
        beyond = {self._numbers[key] for key in self.text_matches if key in self._numbers}
        if beyond and self.column is Column.ORDER and not self.reverse:
            self.rows += sorted(number for number in beyond if not _holds(self._by_title, number))
            self.rows.sort()  # two runs that are sorted: quick however many there are
        elif beyond:
            shown = beyond.union(self._by_title)
            self.rows = [number for number in self._order if number in shown]
        self.rows = self._labelled(self.rows)

    def _labelled(self, numbers: list[int]) -> list[int]:
        """Return those of the articles that have the labels which the filter asks for."""
        if not self._terms.labels:
            return numbers
        return [number for number in numbers if self._has_labels(self.entries[number].info)]

    def next_column(self) -> Column:
        """Return the column to sort by after the present one; those that say nothing are passed over."""
        columns = [column for column in Column if column is self.column or self.says_something(column)]
        return columns[(columns.index(self.column) + 1) % len(columns)]

    def says_something(self, column: Column | None) -> bool:
        """Return whether a column differs from article to article, or may; None is that of the reading times."""
        match column:
            case Column.READ:
                return bool(self.progress)
            case Column.SPANS:
                return bool(self.summaries)
            case Column.FILE | Column.SOURCE | Column.TAG | Column.DATE:
                return self.contents.has(column)
            case _:
                return True

    def sort(self, column: Column, *, reverse: bool = False) -> None:
        """Put the rows in the order of a column."""
        self.column, self.reverse = column, reverse
        self.arrange()

    def arrange(self) -> None:
        """Sort the rows as the column says; articles that are alike keep the order of their sources."""
        self._order.sort(reverse=self.reverse and self.column is Column.ORDER)
        if self.column is not Column.ORDER:
            value = _VALUES[self.column]
            self._order.sort(key=lambda number: value(self, self.entries[number].info), reverse=self.reverse)
        shown = set(self._by_title)
        self._by_title = [number for number in self._order if number in shown]
        self._revision += 1
        self._merge_rows()

    def row_of(self, key: tuple[str, str]) -> int | None:
        """Return the row that shows an article, or ``None`` where the filter hides it."""
        number = self._numbers.get(key)
        if number is None:
            return None
        if self.column is Column.ORDER and not self.reverse:
            return bisect_left(self.rows, number) if _holds(self.rows, number) else None
        return self.rows.index(number) if number in self.rows else None

    def next_unfinished(self, info: ArticleInfo) -> ArticleInfo | None:
        """Return the next article in the list, or the first again, whose annotation is neither done nor skipped."""
        row = self.row_of(info.key)
        rows = range(len(self))
        start = -1 if row is None else row
        for following in (*rows[start + 1 :], *rows[: max(0, start)]):
            summary = self.summary_of(self[following])
            if summary is None or summary.status not in ("done", "skipped"):
                return self[following]
        return None

    def counts(self) -> Mapping[str, int]:
        """Return how many of all the articles are ``finished`` and how many ``begun`` by the reader.

        ``done`` are those whose annotation is, ``today`` those whose annotation has changed today.
        """
        progress = [each for key, each in self.progress.items() if key in self._numbers]
        finished = sum(each.finished for each in progress)
        summaries = [summary for key, summary in self.summaries.items() if key in self._numbers]
        done = sum(summary.status == "done" for summary in summaries)
        now = times.now().astimezone().date()
        today = sum(summary.updated.astimezone().date() == now for summary in summaries if summary.updated)
        return {"finished": finished, "begun": len(progress) - finished, "done": done, "today": today}

    def _matching(self, numbers: Sequence[int], terms: FilterTerms) -> list[int]:
        """Return those of the articles in whose titles the words occur, and of which the terms are true."""
        entries = self.entries
        matching = list(numbers)
        for word in terms.folded:
            matching = [number for number in matching if word in (entries[number].known or entries[number].folded)]
        if terms.terms:
            matching = [number for number in matching if self._meets_terms(entries[number].info, terms)]
        return matching

    def _meets_terms(self, info: ArticleInfo, terms: FilterTerms | None = None) -> bool:
        """Return whether the terms of the filter are true of an article, as far as they are typed."""
        return all(
            any(value.casefold().startswith(start) for value in self._values_of(kind, info))
            for kind, start in (terms or self._terms).terms
        )

    def _has_labels(self, info: ArticleInfo) -> bool:
        return not self._terms.labels or info.key in self.label_matches

    def _values_of(self, kind: str, info: ArticleInfo) -> Collection[str]:
        if kind == "annotator":
            return self.annotators.get(info.key, ())
        summary = self.summary_of(info)
        return (summary.status.value if summary else "new",)


def _holds(numbers: Sequence[int], number: int) -> bool:
    """Return whether a number is one of those, which are sorted."""
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def _narrows(terms: FilterTerms, former: FilterTerms) -> bool:
    """Return whether what has the words of a filter has those of a former one too."""
    return all(any(word in longer for longer in terms.folded) for word in former.folded)


_VALUES: dict[Column, Callable[[Library, ArticleInfo], str | float]] = {
    Column.TITLE: lambda _library, info: info.title,
    Column.FILE: lambda _library, info: info.origin.document,
    Column.DATE: lambda _library, info: info.date,
    Column.SOURCE: lambda _library, info: info.source,
    Column.TAG: lambda _library, info: info.tag,
    Column.LENGTH: lambda _library, info: info.length,
    Column.READ: lambda library, info: library.progress_of(info).share,
    Column.SPANS: lambda library, info: summary.spans if (summary := library.summary_of(info)) else 0,
    Column.GAIN: lambda library, info: -library.gains.get(info.key, 0.0),
}
