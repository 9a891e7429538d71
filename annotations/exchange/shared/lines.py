"""Read the lines of a text file, for formats that are read line by line."""

from collections.abc import Iterator
from pathlib import Path

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import STREAM, bounded_lines, open_stream

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def line_name(number: int, words: str = "") -> str:
    """Name a line, with its words, for the report of what was dropped: in plain English, as all that is data there."""
    return f"line {number}: {words}" if words else f"line {number}"


def read_text_lines(path: Path, *, keep_ends: bool = False, limit: int = STREAM) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers from 1, without their ends unless these are kept; LF or CR LF.

    The file has at most ``limit`` bytes, which is to be small for those who keep all lines in memory.
    Raises ``SourceError`` with the line where the file cannot be read or is not UTF-8; a byte order mark is tolerated.
    """
    try:
        with open_stream(path, limit) as file:
            for number, raw in enumerate(bounded_lines(file, path), 1):
                line = raw.removeprefix(_BYTE_ORDER_MARK) if number == 1 else raw
                text = _decoded(line, path, number)
                yield number, text if keep_ends else text.removesuffix("\n").removesuffix("\r")
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


def _decoded(raw: bytes, path: Path, number: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(Problem(str(path), _("is not UTF-8"), number, _("convert it to UTF-8 first"))) from error
