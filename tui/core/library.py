"""Keep the list of articles as the library shows it: which of them, and in which order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
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
    _folded: str = ""

    @property
    def folded(self) -> str:
        """Title, source, tag and document."""
        if not self._folded:
            info = self.info
            self._folded = fold(f"{info.title}\n{info.source}\n{info.tag}\n{info.origin.document}")
        return self._folded


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
        self._keys: set[tuple[str, str]] = set()

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
        self.rows.clear()
        self._keys.clear()
        self.contents = ColumnContents()

    def add(self, infos: Iterable[ArticleInfo]) -> None:
        """Append articles; a sorted list wants ``arrange`` afterwards."""
        first = len(self.entries)
        self.entries += map(Entry, infos)
        self.contents.note(entry.info for entry in self.entries[first:])
        self._keys.update(entry.info.key for entry in self.entries[first:])
        self.rows += self._matching(range(first, len(self.entries)))

    def prepare_filter(self) -> None:
        """Do the work of the first filter beforehand; for a worker."""
        for entry in list(self.entries):
            _folded = entry.folded

    def filter(self, query: str) -> None:
        """Show only the articles in whose titles every word of ``query`` occurs, in either script and any case.

        Its terms, such as ``status:done``, have to be true as well; of ``label:ORG``, ``set_label_matches`` tells.
        """
        terms = FilterTerms.of(query)
        if query != self.query:
            self.text_matches = set()
        if terms.labels != self._terms.labels:
            self.label_matches = set()
        self.query, self._terms = query, terms
        self.rows = self._matching(range(len(self.entries)))
        self.arrange()

    def with_other_terms(self) -> list[ArticleInfo]:
        """Return the articles of which all terms of the filter are true, those that ask for a label aside."""
        return [entry.info for entry in list(self.entries) if self._meets_terms(entry.info)]

    def set_label_matches(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show of the articles only those that have the labels which the filter asks for."""
        matches = set(keys)
        if matches != self.label_matches:
            self.label_matches = matches
            self.rows = self._matching(range(len(self.entries)))
            self.arrange()

    def beyond_titles(self) -> list[ArticleInfo]:
        """Return the articles that only their texts could bring into the list, since their terms are true."""
        if not self._terms.words:
            return []
        rows = set(self.rows)
        others = (entry.info for number, entry in enumerate(list(self.entries)) if number not in rows)
        return [info for info in others if self._meets_terms(info) and self._has_labels(info)]

    def add_text_matches(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show articles too that have the words of the filter in their texts."""
        before = len(self.text_matches)
        self.text_matches.update(keys)
        if len(self.text_matches) > before:
            self.rows = self._matching(range(len(self.entries)))
            self.arrange()

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
        self.rows.sort(reverse=self.reverse and self.column is Column.ORDER)
        if self.column is not Column.ORDER:
            value = _VALUES[self.column]
            self.rows.sort(key=lambda number: value(self, self.entries[number].info), reverse=self.reverse)

    def row_of(self, key: tuple[str, str]) -> int | None:
        """Return the row that shows an article, or ``None`` where the filter hides it."""
        return next((row for row, number in enumerate(self.rows) if self.entries[number].info.key == key), None)

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
        progress = [each for key, each in self.progress.items() if key in self._keys]
        finished = sum(each.finished for each in progress)
        summaries = [summary for key, summary in self.summaries.items() if key in self._keys]
        done = sum(summary.status == "done" for summary in summaries)
        now = times.now().astimezone().date()
        today = sum(summary.updated.astimezone().date() == now for summary in summaries if summary.updated)
        return {"finished": finished, "begun": len(progress) - finished, "done": done, "today": today}

    def _matching(self, numbers: Iterable[int]) -> list[int]:
        if not self.query.strip():
            return list(numbers)
        if self._terms.terms or self._terms.labels or self.text_matches:
            return [number for number in numbers if self._matches(self.entries[number])]
        words, entries = self._terms.folded, self.entries  # the usual case, for as many articles as there may be
        return [number for number in numbers if all(word in entries[number].folded for word in words)]

    def _matches(self, entry: Entry) -> bool:
        if not self._meets_terms(entry.info) or not self._has_labels(entry.info):
            return False
        return entry.info.key in self.text_matches or all(word in entry.folded for word in self._terms.folded)

    def _meets_terms(self, info: ArticleInfo) -> bool:
        """Return whether the terms of the filter are true of an article, as far as they are typed."""
        return all(
            any(value.casefold().startswith(start) for value in self._values_of(kind, info))
            for kind, start in self._terms.terms
        )

    def _has_labels(self, info: ArticleInfo) -> bool:
        return not self._terms.labels or info.key in self.label_matches

    def _values_of(self, kind: str, info: ArticleInfo) -> Collection[str]:
        if kind == "annotator":
            return self.annotators.get(info.key, ())
        summary = self.summary_of(info)
        return (summary.status.value if summary else "new",)


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
