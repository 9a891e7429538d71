"""Decide which encoding a file of another program is in: the one that is asked for, else by evidence in the file."""

import re
from pathlib import Path

from annotations.exchange.report import Report
from seeds.encoding.charset import SAMPLE, chineseness, guess_encodings
from seeds.errors import Problem, Question, UndecidedError
from seeds.i18n import _
from seeds.system.files import bounded_lines, open_stream

UTF8 = "utf-8"
_FEW = 12
_FEWEST, _MOSTLY = 3, 0.9
_ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff0-9])")
"""A byte beyond ASCII between ASCII: an accent or a quotation mark, as a Chinese character takes two bytes."""

_HIGH = re.compile(rb"[\x80-\xff]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""What has no character in Windows-1252."""

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnclearEncodingError(UndecidedError):
    """Ask for the encoding of a file, as nothing in it tells which of several it is."""


def encoding_of(path: Path, report: Report) -> str:
    """Return the encoding of a file, which ``report`` says where it is not UTF-8.

    A file most of whose lines beyond ASCII are UTF-8 is in that, with damaged lines; another one is in the likeliest of
    GB18030, Big5 and UTF-16, or in Windows-1252 where what is beyond ASCII stands byte by byte. Raises ``OSError``, and
    ``UnclearEncodingError`` where it has too few characters to tell.
    """
    name = report.encoding or report.encodings.get(str(path), "") or _likely(path)
    if name != UTF8:
        report.encodings[str(path)] = name
    return name


def likely_encoding(start: bytes) -> str:
    """Return the likeliest encoding of a file by its first bytes; UTF-8 where none is."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    good, sample = 0, []
    for line in start.split(b"\n"):
        if not line.isascii() or b"\0" in line:
            good += _is_utf8(line)
            sample += [] if _is_utf8(line) else [line]
    western = _western(b"\n".join(sample)) if len(sample) > good else ""
    return western or _decided(good, len(sample), start)


def _likely(path: Path) -> str:
    good, bad, sample = 0, 0, bytearray()
    with open_stream(path) as file:
        start = file.read(4)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        file.seek(0)
        for line in bounded_lines(file, path):
            if line.isascii() and b"\0" not in line:
                continue
            if _is_utf8(line):
                good += 1
                continue
            bad += 1
            if len(sample) < SAMPLE:
                sample += line
        western = _western(bytes(sample)) if bad > good else ""
        if western:
            return western
        if bad and not good:  # from the first byte on, as two bytes may be one character
            file.seek(0)
            sample = bytearray(file.read(SAMPLE))
    name = _decided(good, bad, bytes(sample))
    if name != UTF8:
        _refuse_doubt(path, name, bytes(sample))
    return name


def _decided(good: int, bad: int, sample: bytes) -> str:
    if good >= bad:
        return UTF8
    return next(iter(_candidates(sample)), UTF8)


def _western(sample: bytes) -> str:
    """Return the encoding of a text in Latin letters, of which nearly every byte beyond ASCII is alone; else empty."""
    high, alone = len(_HIGH.findall(sample)), len(_ALONE.findall(sample))
    if b"\0" in sample or alone < max(_FEWEST, _MOSTLY * high):
        return ""
    return "latin-1" if _UNDEFINED.search(sample) else "cp1252"


def _candidates(sample: bytes) -> list[str]:
    """Return the likeliest encodings: UTF-16 just where there are NUL bytes, as every line end has one in that."""
    return [name for name in guess_encodings(sample) if name.startswith("utf-16") == (b"\0" in sample)]


def _refuse_doubt(path: Path, name: str, sample: bytes) -> None:
    """Refuse a file of so few characters that its encoding is not sure; it is asked for then.

    Encodings in which the file is the same text, as it mostly is in the two of Big5, leave no doubt.
    """
    text = sample.decode(name, "replace")
    others = [name, *(each for each in _candidates(sample) if sample.decode(each, "replace") != text)]
    if len(others) > 1 and chineseness(text)[1] < _FEW:
        message = _("may be in {names}, and has too few characters to tell").format(names=", ".join(others))
        problem = Problem(str(path), message, advice=_("--encoding says which it is in"))
        raise UnclearEncodingError(problem, Question("encoding", tuple(others)))


def _is_utf8(line: bytes) -> bool:
    """Return whether a line is UTF-8: also one with halves of characters, or damaged after others that are right."""
    if b"\0" in line:
        return False
    try:
        line.decode(UTF8, "surrogatepass")
    except UnicodeDecodeError as error:
        return not line[: error.start].isascii()
    return True
