"""An article on a page: its title, what is known of it, and its text in the script that is wanted."""

from seeds.article import Article, ArticleInfo
from seeds.i18n import _
from seeds.script.converter import Converter
from seeds.script.view import ScriptView
from tui.core.library import reading_time
from tui.text.layout import AsItStands, Layout, Metrics


def layout_of(article: Article, metrics: Metrics, converter: Converter | None) -> Layout:
    """The article, laid out in the script of a converter, or as it stands."""
    info = article.info
    heading = "" if article.title_length else info.title
    meta = _about(info)
    if converter:
        heading, meta = converter.convert(heading).text, converter.convert(meta).text
    view = ScriptView(article.text, converter) if converter else AsItStands(article.text)
    return Layout(article, view, metrics, heading=heading, meta=meta)


def _about(info: ArticleInfo) -> str:
    """What stands below the title: where the article is from, and how long it is."""
    parts = [
        info.source,
        info.date,
        f"#{info.tag}" if info.tag else "",
        _("{n} characters").format(n=f"{info.length:,}"),
        reading_time(info.length),
    ]
    return " · ".join(part for part in parts if part)
