"""Read the beginning of an article and what is marked in it, to be shown beside the list."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from annotations.model.layer import Layer, Status
from annotations.model.names import kept_surnames
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.script.converter import Converter
from tui.core.article_layout import layout_of, metrics_for
from tui.core.session import Session
from tui.text.layout import Line
from tui.text.width import drawable
from tui.text.wrap import wrap
from tui.ui.widgets.article_preview import Preview

OPENING = 4000
"""Code points of an article that are enough for its opening lines."""


def read_preview(session: Session, info: ArticleInfo, width: int, height: int) -> Preview:
    """Return what fits in a width and a height in cells; for a worker.

    Where the article or its annotations cannot be read, the rows about it say why.
    """
    try:
        article = session.read(info)
    except ZhupiError as error:
        return Preview(info, about=_rows([str(error.problem)], width, session))
    layer, remarks = Layer(), []
    try:
        recovered = session.annotations.store.look(article)
    except ZhupiError as error:
        remarks = [str(error.problem)]
    else:
        layer = recovered.layer if recovered else layer
        remarks = list(_remarks(layer))
    about = _rows(remarks, width, session)[: height // 2]
    room = height - len(about) - bool(about)
    return Preview(info, _opening(session, article, layer, width, max(0, room)), about)


def _opening(session: Session, article: Article, layer: Layer, width: int, height: int) -> tuple[Line, ...]:
    text, settings = article.text[:OPENING], session.settings
    cut = replace(article, text=text, title_length=min(article.title_length, len(text)), headings=())
    names = kept_surnames(text, layer.within(0, len(text))) if settings.keep_names else ()
    keep = tuple((start, end) for start, end in names if end <= len(text))
    layout = layout_of(cut, metrics_for(width, settings), _converter(session, article.text), keep)
    return tuple(layout.window(layout.top(), height))


def _converter(session: Session, text: str) -> Converter | None:
    scripts = session.scripts
    configuration = scripts.configuration(text)
    if configuration and configuration not in scripts.converters:
        with suppress(ZhupiError):  # whoever reads the article is told
            scripts.load(configuration)
    return scripts.converters.get(configuration)


def _remarks(layer: Layer) -> Iterator[str]:
    """Yield how far the annotation has come, the labels with their numbers, the categories and the note."""
    metadata, count = layer.metadata, len(layer.spans)
    if metadata.status is not Status.NEW or count:
        spans = ngettext("{n} span", "{n} spans", count).format(n=f"{count:,}")
        yield f"{metadata.status.value} · {spans}"
    labels = Counter(span.label for span in layer.spans.values())
    if labels:
        yield " · ".join(f"{label} {number:,}" for label, number in labels.most_common())
    if metadata.categories:
        yield _("categories: {names}").format(names=", ".join(metadata.categories))
    if metadata.note:
        yield _("note: {words}").format(words=metadata.note)


def _rows(remarks: list[str], width: int, session: Session) -> tuple[str, ...]:
    texts = (drawable(line) for remark in remarks for line in remark.splitlines())
    metrics = metrics_for(width, session.settings)
    rows = ((text, row) for text in texts for row in wrap(text, metrics.width, ambiguous=metrics.ambiguous))
    return tuple(" " * metrics.left + text[row.start : row.end] for text, row in rows)
