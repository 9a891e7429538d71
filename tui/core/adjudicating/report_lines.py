"""Describe what merging several annotators came to, and where the guideline is silent, in lines for people."""

from collections.abc import Iterator, Sequence

from annotations.comparison.adjudication.records import Reason
from annotations.comparison.adjudication.silence import Labels, Pair, Settled, Silence
from seeds.i18n import _, ngettext
from tui.core.adjudicating.adjudicator import Totals
from tui.core.exporting.export_report import aligned
from tui.text.width import drawable

EXAMPLES = 3
"""The examples that are shown of each two versions; those with a note first."""

REASONS = {
    Reason.SLIP: _("slip"),
    Reason.GAP: _("guideline gap"),
    Reason.AMBIGUOUS: _("ambiguous"),
    Reason.OTHER: _("other"),
}


def reason_title(reason: str) -> str:
    """Return a reason in words; one that nobody knows as it is."""
    return REASONS[Reason(reason)] if reason in REASONS else drawable(reason)


def labels_title(labels: Labels) -> str:
    """Return the labels of a version."""
    return " + ".join(map(drawable, labels)) or _("nothing")


def totals_lines(totals: Totals, places: int, open_places: int) -> Iterator[str]:
    """Yield what merging came to: what is agreed, what is decided, what is open, and what was left out."""
    articles = ngettext("{n} article merged", "{n} articles merged", totals.articles)
    yield articles.format(n=f"{totals.articles:,}")
    agreed = ngettext("{n} span holds by the rule", "{n} spans hold by the rule", totals.agreed)
    changed = _("{taken} taken over now, {dropped} taken away").format(
        taken=f"{totals.taken:,}", dropped=f"{totals.dropped:,}"
    )
    yield f"{agreed.format(n=f'{totals.agreed:,}')}: {changed}"
    differ = ngettext("{n} place where they differ", "{n} places where they differ", places)
    decided = _("{decided} decided, {open} open").format(decided=f"{places - open_places:,}", open=f"{open_places:,}")
    yield f"{differ.format(n=f'{places:,}')}: {decided}"
    if totals.alone:
        message = ngettext(
            "{n} article is left out, as fewer than two of the annotators have finished it",
            "{n} articles are left out, as fewer than two of the annotators have finished them",
            totals.alone,
        )
        yield message.format(n=f"{totals.alone:,}")
    if totals.categories:
        message = ngettext(
            "{n} article has different categories by its annotators: choose them where it is read",
            "{n} articles have different categories by their annotators: choose them where they are read",
            totals.categories,
        )
        yield message.format(n=f"{totals.categories:,}")
    if totals.relations:
        message = ngettext(
            "{n} relation of an annotator is not taken over: tie it where the article is read",
            "{n} relations of annotators are not taken over: tie them where the articles are read",
            totals.relations,
        )
        yield message.format(n=f"{totals.relations:,}")
    if totals.locked:
        message = ngettext("{n} article cannot be changed now", "{n} articles cannot be changed now", totals.locked)
        yield message.format(n=f"{totals.locked:,}")


def silence_lines(pairs: Sequence[tuple[Pair, Silence]]) -> Iterator[str]:
    """Yield a table of the reasons by the labels that were at odds, then examples of each two."""
    if not pairs:
        yield _("no decision is remembered here")
        return
    yield from aligned(
        [
            [_("one version"), _("another"), _("decided"), *REASONS.values(), _("no reason")],
            *(_row(pair, silence) for pair, silence in pairs),
        ]
    )
    for (one, other), silence in pairs:
        yield ""
        yield f"{labels_title(one)} / {labels_title(other)}"
        ranked = sorted(silence.decisions, key=lambda each: (not each.why.note, not each.why.reason))
        for decision in ranked[:EXAMPLES]:
            yield f"  {_line(decision)}"
        if len(ranked) > EXAMPLES:
            yield "  " + _("and {count} more").format(count=f"{len(ranked) - EXAMPLES:,}")


def _row(pair: Pair, silence: Silence) -> Sequence[str]:
    counts = [silence.reasons.total(), *(silence.reasons[reason] for reason in REASONS), silence.reasons[""]]
    return [*map(labels_title, pair), *(f"{count:,}" if count else "" for count in counts)]


def _line(decision: Settled) -> str:
    words = f"{drawable(decision.before)}[{drawable(decision.words)}]{drawable(decision.after)}"
    why = ": ".join(filter(None, (reason_title(decision.why.reason), drawable(decision.why.note))))
    return "  ".join(filter(None, (words, f"→ {labels_title(decision.outcome)}", why, drawable(decision.title))))
