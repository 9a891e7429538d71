"""Read what annotations quote of their article, to find it where the article is another now."""

from collections.abc import Iterator, Mapping
from pathlib import Path

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
    quotes, layer = _read(head.path)
    items: list[Quoted] = [*layer.spans, *layer.rejected]
    return [quotes[item] for item in items] + [orphan.quote for orphan in layer.orphans.values()]


def marked_words(path: Path) -> frozenset[tuple[str, str]]:
    """Return the labels of the spans of a file, or where there is none of its journal, each with the words it is on.

    Nothing where they cannot be read; no article is needed.
    """
    quotes, layer = _read(path)
    return frozenset((span.label, quotes[span.id].text) for span in layer.spans.values())


def _read(path: Path) -> tuple[Mapping[Quoted, Quote], Layer]:
    """Return what the file at a path quotes, and its layer; those of the journal where there is no file."""
    try:
        content, log = content_of(path), content_of(companion(path, "journal"))
    except OSError:
        return {}, Layer()
    if content is not None:
        stored = parse_annotations(content, str(path)).stored
        return (stored.quotes, stored.layer) if stored else ({}, Layer())
    journal = parse_journal(log or b"")
    return (journal.quotes, layer_of(journal)) if journal else ({}, Layer())
