"""Define the columns of the library's list: what they say of an article, and how they share the width of the screen."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from seeds.article import ArticleInfo
from seeds.i18n import _
from tui.core.library import Library, reading_time
from tui.core.listing.column_contents import Column

TITLE_AT_LEAST = 24
"""Cells below which the title takes the place of other columns."""

GLYPH = 2


class Field(NamedTuple):
    """Describe a column: heading, cells, and what it says of an article; ``worth`` decides which gives way first.

    What is ``written`` follows the script that texts are shown in. ``both_ends`` are kept of what is too long.
    """

    column: Column | None
    heading: str
    width: int
    worth: int
    text: Callable[[ArticleInfo, Library], str]
    to_right: bool = False
    written: bool = False
    both_ends: bool = False


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


FILE_AT_MOST = 28
"""Cells for the path of a file, where there is a quarter of the width for it."""

FIELDS = (
    Field(Column.FILE, _("file"), FILE_AT_MOST, 5, lambda info, _library: info.origin.document, both_ends=True),
    Field(Column.SOURCE, _("source"), 12, 4, lambda info, _library: info.source, written=True),
    Field(Column.TAG, _("tag"), 6, 1, lambda info, _library: info.tag, written=True),
    Field(Column.DATE, _("date"), 10, 2, lambda info, _library: info.date, written=True),
    Field(Column.LENGTH, _("length"), 7, 3, lambda info, _library: f"{info.length:,}", to_right=True),
    Field(None, _("time"), 6, 0, lambda info, _library: reading_time(info.length), to_right=True),
    Field(Column.READ, _("read"), 5, 7, _share, to_right=True),
    Field(Column.SPANS, _("spans"), 6, 6, _spans, to_right=True),
)

GAIN = Field(Column.GAIN, _("gain"), 5, 8, _gain, to_right=True)
"""What annotating the article is expected to teach; shown once somebody has asked for it."""


def share_width(width: int, library: Library) -> tuple[int, Sequence[Field]]:
    """Return the cells of the title and the columns that find room beside it, one cell between any two.

    A column that says nothing of any article gives its room to the title.
    """
    fields = [_fitted(field, width, library) for field in FIELDS if library.says_something(field.column)]
    if library.gains or library.column is Column.GAIN:
        fields.append(GAIN)
    while fields and _title_width(width, fields) < TITLE_AT_LEAST:
        fields.remove(min(fields, key=lambda field: field.worth))
    return max(0, _title_width(width, fields)), fields


def _fitted(field: Field, width: int, library: Library) -> Field:
    if field.column is not Column.FILE:
        return field
    longest = max(len(field.heading) + 1, library.contents.longest_file)
    return field._replace(width=min(FILE_AT_MOST, longest, max(8, width // 4)))


def _title_width(width: int, fields: Sequence[Field]) -> int:
    return width - GLYPH - sum(field.width + 1 for field in fields)
