"""Write to a terminal, or to a log that is read in one, a stream which no control character passes."""

import re
from typing import TextIO

from seeds.system.printable import printable

_LOOKS = re.compile(r"\x1b\[[0-9;:]*m")


class PrintableStream:
    r"""Wrap the text stream ``stream`` so that only ``printable`` text is written; all else about it is as it was.

    Line ends and tabs stay. Sequences that only set colours, which libraries put into their messages, are left out.
    What the stream's encoding lacks, and lone surrogates, are written as escapes such as ``\ud800``.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the text as it may be shown; return the number of its characters."""
        encoding = self.stream.encoding or "utf-8"
        shown = _LOOKS.sub("", text).encode("utf-8", "backslashreplace").decode()
        shown = printable(shown, keep="\n\t").encode(encoding, "backslashreplace").decode(encoding)
        self.stream.write(shown)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write the lines, which have their line ends."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)
