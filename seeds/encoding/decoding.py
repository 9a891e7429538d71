"""Decode the bytes of a source: strictly first, and what is damaged in it is replaced only where that is reported."""

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from seeds.encoding.charset import guess_encodings
from seeds.encoding.damage import RepairedText, repair
from seeds.errors import Problem, SourceError
from seeds.i18n import _, ngettext

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DROPPING_MARKS = ("utf-8-sig", "utf-16")
_NUL_SHARE = 0.1
_SHOWN = 8
"""Lines of damage that are named."""


class DecodedText(NamedTuple):
    """Hold a source as text with its line ends as LF.

    ``encoding`` and ``newline`` are as in ``seeds.article.Article``. ``damage`` says what was replaced,
    if anything was.
    """

    text: str
    encoding: str
    newline: str
    damage: Problem | None = None


def unify_newlines(text: str) -> tuple[str, str]:
    """Turn CRLF and lone CR into LF, and tell what the line ends were: ``lf``, ``crlf``, ``cr`` or ``mixed``.

    A text without line ends is ``lf``. U+2028, U+0085, VT and FF are characters like others.
    """
    if "\r" not in text:
        return text, "lf"
    crlf = text.count("\r\n")
    counts = {"crlf": crlf, "cr": text.count("\r") - crlf, "lf": text.count("\n") - crlf}
    styles = [style for style, count in counts.items() if count]
    return text.replace("\r\n", "\n").replace("\r", "\n"), styles[0] if len(styles) == 1 else "mixed"


def text_codec(name: str) -> str | None:
    """Give the name that Python has for an encoding of texts, or None if it knows none of this name."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # a LookupError for codecs that are not of texts, such as base64
    except LookupError:
        return None
    return codec


def decode(
    data: bytes, document: str, encoding: str | None = None, declared: str | None = None, *, strict: bool = False
) -> DecodedText:
    """Decode a source.

    ``encoding`` is forced. Without it: a byte order mark, UTF-8, what the source says of itself (``declared``), then
    the likeliest of GB18030, Big5 and UTF-16; the first that decodes all of it. A byte order mark at the start is no
    part of the text. Both names are those of text codecs; ``document`` names the source in a ``SourceError``.

    Where no encoding decodes all of it, the one is taken in which at most one character in a thousand is wrong, or a
    single one, unless it is ``strict``: U+FFFD stands for what is, and ``damage`` tells the lines.
    """
    try:
        return _decoded_strictly(data, document, encoding, declared)
    except SourceError:
        repaired = None if strict else repair(data, encoding, declared)
        if repaired is None:
            raise
    return _unified(repaired.text, repaired.encoding)._replace(damage=damage_of(data, document, repaired))


def _decoded_strictly(data: bytes, document: str, encoding: str | None, declared: str | None) -> DecodedText:
    if encoding:
        return _forced(data, document, encoding)
    for name in _likely_encodings(data, declared):
        try:
            return _decoded(data, name)
        except UnicodeDecodeError:
            continue
    raise SourceError(_undecodable(data, document))


def damage_of(data: bytes, document: str, repaired: RepairedText, first: int = 1) -> Problem:
    """Say what was replaced in a source, whose first line has this number, and on which lines."""
    lines = [line + first - 1 for line in _lines_of(data, repaired.places or repaired.euros)]
    shown = ", ".join(map(str, lines[:_SHOWN])) + (" …" if len(lines) > _SHOWN else "")
    parts = []
    if repaired.places:
        count = len(repaired.places)
        message = ngettext(
            "{n} place is not valid {encoding}, and shown as �",
            "{n} places are not valid {encoding}, and shown as �: lines {lines}",
            count,
        )
        parts.append(message.format(n=count, encoding=repaired.encoding, lines=shown))
    if repaired.euros:
        message = _("the byte 0x80, which is no {encoding}, is read as € ({n}×)")
        parts.append(message.format(encoding=repaired.encoding, n=len(repaired.euros)))
    advice = _('errors = "strict" in the table [sources] of zhupi.toml refuses such files')
    return Problem(document, "; ".join(parts), lines[0], advice)


def _lines_of(data: bytes, places: list[int]) -> list[int]:
    """Return the lines, counted from 1, that have something at these places, each once."""
    lines: list[int] = []
    line, counted = 1, 0
    for place in places:
        line += data.count(b"\n", counted, place)
        counted = place
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def is_utf8(head: bytes) -> bool:
    """Return whether a source that begins with ``head``, which may end inside a character, looks like UTF-8 text."""
    if _is_nul_rich(head):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, encoding: str) -> DecodedText:
    return _unified(data.decode(encoding), encoding)


def _unified(text: str, encoding: str) -> DecodedText:
    if text_codec(encoding) not in _DROPPING_MARKS:
        text = text.removeprefix("\ufeff")
    text, newline = unify_newlines(text)
    return DecodedText(text, encoding, newline)


def _likely_encodings(data: bytes, declared: str | None) -> Iterator[str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    if marked:
        yield from marked
        return
    if not _is_nul_rich(data):
        yield "utf-8"
    if declared:
        yield declared
    yield from guess_encodings(data)


def _forced(data: bytes, document: str, encoding: str) -> DecodedText:
    name = codecs.lookup(encoding).name
    try:
        return _decoded(data, "utf-8-sig" if name == "utf-8" and data.startswith(codecs.BOM_UTF8) else encoding)
    except UnicodeDecodeError as error:
        problem = Problem(
            document,
            _("byte {position} is not valid {encoding}").format(position=error.start, encoding=encoding),
            line=data.count(b"\n", 0, error.start) + 1,
            advice=_("the encoding is set in the table [sources] of zhupi.toml; without it, it is detected"),
        )
        raise SourceError(problem) from error


def _is_nul_rich(data: bytes) -> bool:
    return data.count(0) > len(data) * _NUL_SHARE


def _undecodable(data: bytes, document: str) -> Problem:
    if b"\0" in data:
        return Problem(document, _("is binary, not text"), advice=_("export it as text, or exclude it in zhupi.toml"))
    message = _("is not text in UTF-8, UTF-16, GB18030 or Big5")
    advice = _("convert it to UTF-8, or set encoding in the table [sources] of zhupi.toml")
    line = _first_line_that_is_not_utf8(data)
    return Problem(document, message, line, advice)


def _first_line_that_is_not_utf8(data: bytes) -> int | None:
    """Find the line to mend in a source that is UTF-8 up to there; None if nothing says that it is UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if not data[: error.start].isascii():
            return data.count(b"\n", 0, error.start) + 1
    return None
