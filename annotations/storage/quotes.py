"""Read what annotations quote of their article, to find it where the article is another now."""

from collections.abc import Iterator, Mapping

from annotations.model.layer import Layer
from annotations.model.span import Quote, Quoted
from annotations.storage.disk import content_of
from annotations.storage.journal import parse_journal
from annotations.storage.paths import companion
from annotations.storage.reader import parse_annotations
from annotations.storage.summaries import Head, layer_of


def needles_of(quote: Quote) -> Iterator[str]:
    """Give parts of a quote of which at least one stands wherever the quote is located."""
    if quote.text and not quote.repeated:
        yield (quote.before + quote.text)[-32:]
        yield (quote.text + quote.after)[:32]


def quotes_of(head: Head) -> list[Quote]:
    """Return what annotations quote, that of their journal too; nothing where they cannot be read."""
    try:
        content, log = content_of(head.path), content_of(companion(head.path, "journal"))
    except OSError:
        return []
    if content is not None:
        stored = parse_annotations(content, str(head.path)).stored
        return _all_quotes(stored.quotes, stored.layer) if stored else []
    journal = parse_journal(log or b"")
    return _all_quotes(journal.quotes, layer_of(journal)) if journal else []


def _all_quotes(quotes: Mapping[Quoted, Quote], layer: Layer) -> list[Quote]:
    items: list[Quoted] = [*layer.spans, *layer.rejected]
    return [quotes[item] for item in items] + [orphan.quote for orphan in layer.orphans.values()]
