"""Choose the data set that makes each conversion best, by how many cases each of them passes."""

from collections.abc import Sequence

from seeds.script.data_sets import DataSet
from seeds.script.figures import PASSED


def best(config: str, candidates: Sequence[DataSet]) -> DataSet:
    """Return the candidate that passes the most of OpenCC's cases for a configuration, then the most of our own.

    The first goes where two do equally well, or where nothing is known of any. ``candidates`` must not be empty.
    """
    figures = PASSED.get(config, {})
    return max(candidates, key=lambda data_set: figures.get(data_set.name, (-1, -1)))
