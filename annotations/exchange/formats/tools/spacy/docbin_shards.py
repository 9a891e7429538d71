"""Write DocBin files of a bounded size."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from annotations.extras import Foreign, require
from annotations.storage.paths import safe_name

_TOKENS = 500_000
"""The tokens after which a file is full: about 12 MB of numbers before it is compressed."""


class Shards(AbstractContextManager["Shards"]):
    """Write docs into numbered files below a folder, in a folder for each part of a split.

    Of each part, one file is in memory. They are only whole if the context ends without an error.
    """

    def __init__(self, folder: Path, suffix: str, tokens: int = _TOKENS) -> None:
        self._folder = folder
        self._suffix = suffix
        self._tokens = tokens
        self._open: dict[str, _Shard] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            for part in list(self._open) or [""]:
                self._open.setdefault(part, _Shard(1)).write(self._path(part))

    def add(self, doc: Foreign, part: str) -> None:
        """Add a doc of a part; raises ``OSError``."""
        shard = self._open.setdefault(part, _Shard(1))
        shard.add(doc)
        if shard.tokens >= self._tokens:
            shard.write(self._path(part))
            self._open[part] = _Shard(shard.number + 1)

    def _path(self, part: str) -> Path:
        folder = self._folder / safe_name(part) if part else self._folder
        folder.mkdir(exist_ok=True)
        return folder / f"{self._open[part].number:05}{self._suffix}"


class _Shard:
    """Fill one file."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.tokens = 0
        self._docs = require("spacy.tokens", "spacy", "spacy").DocBin(
            attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True
        )

    def add(self, doc: Foreign) -> None:
        self._docs.add(doc)
        self.tokens += len(doc)

    def write(self, path: Path) -> None:
        if self.number == 1 or len(self._docs):
            path.write_bytes(self._docs.to_bytes())
