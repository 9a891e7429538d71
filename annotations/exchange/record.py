"""Hold an annotated article as it travels between a project and a file: a text and all that is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.model.span import NOTHING, Relation, Span
from annotations.suggest.suggestion import LabelledRange, Suggestion


@dataclass(frozen=True, slots=True)
class Record:
    """Hold a text with its labels; offsets are code points of ``text``, which is in the script that was asked for.

    ``id`` and ``document`` name the article; a chunk of an article that was cut has the ``id`` of the whole and an
    ``offset`` at which it begins there. ``part`` is the part of the split that the article belongs to, empty without
    one. ``meta`` is what else is known, such as ``source``, ``date`` and ``tag``. Spans may nest and overlap; those of
    one record have different ids, and relations name them. ``suggestions`` are pre-annotations, in imports only, and
    ``rejected`` the labels that ranges do not have, as was said of suggestions, in exports only. ``updated`` is when
    the annotator last saved it, in ISO 8601, in exports only; empty where that is not known.
    """

    id: str
    text: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    title: str = ""
    document: str = ""
    annotator: str = ""
    status: str = ""
    categories: tuple[str, ...] = ()
    note: str = ""
    part: str = ""
    offset: int = 0
    meta: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    suggestions: tuple[Suggestion, ...] = ()
    rejected: tuple[LabelledRange, ...] = ()
    updated: str = ""

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]
