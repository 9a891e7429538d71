"""Find out whether several people speak of one text in a file."""

from collections import Counter
from hashlib import sha256

from annotations.exchange.record import Record


class Speakers:
    """Count by annotator the texts of a file of which another annotator speaks too.

    ``shared`` is empty where each text has but one. Of each text, a digest is in memory.
    """

    def __init__(self) -> None:
        self.shared: Counter[str] = Counter()
        self._first: dict[bytes, str] = {}
        self._counted: set[tuple[bytes, str]] = set()

    def add(self, record: Record) -> None:
        """Take a record into account, unless it says nothing and names nobody."""
        if not record.annotator and not (record.spans or record.categories or record.relations):
            return
        key = sha256(f"{record.id}\0{record.text}".encode("utf-8", "surrogatepass")).digest()
        first = self._first.setdefault(key, record.annotator)
        if first == record.annotator and (key, first) not in self._counted:
            return
        for name in (first, record.annotator):
            if (key, name) not in self._counted:
                self._counted.add((key, name))
                self.shared[name] += 1
