"""Read spans from the tags of single tokens, in any of the schemes that models are trained with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.suggest.adapters.local_model import ModelSpan

_TAG = re.compile(r"(?:([BIMELSU])[-_])?(.+)", re.DOTALL)
_OUTSIDE = "O"
_FIRST = frozenset("BSU")
_LAST = frozenset("ELSU")


@dataclass(frozen=True, slots=True)
class Token:
    """Hold the code points ``start`` to ``end`` of a token, and the tag that is likeliest, with its probability."""

    start: int
    end: int
    tag: str
    score: float


def spans_of_tokens(text: str, tokens: Iterable[Token]) -> list[ModelSpan]:
    """Return the spans that the tags of a text's tokens stand for, in order; no two overlap.

    Knows BIO, BIOES, BILOU and BMES, ``B-PER`` as well as ``B_PER``, and tags that are nothing but a label. A tag that
    cannot follow the one before it begins a span, as conlleval has it. A token within a Latin word or a number goes
    with the one before it whatever its tag, since models are trained on the first token of a word; no span crosses a
    line end. The score of a span is the mean probability of the tags that it was made from.
    """
    spans: list[ModelSpan] = []
    scores: list[float] = []
    previous: Token | None = None
    opened = False  # whether the last span can go on
    inside = False  # whether the token before is in the last span
    for token in tokens:
        if token.start >= token.end:
            continue  # special tokens have no place in the text
        if previous and _within_word(text, previous, token):
            if inside:
                spans[-1] = _until(spans[-1], token.end, scores)
            previous = token
            continue
        prefix, label = _parts(token.tag)
        broken = previous is not None and "\n" in text[previous.end : token.start]
        if opened and not broken and prefix not in _FIRST and spans[-1].label == label:
            scores.append(token.score)
            spans[-1] = _until(spans[-1], token.end, scores)
        elif label:
            scores = [token.score]
            spans.append(ModelSpan(token.start, token.end, label, token.score))
        inside = bool(label)
        opened = inside and prefix not in _LAST
        previous = token
    return spans


def _parts(tag: str) -> tuple[str, str]:
    """Return the prefix and the label of a tag; the label is empty outside of spans."""
    match = _TAG.fullmatch(tag)
    if not match or tag == _OUTSIDE:
        return "", ""
    return match[1] or "", match[2]


def _until(span: ModelSpan, end: int, scores: list[float]) -> ModelSpan:
    return ModelSpan(span.start, max(span.end, end), span.label, sum(scores) / len(scores))


def _within_word(text: str, previous: Token, token: Token) -> bool:
    """Return whether a token continues a Latin word or a number, or is another part of the same character."""
    if token.start < previous.end:
        return True
    before, after = text[token.start - 1], text[token.start]
    return token.start == previous.end and _latin(before) and _latin(after)


def _latin(character: str) -> bool:
    return character.isalnum() and character < "\u0250"
