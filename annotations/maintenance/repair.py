"""Repair the file and the journal of an article where nothing is lost or guessed by it."""

from dataclasses import replace
from os.path import lexists
from pathlib import Path

from annotations.maintenance.validation import without_duplicates
from annotations.model.span import Quote, Rejection, Span
from annotations.storage.anchors import Quotes
from annotations.storage.disk import replace_file
from annotations.storage.document import quotes_of, serialize_annotations
from annotations.storage.journal import file_digest, set_aside
from annotations.storage.journal_writer import JournalWriter, Snapshot
from annotations.storage.paths import companion
from annotations.storage.recovery import Recovered
from seeds.article import Article


def repair_file(
    article: Article, path: Path, content: bytes | None, log: bytes | None, recovered: Recovered
) -> Path | None:
    """Write a file anew from what was recovered of it and of its journal, ``content`` and ``log``.

    Returns where the file as it was is kept; None where there was none. Raises ``OSError``.
    """
    quotes = Quotes(article.text)
    layer = without_duplicates(recovered.layer)

    def quoting(item: Span | Rejection) -> Quote:
        return quotes.of(item.start, item.end)

    stored = replace(recovered.reading.stored, layer=layer, quotes=quotes_of(layer, quotes))
    repaired = serialize_annotations(stored)
    backup = _keep(path, content) if content is not None else None
    journal = companion(path, "journal")
    if log is not None and recovered.set_aside:
        set_aside(journal, log)
    replace_file(path, repaired)
    if log is not None:
        JournalWriter(journal).begin(Snapshot(stored, file_digest(repaired), layer, recovered.history, quoting))
    return backup


def _keep(path: Path, content: bytes) -> Path:
    number = 0
    while lexists(backup := path.with_name(f"{path.name}.{number}.bak" if number else f"{path.name}.bak")):
        number += 1
    replace_file(backup, content)
    return backup
