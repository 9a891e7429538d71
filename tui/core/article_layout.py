"""An article on a page: its title, what is known of it, and its text in the script that is wanted."""

from seeds.article import Article, Card
from seeds.i18n import _
from seeds.script.converter import Converter
from seeds.script.view import ScriptView
from tui.core.library import reading_time
from tui.text.layout import AsItStands, Layout, Metrics


def layout_of(article: Article, metrics: Metrics, converter: Converter | None) -> Layout:
    """The article, laid out in the script of a converter, or as it stands."""
    card = article.card
    heading = "" if article.title_length else card.title
    meta = _about(card)
    if converter:
        heading, meta = converter.convert(heading).text, converter.convert(meta).text
    view = ScriptView(article.text, converter) if converter else AsItStands(article.text)
    return Layout(article, view, metrics, heading=heading, meta=meta)


def _about(card: Card) -> str:
    """What stands below the title: where the article is from, and how long it is."""
    parts = [
        card.source,
        card.date,
        f"#{card.tag}" if card.tag else "",
        _("{n} characters").format(n=f"{card.length:,}"),
        reading_time(card.length),
    ]
    return " · ".join(part for part in parts if part)
