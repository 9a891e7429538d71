"""Choose the keys that are of most use at the moment of a review, in their order, for the line that shows keys."""

from seeds.i18n import _
from tui.core.key_hints import Hint
from tui.core.reviewing.reviewer import Reviewer


def review_hints(reviewer: Reviewer) -> list[Hint]:
    """Return the actions of a review that are of most use, the first first."""
    agreed, alike = len(reviewer.agreed), len(reviewer.alike())
    undo: list[Hint] = [("review.undo", _("undo"))] if reviewer.can_undo else []
    take: list[Hint] = [("review.accept-agreed", _("take {n} agreed").format(n=f"{agreed:,}"))] if agreed else []
    skip: list[Hint] = []
    if reviewer.skips_agreed:
        skip = [("review.skip-agreed", _("show agreed"))]
    elif agreed:
        skip = [("review.skip-agreed", _("skip {n} agreed").format(n=f"{agreed:,}"))]
    if reviewer.current is None:
        return [*take, *skip, *undo, ("review.leave", _("back"))]
    hints: list[Hint] = [("review.accept", _("accept")), ("review.reject", _("reject"))]
    if alike > 1:
        hints += [
            ("review.accept-same", _("all {n}").format(n=f"{alike:,}")),
            ("review.reject-same", _("none")),
        ]
    if reviewer.current.readings > 1:
        hints.append(("review.next-reading", _("other reading")))
    return [
        *hints,
        *undo,
        *skip,
        ("review.reject-below", _("low scores")),
        ("review.order", _("order")),
        ("review.next-unmarked", _("unmarked")),
        *take,
        ("review.later", _("later")),
        ("review.leave", _("back")),
        ("app.toggle-script", _("script")),
        ("app.command_palette", _("more")),
    ]
