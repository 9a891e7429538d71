r"""Print data on stdout and narration on stderr, for every command; nothing of tui prints but by this module.

Whatever goes to a terminal has no control characters in it but ours. What a program or a file takes from stdout is
unchanged; stderr is always cleaned, since logs are read in terminals. What an encoding lacks, and lone surrogates, are
written as escapes such as ``\ud800``.
"""

import json
import os
import sys
from collections.abc import Iterable
from shutil import copyfileobj
from typing import IO, TYPE_CHECKING, TextIO, cast

from seeds.system.printable import is_plain, printable
from seeds.system.printable_stream import PrintableStream
from tui.text.width import drawable

if TYPE_CHECKING:
    from seeds.errors import Problem, ZhupiError

_LINE_ENDS_AND_TABS = dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")
_REVERSE = "\x1b[7m{}\x1b[27m"
_BRACKETS = "【{}】"


def guard() -> None:
    """Let nothing write controls to stderr, or to stdout where it is a terminal, for the rest of the process.

    This is for what does not come by this module: usage errors, warnings, libraries, plug-ins, tracebacks of faults.
    """
    if sys.stderr is not None:
        sys.stderr = _cleaned(sys.stderr)
    if sys.stdout is not None and sys.stdout.isatty():
        sys.stdout = _cleaned(sys.stdout)


def on_terminal() -> bool:
    """Return whether a person reads what is written to stdout."""
    return sys.stdout.isatty()


def narrates_on_terminal() -> bool:
    """Return whether a person reads what is told on stderr, as it is told."""
    return sys.stderr.isatty()


def terminal_of_narration() -> TextIO:
    """Return stderr itself, for what draws with controls of its own, such as a progress bar."""
    return _itself(sys.stderr)


def narrate(text: str) -> None:
    """Tell one line on stderr; line ends within it become spaces, so that no text can begin a line of its own."""
    print(_one_line(text), file=_cleaned(sys.stderr))


def asked(question: str) -> str:
    """Ask on stderr, and give the line that is typed, without the white space around it."""
    print(f"{_one_line(question)} ", end="", file=_cleaned(sys.stderr))
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def complain(problem: "Problem | ZhupiError") -> None:
    """Tell on stderr what is wrong, with the name of the program before it."""
    narrate(f"zhupi: {problem}")


def write_line(text: str = "") -> None:
    """Print one line: to a terminal without control characters, else unchanged."""
    _print(drawable(text) if on_terminal() else text)


def write_hit(place: str, before: str, text: str, after: str) -> None:
    """Print a hit between its surroundings, for a terminal: reversed, or in brackets where there are no looks."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    mark = _BRACKETS if plain else _REVERSE
    _print(f"{drawable(place + before)}{mark.format(drawable(text))}{drawable(after)}", _itself(sys.stdout))


def write_json(value: object, indent: int | None = None) -> None:
    """Print a value as JSON, on one line unless it is indented."""
    _print(as_json(value, indent))


def write_array(values: Iterable[object]) -> None:
    """Print a JSON array while its values come, one a line."""
    opening = "["
    for value in values:
        _print(f"{opening}\n{as_json(value)}", end="")
        opening = ","
    _print("[]" if opening == "[" else "\n]")


def write_bytes(content: IO[bytes], *, is_json: bool = False) -> None:
    """Copy a file to stdout: to a terminal as text without control characters, which JSON has as escapes."""
    if not on_terminal():
        sys.stdout.flush()
        copyfileobj(content, sys.stdout.buffer)
        return
    for line in content:
        text = line.decode("utf-8", "backslashreplace")
        _print(_escaped(text) if is_json else printable(text, keep="\n\t"), end="")


def field(text: str) -> str:
    """Return one field of a row whose fields are separated by tabs: white space other than spaces becomes a space."""
    return text.translate(_LINE_ENDS_AND_TABS)


def as_json(value: object, indent: int | None = None) -> str:
    """Return JSON, readable where stdout can take it, else ASCII with escapes; a terminal gets controls as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    return _escaped(text) if on_terminal() else text


def _escaped(text: str) -> str:
    """Return JSON of the same value, in which whatever is not printable is escaped."""
    if is_plain(text):
        return text
    shown = printable(text, keep="\n\t")
    return "".join(char if char == sign else _escape(char) for char, sign in zip(text, shown, strict=True))


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _print(text: str, stream: TextIO | None = None, end: str = "\n") -> None:
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), end=end, file=stream)


def _one_line(text: str) -> str:
    return printable(text.encode("utf-8", "backslashreplace").decode())


def _cleaned(stream: TextIO) -> TextIO:
    return stream if isinstance(stream, PrintableStream) else cast("TextIO", PrintableStream(stream))


def _itself(stream: TextIO) -> TextIO:
    return stream.stream if isinstance(stream, PrintableStream) else stream
