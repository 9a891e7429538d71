"""Describe the list in words: how many articles there are, how far they have come, and what is wrong."""

from seeds.errors import Notice
from seeds.i18n import _, ngettext
from tui.core.library import Library
from tui.core.session import Session


def count_of(library: Library) -> str:
    """Return how many articles there are and are shown, and how many of them are done or read."""
    total = len(library.entries)
    parts = [ngettext("{n} article", "{n} articles", total).format(n=f"{total:,}")]
    if library.query:
        parts.insert(0, _("{n} with “{words}”").format(n=f"{len(library):,}", words=library.query))
    counts = library.counts()
    if counts["finished"]:
        parts.append(_("{n} read").format(n=f"{counts['finished']:,}"))
    if counts["begun"]:
        parts.append(_("{n} begun").format(n=f"{counts['begun']:,}"))
    return " · ".join(parts)


def reason_for_nothing(session: Session) -> str:
    """Return why the list is empty, where it is."""
    if not session.scanner.done:
        return ""
    if not session.library.entries:
        return _("there is nothing to read here")
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
        parts.append(_("U {n} without an article").format(n=left))
    return " · ".join(parts)
