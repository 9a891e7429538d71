"""Keep the documents that were opened last, so that the next article in one is there at once."""

from collections import OrderedDict
from threading import Lock

from seeds.errors import SourceError
from seeds.sources.readers.document import Document, SourceFile, unreadable
from seeds.sources.readers.registry import open_document

CAPACITY = 64 << 20
"""Bytes of memory that the documents kept may take together; one that takes more by itself is kept alone."""

_LEAST_WEIGHT = 1 << 12

_Version = tuple[int, int, int, bool]


class DocumentCache:
    """Keep the documents of several articles that were used last; safe to share between threads.

    A document that is a single article is not kept: whoever asked for it holds its text. A file that has changed on
    disk, by its inode, size and time, is opened anew.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._documents: OrderedDict[str, tuple[_Version, Document]] = OrderedDict()
        self._lock = Lock()

    def open(self, source: SourceFile) -> Document:
        """Give the document of a source; raises ``SourceError`` where it cannot be read."""
        version = _version(source)
        with self._lock:
            cached = self._documents.get(source.name)
            if cached and cached[0] == version:
                self._documents.move_to_end(source.name)
                return cached[1]
        document = open_document(source)
        if not document.single:
            with self._lock:
                self._documents[source.name] = (version, document)
                self._documents.move_to_end(source.name)
                self._shrink()
        return document

    def _shrink(self) -> None:
        total = sum(max(document.weight, _LEAST_WEIGHT) for _version, document in self._documents.values())
        while total > self._capacity and len(self._documents) > 1:
            _name, (_old, document) = self._documents.popitem(last=False)
            total -= max(document.weight, _LEAST_WEIGHT)


def _version(source: SourceFile) -> _Version:
    try:
        status = source.path.stat()
    except OSError as error:
        raise SourceError(unreadable(source.name, error)) from error
    return status.st_ino, status.st_size, status.st_mtime_ns, source.former
