"""Remember in little memory which of very many names have occurred."""

from array import array
from hashlib import blake2b

_DIGEST = 8
_SMALLEST = 1 << 8


class Seen:
    """Hold a set of names as digests of 64 bits, in a table of 12 to 24 bytes for each.

    Two of a million names have the same digest once in 40 million times. Open addressing with linear probing.
    """

    def __init__(self) -> None:
        self._table = array("Q", bytes(_DIGEST * _SMALLEST))
        self._count = 0

    def add(self, name: str) -> bool:
        """Take note of a name; whether it is new."""
        digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
        if not self._put(int.from_bytes(digest, "little") or 1):
            return False
        self._count += 1
        if self._count * 3 > len(self._table) * 2:
            self._grow()
        return True

    def _put(self, digest: int) -> bool:
        table, mask = self._table, len(self._table) - 1
        index = digest & mask
        while table[index]:
            if table[index] == digest:
                return False
            index = (index + 1) & mask
        table[index] = digest
        return True

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(_DIGEST * len(old) * 2))
        for digest in old:
            if digest:
                self._put(digest)
