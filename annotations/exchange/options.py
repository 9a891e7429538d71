"""Define what a user can ask of an export, beside the format."""

from dataclasses import dataclass
from enum import StrEnum

from annotations.model.schema import Schema


class Misaligned(StrEnum):
    """Name what becomes of a span that begins or ends within a token."""

    EXPAND = "expand"
    CONTRACT = "contract"
    DROP = "drop"
    FAIL = "fail"


class Tokens(StrEnum):
    """Name what a token is: a character, or a word of jieba's."""

    CHARACTER = "character"
    JIEBA = "jieba"


@dataclass(frozen=True, slots=True)
class Options:
    """Say how records are to be written.

    ``max_length`` is the greatest length of a text in code points, 0 for any; it is applied before a format sees the
    records, by the format's own limit where it has one and none is asked for. ``negatives`` asks for examples without
    an answer where a format knows such (UIE); ``context`` is how many code points stand around the words in a format
    that quotes; ``bom`` asks for a byte order mark in tables; ``borders`` has tag files say where articles begin.
    """

    schema: Schema
    tokens: Tokens = Tokens.CHARACTER
    misaligned: Misaligned = Misaligned.EXPAND
    max_length: int = 0
    negatives: bool = False
    context: int = 16
    bom: bool = False
    borders: bool = True
