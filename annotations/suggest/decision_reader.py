"""Read what an annotator has decided in all articles of a project from the files."""

from collections.abc import Iterator
from pathlib import Path

from annotations.model.layer import Status
from annotations.storage.anchors import text_digest
from annotations.storage.disk import Signature, signature_of
from annotations.storage.document import Stamp, Stored
from annotations.storage.paths import annotator_folder
from annotations.storage.reader import parse_annotations
from annotations.storage.summaries import saved_files
from annotations.suggest.memory import Decisions
from seeds.encoding.decoding import decode
from seeds.errors import SourceError
from seeds.system.files import ANNOTATIONS, WHOLE, read_regular

DecidedArticle = tuple[tuple[str, str], Decisions]
"""Document and id of an article, and what was decided there."""


class DecisionReader:
    """Read the files of one annotator, each again only when it has changed.

    ``folder`` is that of the annotations; ``texts`` the folder or file that the documents are in. Where an article is
    finished and a part of a plain document, its text is read as well, for what was left without a label; not by a link
    that leads out of ``texts``, unless ``follow_links`` says so.
    """

    def __init__(self, folder: Path, annotator: str, texts: Path | None, *, follow_links: bool = False) -> None:
        self._root = folder
        self._folder = annotator_folder(folder, annotator)
        self._texts = texts
        self._follow_links = follow_links
        self._seen: dict[Path, Signature] = {}
        self._document: tuple[str, str] = ("", "")

    def changed(self) -> Iterator[DecidedArticle]:
        """Yield the decisions, by article, in the files that have changed since the last time; the oldest file first.

        A file that cannot be read is passed over: its problem is reported when it is opened.
        """
        signatures = ((signature_of(path), path) for path in saved_files(self._folder))
        there = sorted(((signature, path) for signature, path in signatures if signature), key=lambda item: item[0])
        for signature, path in there:
            if self._seen.get(path) != signature:
                self._seen[path] = signature
                if decided := self._read(path):
                    yield decided

    def _read(self, path: Path) -> DecidedArticle | None:
        try:
            stored = parse_annotations(read_regular(path, ANNOTATIONS, root=self._root), str(path)).stored
        except OSError:
            return None
        return self._decided(stored) if stored else None

    def _decided(self, stored: Stored) -> DecidedArticle:
        layer = stored.layer
        text = self._text(stored.stamp) if layer.metadata.status is Status.DONE else None
        if text is not None:
            marks = [(span.start, span.end, span.label) for span in layer.ordered]
            refusals = [(each.start, each.end, each.label) for each in layer.rejected]
            return stored.stamp.key, Decisions.from_ranges(text, marks, refusals, finished=True)
        marked = ((stored.quotes[span.id].text, span.label) for span in layer.ordered)
        rejected = (((each.lost or stored.quotes[each]).text, each.label) for each in layer.rejections)
        return stored.stamp.key, Decisions.from_words(marked, rejected)

    def _text(self, stamp: Stamp) -> str | None:
        """Return the text of an article, where it is a part of its document as that is now; None where it is not."""
        if self._texts is None:
            return None
        name = stamp.document
        if self._document[0] != name:
            single = self._texts.is_file()
            path, root = (self._texts, None) if single else (self._texts / name, self._texts)
            try:
                content = read_regular(path, WHOLE, root=None if self._follow_links else root)
                self._document = name, decode(content, name).text
            except (OSError, SourceError):
                self._document = name, ""
        text = self._document[1][stamp.start : stamp.start + stamp.length]
        return text if text_digest(text) == stamp.sha256 else None
