"""Change how the paragraphs of an article are set; each article remembers it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from seeds.article import Article
from seeds.i18n import _
from seeds.segmentation.reflow import read_article
from seeds.segmentation.style import Style
from tui.core.session import Session
from tui.ui.commands import Command, Controller

NAMES = {
    Style.LINES: _("lines"),
    Style.WRAPPED: _("lines joined"),
    Style.VERSE: _("verse"),
    Style.DIVIDED: _("long lines divided"),
    Style.MARKDOWN: _("Markdown"),
}

_NOTABLE = frozenset((Style.WRAPPED, Style.VERSE))


def style_name(article: Article) -> str:
    """Return how an article is set, in words for the status line; empty where there is nothing to say."""
    style = read_article(article).style
    return NAMES[style] if article.paragraphs != Style.FOUND or style in _NOTABLE else ""


class ParagraphStyles(Controller):
    """Own the action that sets the paragraphs in the next style; ``show`` gets the article set so, and what to say."""

    def __init__(
        self, session: Session, article: Callable[[], Article | None], show: Callable[[Article, str], None]
    ) -> None:
        self._session = session
        self._article = article
        self._show = show

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"reader.paragraphs": self._change}

    def _change(self) -> None:
        article = self._article()
        if article is None:
            return
        styles = [style for style in NAMES if article.is_markdown or style is not Style.MARKDOWN]
        style = styles[(styles.index(read_article(article).style) + 1) % len(styles)]
        own = replace(article, paragraphs=Style.FOUND)
        is_own = read_article(own).style is style
        self._session.set_paragraphs(article.info, Style.FOUND if is_own else style)
        message = _("paragraphs: {style}, as found") if is_own else _("paragraphs: {style}")
        self._show(own if is_own else replace(article, paragraphs=style), message.format(style=NAMES[style]))
