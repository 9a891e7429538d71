"""Represent spans, relations and rejections: labels over ranges of one text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[Any, Any] = MappingProxyType({})

MANUAL = "manual"

ACCEPTED = "accepted:"
"""What the origin of a span begins with that was a suggestion, before the name of its suggester."""

IMPORTED = "imported:"
"""What the origin of a span begins with that was imported, before the name of the format."""

AGREED = "agreed"
"""The origin of a span that was taken over from several annotators by rule."""

ADJUDICATED = "adjudicated"
"""The origin of a rejection by a decision between annotators; with ``:`` and names, that of a span chosen by one."""

ADJUDICATION = "adjudication"
"""The key of a span or rejection under which ``annotations.comparison.adjudication`` remembers a decision."""


@dataclass(frozen=True, slots=True)
class Span:
    """Represent a label over the code points ``start`` to ``end`` of an article's text.

    ``id`` is unique in its layer. ``origin`` is ``manual``, ``accepted:<suggester>`` or ``imported:<format>``; in a
    layer that settles what several annotators say, also ``agreed`` or ``adjudicated:<annotators>``.
    ``attributes`` are what the schema defines for the label; ``extra`` are keys of the file that this version does not
    know and keeps. ``time`` is when a person made it or last changed it; None where nobody knows.
    """

    id: str
    start: int
    end: int
    label: str
    origin: str = MANUAL
    attributes: Mapping[str, str | bool] = field(default_factory=lambda: NOTHING, hash=False)
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Represent a typed, directed tie between two spans, named by their ids."""

    type: str
    head: str
    tail: str
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Quote the words of a span, with up to 16 code points on either side: enough to find it again in an edited text.

    ``repeated`` says that the same words stood in the same context elsewhere as well, so that the quote does not tell
    which of the places is meant; ``repeated_before`` and ``repeated_after`` say so of the words with the context on one
    side alone, where both sides together tell.
    """

    text: str
    before: str = ""
    after: str = ""
    repeated: bool = False
    repeated_before: bool = False
    repeated_after: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """Hold a span whose text is not in the article any more, or not just once: kept and shown, but not a label.

    The offsets of ``span`` are those that it had.
    """

    span: Span
    quote: Quote


@dataclass(frozen=True, slots=True)
class Rejection:
    """Represent a label that the code points ``start`` to ``end`` do not have, as was said of a suggestion.

    ``origin`` is the suggester, or ``adjudicated``. ``lost`` is what it quotes where that is not in the article any
    more, or not just once: the rejection is kept, but holds of nothing, and its offsets are those that it had.
    """

    start: int
    end: int
    label: str
    origin: str = ""
    lost: Quote | None = None
    extra: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)


Quoted = str | Rejection
"""What a quote is known by: the id of a span or orphan, or a rejection itself."""
