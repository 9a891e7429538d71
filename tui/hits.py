"""The hits of a search in an article, and which of them is the current one."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seeds.i18n import _


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found: ranges of the article's code points, sorted, and the number of the current one."""

    query: str = ""
    ranges: Sequence[tuple[int, int]] = ()
    number: int = 0

    @property
    def current(self) -> tuple[int, int] | None:
        """The hit that the reader is at."""
        return self.ranges[self.number] if self.ranges else None

    def nearest(self, offset: int) -> "Hits":
        """With the first hit at or behind a code point as the current one, from the beginning again after the last."""
        number = bisect_left(self.ranges, (offset, offset))
        return replace(self, number=number % len(self.ranges)) if self.ranges else self

    def step(self, count: int) -> "Hits":
        """With another hit as the current one, so many further on; the last is followed by the first."""
        return replace(self, number=(self.number + count) % len(self.ranges)) if self.ranges else self

    def __str__(self) -> str:
        if not self.query:
            return ""
        if not self.ranges:
            return _("“{query}” is not in the text").format(query=self.query)
        return _("“{query}” {number} of {total}").format(
            query=self.query, number=f"{self.number + 1:,}", total=f"{len(self.ranges):,}"
        )
