"""Write the file of an open article so that nothing is lost, and notice what other programs did to it."""

import errno
import os
from pathlib import Path

from annotations.storage.disk import content_of, signature_of
from annotations.storage.document import Stored, serialize_annotations
from annotations.storage.errors import ChangedOutsideError, UnfaithfulError
from annotations.storage.journal import file_digest
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import Reading
from annotations.storage.span_blocks import SpanBlocks, Written
from seeds.article import Article
from seeds.i18n import _
from seeds.system.descriptors import read_descriptor
from seeds.system.files import ANNOTATIONS
from seeds.system.folders import Folder


class ArticleFile:
    """Remember the file on the disk: ``base`` is what it says, and ``digest`` the digest of its content.

    Links in its path are followed that stay ``within`` a folder, and no others.
    """

    def __init__(self, path: Path, article: Article, annotator: str, within: Path | None = None) -> None:
        self.path = path
        self._within = within
        self.base = Stored.empty(article, annotator)
        self.digest = ""
        self._signature = signature_of(path)
        self._attempt: tuple[str, Stored] | None = None
        self._blocks = SpanBlocks()

    def load(self) -> bytes | None:
        """Read the content, None where there is no file; raises ``OSError``."""
        signature = signature_of(self.path)
        content = content_of(self.path, within=self._within)
        self._signature = signature  # not before it could be read: else nobody would try again
        return content

    def know(self, reading: Reading) -> None:
        """Take note of what the file says."""
        self.base, self.digest = reading.stored, reading.digest
        self._attempt = None

    def is_touched(self) -> bool:
        """Return whether another program seems to have been at the file since it was read or written."""
        return signature_of(self.path) != self._signature

    def is_known(self, content: bytes | None) -> bool:
        """Return whether a content is what the file had, or what was written when that seemed to fail."""
        digest = file_digest(content)
        if self._attempt and self._attempt[0] == digest:
            self._settle()
        return digest == self.digest

    def attempt(self, stored: Stored) -> tuple[Written, str]:
        """Return what is to be written for a state, and the digest of its content."""
        written = self._blocks.write(stored)
        digest = file_digest(written.content)
        self._attempt = digest, stored
        return written, digest

    def replace(self, written: Written) -> None:
        """Write the content of the attempt.

        Raises ``OSError`` where that fails, and ``ChangedOutsideError`` where another program has changed the file.
        """

        def check(descriptor: int) -> None:
            os.lseek(descriptor, 0, os.SEEK_SET)
            there = read_descriptor(descriptor, ANNOTATIONS, self.path)
            if there != written.content or not self._is_faithful(written.sample):
                raise UnfaithfulError(errno.EIO, _("something else is read back"))
            if self.is_touched():
                raise ChangedOutsideError

        with Folder.open(self.path.parent, within=self._within, make=True) as folder:
            folder.replace(self.path.name, written.content, check)
        self._blocks.keep(written)
        self._signature = signature_of(self.path)
        self._settle()

    def _is_faithful(self, stored: Stored) -> bool:
        content = serialize_annotations(stored)
        again = parse_annotations(content, self.path.name).stored
        return again is not None and serialize_annotations(again) == content

    def _settle(self) -> None:
        if self._attempt:
            self.digest, self.base = self._attempt
            self._attempt = None
