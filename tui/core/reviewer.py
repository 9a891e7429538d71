"""Go through the suggestions of one article or many, one after the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.suggest.decisions import ReviewOrder, accept, reject, uncertainty, undecided
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.i18n import _
from tui.core.open_annotations import OpenAnnotations


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a suggestion and the article that it is for."""

    article: Article
    suggestion: Suggestion

    @property
    def info(self) -> ArticleInfo:
        """The info of the article."""
        return self.article.info

    @property
    def words(self) -> str:
        """Return what is suggested to be a span."""
        return self.article.text[self.suggestion.start : self.suggestion.end]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Hold what was done at once: the items it settled, and the changes by article; none where they were put off."""

    items: tuple[Item, ...]
    changes: tuple[tuple[Article, Change], ...] = ()


class Reviewer:
    """Hold the suggestions that wait, in an order, and what has been decided about those before.

    Every decision is on the disk when its method returns. The same words in several articles are decided together where
    that is asked for. ``settled`` counts the suggestions that are behind, those left for later included; ``layers`` are
    those of the articles, by their keys.
    """

    def __init__(self, annotations: OpenAnnotations, order: ReviewOrder = ReviewOrder.UNCERTAIN) -> None:
        self._annotations = annotations
        self.order = order
        self._waiting: list[Item] = []
        self._turns: list[_Turn] = []
        self.layers: dict[tuple[str, str], Layer] = {}
        self.settled = 0

    @property
    def current(self) -> Item | None:
        """The suggestion in question."""
        return self._waiting[0] if self._waiting else None

    @property
    def total(self) -> int:
        """Return how many suggestions there are, those behind included."""
        return self.settled + len(self._waiting)

    def add(self, article: Article, suggestions: Iterable[Suggestion]) -> None:
        """Take in the suggestions for an article that wait for a decision; the one in question stays."""
        with self._annotations.temporarily_open(article.info) as opened:
            if opened:
                self.layers[article.info.key] = opened.layer
                self._waiting += [Item(article, each) for each in undecided(suggestions, opened.layer)]
        self._arrange()

    def reorder(self, order: ReviewOrder) -> None:
        """Go on in another order."""
        self.order = order
        self._arrange(stay=False)

    def alike(self) -> Sequence[Item]:
        """Return the suggestions that have the words of the one in question, and its label; that one first."""
        here = self.current
        if here is None:
            return ()
        return [item for item in self._waiting if _same(item, here)]

    def accept(self, label: str | None = None) -> None:
        """Make a span of the suggestion in question, with another label where one is given."""
        self._decide(self._waiting[:1], lambda layer, found: accept(layer, self._annotations.schema, found, label))

    def accept_alike(self, label: str | None = None) -> None:
        """Make spans of all that are alike."""
        self._decide(self.alike(), lambda layer, found: accept(layer, self._annotations.schema, found, label))

    def reject(self) -> None:
        """Never have the suggestion in question again."""
        self._decide(self._waiting[:1], reject)

    def reject_alike(self) -> None:
        """Never have those that are alike again."""
        self._decide(self.alike(), reject)

    def skip(self) -> None:
        """Leave the suggestion in question for another time."""
        self._settle(_Turn(tuple(self._waiting[:1])))

    def undo(self) -> bool:
        """Take the last decision back, in every article, and go there again; whether there was any."""
        if not self._turns:
            return False
        turn = self._turns.pop()
        for article, change in turn.changes:
            with self._annotations.temporarily_open(article.info) as opened:
                if opened and opened.history.done and opened.history.done[-1] == change:
                    opened.undo()
                    self.layers[article.info.key] = opened.layer
        self._waiting = [*turn.items, *self._waiting]
        self.settled -= len(turn.items)
        return True

    def _decide(self, items: Sequence[Item], intent: Callable[[Layer, list[Suggestion]], Change]) -> None:
        """Change every article that the items are in; raises ``ZhupiError`` where one cannot be changed."""
        changes = []
        articles = {item.info.key: item.article for item in items}
        for key, article in articles.items():
            suggestions = [item.suggestion for item in items if item.info.key == key]
            with self._annotations.temporarily_open(article.info) as opened:
                if opened is None:
                    raise RefusedError(_("{title} cannot be marked").format(title=article.info.title))
                change = intent(opened.layer, suggestions)
                if change:
                    opened.make(change)
                    self.layers[key] = opened.layer
                    changes.append((article, change))
        self._settle(_Turn(tuple(items), tuple(changes)))

    def _settle(self, turn: _Turn) -> None:
        if turn.items:
            settled = set(map(id, turn.items))
            self._waiting = [item for item in self._waiting if id(item) not in settled]
            self._turns.append(turn)
            self.settled += len(turn.items)

    def _arrange(self, *, stay: bool = True) -> None:
        first, rest = (self._waiting[:1], self._waiting[1:]) if stay and self.settled else ([], self._waiting)
        match self.order:
            case ReviewOrder.UNCERTAIN:
                rest = sorted(rest, key=lambda item: -uncertainty(item.suggestion))
            case ReviewOrder.FREQUENT:
                counts = Counter((item.words, item.suggestion.label) for item in rest)
                rest = sorted(rest, key=lambda item: (-counts[item.words, item.suggestion.label], item.words))
            case ReviewOrder.POSITION:
                rest = sorted(rest, key=lambda item: (item.info.key, item.suggestion.start))
        self._waiting = [*first, *rest]


def _same(one: Item, other: Item) -> bool:
    return (one.words, one.suggestion.label) == (other.words, other.suggestion.label)
