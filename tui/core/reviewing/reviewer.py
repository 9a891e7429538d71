"""Go through the suggestions of one article or many, one after the other."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotations.model.change import Change
from annotations.model.layer import Layer
from annotations.model.rules import RefusedError
from annotations.suggest.decisions import (
    ReviewOrder,
    accept,
    below,
    disagreement,
    is_agreed,
    reject,
    uncertainty,
    undecided,
)
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.i18n import _
from seeds.segmentation.paragraphs import Paragraphs
from tui.core.open_annotations import OpenAnnotations
from tui.core.reviewing.unmarked import is_marked


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a suggestion, as it is read now, and the article that it is for; ``reading`` numbers the readings from 0."""

    article: Article
    suggestion: Suggestion
    reading: int = 0

    @property
    def readings(self) -> int:
        """Return how many readings there are."""
        return 1 + len(self.suggestion.alternatives)

    @property
    def first_reading(self) -> Suggestion:
        """Return the reading that was shown first."""
        return self.suggestion.alternatives[-self.reading] if self.reading else self.suggestion

    @property
    def next(self) -> "Item":
        """Return the item in its next reading, after the last one the first."""
        return Item(self.article, self.suggestion.next_reading(), (self.reading + 1) % self.readings)

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
    those of the articles, by their keys. While ``skips_agreed`` is true, what suggesters agree on is put aside.
    """

    def __init__(self, annotations: OpenAnnotations, order: ReviewOrder = ReviewOrder.UNCERTAIN) -> None:
        self._annotations = annotations
        self.order = order
        self.skips_agreed = False
        self._waiting: list[Item] = []
        self._aside: list[Item] = []
        self._turns: list[_Turn] = []
        self.layers: dict[tuple[str, str], Layer] = {}
        self.settled = 0

    @property
    def current(self) -> Item | None:
        """The suggestion in question."""
        return self._waiting[0] if self._waiting else None

    @property
    def waiting(self) -> Sequence[Item]:
        """Return those that are still to be decided, the one in question first, without those that are put aside."""
        return self._waiting

    @property
    def agreed(self) -> Sequence[Item]:
        """Return those on which suggesters agree, put aside or not."""
        return [*self._aside, *(item for item in self._waiting if is_agreed(item.suggestion))]

    @property
    def skipped(self) -> int:
        """Return how many are put aside."""
        return len(self._aside)

    @property
    def can_undo(self) -> bool:
        """Return whether there is a decision to undo."""
        return bool(self._turns)

    @property
    def total(self) -> int:
        """Return how many suggestions there are, those behind included, and not those that are put aside."""
        return self.settled + len(self._waiting)

    def add(self, article: Article, suggestions: Iterable[Suggestion]) -> None:
        """Take in the suggestions for an article that wait for a decision; the one in question stays."""
        here = self.current if self.settled else None
        with self._annotations.temporarily_open(article.info) as opened:
            if opened:
                self.layers[article.info.key] = opened.layer
                self._waiting += [
                    Item(article, replace(each, alternatives=tuple(undecided(each.alternatives, opened.layer))))
                    for each in undecided(suggestions, opened.layer)
                ]
        self._put_aside([item for item in self._waiting if item is not here])
        self._arrange()

    def reorder(self, order: ReviewOrder) -> None:
        """Go on in another order."""
        self.order = order
        self._arrange(stay=False)

    def toggle_agreed(self) -> None:
        """Put aside what suggesters agree on, or go through it as well again."""
        self.skips_agreed = not self.skips_agreed
        if self.skips_agreed:
            self._put_aside(self._waiting)
        else:
            self._waiting += self._aside
            self._aside = []
            self._arrange(stay=bool(self.current))

    def below(self, score: float) -> Sequence[Item]:
        """Return those that have less than a score, from 0 to 1, and are not put aside."""
        low = set(map(id, below([item.suggestion for item in self._waiting], score)))
        return [item for item in self._waiting if id(item.suggestion) in low]

    def go_to_unmarked(self) -> bool:
        """Bring up the next suggestion in a sentence in which nothing is marked, and return whether there is one.

        That is the next in the texts, around their ends; the order of the others stays.
        """
        here = self.current
        if here is None:
            return False
        items = sorted(self._waiting, key=_place)
        first = bisect_right(items, _place(here), key=_place)
        paragraphs: dict[tuple[str, str], Paragraphs] = {}
        for item in (*items[first:], *items[:first]):
            if item is here:
                continue
            if item.info.key not in paragraphs:
                paragraphs[item.info.key] = Paragraphs.of(item.article)
            start, end = paragraphs[item.info.key].sentence_at(item.suggestion.start)
            same_sentence = item.info.key == here.info.key and start <= here.suggestion.start < end
            if not same_sentence and not is_marked(self.layers[item.info.key], start, end):
                self._waiting = [item, *(other for other in self._waiting if other is not item)]
                return True
        return False

    def alike(self) -> Sequence[Item]:
        """Return the suggestions that have the words of the one in question, and its label; that one first."""
        here = self.current
        if here is None:
            return ()
        return [item for item in self._waiting if _same(item, here)]

    def show_next_reading(self) -> None:
        """Take the suggestion in question in its next reading; raises ``RefusedError`` where it has no other."""
        here = self.current
        if here is None or here.readings == 1:
            raise RefusedError(_("there is no other reading"))
        self._waiting[0] = here.next

    def accept(self, label: str | None = None) -> None:
        """Make a span of the suggestion in question as it is read, with another label where one is given.

        Other suggestions that a longer reading takes in are settled with it, and not rejected.
        """
        here = self._waiting[:1]
        covered = [item for item in self._waiting[1:] if here[0].reading and _touches(item, here[0])]
        self._decide(here, lambda layer, found: accept(layer, self._annotations.schema, found, label), covered)

    def accept_alike(self, label: str | None = None) -> None:
        """Make spans of all that are alike."""
        self._decide(self.alike(), lambda layer, found: accept(layer, self._annotations.schema, found, label))

    def reject(self) -> None:
        """Never have the suggestion in question again."""
        self._decide(self._waiting[:1], reject)

    def reject_alike(self) -> None:
        """Never have those that are alike again."""
        self._decide(self.alike(), reject)

    def reject_below(self, score: float) -> None:
        """Never have those that have less than a score again."""
        self._decide(self.below(score), reject)

    def accept_agreed(self) -> None:
        """Make spans of all on which suggesters agree."""
        self._decide(self.agreed, lambda layer, found: accept(layer, self._annotations.schema, found))

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
        self._put_aside(self._waiting)
        return True

    def _decide(
        self,
        items: Sequence[Item],
        intent: Callable[[Layer, list[Suggestion]], Change],
        covered: Sequence[Item] = (),
    ) -> None:
        """Change every article that the items are in; raises ``ZhupiError`` where one cannot be changed.

        What was changed before that is settled, and can be undone; with all of it done, ``covered`` is settled too.
        """
        groups: dict[tuple[str, str], list[Item]] = {}
        for item in items:
            groups.setdefault(item.info.key, []).append(item)
        settled: list[Item] = []
        changes = []
        try:
            for key, group in groups.items():
                article = group[0].article
                with self._annotations.temporarily_open(article.info) as opened:
                    if opened is None:
                        raise RefusedError(_("{title} cannot be marked").format(title=article.info.title))
                    change = intent(opened.layer, [item.suggestion for item in group])
                    if change:
                        opened.make(change)
                        self.layers[key] = opened.layer
                        changes.append((article, change))
                settled += group
            settled += covered
        finally:
            self._settle(_Turn(tuple(settled), tuple(changes)))

    def _settle(self, turn: _Turn) -> None:
        if turn.items:
            settled = set(map(id, turn.items))
            self._waiting = [item for item in self._waiting if id(item) not in settled]
            self._aside = [item for item in self._aside if id(item) not in settled]
            self._turns.append(turn)
            self.settled += len(turn.items)

    def _put_aside(self, items: Iterable[Item]) -> None:
        """Put aside those of the items on which suggesters agree, where that is asked for."""
        if self.skips_agreed:
            agreed = {id(item): item for item in items if is_agreed(item.suggestion)}
            self._waiting = [item for item in self._waiting if id(item) not in agreed]
            self._aside += agreed.values()

    def _arrange(self, *, stay: bool = True) -> None:
        first, rest = (self._waiting[:1], self._waiting[1:]) if stay and self.settled else ([], self._waiting)
        match self.order:
            case ReviewOrder.UNCERTAIN:
                rest = sorted(rest, key=lambda item: -uncertainty(item.suggestion))
            case ReviewOrder.FREQUENT:
                counts = Counter((item.words, item.suggestion.label) for item in rest)
                rest = sorted(rest, key=lambda item: (-counts[item.words, item.suggestion.label], item.words))
            case ReviewOrder.POSITION:
                rest = sorted(rest, key=_place)
            case ReviewOrder.DISPUTED:
                rest = sorted(rest, key=lambda item: (-disagreement(item.suggestion), -uncertainty(item.suggestion)))
        self._waiting = [*first, *rest]


def _place(item: Item) -> tuple[tuple[str, str], int]:
    return item.info.key, item.suggestion.start


def _touches(one: Item, other: Item) -> bool:
    """Return whether two suggestions have a code point in common."""
    here, there = one.suggestion, other.suggestion
    return one.info.key == other.info.key and here.start < there.end and there.start < here.end


def _same(one: Item, other: Item) -> bool:
    return (one.words, one.suggestion.label) == (other.words, other.suggestion.label)
