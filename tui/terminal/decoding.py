"""Decode the terminal's bytes, whatever they are."""

import codecs
from codecs import getincrementaldecoder

ESCAPES = "\x1b[200~"
"""What every encoding of a terminal writes as ASCII does."""


def usable(encoding: str | None) -> str:
    """Return an encoding that a terminal can have: the one given, or UTF-8 where that is none or only ASCII."""
    try:
        name = codecs.lookup(encoding or "").name
        return "utf-8" if name == "ascii" or ESCAPES.encode(name) != ESCAPES.encode() else name
    except (LookupError, UnicodeError):
        return "utf-8"


class TerminalDecoder:
    """Decode bytes as they come, in an encoding that ``usable`` returns; what does not fit becomes ``U+FFFD``."""

    def __init__(self, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)("replace")

    def feed(self, data: bytes) -> str:
        """Return the characters that are whole now; the beginning of another waits for the rest of it."""
        return self._decoder.decode(data)

    @property
    def waiting(self) -> bool:
        """Return whether a character has only begun."""
        return bool(self._decoder.getstate()[0]) or bool(self._decoder.getstate()[1])

    def flush(self) -> str:
        """Return what has begun, replaced, as nothing more of it has come."""
        text = self._decoder.decode(b"", final=True)
        self._decoder.reset()
        return text
