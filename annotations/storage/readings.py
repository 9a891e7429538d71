"""Decide which documents are read as version 0.1.0 read them: those that have annotations on the texts of that reading.

Tables, JSON and pages are read otherwise since then: lists are lines and no longer joined by commas, texts below the
top of an object are found, and no link tears a paragraph; and what was text where it was opened alone, such as
subtitles, has a reader of its own. Annotations are about one text, and stay on it.
"""

from pathlib import Path

from seeds.sources.corpus import Corpus


def keep_readings(corpus: Corpus, annotations: Path | None = None) -> None:
    """Let a corpus read each document as its annotations need it; nothing is looked at before a document is read.

    ``annotations`` is the folder of annotations, where it was named.
    """

    def decide(opened: Corpus, document: str) -> bool:
        from annotations.storage.former_readings import is_annotated_formerly

        return is_annotated_formerly(opened, annotations, document)

    corpus.decide_readings(decide)
