"""Hold what is on the screen at one place: the versions, the cursor, the user's own version, and the reason."""

from dataclasses import replace

from annotations.comparison.adjudication.claims import Claim, Claims
from annotations.comparison.adjudication.places import Version
from annotations.comparison.adjudication.records import NO_REASON, Reason
from annotations.model.rules import RefusedError
from seeds.i18n import _
from tui.core.adjudicating.adjudicator import Adjudicator, edited
from tui.core.adjudicating.drawing import Passage, ShownVersion, claims_words
from tui.core.adjudicating.report_lines import reason_title

DIGITS = "123456789"


class Question:
    """Hold how the place in question of an adjudicator is being looked at; ``begin`` starts again at another place.

    ``cursor`` is the number of a version, ``span`` that of the span in it that keys change, ``why`` what a decision is
    going to have for a reason; while ``hides_names`` is true nobody learns who says what.
    """

    def __init__(self, adjudicator: Adjudicator) -> None:
        self._adjudicator = adjudicator
        self.hides_names = False
        self.begin()

    def begin(self) -> None:
        """Forget what was begun at the place before, and put the cursor on what stands here."""
        self._own: Claims | None = None
        self.cursor = self.span = 0
        self.why = NO_REASON
        if self._adjudicator.current and self._adjudicator.standing.decided:
            standing = self._adjudicator.standing
            self.why = standing.why
            claims = [version.claims for version in self.versions]
            self.cursor = claims.index(standing.claims) if standing.claims in claims else 0

    @property
    def versions(self) -> list[Version]:
        """Return the versions of the place, the user's own at last."""
        versions = list(self._adjudicator.versions)
        if self._own is not None and all(version.claims != self._own for version in versions):
            versions.append(Version(self._own, ()))
        return versions

    @property
    def claim(self) -> Claim:
        """Return what keys change; raises ``RefusedError`` where the version marks nothing."""
        claims = sorted(self.versions[self.cursor].claims)
        if not claims:
            raise RefusedError(_("this version has no span to change"))
        return claims[min(self.span, len(claims) - 1)]

    @property
    def reason(self) -> str:
        """Return the reason and the note in words; empty where there is neither."""
        reason = reason_title(self.why.reason) if self.why.reason else ""
        return ": ".join(filter(None, (reason, self.why.note)))

    def move(self, step: int) -> None:
        """Put the cursor on the next version."""
        self.cursor = max(0, min(len(self.versions) - 1, self.cursor + step))
        self.span = 0

    def choose_span(self, step: int) -> None:
        """Let keys change the next span of the version."""
        self.span = (self.span + step) % max(1, len(self.versions[self.cursor].claims))

    def edit(self, *, start: int = 0, end: int = 0, label: str = "") -> None:
        """Make the user's own version of the one under the cursor; raises ``RefusedError`` for what cannot be."""
        item, claim = self._adjudicator.current, self.claim
        if item is None:
            return
        length = len(item.article.text)
        before = self.versions[self.cursor].claims
        self._own = edited(before, claim, start=start, end=end, label=label, length=length)
        self.cursor = [version.claims for version in self.versions].index(self._own)
        (changed, *_others) = (self._own - before) or self._own
        self.span = sorted(self._own).index(changed)

    def join(self) -> None:
        """Let the user's own version have what the one under the cursor says too, and put the cursor on it."""
        self._own = (self._own or frozenset()) | self.versions[self.cursor].claims
        self.cursor = [version.claims for version in self.versions].index(self._own)
        self.span = 0

    def give_reason(self, reason: Reason) -> None:
        """Say why annotators differ here, or no more where that is what is said."""
        self.why = replace(self.why, reason="" if self.why.reason == reason else str(reason))

    def state(self, passage: Passage) -> str:
        """Say whether the place is decided, and how; or what is asked."""
        standing = self._adjudicator.standing
        if standing.decided:
            return _("decided: {what}").format(what=claims_words(passage, standing.claims))
        if standing.former:
            return _("the versions have changed since this was decided: is it still so?")
        return _("which version is right?")

    def names(self, version: Version) -> str:
        """Return who has a version; empty where nobody is to know."""
        return "" if self.hides_names else ", ".join(version.annotators)

    def shown(self) -> list[ShownVersion]:
        """Return the versions as they are drawn."""
        standing = self._adjudicator.standing
        settled = standing.claims if standing.decided else None
        return [
            ShownVersion(
                DIGITS[number] if number < len(DIGITS) else " ",
                version.claims,
                f"{'✓ ' if version.claims == settled else ''}{self._who(version)}",
                number == self.cursor,
                self.span,
            )
            for number, version in enumerate(self.versions)
        ]

    def _who(self, version: Version) -> str:
        if version.annotators:
            return self.names(version)
        return _("your own") if version.claims == self._own else _("as it stands")
