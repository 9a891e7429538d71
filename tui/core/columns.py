"""Define the columns of the library's list: what they say of an article, and how they share the width of the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.core.library import Column, Library, reading_time

TITLE_AT_LEAST = 24
"""Cells below which the title takes the place of other columns."""

GLYPH = 2


@dataclass(frozen=True, slots=True)
class Field:
    """Describe a column: heading, cells, and what it says of an article; ``worth`` decides which gives way first."""

    column: Column | None
    heading: str
    width: int
    worth: int
    text: Callable[[ArticleInfo, Library], str]
    to_right: bool = False


def status_of(info: ArticleInfo, library: Library) -> str:
    """Return ``new``, ``begun``, ``finished`` or ``skipped``: how far it is annotated, else how far it is read."""
    summary = library.summary_of(info)
    if summary is not None:
        return {"done": "finished", "skipped": "skipped"}.get(summary.status.value, "begun")
    progress = library.progress_of(info)
    if progress.finished:
        return "finished"
    return "begun" if progress.position or progress.share else "new"


def _share(info: ArticleInfo, library: Library) -> str:
    progress = library.progress_of(info)
    return f"{round(progress.share * 100)} %" if progress.position or progress.share else ""


def _spans(info: ArticleInfo, library: Library) -> str:
    summary = library.summary_of(info)
    return f"{summary.spans:,}" if summary and summary.spans else ""


def _gain(info: ArticleInfo, library: Library) -> str:
    gain = library.gains.get(info.key)
    return "" if gain is None else f"{gain:.0f}"


FIELDS = (
    Field(Column.SOURCE, _("source"), 12, 3, lambda info, _library: info.source),
    Field(Column.TAG, _("tag"), 6, 1, lambda info, _library: info.tag),
    Field(Column.LENGTH, _("length"), 7, 2, lambda info, _library: f"{info.length:,}", to_right=True),
    Field(None, _("time"), 6, 0, lambda info, _library: reading_time(info.length), to_right=True),
    Field(Column.READ, _("read"), 5, 5, _share, to_right=True),
    Field(Column.SPANS, _("spans"), 6, 4, _spans, to_right=True),
)

GAIN = Field(Column.GAIN, _("gain"), 5, 6, _gain, to_right=True)
"""What annotating the article is expected to teach; shown once somebody has asked for it."""


def share_width(width: int, library: Library) -> tuple[int, Sequence[Field]]:
    """Return the cells of the title and the columns that find room beside it, one cell between any two."""
    fields = [*FIELDS, GAIN] if library.gains or library.column is Column.GAIN else list(FIELDS)
    while fields and _title_width(width, fields) < TITLE_AT_LEAST:
        fields.remove(min(fields, key=lambda field: field.worth))
    return max(0, _title_width(width, fields)), fields


def _title_width(width: int, fields: Sequence[Field]) -> int:
    return width - GLYPH - sum(field.width + 1 for field in fields)
