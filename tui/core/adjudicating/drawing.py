"""Lay out the versions of a place one under another, each in its sentence, as rows of styled pieces for any width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from annotations.comparison.adjudication.claims import Claims
from annotations.comparison.adjudication.places import Place
from seeds.article import Article
from seeds.i18n import _
from seeds.segmentation.paragraphs import Paragraphs
from tui.text.clip import clip
from tui.text.span_marks import LABEL
from tui.text.width import cells, drawable
from tui.text.wrap import wrap

if TYPE_CHECKING:
    from seeds.script.converter import Converter

MARGIN = 5
"""Cells in front of a sentence, for the number of its version."""

REACH = 60
"""Code points of a sentence that are shown on either side of the place, of one that is longer."""

QUIET = "quiet"
STRONG = "strong"
NESTED = "nested"
CURRENT = "current"


class Piece(NamedTuple):
    """Hold characters of a row that look alike, and the names of their looks, later ones over earlier ones."""

    text: str
    looks: tuple[str, ...] = ()


Row = list[Piece]


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the sentences in which a place stands, as ``start`` to ``end``, and where those around them begin and end.

    ``shown`` is the text of all that in the script that it is read in; ``place_of`` says where in it a code point is.
    """

    before: int
    start: int
    end: int
    after: int
    shown: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, article: Article, place: Place, converter: "Converter | None") -> "Passage":
        """Find the sentences around a place."""
        text, sentences = article.text, Paragraphs.of(article)
        start, end = sentences.sentence_at(place.start)[0], sentences.sentence_at(place.end - 1)[1]
        before = sentences.sentence_at(start - 1)[0] if start else 0
        after = sentences.sentence_at(end)[1] if end < len(text) else end
        start, end = max(start, place.start - REACH), min(end, place.end + REACH)
        before, after = max(before, start - REACH), min(after, end + REACH)
        words = text[before:after]
        if converter is None:
            return cls(before, start, end, after, _one_line(words), tuple(range(len(words) + 1)))
        converted = converter.convert(words)
        offsets = (converted.map.to_target(offset) for offset in range(len(words) + 1))
        return cls(before, start, end, after, _one_line(converted.text), tuple(offsets))

    def place_of(self, offset: int) -> int:
        """Return where a code point of the article is in what is shown, or the nearest that is there."""
        return self.offsets[min(max(offset - self.before, 0), len(self.offsets) - 1)]

    def words(self, start: int, end: int) -> str:
        """Return what is shown of a range of the article."""
        return self.shown[self.place_of(start) : self.place_of(end)]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """Hold a version to be drawn: its key, what it says, in words who says so, and whether the cursor is on it.

    ``chosen`` is the number of the claim that keys change, in the order of the text.
    """

    key: str
    claims: Claims
    who: str
    is_current: bool = False
    chosen: int = 0


def rows_of(passage: Passage, versions: Sequence[ShownVersion], width: int, ambiguous: int = 1) -> list[list[Row]]:
    """Return the rows of the context before, of each version, and of the context after."""
    room = max(8, width - MARGIN)
    before = passage.words(passage.before, passage.start).strip()
    after = passage.words(passage.end, passage.after).strip()
    return [
        [[Piece(" " * MARGIN), Piece(_last(before, room, ambiguous), (QUIET,))], []],
        *([*_version(passage, version, room, ambiguous), []] for version in versions),
        [[Piece(" " * MARGIN), Piece(clip(after, room, ambiguous), (QUIET,))]],
    ]


def claims_words(passage: Passage, claims: Claims) -> str:
    """Return labels and words of claims, in the order of the text."""
    words = [f"{drawable(claim.label)} {passage.words(claim.start, claim.end)}" for claim in sorted(claims)]
    return " · ".join(words) or _("nothing marked")


def _version(passage: Passage, version: ShownVersion, room: int, ambiguous: int) -> Iterator[Row]:
    first, last = passage.place_of(passage.start), passage.place_of(passage.end)
    text = passage.shown[first:last].rstrip()
    ordered = sorted(version.claims, key=lambda claim: (claim.start, -claim.end))
    marks = [(passage.place_of(each.start) - first, passage.place_of(each.end) - first, each.label) for each in ordered]
    sign = "❯" if version.is_current else " "
    strong = (STRONG,) if version.is_current else ()
    head = Piece(f" {sign} {version.key} "[:MARGIN].ljust(MARGIN), (CURRENT,) if version.is_current else ())
    for row in wrap(text, room, ambiguous=ambiguous, hang=0):
        yield [head, *_pieces(text, row.start, row.end, marks)]
        head = Piece(" " * MARGIN)
    yield _caption(passage, version, room, strong, ambiguous)


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    edges = sorted({start, end, *(edge for mark in marks for edge in mark[:2] if start < edge < end)})
    for left, right in pairwise(edges):
        over = [label for first, last, label in marks if first <= left and right <= last]
        looks = (f"{LABEL}{over[-1]}", *((NESTED,) if len(over) > 1 else ())) if over else ()
        yield Piece(text[left:right], looks)


def _caption(passage: Passage, version: ShownVersion, room: int, strong: tuple[str, ...], ambiguous: int) -> Row:
    """Return the row below a version: labels, words and attributes on the left, who says so on the right."""
    row = [Piece(" " * MARGIN)]
    left = 0
    who = clip(drawable(version.who), max(0, room // 3), ambiguous)
    space = room - cells(who, ambiguous) - 2
    for number, claim in enumerate(sorted(version.claims)):
        label, words = drawable(claim.label), passage.words(claim.start, claim.end)
        attributes = ", ".join(f"{name}={value}" for name, value in claim.attribute_values.items())
        is_chosen = version.is_current and len(version.claims) > 1 and number == version.chosen
        rest = f" {words}{f' ({drawable(attributes)})' if attributes else ''}"
        pieces = [Piece(" · ", (QUIET,))] if number else []
        pieces += [Piece(label, (f"{LABEL}{claim.label}",)), Piece(rest, (CURRENT,) if is_chosen else strong)]
        needed = sum(cells(piece.text, ambiguous) for piece in pieces)
        if left + needed > space:
            row.append(Piece(clip("".join(piece.text for piece in pieces), max(0, space - left), ambiguous), strong))
            left = space
            break
        row += pieces
        left += needed
    if not version.claims:
        words = clip(_("nothing marked"), max(0, space), ambiguous)
        row.append(Piece(words, (QUIET,)))
        left = cells(words, ambiguous)
    return [*row, Piece(" " * max(2, room - left - cells(who, ambiguous))), Piece(who, (QUIET,))]


def _last(text: str, room: int, ambiguous: int) -> str:
    """Return the end of a text that has room."""
    if cells(text, ambiguous) <= room:
        return text
    start = next(n for n in range(len(text) + 1) if cells(text[n:], ambiguous) <= room - cells("…", ambiguous))
    return f"…{text[start:]}"


def _one_line(text: str) -> str:
    return drawable(text.replace("\n", " ").replace("\t", " "))
