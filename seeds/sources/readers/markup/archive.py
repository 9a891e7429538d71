"""Read members of a ZIP archive of somebody else's, with limits on their number, sizes and ratio."""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import IO, BinaryIO
from urllib.parse import unquote

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.document import SourceFile
from seeds.system.descriptors import amount
from seeds.system.files import DIRECTORY, MEMBERS, WEBPAGE

RATIO = 200
"""How many times its packed size a member of more than ``_SMALL`` bytes may have."""

_SMALL = 4 << 20
_PIECE = 1 << 16
_PER_MEMBER = 800
_UNICODE_NAME = 0x800
_LOCKED = 0x1
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, UnicodeError, ValueError,
)  # fmt: skip


class MemberError(Exception):
    """Report a member that cannot be read; its text is why, for the user."""


class Archive:
    """Know the members of an archive, and read one at a time; several threads may. The file is open only meanwhile.

    Raises ``SourceError`` where the file is no archive, or one beyond the limits.
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._lock = Lock()
        self._file = _Bounded()
        with self._lock, source.open() as file, self._file.reading(file):
            try:
                self._zip = zipfile.ZipFile(self._file)
            except _FAULTS as error:
                message = _("is not a whole ZIP archive, or one that is not read: {reason}")
                raise SourceError(Problem(source.name, message.format(reason=error))) from error
        members = self._zip.infolist()
        if len(members) > MEMBERS:
            message = _("is an archive of {count} files; at most {limit} are read")
            raise SourceError(Problem(source.name, message.format(count=len(members), limit=MEMBERS)))
        self._members = {_true_name(member): member for member in members}
        self._folded = {name.casefold(): name for name in reversed(self._members)}
        self.weight = len(members) * _PER_MEMBER

    def names(self) -> Iterator[str]:
        """Give the names of the members."""
        yield from self._members

    def find(self, name: str) -> str:
        """Return the name of the member that is meant: as it stands, percent-decoded, composed or in another case.

        Empty where there is none.
        """
        for spelling in (name, unquote(name)):
            for form in (spelling, unicodedata.normalize("NFC", spelling), unicodedata.normalize("NFD", spelling)):
                if form in self._members:
                    return form
            if spelling.casefold() in self._folded:
                return self._folded[spelling.casefold()]
        return ""

    def size(self, name: str) -> int:
        """Return how many bytes a member has at most when it is unpacked."""
        return self._members[name].file_size

    def read(self, name: str) -> bytes:
        """Unpack a member; raises ``MemberError`` where it cannot be read, or is beyond the limits."""
        member = self._members[name]
        if member.flag_bits & _LOCKED:
            raise MemberError(_("is encrypted"))
        with self._lock, self._source.open() as file, self._file.reading(file):
            try:
                with self._zip.open(member) as content:
                    return _unpacked(content, member.compress_size)
            except _FAULTS as error:
                raise MemberError(_("cannot be unpacked: {reason}").format(reason=error)) from error


def _unpacked(file: IO[bytes], packed: int) -> bytes:
    content = bytearray()
    while piece := file.read(_PIECE):
        content += piece
        if len(content) > WEBPAGE:
            raise MemberError(_("has more than {limit} unpacked").format(limit=amount(WEBPAGE)))
        if len(content) > max(_SMALL, packed * RATIO):
            raise MemberError(_("is more than {ratio} times its packed size").format(ratio=RATIO))
    return bytes(content)


class _Bounded(io.RawIOBase):
    """Read a file for ``zipfile``, which takes the list of all members at once, however long that is said to be.

    The file is another one each time, and there is one only while ``reading`` lends it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._file: BinaryIO = io.BytesIO()

    @contextmanager
    def reading(self, file: BinaryIO) -> Iterator[None]:
        """Read this file for a while."""
        self._file = file
        try:
            yield
        finally:
            self._file = io.BytesIO()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """Read at most so many bytes; raises ``ValueError`` where more than a list of members may have is wanted."""
        if size < 0 or size > DIRECTORY:
            size = DIRECTORY + 1
        content = self._file.read(size)
        if len(content) > DIRECTORY:
            raise ValueError(_("its list of files has more than {limit}").format(limit=amount(DIRECTORY)))
        return content


def _true_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member, also where a program wrote it in UTF-8 or GBK without saying so."""
    name = member.filename
    if member.flag_bits & _UNICODE_NAME or name.isascii():
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name
