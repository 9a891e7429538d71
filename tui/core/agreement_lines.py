"""Describe how far annotators agree in lines for people."""

from collections.abc import Iterator, Sequence

from annotations.comparison.agreement import Agreement, PairAgreement
from annotations.comparison.figure import Figure
from annotations.comparison.span_counts import Sense
from seeds.i18n import _, ngettext
from tui.core.exporting.export_report import aligned
from tui.core.statistics_lines import origin_title
from tui.text.width import drawable

MOST_CONFUSED = 12
"""The kinds of disagreement that are shown of a pair, the most frequent first."""

_UNDEFINED = "–"
_SENSES = {
    Sense.EXACT: _("exact"),
    Sense.OVERLAPPING: _("overlapping"),
    Sense.BORDERS: _("borders alone"),
    Sense.PLACES: _("overlapping, any label"),
}


def agreement_lines(result: Agreement) -> Iterator[str]:
    """Yield the totals, then tables: measures, labels, what is confused, and where spans come from."""
    articles = ngettext("{count:,} article", "{count:,} articles", result.articles).format(count=result.articles)
    people = ngettext("{count} annotator", "{count} annotators", len(result.annotators))
    yield f"{people.format(count=len(result.annotators))}, {articles}"
    yield ""
    yield from aligned(list(_measures(result)))
    yield from _reasons(result)
    yield ""
    yield from aligned(list(_labels(result)))
    for pair in result.pairs:
        yield from _confusion(pair)
    yield from _origins(result)


def with_interval(figure: Figure) -> str:
    """Return a measure with its interval, three digits each; a dash where it is not defined."""
    if figure.value is None:
        return _UNDEFINED
    value = f"{figure.value:.3f}"
    return f"{value} ({figure.interval[0]:.3f}–{figure.interval[1]:.3f})" if figure.interval else value


def pair_title(pair: PairAgreement) -> str:
    """Return the names of two annotators."""
    return _("{first} and {second}").format(first=drawable(pair.first), second=drawable(pair.second))


def _measures(result: Agreement) -> Iterator[Sequence[str]]:
    """Yield a row for each measure, a column for each pair, and one for all where there are several pairs."""
    several = len(result.pairs) > 1
    yield ["", *map(pair_title, result.pairs), *([_("all")] if several else [])]
    yield [_("articles"), *(f"{pair.articles:,}" for pair in result.pairs), *([f"{result.articles:,}"] * several)]
    yield [
        _("spans"),
        *(f"{pair.spans[0]:,} / {pair.spans[1]:,}" for pair in result.pairs),
        *([""] * several),
    ]
    for sense, title in _SENSES.items():
        figures = [*(pair.f1[sense] for pair in result.pairs), *([result.f1[sense]] * several)]
        yield [_("F1 {sense}").format(sense=title), *map(with_interval, figures)]
    rows = {
        _("u-alpha"): result.alpha,
        _("u-alpha without labels"): result.alpha_without_labels,
        _("alpha of categories"): result.categories,
    }
    blank = [""] * (len(result.pairs) if several else 0)
    kappa = [pair.kappa for pair in result.pairs] + ([result.fleiss] if several else [])
    yield from ([title, *blank, with_interval(figure)] for title, figure in rows.items())
    yield [_("kappa of characters"), *map(with_interval, kappa)]


def _reasons(result: Agreement) -> Iterator[str]:
    """Yield why what is not defined is not, and what flatters."""
    measures = {
        _("F1"): result.f1[Sense.EXACT],
        _("u-alpha"): result.alpha,
        _("alpha of categories"): result.categories,
        _("kappa"): result.fleiss,
    }
    for title, figure in measures.items():
        if figure.value is None:
            yield _("{measure} is not defined: {reason}").format(measure=title, reason=figure.reason)
    if result.fleiss.value is not None:
        yield _("kappa flatters: most characters are in no mark, and they all count as agreement")
    if result.dropped:
        message = ngettext(
            "u-alpha and kappa go without {count:,} span that lies over a longer one of the same annotator",
            "u-alpha and kappa go without {count:,} spans that lie over longer ones of the same annotator",
            result.dropped,
        )
        yield message.format(count=result.dropped)
    for name, count in sorted(result.orphans.items()):
        message = ngettext(
            "{annotator}: {count:,} span is not compared, since its words are not in this text",
            "{annotator}: {count:,} spans are not compared, since their words are not in these texts",
            count,
        )
        yield message.format(annotator=drawable(name), count=count)
    if result.alone:
        message = ngettext(
            "{count:,} article is left out, as fewer than two of the annotators have finished it",
            "{count:,} articles are left out, as fewer than two of the annotators have finished them",
            len(result.alone),
        )
        yield message.format(count=len(result.alone))


def _labels(result: Agreement) -> Iterator[Sequence[str]]:
    yield [_("label"), _("spans"), _("F1 exact"), _("u-alpha")]
    for label, each in result.by_label.items():
        yield [drawable(label), f"{each.spans:,}", with_interval(each.f1), with_interval(each.alpha)]


def _confusion(pair: PairAgreement) -> Iterator[str]:
    """Yield the disagreements of two annotators, the most frequent first, and how many kinds are not shown."""
    kinds = [(labels, count) for labels, count in pair.confusion.most_common() if labels[0] != labels[1]]
    if not kinds:
        return
    yield ""
    yield _("{first} said, and {second} said instead over the same range:").format(
        first=drawable(pair.first), second=drawable(pair.second)
    )
    nothing = _("nothing")
    rows = [
        [f"{drawable(one) or nothing} → {drawable(other) or nothing}", f"{count:,}"]
        for (one, other), count in kinds[:MOST_CONFUSED]
    ]
    yield from aligned(rows)
    if len(kinds) > MOST_CONFUSED:
        yield _("and {count} more kinds").format(count=len(kinds) - MOST_CONFUSED)


def _origins(result: Agreement) -> Iterator[str]:
    """Yield how much of what comes from where the other has too; suggesters' spans tell nothing of people."""
    rows = []
    for pair in result.pairs:
        for (name, origin), shared in pair.by_origin.items():
            other = pair.second if name == pair.first else pair.first
            share = f"{shared.shared / shared.total:.1%}"
            title = f"{drawable(name)}, {origin_title(origin)}"
            rows.append([title, drawable(other), f"{shared.shared:,}", f"{shared.total:,}", share])
    if rows:
        yield ""
        yield from aligned([[_("spans of"), _("also marked by"), _("of them"), _("of"), ""], *rows])
