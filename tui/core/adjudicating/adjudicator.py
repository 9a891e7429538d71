"""Hold the places of a project at which annotators differ, and what is decided about them, apart from any screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotations.comparison.adjudication.claims import Claim, Claims
from annotations.comparison.adjudication.deciding import decide
from annotations.comparison.adjudication.merging import merge
from annotations.comparison.adjudication.places import Place, Standing, Version, standing_at
from annotations.comparison.adjudication.records import Why
from annotations.comparison.adjudication.rules import EXACT, Rule
from annotations.comparison.consensus import consensus
from annotations.comparison.marked_article import MarkedArticle
from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from seeds.article import Article, ArticleInfo
from seeds.i18n import _
from tui.core.open_annotations import OpenAnnotations

Annotated = tuple[Article, Mapping[str, Layer]]
"""An article, and the layers of those who count for it."""


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a place at which annotators of an article differ."""

    article: Article
    place: Place

    @property
    def info(self) -> ArticleInfo:
        """The info of the article."""
        return self.article.info


@dataclass(slots=True)
class Totals:
    """Count what came of merging: articles, those that fewer than two count for, spans that hold by the rule.

    ``taken`` are the spans that were just taken over, ``dropped`` those that hold no more; ``categories`` the articles
    whose categories differ, ``relations`` those that only some have. ``locked`` are the articles that could not be
    changed.
    """

    articles: int = 0
    alone: int = 0
    agreed: int = 0
    taken: int = 0
    dropped: int = 0
    categories: int = 0
    relations: int = 0
    locked: int = 0


class Adjudicator:
    """Merge the layers of annotators into that of ``annotations``, and walk the places where they differ.

    Every decision is on the disk when its method returns. ``totals`` are of everything that was merged, ``items`` the
    places in the order of the texts, decided or not; ``layers`` are the merged ones, by the keys of their articles.
    """

    def __init__(self, annotations: OpenAnnotations, rule: Rule = EXACT) -> None:
        self.annotations = annotations
        self.rule = rule
        self.totals = Totals()
        self.items: list[Item] = []
        self.layers: dict[tuple[str, str], Layer] = {}
        self.number = 0
        self._decided: list[bool] = []
        self._done: list[tuple[int, Change]] = []
        self._undone: list[tuple[int, Change]] = []

    # Merging

    def add(self, article: Article, layers: Mapping[str, Layer]) -> None:
        """Merge the layers of those who count for an article, where these are two or more."""
        if len(layers) < 2:
            self.totals.alone += 1
            return
        with self.annotations.temporarily_open(article.info) as opened:
            if opened is None:
                self.totals.locked += 1
                return
            result = merge(article.info.id, layers, opened.layer, self.annotations.schema, self.rule)
            if result.change:
                opened.make(result.change)
            self.layers[article.info.key] = opened.layer
        totals = self.totals
        totals.articles += 1
        totals.agreed += result.agreed
        totals.taken += len(result.change.added)
        totals.dropped += len(result.change.removed)
        totals.categories += result.categories_differ
        totals.relations += result.relations
        is_open = set(map(id, result.open))
        for place in result.places:
            self.items.append(Item(article, place))
            self._decided.append(id(place) not in is_open)

    def begin(self) -> None:
        """Go to the first place that is open."""
        self.number = self._next_open(-1)

    # Where it stands

    @property
    def current(self) -> Item | None:
        """The place in question."""
        return self.items[self.number] if self.items else None

    @property
    def total(self) -> int:
        """Return how many places there are."""
        return len(self.items)

    @property
    def open(self) -> int:
        """Return how many places are open."""
        return self._decided.count(False)

    @property
    def open_articles(self) -> int:
        """Return how many articles have an open place."""
        pairs = zip(self.items, self._decided, strict=True)
        return len({item.info.key for item, decided in pairs if not decided})

    @property
    def standing(self) -> Standing:
        """Return what the merged layer has at the place in question."""
        item = self.items[self.number]
        return standing_at(item.place, self.layers[item.info.key])

    @property
    def versions(self) -> Sequence[Version]:
        """Return the versions of the place in question; what stands there, where nobody says that, is the last."""
        place, standing = self.items[self.number].place, self.standing
        versions = place.versions
        is_new = all(version.claims != standing.claims for version in versions)
        stands = is_new and (standing.decided or standing.former or standing.spans)
        return (*versions, Version(standing.claims, ())) if stands else versions

    @property
    def is_decided(self) -> bool:
        """Return whether the place in question is decided."""
        return bool(self.items) and self._decided[self.number]

    @property
    def can_undo(self) -> bool:
        """Return whether there is a decision to undo."""
        return bool(self._done)

    # Going and deciding

    def step(self, step: int) -> None:
        """Go to the next place, or the previous one, decided or not, around the ends."""
        if self.items:
            self.number = (self.number + step) % len(self.items)

    def decide(self, claims: Claims, why: Why, *, go_on: bool = True) -> None:
        """Let the place in question have these claims, and go to the next open one.

        Raises ``ZhupiError`` where that cannot be; nothing is changed then.
        """
        number, item = self.number, self.items[self.number]
        others = (
            decided
            for other, (each, decided) in enumerate(zip(self.items, self._decided, strict=True))
            if each.info.key == item.info.key and other != number
        )
        with self.annotations.temporarily_open(item.info) as opened:
            if opened is None:
                raise RefusedError(_("{title} cannot be marked").format(title=item.info.title))
            change = decide(opened.layer, self.annotations.schema, item.place, claims, why, closes=all(others))
            opened.make(change)
            self.layers[item.info.key] = opened.layer
        self._done.append((number, change))
        self._undone.clear()
        self._look_again(item.info)
        if go_on:
            self.number = self._next_open(number)

    def take(self, claims: Iterable[Claims], why: Why) -> None:
        """Let the place in question have what several versions say."""
        self.decide(frozenset().union(*claims), why)

    def undo(self) -> bool:
        """Undo the last decision, and go there; return whether there was one that could be undone."""
        return self._turn(self._done, self._undone, is_undo=True)

    def redo(self) -> bool:
        """Decide again what was undone last, and go there; return whether there was anything."""
        return self._turn(self._undone, self._done, is_undo=False)

    def _turn(self, source: list[tuple[int, Change]], target: list[tuple[int, Change]], *, is_undo: bool) -> bool:
        if not source:
            return False
        number, change = source.pop()
        item = self.items[number]
        with self.annotations.temporarily_open(item.info) as opened:
            last = (opened.history.done if is_undo else opened.history.undone)[-1:] if opened else ()
            if opened is None or last != (change,):
                return False
            if is_undo:
                opened.undo()
            else:
                opened.redo()
            self.layers[item.info.key] = opened.layer
        target.append((number, change))
        self.number = number
        self._look_again(item.info)
        return True

    def _look_again(self, info: ArticleInfo) -> None:
        for number, item in enumerate(self.items):
            if item.info.key == info.key:
                self._decided[number] = standing_at(item.place, self.layers[info.key]).decided

    def _next_open(self, number: int) -> int:
        """Return the next open place behind one, around the end; that one itself where none is open."""
        places = [*range(number + 1, len(self.items)), *range(number + 1)]
        return next((each for each in places if not self._decided[each]), max(number, 0))


def with_probabilities(rule: Rule, articles: Sequence[Annotated], annotators: Sequence[str]) -> Rule:
    """Return a rule that knows how probable each span is, by the consensus of the annotators over these articles."""
    marked = [MarkedArticle.of(article.info.id, len(article.text), layers) for article, layers in articles]
    return replace(rule, probabilities=consensus(marked, annotators).probabilities)


def edited(claims: Claims, claim: Claim, *, start: int = 0, end: int = 0, label: str = "", length: int) -> Claims:
    """Return claims of which one begins or ends so many code points further on, or has another label.

    Raises ``RefusedError`` where nothing would be left of it, or it would reach out of a text of that length.
    """
    changed = Claim(claim.start + start, claim.end + end, label or claim.label, "" if label else claim.attributes)
    if not 0 <= changed.start < changed.end <= length:
        raise RefusedError(_("there is nothing in this range"))
    return (claims - {claim}) | {changed}
