"""Decide which documents are read as version 0.1.0 read them: those that have annotations on the texts of that reading.

Tables and JSON are read otherwise since then: lists are lines and no longer joined by commas, and texts below the top
of an object are found. Annotations are about one text, and stay on it.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from annotations.storage.anchors import text_digest
from annotations.storage.paths import annotations_folder, below
from annotations.storage.summaries import Head, annotator_folders, read_head, saved_files
from seeds.errors import SourceError
from seeds.sources.corpus import Corpus, Reading

_COMPARED = 50_000
"""How many articles of a document are compared in its two readings; where all these are the same, all are."""


def keep_readings(corpus: Corpus, annotations: Path | None = None) -> None:
    """Let a corpus read each document as its annotations need it; nothing is looked at before a document is read.

    ``annotations`` is the folder of annotations, where it was named.
    """
    corpus.decide_readings(lambda opened, document: _is_annotated_formerly(opened, annotations, document))


def _is_annotated_formerly(corpus: Corpus, annotations: Path | None, document: str) -> bool:
    paths = list(_files(annotations_folder(corpus, annotations).folder, document))
    if not paths or _reads_alike(corpus, document):
        return False
    heads = [head for path in paths if isinstance(head := read_head(path), Head)]
    ids = {head.article for head in heads}
    former = _stamps(corpus.texts_of(document, Reading.FORMER), ids)
    present = _stamps(corpus.texts_of(document, Reading.PRESENT), ids)
    for fits in (_has_text, _has_id, _is_nearer):
        votes = sum(fits(head, former, present) - fits(head, present, former) for head in heads)
        if votes:
            return votes > 0
    return False


def _files(folder: Path, document: str) -> Iterator[Path]:
    """List the files of annotations on the articles of a document, of all annotators."""
    try:
        for own in annotator_folders(folder):
            yield from saved_files(below(own, document))
    except SourceError:  # whoever reads the annotations tells
        return


def _reads_alike(corpus: Corpus, document: str) -> bool:
    former = corpus.records_of(document, Reading.FORMER)
    present = corpus.records_of(document, Reading.PRESENT)
    for count, (first, second) in enumerate(zip_longest(former, present)):
        if first is None or second is None or (first.id, first.text) != (second.id, second.text):
            return False
        if count >= _COMPARED:
            break
    return True


_Stamps = Mapping[str, tuple[str, int]]
"""The digest and the length of texts by the ids of their articles."""


def _stamps(texts: Iterator[tuple[str, str]], ids: set[str]) -> _Stamps:
    return {name: (text_digest(text), len(text)) for name, text in texts if name in ids}


def _has_text(head: Head, here: _Stamps, _other: _Stamps) -> bool:
    return head.article in here and here[head.article][0] == head.text


def _has_id(head: Head, here: _Stamps, _other: _Stamps) -> bool:
    return head.article in here


def _is_nearer(head: Head, here: _Stamps, other: _Stamps) -> bool:
    """Return whether a text that was edited since is here nearer in length to what it was."""
    if head.length < 0 or head.article not in here or head.article not in other:
        return False
    return abs(here[head.article][1] - head.length) < abs(other[head.article][1] - head.length)
