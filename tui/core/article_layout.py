"""Lay out an article on a page: its title, what is known of it, and its text in the script that is shown."""

from seeds.article import Article, ArticleInfo
from seeds.i18n import _
from seeds.script.converter import Converter
from seeds.script.keeping import Ranges
from seeds.script.view import ScriptView
from seeds.segmentation.all_headings import all_headings
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.reflow import read_article
from tui.core.config import Settings
from tui.core.library import reading_time
from tui.text.hanging import HANG
from tui.text.layout import AsItStands, Layout, Metrics

_MARGIN = 1
_HAN = 2


def metrics_for(width: int, settings: Settings) -> Metrics:
    """Return the measure that the settings ask for, as far as ``width`` cells allow, and the margin that centres it."""
    margin = _MARGIN if width > _HAN * (_MARGIN + HANG) else 0
    room = width - 2 * margin - HANG
    measure = max(_HAN, min(_HAN * settings.measure, room - room % _HAN))
    return Metrics(
        width=measure,
        left=max(0, (width - measure - HANG + 1) // 2),
        paragraph_spacing=max(settings.paragraph_spacing, settings.tags),
        line_spacing=max(settings.line_spacing, settings.tags),
        indent=settings.indent,
        ambiguous=settings.ambiguous,
    )


def prepare(article: Article) -> None:
    """Make ready what a layout looks at; from a worker, since a long wrapped or Markdown text takes a while."""
    Paragraphs.of(article)
    all_headings(article)


def layout_of(article: Article, metrics: Metrics, converter: Converter | None, keep: Ranges = ()) -> Layout:
    """Return the article, laid out in the script of a converter, or as it stands; ``keep`` are ranges that stay."""
    info = article.info
    heading = "" if article.title_length else info.title
    meta = _about(info)
    if converter:
        heading, meta = converter.convert(heading).text, converter.convert(meta).text
    read = read_article(article)
    view = ScriptView(read.text, converter, read.ranges(keep)) if converter else AsItStands(read.text)
    return Layout(article, view, metrics, heading=heading, meta=meta)


def _about(info: ArticleInfo) -> str:
    """Return what stands below the title: where the article is from, and how long it is."""
    parts = [
        info.source,
        info.date,
        f"#{info.tag}" if info.tag else "",
        _("{n} characters").format(n=f"{info.length:,}"),
        reading_time(info.length),
    ]
    return " · ".join(part for part in parts if part)
