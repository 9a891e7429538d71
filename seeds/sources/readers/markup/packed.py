"""Read a file that is packed by bzip2 as a stream, with limits on what comes out of it."""

from bisect import bisect_right
from bz2 import BZ2Decompressor
from types import TracebackType
from typing import BinaryIO, NamedTuple, Protocol, Self

from seeds.i18n import _
from seeds.sources.readers.document import SourceFile
from seeds.system.descriptors import amount
from seeds.system.files import STREAM

ENDING = ".bz2"
RATIO = 200
"""How many times as large as what was read of it a file may become; prose becomes ten times as large at most."""

_SMALL = 4 << 20
_PIECE = 1 << 16


class PackedError(OSError):
    """Report a packed file that is not read any further; its text is why, for the user."""


class ByteStream(Protocol):
    """Be read from a byte on; what a packed file and one that is not have in common."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None: ...

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes; none at the end."""
        ...

    def seek(self, byte: int, /) -> int:
        """Go to a byte."""
        ...


class Restart(NamedTuple):
    """Say where in the file a part begins that is packed by itself, and at which byte of what it holds."""

    packed: int
    unpacked: int


class PackedFile:
    """Unpack a file while it is read. ``restarts`` are the places at which that can begin, and are added to.

    Large dumps are packed in parts of a hundred pages, so that one of these is found without unpacking all before it.
    """

    def __init__(self, file: BinaryIO, restarts: list[Restart]) -> None:
        self._file = file
        self._restarts = restarts
        self._begin(Restart(0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> bool | None:
        self._file.close()
        return None

    def read(self, size: int, /) -> bytes:
        """Unpack at most so many bytes, none at the end; raises ``PackedError`` where that is damaged, or too much."""
        while True:
            if self._unpacker.eof and not self._next_part():
                return b""
            packed = b""
            if self._unpacker.needs_input:
                packed = self._file.read(_PIECE)
                if not packed:
                    raise PackedError(_("ends in the middle of what is packed"))
                self._read += len(packed)
            try:
                content = self._unpacker.decompress(packed, size)
            except (OSError, ValueError) as error:
                raise PackedError(_("cannot be unpacked: {reason}").format(reason=error)) from error
            self._place += len(content)
            if self._place > STREAM:
                raise PackedError(_("has more than {limit} unpacked").format(limit=amount(STREAM)))
            if self._place > max(_SMALL, self._read * RATIO):
                raise PackedError(_("is more than {ratio} times its packed size").format(ratio=RATIO))
            if content:
                return content

    def seek(self, byte: int, /) -> int:
        """Go to a byte of what is packed, from the last known part before it."""
        index = bisect_right(self._restarts, byte, key=lambda restart: restart.unpacked) - 1
        if byte < self._place or (index >= 0 and self._restarts[index].unpacked > self._place):
            self._begin(self._restarts[index] if index >= 0 else Restart(0, 0))
        while self._place < byte:
            if not self.read(min(_PIECE, byte - self._place)):
                break
        return self._place

    def _begin(self, restart: Restart) -> None:
        self._file.seek(restart.packed)
        self._read, self._place = restart
        self._unpacker = BZ2Decompressor()

    def _next_part(self) -> bool:
        """Begin the part that follows; tell whether there is one."""
        rest = self._unpacker.unused_data or self._file.read(_PIECE)
        if not self._unpacker.unused_data:
            self._read += len(rest)
        if not rest:
            return False
        restart = Restart(self._read - len(rest), self._place)
        if not self._restarts or self._restarts[-1].packed < restart.packed:
            self._restarts.append(restart)
        self._begin(restart)
        return True


def unpacked(source: SourceFile, restarts: list[Restart]) -> ByteStream:
    """Open a file to read what it holds, which is itself unless its name says that it is packed."""
    file = source.open()
    return PackedFile(file, restarts) if source.path.name.lower().endswith(ENDING) else file
