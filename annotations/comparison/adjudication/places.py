"""Find the places at which annotators of an article differ, and what is decided there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from annotations.comparison.adjudication.claims import Claim, Claims, claim_of, claims_of
from annotations.comparison.adjudication.records import NO_REASON, Recorded, Why, by_rule, recorded_in, versions_in
from annotations.model.layer import Layer
from annotations.model.span import NOTHING, Span

_Item = tuple[Claim, str, str | Recorded]
"""A claim, who makes it, and the note on it; or nobody, and the record of a decision."""


@dataclass(frozen=True, slots=True)
class Version:
    """Hold what some annotators say of a place: all the same, nothing where ``claims`` is empty."""

    claims: Claims
    annotators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a range of overlapping spans, and what each of the annotators who count says of it.

    ``by_name`` are the annotators' claims; ``notes`` what they noted on them. ``versions`` are the different ones, in
    an order that depends on the place and on nothing else, so that nobody is always first.
    """

    article: str
    start: int
    end: int
    by_name: Mapping[str, Claims]
    notes: Mapping[Claim, tuple[str, ...]] = field(default_factory=lambda: NOTHING)

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return the different versions, shuffled."""
        names: dict[Claims, list[str]] = {}
        for name, claims in sorted(self.by_name.items()):
            names.setdefault(claims, []).append(name)
        versions = (Version(claims, tuple(each)) for claims, each in names.items())
        return tuple(sorted(versions, key=lambda version: self._lot(version.claims)))

    @property
    def is_unanimous(self) -> bool:
        """Return whether all say the same."""
        return len(set(self.by_name.values())) == 1

    @property
    def claims(self) -> Claims:
        """Return all that anybody says."""
        return frozenset().union(*self.by_name.values())

    def names(self, claim: Claim) -> tuple[str, ...]:
        """Return who makes a claim."""
        return tuple(sorted(name for name, claims in self.by_name.items() if claim in claims))

    def same_versions(self, other: Mapping[str, Claims]) -> bool:
        """Return whether the same versions are on the table as elsewhere, whoever holds them."""
        return set(self.by_name.values()) == set(other.values())

    def _lot(self, claims: Claims) -> bytes:
        shape = [(start - self.start, end - self.start, *rest) for start, end, *rest in sorted(claims)]
        return sha256(f"{self.article}\n{self.start}\n{shape}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what a layer has at a place: its spans, and what a decision about the very same versions says of why.

    ``decided`` is whether there is such a decision; ``former`` whether there is one about other versions.
    """

    spans: tuple[Span, ...]
    decided: bool
    former: bool
    why: Why = NO_REASON

    @property
    def claims(self) -> Claims:
        """Return what the spans say."""
        return claims_of(self.spans)


def places_of(
    article: str, layers: Mapping[str, Layer], recorded: Sequence[Recorded] = ()
) -> Iterator[tuple[Place, list[Recorded]]]:
    """Yield the places where anybody marks something, or did when it was decided, in the order of the text.

    A place is as large as the spans that overlap each other, directly or by others between them. ``layers`` are those
    of the annotators who count, by their names; what is ``recorded`` of decisions comes with the places.
    """
    items: list[_Item] = [(claim_of(span), name, span.note) for name, layer in layers.items() for span in layer.ordered]
    items += [(item.claim, "", item) for item in recorded if item.by]
    items.sort(key=lambda item: item[:2])
    group: list[_Item] = []
    end = 0
    for item in items:
        if group and item[0].start >= end:
            yield _place(article, layers, group)
            group = []
        end = max(end, item[0].end) if group else item[0].end
        group.append(item)
    if group:
        yield _place(article, layers, group)


def _place(article: str, names: Iterable[str], group: list[_Item]) -> tuple[Place, list[Recorded]]:
    claims: dict[str, set[Claim]] = {name: set() for name in names}
    notes: dict[Claim, dict[str, None]] = {}
    recorded = []
    for claim, name, item in group:
        if isinstance(item, Recorded):
            recorded.append(item)
        else:
            claims[name].add(claim)
            notes.setdefault(claim, {}).update({item: None} if item else {})
    place = Place(
        article,
        group[0][0].start,
        max(claim.end for claim, _name, _item in group),
        {name: frozenset(each) for name, each in claims.items()},
        {claim: tuple(each) for claim, each in notes.items() if each},
    )
    return place, recorded


def standing_at(place: Place, adjudicated: Layer, recorded: Iterable[Recorded] | None = None) -> Standing:
    """Return what a layer has at a place, and what is decided about it; ``recorded`` saves looking for it."""
    if recorded is None:
        recorded = [
            item for item in recorded_in(adjudicated) if item.claim.start < place.end and place.start < item.claim.end
        ]
    decisions = [item for item in recorded if item.by or not place.claims]
    untouched = by_rule(adjudicated)
    spans = tuple(span for span in adjudicated.within(place.start, place.end) if span.id not in untouched)
    why = next((item.why for item in decisions if item.why != NO_REASON), NO_REASON)
    nothing_left = not (decisions or spans or place.claims)  # as it was decided where all had come to mark nothing
    decided = nothing_left or (bool(decisions) and place.same_versions(versions_in(decisions)))
    return Standing(spans, decided, bool(decisions) and not decided, why)
