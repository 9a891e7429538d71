"""Define what a user can ask of an export or an import, beside the format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotations.model.schema import Schema
from annotations.model.span import NOTHING


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


class OffsetUnit(StrEnum):
    """Name what offsets count, where programs and their versions count differently."""

    CODE_POINT = "codepoint"
    UTF16 = "utf16"
    GRAPHEME = "grapheme"


class Ends(StrEnum):
    """Name whether the end of a span is its last character, or what stands after it."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Options:
    """Say how records are to be written.

    ``max_length`` is the greatest length of a text in code points, 0 for any; it is applied before a format sees the
    records, by the format's own limit where it has one and none is asked for. ``negatives`` asks for examples without
    an answer where a format knows such (UIE, GLiNER); ``context`` is how many code points stand around the words in a
    format that quotes; ``bom`` asks for a byte order mark in tables. ``unit`` is what offsets count in a format whose
    ``options`` have it; None is what its consumer counts today. ``borders`` has tag files say where articles begin.
    """

    schema: Schema
    tokens: Tokens = Tokens.CHARACTER
    misaligned: Misaligned = Misaligned.EXPAND
    max_length: int = 0
    negatives: bool = False
    context: int = 16
    bom: bool = False
    unit: OffsetUnit | None = None
    borders: bool = True


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Say what cannot be told from a file, or is to be taken otherwise than its evidence says.

    ``unit`` is what its offsets count, ``text_field`` the key of the text among others, ``tag_column`` the number of
    the column of tags from 1, or its name. ``tags`` are the names of tags by their number, ``label_feature`` has the
    feature that is the label by the name of its layer, and ``ends`` says whether a span has its end. None and what
    is empty leave it to the evidence.
    """

    unit: OffsetUnit | None = None
    text_field: str = ""
    tag_column: str = ""
    tags: tuple[str, ...] = ()
    label_feature: Mapping[str, str] = field(default_factory=lambda: NOTHING, hash=False)
    ends: Ends | None = None

    @property
    def given(self) -> list[str]:
        """The names of the options that are given."""
        return [name for name in self.__slots__ if getattr(self, name)]


BY_EVIDENCE = ReadingOptions()
"""Leave everything to the evidence."""
