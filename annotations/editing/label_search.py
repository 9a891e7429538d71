"""Find labels by what a user types: key, name, title, description or example, in either script."""

from annotations.model.schema import Label, Schema
from seeds.script.fold import fold

_NOWHERE = 5


def find_labels(schema: Schema, query: str) -> list[Label]:
    """Find the labels that contain ``query``, those with it in their names first, then in the schema's order.

    No query finds all. A query that is the key of a label finds it before any other.
    """
    folded = fold(query.strip())
    ranks = [(_rank(label, query.strip(), folded), label) for label in schema.labels]
    return [label for rank, label in sorted(ranks, key=lambda pair: pair[0]) if rank < _NOWHERE]


def _rank(label: Label, query: str, folded: str) -> int:
    name, title = fold(label.name), fold(label.title)
    tests = (
        bool(query) and label.key == query,
        folded in (name, title),
        name.startswith(folded) or title.startswith(folded),
        folded in name or folded in title,
        any(folded in fold(text) for text in (label.description, *label.examples)),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), _NOWHERE)
