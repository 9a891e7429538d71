"""Find the spans of data sets that name them by their words alone, where it is certain which are meant."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.model.span import Relation, Span
from seeds.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold words with a label, and where they begin, in code points, if a file says that; -1 if it does not."""

    words: str
    label: str
    start: int = -1


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold a relation between two mentions."""

    kind: str
    head: Mention
    tail: Mention


Marks = tuple[tuple[Span, ...], tuple[Relation, ...]]
"""The spans and relations of a text."""


Range = tuple[int, int, str]
"""The code points ``start`` to ``end`` of a text, with a label."""


def find_ranges(text: str, mentions: Iterable[Mention], article: str, report: Report) -> list[Range]:
    """Return where mentions surely stand; the others are losses of ``article``.

    Those that a file lists as often as their words stand in the text are all of these; otherwise words have to stand
    in the text once.
    """
    counts = Counter(mentions)
    return [
        _range(mention, start)
        for mention, count in counts.items()
        for start in _places(text, mention, count, article, report)
    ]


def locate(text: str, mentions: Iterable[Mention], ties: Iterable[Tie], article: str, report: Report) -> Marks:
    """Return the spans and relations that are surely meant; the others are losses of ``article``.

    ``mentions`` that a file lists as often as their words stand in the text are all of these; otherwise words have to
    stand in the text once. Those of ties may be named again and again, and are spans too.
    """
    counts = Counter(mentions)
    relations = list(dict.fromkeys(ties))
    ends = (end for tie in relations for end in (tie.head, tie.tail))
    places = {
        mention: _places(text, mention, counts[mention], article, report) for mention in dict.fromkeys((*counts, *ends))
    }
    ranges = dict.fromkeys(_range(mention, start) for mention, starts in places.items() for start in starts)
    spans = validate_spans(text, (SpanCandidate(*each) for each in ranges), article, report)
    return spans, tuple(_relations(relations, places, spans, article, report))


def start_in(value: object) -> int:
    """Return the start that a file gives, as a number or in digits; -1 for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value if type(value) is int else -1


def _places(text: str, mention: Mention, count: int, article: str, report: Report) -> list[int]:
    """Return where a mention stands; none, which is reported, where that is not certain."""
    words = mention.words
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)] if words else []
    if mention.start >= 0:
        starts = [mention.start] if mention.start in starts else []
        reason = "" if starts else _("its words are not what stands at its offset")
    elif len(starts) in (1, count):
        reason = ""
    elif starts:
        reason = ngettext(
            "stands in the text {count} time, and nothing says which one is meant",
            "stands in the text {count} times, and nothing says which one is meant",
            len(starts),
        ).format(count=len(starts))
    else:
        reason = _("is not in the text")
    if reason:
        report.add(DroppedItem(article, words, reason, mention.label))
    return [] if reason else starts


def _range(mention: Mention, start: int) -> Range:
    return start, start + len(mention.words), mention.label


def _relations(
    ties: Iterable[Tie], places: Mapping[Mention, list[int]], spans: Iterable[Span], article: str, report: Report
) -> Iterator[Relation]:
    ids = {(span.start, span.end, span.label): span.id for span in spans}
    for tie in ties:
        ends = [
            [ids[place] for start in places[end] if (place := _range(end, start)) in ids]
            for end in (tie.head, tie.tail)
        ]
        if tie.kind and all(len(names) == 1 for names in ends):
            yield Relation(tie.kind, ends[0][0], ends[1][0])
        else:
            missing = not tie.kind or not all(ends)
            reason = (
                _("has no type, or one of its spans is missing") if missing else _("several relations could be meant")
            )
            words = f"{tie.head.words} {tie.kind} {tie.tail.words}"
            report.add(DroppedItem(article, words, reason), "relation")
