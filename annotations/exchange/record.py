"""Hold an annotated article as it travels between a project and a file: a text and all that is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.model.span import NOTHING, Relation, Span
from annotations.suggest.suggestion import LabelledRange, Suggestion
from seeds.segmentation.reflow import ReadText, read_text
from seeds.segmentation.style import Style


@dataclass(frozen=True, slots=True)
class Record:
    """Hold a text with its labels; offsets are code points of ``text``, which is in the script that was asked for.

    ``id`` and ``document`` name the article; a chunk of an article that was cut has the ``id`` of the whole and an
    ``offset`` at which it begins there. ``part`` is the part of the split that the article belongs to, empty without
    one. ``meta`` is what else is known, such as ``source``, ``date`` and ``tag``. Spans may nest and overlap; those of
    one record have different ids, and relations name them. ``suggestions`` are pre-annotations, in imports only, and
    ``rejected`` the labels that ranges do not have, as was said of suggestions, in exports only. ``updated`` is when
    the annotator last saved it, in ISO 8601, in exports only; empty where that is not known. ``paragraphs`` is how the
    text is set, by a name of ``seeds.segmentation.style``.
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
    paragraphs: str = Style.DIVIDED

    @property
    def read(self) -> ReadText:
        """Return what is read of the text: without the line ends within a paragraph that a program has wrapped."""
        has_title = self.title and self.text.startswith(f"{self.title}\n")
        return read_text(self.text, len(self.title) + 1 if has_title else 0, Style(self.paragraphs))

    def sentences(self) -> list[tuple[int, int]]:
        """Return the sentences of the text, half-open ranges that join up to the whole."""
        return self.read.sentences(0, len(self.text))

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]
