"""Tokenize all of a text, white space too, as spaCy and Prodigy do."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.exchange.shared.tokens import Token


@dataclass(frozen=True, slots=True)
class SpacyTokens:
    """Hold the tokens of a text with the white space between them, so that together they are the text.

    As spaCy's own tokenizers have it, a token may be followed by one space, which ``spaces`` says of each; any other
    white space between two tokens is a token itself. ``numbers`` leads from the words, which are tokens without white
    space, to ``tokens``.
    """

    tokens: Sequence[Token]
    spaces: Sequence[bool]
    numbers: Sequence[int]

    @classmethod
    def of(cls, text: str, words: Sequence[Token]) -> "SpacyTokens":
        """Put the white space of a text between its words."""
        tokens: list[Token] = []
        spaces: list[bool] = []
        numbers: list[int] = []
        position = 0
        for start, end in (*words, (len(text), len(text))):
            if numbers and text[position:start].startswith(" "):
                spaces[-1] = True
                position += 1
            if position < start:
                tokens.append((position, start))
                spaces.append(False)
            if start < end:
                numbers.append(len(tokens))
                tokens.append((start, end))
                spaces.append(False)
            position = end
        return cls(tokens, spaces, numbers)


# What plug-ins of version 0.1.0 import.
Spaced = SpacyTokens
