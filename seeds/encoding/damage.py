"""Decode text in which a few bytes are damaged, and say where: what stands for them is known by its look."""

import codecs
import threading

from seeds.encoding.charset import CANDIDATES, LEAST_SHARE, chineseness

REPLACED = "\ufffd"
_EURO = b"\x80"
"""What Windows writes for ``€`` in GBK, and no standard has."""

_GBK = frozenset(("gb18030", "gbk", "cp936", "gb2312"))
_PER_WRONG = 2_000
"""Bytes of a source for each that may be wrong: one in a thousand characters, of about two bytes each."""

_LEAST_TEXT = 8
"""Characters for each that may be wrong, however short the source is."""

_LONGEST_CHARACTER = 4
_SAMPLE = 1 << 16
_CERTAIN = 30
_HANDLER = "zhupi-damage"


class RepairedText:
    """Hold text in which ``REPLACED`` stands for what is not valid in its encoding.

    ``places`` are the offsets in bytes of what was replaced, ``euros`` of what is read as ``€``.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding
        self.places: list[int] = []
        self.euros: list[int] = []


class _Decoding(threading.local):
    """Hold what is being decoded, for the handler of errors, which is told nothing else."""

    found: RepairedText
    limit: int
    end: int
    """Where what was replaced last ends."""


_decoding = _Decoding()


def repair(data: bytes, encoding: str | None = None, declared: str | None = None) -> RepairedText | None:
    """Decode a source of which no more than one character in a thousand, or a single one, is wrong.

    In ``encoding``, where that is given; else in the one of UTF-8, ``declared`` and those of Chinese in which the least
    is wrong. None where more is, where it would be no Chinese, and for binary data.
    """
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), "")
    if b"\0" in data and not marked:
        return None
    likely = [marked] if marked else ["utf-8", declared or "", *CANDIDATES]
    names = filter(None, dict.fromkeys([encoding] if encoding else likely))
    attempts = [attempt for name in names if (attempt := _repaired(data, name))]
    if encoding is None:
        attempts = [attempt for attempt in attempts if _is_chinese(attempt.text)]
    return min(attempts, key=lambda attempt: (len(attempt.places), -_share(attempt.text)), default=None)


_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _repaired(data: bytes, encoding: str) -> RepairedText | None:
    if encoding.startswith("utf-16-"):
        return None  # without a mark it has line ends with a NUL in them
    _decoding.found = RepairedText("", encoding)
    _decoding.limit = 1 + len(data) // _PER_WRONG
    try:
        text = data.decode(encoding, _HANDLER)
    except UnicodeDecodeError:
        return None
    found = _decoding.found
    found.text = text
    return found if len(text) >= _LEAST_TEXT * len(found.places) else None


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = _decoding.found
    if error.object[error.start : error.start + 1] == _EURO and codecs.lookup(found.encoding).name in _GBK:
        found.euros.append(error.start)
        return "€", error.start + 1
    if found.places and error.start == _decoding.end and error.end - found.places[-1] <= _LONGEST_CHARACTER:
        _decoding.end = error.end
        return "", error.end  # a damaged character is one place, in whatever pieces it is noticed
    found.places.append(error.start)
    _decoding.end = error.end
    if len(found.places) > _decoding.limit:
        raise error
    return REPLACED, error.end


def _share(text: str) -> float:
    return chineseness(text[:_SAMPLE].replace(REPLACED, ""))[0]


def _is_chinese(text: str) -> bool:
    share, count = chineseness(text[:_SAMPLE].replace(REPLACED, ""))
    return share >= LEAST_SHARE or (count < _CERTAIN and share >= 0)


codecs.register_error(_HANDLER, _replace)
