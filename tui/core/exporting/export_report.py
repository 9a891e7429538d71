"""Describe what came of an export or import in lines for people: counts, changes, and what was lost."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotations.exchange.report import DroppedItem, Report
from seeds.errors import Problem
from seeds.i18n import _, ngettext
from tui.text.clip import clip
from tui.text.width import cells, drawable

KINDS = {
    "annotation": _("annotation"),
    "annotations": _("annotations"),
    "annotator": _("annotator"),
    "answer": _("answer"),
    "article": _("article"),
    "attribute": _("attribute"),
    "body": _("body"),
    "category": _("category"),
    "comment": _("comment"),
    "document": _("document"),
    "element": _("element"),
    "equivalence": _("equivalence"),
    "event": _("event"),
    "feature": _("feature"),
    "file": _("file"),
    "item": _("item"),
    "key": _("key"),
    "layer": _("layer"),
    "line": _("line"),
    "mark": _("mark"),
    "metadata": _("metadata"),
    "normalisation": _("normalisation"),
    "note": _("note"),
    "note or attribute": _("note or attribute"),
    "object": _("object"),
    "relation": _("relation"),
    "result": _("result"),
    "row": _("row"),
    "score": _("score"),
    "span": _("span"),
    "status": _("status"),
    "suggestion": _("suggestion"),
    "task": _("task"),
    "text": _("text"),
    "time": _("time"),
    "title": _("title"),
    "word": _("word"),
}
"""The kinds of things that are dropped, as the report has them and as they are shown; a plug-in may have others."""

DECISIONS = {
    "article": _("article"),
    "file": _("file"),
    "layer": _("layer"),
    "mention": _("mention without a place"),
    "quote": _("quote"),
    "record": _("record"),
    "span": _("span"),
    "task": _("task"),
    "text": _("text with emoji or other characters beyond U+FFFF"),
}
"""What decisions are about, as the report has it and as it is shown."""

PROBLEMS_SHOWN = 20
"""Problems beyond this many are only counted."""

_EXAMPLES = 5
_WORDS = 24
_GAP = "  "


def report_lines(report: Report, parts: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a report: a table of the spans, what was changed, and what was lost with examples.

    ``parts`` are those of the split, of which some may have got nothing.
    """
    yield from outcome_lines(report, parts)
    yield from loss_lines(report)


def outcome_lines(report: Report, parts: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a report without what was lost."""
    yield _counts(report)
    if report.spans:
        yield from _table(report, parts)
    for how, count in sorted(report.changed.items()):
        yield ngettext("{count} span {how}", "{count} spans {how}", count).format(count=count, how=how)
    if report.rebuilt:
        message = ngettext(
            "{count:,} text put together from tokens, without its white space",
            "{count:,} texts put together from tokens, without their white space",
            report.rebuilt,
        )
        yield message.format(count=report.rebuilt)
    for name, written in report.mapped.items():
        yield _("{name} is written as {written}").format(name=drawable(name), written=drawable(written))
    for decision, count in report.decided.items():
        what = DECISIONS.get(decision.what, decision.what)
        yield _("{message} ({count:,} × {what})").format(message=drawable(decision.message), count=count, what=what)


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the lines for the problems of an export, below an empty line; none where there are none."""
    if problems:
        yield ""
        yield from map(str, problems[:PROBLEMS_SHOWN])
    if len(problems) > PROBLEMS_SHOWN:
        yield _("… and {n} more").format(n=f"{len(problems) - PROBLEMS_SHOWN:,}")


def _counts(report: Report) -> str:
    articles, spans = report.articles.total(), report.spans.total()
    return ", ".join(
        (
            ngettext("{count:,} article", "{count:,} articles", articles).format(count=articles),
            ngettext("{count:,} span", "{count:,} spans", spans).format(count=spans),
        )
    )


def _table(report: Report, parts: Sequence[str]) -> Iterator[str]:
    """Return articles, and spans by label; with a column for each part where there are several."""
    columns_named = list(dict.fromkeys((*parts, *report.articles, *(part for part, _label in report.spans))))
    columns = columns_named if len(columns_named) > 1 else []
    counts = {_("articles"): [report.articles[part] for part in columns_named]}
    for label in sorted({label for _part, label in report.spans}):
        counts[drawable(label)] = [report.spans[part, label] for part in columns_named]
    rows = [["", *columns, _("all")]]
    for name, numbers in counts.items():
        rows.append([name, *(f"{number:,}" for number in (*numbers[: len(columns)], sum(numbers)))])
    return aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Align rows: the first column to the left, numbers to the right, counted in cells."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = (" " * (width - cells(text)) + text for text, width in zip(rest, widths[1:], strict=True))
        yield _GAP + _GAP.join((first + " " * (widths[0] - cells(first)), *numbers))


def loss_lines(report: Report, examples_shown: int = _EXAMPLES) -> Iterator[str]:
    """Yield a line for each kind of loss, with examples."""
    examples: dict[str, list[DroppedItem]] = defaultdict(list)
    for loss in report.losses:
        examples[loss.reason].append(loss)
    for (what, reason), count in report.lost.most_common():
        yield _("lost: {count:,} × {what}: {reason}").format(count=count, what=KINDS.get(what, what), reason=reason)
        yield from (f"{_GAP}{_example(loss)}" for loss in examples[reason][:examples_shown])


def _example(loss: DroppedItem) -> str:
    words = clip(drawable(loss.what), _WORDS)
    place = f" {loss.start}–{loss.end}" if loss.start >= 0 else ""
    name = f"{loss.article} {loss.item}" if loss.item else loss.article
    return f"{drawable(name)}{place}{_GAP}{loss.label} {words}" if loss.label else f"{loss.article}{_GAP}{words}"
