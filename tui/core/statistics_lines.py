"""Describe the numbers of a project's annotations in lines for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotations.exchange.statistics import Counts, Statistics
from annotations.model.span import ACCEPTED, ADJUDICATED, AGREED, IMPORTED, MANUAL
from seeds.i18n import _, ngettext
from tui.core.exporting.export_report import aligned
from tui.text.width import drawable


def statistics_lines(statistics: Statistics) -> Iterator[str]:
    """Yield a line with the totals, then a table: labels, origins and the rest, by annotator or by part."""
    total = statistics.total
    yield ", ".join(
        (
            ngettext("{count:,} article", "{count:,} articles", total.articles).format(count=total.articles),
            ngettext("{count:,} character", "{count:,} characters", total.characters).format(count=total.characters),
            ngettext("{count:,} span", "{count:,} spans", total.spans).format(count=total.spans),
        )
    )
    people = dict(sorted(statistics.annotators.items()))
    columns = statistics.parts | (people if len(people) > 1 or not statistics.parts else {})
    yield from aligned(list(_rows(statistics, columns if len(columns) > 1 else {})))


def origin_title(origin: str) -> str:
    """Return in words where a span comes from."""
    if origin == MANUAL:
        return _("by hand")
    if origin.startswith(ACCEPTED):
        return _("accepted from {suggester}").format(suggester=drawable(origin.removeprefix(ACCEPTED)))
    if origin.startswith(IMPORTED):
        return _("imported from {format}").format(format=drawable(origin.removeprefix(IMPORTED)))
    if origin == AGREED:
        return _("agreed on by the annotators")
    if origin.startswith(f"{ADJUDICATED}:"):
        return _("adjudicated, from {annotators}").format(annotators=drawable(origin.removeprefix(f"{ADJUDICATED}:")))
    return drawable(origin)


def _rows(statistics: Statistics, columns: Mapping[str, Counts]) -> Iterator[Sequence[str]]:
    counted = [*columns.values(), statistics.total]

    def row(title: str, numbers: Iterator[int]) -> Sequence[str]:
        return [title, *(f"{number:,}" for number in numbers)]

    def rows(kind: str, title: str) -> Iterator[Sequence[str]]:
        counters: list[Counter[str]] = [getattr(counts, kind) for counts in counted]
        for name in statistics.total.table(statistics.schema)[kind]:
            if kind != "labels" and not any(counter[name] for counter in counters):
                continue
            shown = origin_title(name) if kind == "origins" else drawable(name)
            yield row(title.format(name=shown), (counter[name] for counter in counters))

    yield ["", *map(drawable, columns), _("all")]
    yield row(_("articles"), (counts.articles for counts in counted))
    yield row(_("spans"), (counts.spans for counts in counted))
    yield from rows("labels", "{name}")
    yield from rows("origins", "{name}")
    yield from rows("relations", _("relation {name}"))
    yield from rows("categories", _("category {name}"))
    yield from rows("statuses", _("status {name}"))
    if statistics.total.notes:
        yield row(_("notes"), (counts.notes for counts in counted))
