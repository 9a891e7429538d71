"""Read the lines of a text file, for formats that are read line by line."""

import errno
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.encodings import UTF8, encoding_of
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.descriptors import UnusableFileError, amount
from seeds.system.files import LINE, STREAM, bounded_lines, open_stream

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def line_name(number: int, words: str = "") -> str:
    """Name a line, with its words, for the report of what was dropped: in plain English, as all that is data there."""
    return f"line {number}: {words}" if words else f"line {number}"


def read_text_lines(
    path: Path,
    report: Report | None = None,
    *,
    keep_ends: bool = False,
    limit: int = STREAM,
    damaged: bool = False,
    halves: bool = False,
) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers from 1, without their ends unless these are kept; LF or CR LF.

    The file has at most ``limit`` bytes, which is to be small for those who keep all lines in memory. It is UTF-8, or
    with a report in the encoding that ``encoding_of`` decides. A line that is not becomes a loss where ``damaged`` ones
    may be left out, unless all are. With ``halves``, lone surrogates stay in a line.
    Raises ``SourceError`` with the line where the file cannot be read or decoded; a byte order mark is tolerated.
    """
    try:
        encoding = encoding_of(path, report) if report else UTF8
        any_text, first_damaged = False, 0
        with open_stream(path, limit) as file:
            for number, raw in _lines(file, path, encoding):
                text = raw if isinstance(raw, str) else _decoded(raw, encoding, halves=halves)
                if text is not None:
                    any_text = any_text or not text.isspace()
                    yield number, text if keep_ends else text.removesuffix("\n").removesuffix("\r")
                elif damaged and report:
                    reason = _("is not {encoding}").format(encoding=encoding.upper())
                    report.add(DroppedItem(path.name, line_name(number), reason), "line")
                    first_damaged = first_damaged or number
                else:
                    raise SourceError(undecodable(path, number, encoding))
        if first_damaged and not any_text:
            raise SourceError(undecodable(path, first_damaged, encoding))
    except UnicodeDecodeError as error:
        raise SourceError(undecodable(path, None, error.encoding)) from error
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error


def undecodable(path: Path, number: int | None, encoding: str) -> Problem:
    """Return that a line of a file is not in its encoding."""
    message = _("is not {encoding}").format(encoding=encoding.upper())
    return Problem(str(path), message, number, _("--encoding says which it is in; or convert it to UTF-8 first"))


def _lines(file: BinaryIO, path: Path, encoding: str) -> Iterator[tuple[int, bytes | str]]:
    """Yield lines as bytes, or as text where a line end is more than a byte."""
    if not encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        for number, raw in enumerate(bounded_lines(file, path), 1):
            yield number, raw.removeprefix(_BYTE_ORDER_MARK) if number == 1 else raw
        return
    with TextIOWrapper(file, encoding=encoding, newline="\n") as text:
        for number, line in enumerate(_bounded(text, path), 1):
            yield number, line.removeprefix("\ufeff") if number == 1 else line


def _bounded(text: TextIOWrapper, path: Path) -> Iterable[str]:
    while line := text.readline(LINE + 1):
        if len(line) > LINE:
            message = _("has a line of more than {limit}, the most that is read").format(limit=amount(LINE))
            raise UnusableFileError(errno.EFBIG, message, str(path))
        yield line


def _decoded(raw: bytes, encoding: str, *, halves: bool) -> str | None:
    """Return a line as text; None where it is not in the encoding. Two halves of a character are one."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding != UTF8:
        return None
    try:
        text = raw.decode(encoding, "surrogatepass")
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass" if halves else "strict")
    except UnicodeDecodeError:
        return None
    return text
