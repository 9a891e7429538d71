"""Text for stdout that whoever reads it, a terminal, a pipe or a program, can take."""

import json
import sys

from tui.text.width import drawable

_LINE_ENDS_AND_TABS = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")


def write_line(text: str = "") -> None:
    r"""Print one line: to a terminal without control characters, else unchanged.

    What the encoding of stdout lacks, and lone surrogates, are written as escapes such as ``\ud800``.
    """
    line = drawable(text) if sys.stdout.isatty() else text
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def field(text: str) -> str:
    """One field of a row whose fields are separated by tabs: white space other than spaces becomes a space."""
    return text.translate(_LINE_ENDS_AND_TABS)


def as_json(value: object) -> str:
    """JSON on one line: readable where stdout can take it, else in ASCII with escapes."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
