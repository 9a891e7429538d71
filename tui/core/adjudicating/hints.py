"""Choose the keys that are of most use at the moment of an adjudication, in their order, for the line of keys."""

from seeds.i18n import _
from tui.core.adjudicating.adjudicator import Adjudicator
from tui.core.key_hints import Hint


def adjudication_hints(adjudicator: Adjudicator) -> list[Hint]:
    """Return the actions of an adjudication that are of most use, the first first."""
    undo: list[Hint] = [("adjudicate.undo", _("undo"))] if adjudicator.can_undo else []
    if adjudicator.current is None:
        return [*undo, ("adjudicate.leave", _("back"))]
    marking = sum(bool(version.claims) for version in adjudicator.versions)
    both: list[Hint] = [("adjudicate.both", _("all"))] if marking > 1 else []
    return [
        ("adjudicate.take", _("take")),
        ("adjudicate.none", _("none")),
        *both,
        *undo,
        ("adjudicate.next", _("next")),
        ("adjudicate.pick", _("label")),
        ("adjudicate.end-out", _("edges")),
        ("adjudicate.gap", _("guideline gap")),
        ("adjudicate.slip", _("slip")),
        ("adjudicate.names", _("names")),
        ("adjudicate.leave", _("back")),
        ("app.toggle-script", _("script")),
        ("app.command_palette", _("more")),
    ]
