"""Make one article of the records of a file, a paragraph of each, for corpora of sentences."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from annotations.exchange.importing.rejoining import without_facts_of_all
from annotations.exchange.record import Record
from annotations.exchange.report import Decision, Report
from annotations.model.span import Relation, Span
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _

_LONGEST = 250_000
"""After how many code points another article begins, so that memory does not grow with the file."""


def as_one_article(records: Iterable[Record], name: str, report: Report, step: Callable[[], None]) -> Iterator[Record]:
    """Yield the records of a file as one, or as one for each annotator with the same text, and each part of a split.

    Beyond ``_LONGEST`` code points, another article begins, which is said; that much is in memory. Records without text
    are yielded as they are. ``step`` is called for each record.
    """
    texts: dict[str, _Paragraphs] = {}
    message = _("records are paragraphs of one article, without ids of their own")
    for record in records:
        step()
        if not record.text or record.text.isspace():
            yield record
            continue
        report.decided[Decision("record", "one-article", message)] += 1
        paragraphs = texts.setdefault(record.part, _Paragraphs())
        paragraphs.add(without_facts_of_all(record, report))
        if paragraphs.length > _LONGEST:
            report.decided[_divided()] += 1
            yield from texts.pop(record.part).records(name, record.part)
    for part, paragraphs in texts.items():
        yield from paragraphs.records(name, part)


def _divided() -> Decision:
    message = _("articles of {count:,} characters, as one of all would be too long").format(count=_LONGEST)
    return Decision("article", "divided", message)


class _Marks:
    """Collect what one annotator says of an article."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.relations: list[Relation] = []
        self.suggestions: list[Suggestion] = []


class _Paragraphs:
    """Collect paragraphs, and what is marked in them by annotator; ``length`` is that of the text."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._marks: dict[str, _Marks] = {}
        self._places: dict[tuple[bytes, int], int] = {}
        self._times: Counter[tuple[bytes, str]] = Counter()

    def add(self, record: Record) -> None:
        """Add a record: below the others, or where another annotator has the same text."""
        place = self._place(record)
        if place == self.length:
            self._parts.append(record.text)
            self.length += len(record.text) + 1
        marks = self._marks.setdefault(record.annotator, _Marks())
        prefix = f"{len(marks.spans)}-"
        for span in record.spans:
            marks.spans.append(replace(span, id=prefix + span.id, start=span.start + place, end=span.end + place))
        for tie in record.relations:
            marks.relations.append(replace(tie, head=prefix + tie.head, tail=prefix + tie.tail))
        for each in record.suggestions:
            marks.suggestions.append(replace(each, start=each.start + place, end=each.end + place))

    def _place(self, record: Record) -> int:
        """Return where a text begins: of an annotator's n-th record with it, where it stands for the n-th time."""
        if not record.annotator:
            return self.length
        key = sha256(f"{record.id}\0{record.text}".encode("utf-8", "surrogatepass")).digest()
        time = self._times[key, record.annotator]
        self._times[key, record.annotator] += 1
        return self._places.setdefault((key, time), self.length)

    def records(self, name: str, part: str) -> Iterator[Record]:
        """Yield the article with what each annotator says of it; it is named for its file and its text."""
        text = "\n".join(self._parts)
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        identifier = "-".join(filter(None, (name, part if part != name else "", digest[:8])))
        for annotator, marks in self._marks.items():
            yield Record(
                identifier,
                text,
                tuple(marks.spans),
                tuple(marks.relations),
                annotator=annotator,
                part=part,
                suggestions=tuple(marks.suggestions),
            )
