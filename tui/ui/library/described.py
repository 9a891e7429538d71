"""Describe the list in words: how many articles there are, how far they have come, and what is wrong."""

from seeds.errors import Notice
from seeds.i18n import _, ngettext
from tui.core.library import Library
from tui.core.listing.filter_terms import FilterTerms
from tui.core.session import Session
from tui.text.clip import clip

QUERY_AT_MOST = 30
"""Cells for what the list is filtered by, so that the numbers have room beside it."""


def count_of(library: Library, stage: str = "") -> str:
    """Return how many articles there are and are shown, and how many of them are done or read.

    ``stage`` is what is still being looked through: the ``marks``, the ``texts``, or nothing.
    """
    if library.query:
        return _filtered(library, stage)
    total = len(library.entries)
    parts = [ngettext("{n} article", "{n} articles", total).format(n=f"{total:,}")]
    counts = library.counts()
    if counts["done"]:
        parts.append(_("{n} done").format(n=f"{counts['done']:,}"))
    if counts["today"]:
        parts.append(_("{n} marked today").format(n=f"{counts['today']:,}"))
    if counts["finished"]:
        parts.append(_("{n} read").format(n=f"{counts['finished']:,}"))
    if counts["begun"]:
        parts.append(_("{n} begun").format(n=f"{counts['begun']:,}"))
    return " · ".join(parts)


def _filtered(library: Library, stage: str) -> str:
    """Return what the list is filtered by, and how many articles have that in their titles and in their texts."""
    texts = library.shown_for_texts
    titles = len(library) - texts
    terms = FilterTerms.of(library.query)
    count = ngettext("{n} title", "{n} titles", titles)
    if terms.labels and not terms.words:
        count = ngettext("{n} article", "{n} articles", titles)
    parts = [f"“{clip(library.query, QUERY_AT_MOST)}”", count.format(n=f"{titles:,}")]
    if stage == "marks":
        parts.append(_("looking at the marks …"))
    elif stage:
        parts.append(_("{n} in the texts …").format(n=f"{texts:,}"))
    elif texts:
        parts.append(_("{n} in the texts").format(n=f"{texts:,}"))
    return " · ".join(parts)


def reason_for_nothing(session: Session, stage: str = "", unknown_label: str = "") -> str:
    """Return why the list is empty, where it is; ``stage`` is what is still being looked through."""
    if stage == "marks":
        return _("looking at the marks …")
    if stage:
        return _("no title has it; looking in the texts …")
    if not session.scanner.done:
        return ""
    if not session.library.entries:
        return _("there is nothing to read here")
    if unknown_label:
        return _("{reason} · esc clears the filter").format(reason=unknown_label)
    return _("nothing matches “{words}” · esc clears the filter").format(words=session.library.query)


def news_of(session: Session, sending: str) -> str:
    """Return what there is to look at: problems, and annotations without an article; ``sending`` goes first."""
    if not session.scanner.done:
        return _("indexing …")
    count, left = sum(not isinstance(each, Notice) for each in session.problems), session.unlinked
    parts = [sending] if sending else []
    if count:
        parts.append(ngettext("! {n} problem", "! {n} problems", count).format(n=count))
    elif session.problems:
        count = len(session.problems)
        parts.append(ngettext("! {n} notice", "! {n} notices", count).format(n=count))
    if left:
        parts.append(_("W {n} without an article").format(n=left))
    return " · ".join(parts)
