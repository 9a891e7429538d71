"""Pack sequences of different lengths into one matrix, step by step and without padding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Packing:
    """Hold the rows of the items of sequences: the first item of each, then the second of each that has one.

    The sequences are sorted, longest first, so those that go on are always the first of a step. ``steps`` are the rows
    of each step. ``positions`` is for each row the place of its item in the sequences written one after the other, and
    ``mirror`` the row of the item that is as far from its sequence's end as this row's from the beginning. ``lasts``
    are the rows of the last items.
    """

    steps: tuple[slice, ...]
    positions: Rows
    mirror: Rows
    lasts: Rows

    @property
    def sequences(self) -> int:
        """Return the number of sequences."""
        return len(self.lasts)

    def neighbours(self) -> Iterator[tuple[slice, slice]]:
        """Yield the rows of items that have a next one, and the rows of those, step by step."""
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            yield slice(before.start, before.start + after.stop - after.start), after


def pack(lengths: Sequence[int]) -> Packing:
    """Return the packing of sequences of these lengths: at least one, none empty, longest first."""
    long = np.asarray(lengths, np.intp)
    sizes = np.searchsorted(-long, -np.arange(long[0]), side="left")
    ends = np.cumsum(sizes)
    starts = ends - sizes
    step = np.repeat(np.arange(len(sizes)), sizes)
    sequence = np.arange(len(step)) - starts[step]
    return Packing(
        steps=tuple(map(slice, starts.tolist(), ends.tolist())),
        positions=(np.cumsum(long) - long)[sequence] + step,
        mirror=starts[long[sequence] - 1 - step] + sequence,
        lasts=starts[long - 1] + np.arange(len(long)),
    )
