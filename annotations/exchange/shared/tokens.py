"""Tokenize texts, for formats that count in tokens, and fit spans to the edges of tokens, without overlap."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from annotations.exchange.options import Misaligned, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.segmentation.segmenter import load_segmenter

Token = tuple[int, int]
"""The code points ``start`` to ``end`` of a text."""

_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Mn"}
"""The categories of characters that BERT's tokenizers leave out."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Hold a span that covers the tokens ``first`` to ``last``, exclusive; its range is that of the tokens."""

    span: Span
    first: int
    last: int


def tokenize(text: str, kind: Tokens) -> list[Token]:
    """Return the tokens of a text in order; white space is in none.

    By character, every other code point is one. jieba's words are those of the simplified form of the text, which is
    what jieba knows, at the offsets of the text itself. Raises as ``load_segmenter`` does.
    """
    if kind is Tokens.CHARACTER:
        return [(offset, offset + 1) for offset, character in enumerate(text) if not character.isspace()]
    edges = pairwise([0, *load_segmenter().edges(text), len(text)])
    return [(start, end) for start, end in edges if not text[start:end].isspace() and start < end]


def joined_to_visible(text: str, tokens: Iterable[Token]) -> list[Token]:
    """Join each token that shows nothing by itself, such as an accent or a joiner, to the one that it stands behind.

    At the beginning it is joined to the next. Tokenizers that drop such characters give such a token no piece, and
    consumers that count tokens by their pieces would be one off in all that follows. One between spaces stays.
    """
    joined: list[Token] = []
    for start, end in tokens:
        former = joined[-1] if joined and joined[-1][1] == start else None
        if former and not (visible(text[start:end]) and visible(text[slice(*former)])):
            joined[-1] = former[0], end
        else:
            joined.append((start, end))
    return joined


def visible(token: str) -> str:
    """Return the characters of a token that show something by themselves."""
    if token.isascii() and token.isprintable():
        return token
    return "".join(each for each in token if each != "\ufffd" and unicodedata.category(each) not in _INVISIBLE)


def align(
    spans: Iterable[Span], tokens: Sequence[Token], misaligned: Misaligned, record: Record, report: Report
) -> list[Aligned]:
    """Fit spans of a record to its tokens, in their order; what had to be changed or left out goes to ``report``.

    White space at the ends of a span is in no token, and is left out whatever is asked for; a span that begins or ends
    within a token is ``misaligned``. Raises ``SourceError`` for such a one under ``Misaligned.FAIL``.
    """
    aligned = (_align(span, tokens, misaligned, record, report) for span in spans)
    return [item for item in aligned if item]


def outermost(spans: Iterable[Span], record: Record, report: Report) -> list[Span]:
    """Return the spans without those that overlap, in text order, for formats that cannot carry these.

    Of spans that overlap, the longer stays, and the earlier where they are equally long; of those over the same range,
    the one that comes first. To have aligned spans without overlap, pass on the ``span`` of each.
    """
    outer: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        index = bisect_right(outer, span.start, key=lambda other: other.end)
        other = outer[index] if index < len(outer) and outer[index].start < span.end else None
        if other is None:
            outer.insert(index, span)
        elif (other.start, other.end, other.label) == (span.start, span.end, span.label):
            report.drop(record, _("is a duplicate"), span)
        else:
            report.drop(record, _("overlaps a span that is as long or longer"), span)
    return outer


def _align(
    span: Span, tokens: Sequence[Token], misaligned: Misaligned, record: Record, report: Report
) -> Aligned | None:
    first = bisect_right(tokens, span.start, key=itemgetter(1))
    last = bisect_left(tokens, span.end, key=itemgetter(0))
    if first >= last:
        report.drop(record, _("holds no token"), span)
        return None
    cut_first, cut_last = tokens[first][0] < span.start, tokens[last - 1][1] > span.end
    if cut_first or cut_last:
        if misaligned is Misaligned.FAIL:
            raise _misaligned(span, record)
        if misaligned is Misaligned.CONTRACT:
            first, last = first + cut_first, last - cut_last
        if misaligned is Misaligned.DROP or first >= last:
            report.drop(record, _("begins or ends within a token"), span)
            return None
    fitting = replace(span, start=tokens[first][0], end=tokens[last - 1][1])
    if cut_first or cut_last:
        report.changed[_("contracted") if misaligned is Misaligned.CONTRACT else _("expanded")] += 1
    elif fitting != span:
        report.changed[_("without the white space at its ends")] += 1
    return Aligned(fitting, first, last)


def _misaligned(span: Span, record: Record) -> SourceError:
    message = _("{label} “{words}” at {start} of the article {article} begins or ends within a token").format(
        label=span.label, words=record.words(span), start=record.offset + span.start, article=record.id
    )
    return SourceError(Problem(record.document, message, advice=_("--misaligned expand takes the whole token")))
