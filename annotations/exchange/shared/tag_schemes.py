"""Tag tokens in the schemes that taggers are trained with, and put texts together from tokens."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.tokens import Aligned, Token, align, outermost, visible

OUTSIDE = "O"

_FIRST = frozenset("BS")
_LAST = frozenset("ES")
_LETTERS = frozenset("BIMES")


@dataclass(frozen=True, slots=True)
class Scheme:
    """Hold the letters for the first token of a span, those inside, the last, and the only one."""

    first: str
    inside: str
    last: str
    single: str

    @property
    def letters(self) -> frozenset[str]:
        """All of its letters."""
        return frozenset((self.first, self.inside, self.last, self.single))

    @property
    def ends(self) -> bool:
        """Return whether it tells the last token of a span from those inside."""
        return self.last != self.inside


BIO = Scheme("B", "I", "I", "B")
BIOES = Scheme("B", "I", "E", "S")
BMES = Scheme("B", "M", "E", "S")


def flat(record: Record, tokens: Sequence[Token], options: Options, report: Report) -> list[Aligned]:
    """Return the spans of a record on its tokens that tags can say: in order, the longest of those that overlap.

    Raises as ``align`` does.
    """
    aligned = {item.span.id: item for item in align(record.spans, tokens, options.misaligned, record, report)}
    return [aligned[span.id] for span in outermost((item.span for item in aligned.values()), record, report)]


def tags_of(spans: Iterable[Aligned], count: int, scheme: Scheme, name: Callable[[str], str] = str) -> list[str]:
    """Return the tags of ``count`` tokens that say the spans, which do not overlap; ``name`` names labels."""
    tags = [OUTSIDE] * count
    for item in spans:
        label, length = name(item.span.label), item.last - item.first
        letters = scheme.single if length == 1 else scheme.first + scheme.inside * (length - 2) + scheme.last
        tags[item.first : item.last] = [f"{letter}-{label}" for letter in letters]
    return tags


def scheme_of(tags: Iterable[str]) -> Scheme | None:
    """Return the scheme that tags are of, the simplest that explains them; None where none does."""
    letters = {tag[0] for tag in tags if tag != OUTSIDE}
    return next((scheme for scheme in (BIO, BIOES, BMES) if letters <= scheme.letters), None)


def is_tag(tag: str) -> bool:
    """Return whether a word is a tag of one of the schemes."""
    return tag == OUTSIDE or (len(tag) > 2 and tag[1] == "-" and tag[0] in _LETTERS)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Hold a label that tags say of the tokens ``first`` to ``last``, which is exclusive.

    It is ``regular`` unless a tag begins or ends it that cannot do so in its scheme.
    """

    first: int
    last: int
    label: str
    regular: bool = True


def spans_of_tags(tags: Iterable[str], scheme: Scheme) -> list[Tagged]:
    """Return what tags say, in any scheme: one that cannot follow the tag before it begins a span, as in conlleval.

    What is regular is so in ``scheme``.
    """
    spans: list[Tagged] = []
    going = False
    for index, tag in enumerate(tags):
        letter, _hyphen, label = tag.partition("-")
        last = spans[-1] if going else None
        if last and (not label or label != last.label or letter in _FIRST):
            spans[-1] = Tagged(last.first, last.last, last.label, last.regular and not scheme.ends)
            last = None
        if label and last:
            spans[-1] = Tagged(last.first, index + 1, label, last.regular)
        elif label:
            spans.append(Tagged(index, index + 1, label, letter in _FIRST))
        going = bool(label) and letter not in _LAST
    if going and scheme.ends:
        spans[-1] = Tagged(spans[-1].first, spans[-1].last, spans[-1].label, regular=False)
    return spans


def sentence_ranges(
    sentences: Iterable[tuple[int, int]], tokens: Sequence[Token], spans: Sequence[Aligned]
) -> list[tuple[int, int]]:
    """Return the sentences of a text as half-open ranges of tokens, without empty ones.

    Two that a span reaches across are one. The spans are in order, and no two overlap.
    """
    ranges: list[tuple[int, int]] = []
    first = 0
    for _start, end in sentences:
        last = bisect_left(tokens, end, key=itemgetter(0))
        index = bisect_left(spans, last, key=attrgetter("first")) - 1
        if first < last and (index < 0 or spans[index].last <= last):
            ranges.append((first, last))
            first = last
    return ranges


def join(tokens: Iterable[str]) -> tuple[str, list[Token]]:
    """Put a text together from tokens; return it, and where they are in it.

    Nothing stands between Chinese characters, and nothing between single letters; one space stands between words of
    letters or digits, since tokens say nothing of the white space between them.
    """
    parts: list[str] = []
    places: list[Token] = []
    offset = 0
    previous = ""
    for token in tokens:
        if _is_latin(previous[-1:]) and _is_latin(token[:1]) and len(visible(previous)) + len(visible(token)) > 2:
            parts.append(" ")
            offset += 1
        parts.append(token)
        places.append((offset, offset + len(token)))
        offset += len(token)
        previous = token or previous
    return "".join(parts), places


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
