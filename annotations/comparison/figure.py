"""Represent a measure that may be undefined, and that knows how far chance may have moved it."""

from dataclasses import dataclass

from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a measure, mostly from 0 to 1, and the interval that holds it with a chance of 95 %.

    ``value`` is None where it is not defined, and ``reason`` then says why, for people; ``interval`` is None where
    fewer than two articles were compared.
    """

    value: float | None
    interval: tuple[float, float] | None = None
    reason: str = ""

    @classmethod
    def undefined(cls, reason: str) -> "Figure":
        """Make a figure that has no value, for a reason."""
        return cls(None, reason=reason)


def nothing_marked() -> str:
    """Return the reason of a measure over marks that nobody has made."""
    return _("nobody has marked anything")


def no_variety() -> str:
    """Return the reason of a measure that is corrected by chance, where chance would always agree."""
    return _("all that was said is the same, so agreement by chance is certain and nothing is left to measure")
