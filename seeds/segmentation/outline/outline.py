"""Give the outline of an article: its headings, each a line of the text, and how they contain one another."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from seeds.article import Article, MarkedHeading
from seeds.segmentation.markdown.blocks import markdown_text
from seeds.segmentation.outline.contents import without_contents
from seeds.segmentation.outline.lines import Line, lines_of
from seeds.segmentation.outline.series import headings_among
from seeds.segmentation.outline.units import ARABIC_LIST, CHAPTER, RANKS, WORDS


class Heading(NamedTuple):
    """Hold a heading: the code points of its line without the line end, its level from 1, and its words."""

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True)
class Outline:
    """Hold the headings of a text, in order."""

    headings: tuple[Heading, ...] = ()

    @cached_property
    def starts(self) -> frozenset[int]:
        """The code points at which the lines begin that are headings."""
        return frozenset(heading.start for heading in self.headings)

    def index_at(self, offset: int) -> int | None:
        """Return the number of the heading whose part of the text holds a code point; None before the first."""
        index = bisect_right(self.headings, offset, key=_start_of) - 1
        return index if index >= 0 else None


def outline_of(article: Article) -> Outline:
    """Return the outline of an article; that of the last ones is kept, so that it is made once.

    It has the headings that the source marks; where it marks none, those that are found in the text.
    """
    if article.headings:
        return _marked(article.headings)
    return outline_of_text(article.text, article.body_start, markdown=article.is_markdown)


@lru_cache(maxsize=2)
def _marked(headings: tuple[MarkedHeading, ...]) -> Outline:
    return Outline(tuple(Heading(*heading) for heading in headings))


@lru_cache(maxsize=2)
def outline_of_text(text: str, start: int = 0, *, markdown: bool = False) -> Outline:
    """Return the outline of a text whose title, if it has one, ends before the code point ``start``."""
    marked = markdown_text(text, start) if markdown else None
    if marked and marked.headings:
        return Outline(tuple(Heading(*heading) for heading in marked.headings))
    lines = list(lines_of(text, start))
    if marked:
        lines = [line for line in lines if line.start not in marked.kinds]
    chosen = headings_among(text, without_contents(text, lines))
    levels = _levels(chosen)
    return Outline(
        tuple(
            Heading(line.start, line.end, level, text[line.first : line.last])
            for line, level in zip(chosen, levels, strict=True)
        )
    )


def is_heading_alone(line: str) -> bool:
    """Return whether a line would be a heading if it were all there is."""
    return bool(outline_of_text.__wrapped__(line.strip()).headings)


def _levels(lines: Sequence[Line]) -> list[int]:
    """Return the levels: what is known to contain other parts, or was there before them, has a smaller one.

    A heading without a number is at the first level before and after all chapters, else at theirs.
    """
    numbered = [index for index, line in enumerate(lines) if line.family != WORDS]
    if not numbered:
        return [1] * len(lines)
    ranks = _ranks(dict.fromkeys(lines[index].family for index in numbered))
    order = sorted(set(ranks.values()))
    levels = {family: order.index(rank) + 1 for family, rank in ranks.items()}
    chapters = min((levels[family] for family, rank in ranks.items() if rank >= CHAPTER), default=1)
    shown = []
    for index, line in enumerate(lines):
        if line.family != WORDS:
            shown.append(levels[line.family])
            continue
        at_top = index < numbered[0] or index > numbered[-1]
        shown.append(1 if at_top else chapters)
    return shown


def _ranks(families: Iterable[str]) -> dict[str, float]:
    """Return the ranks of the families, which are named in the order in which they come first.

    Volumes and the like hold those that begin after them; ``1.`` holds ``1.1``, and else is held by ``（一）``.
    """
    ranks: dict[str, float] = {family: RANKS[family] for family in families}
    volumes = [family for family, rank in ranks.items() if rank < CHAPTER]
    ranks.update((family, CHAPTER - len(volumes) + place) for place, family in enumerate(volumes))
    if "1.1" in ranks and ARABIC_LIST in ranks:
        ranks[ARABIC_LIST] = RANKS["1.1"] - 0.5
    return ranks


def _start_of(heading: Heading) -> int:
    return heading.start
