"""Read the values of arguments; each function raises ``ArgumentTypeError`` that says what is wrong with one."""

import argparse
from collections.abc import Callable
from pathlib import Path

from seeds.encoding.decoding import text_codec
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_json


def pair(form: str, mark: str = "=") -> Callable[[str], tuple[str, str]]:
    """Return a reader of two names with a mark between them, whose ``form`` is such as ``LABEL=NAME``."""

    def read(text: str) -> tuple[str, str]:
        first, _mark, second = map(str.strip, text.partition(mark))
        if not first or not second:
            message = _("“{text}” is not of the form {form}")
            raise argparse.ArgumentTypeError(message.format(text=text, form=form))
        return first, second

    return read


def tag_names(text: str) -> tuple[str, ...]:
    """Read the names of tags: with commas between them, or of a file with a name a line, or a list or table of JSON."""
    if not Path(text).is_file():
        return tuple(name.strip() for name in text.split(",") if name.strip())
    try:
        content = read_regular(Path(text), SETTINGS).decode("utf-8-sig")
        value = load_json(content) if content.lstrip().startswith(("[", "{")) else content.split("\n")
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(_("{file} has no names of tags").format(file=text)) from error
    table = value.get("id2label", value) if isinstance(value, dict) else value
    items = [table.get(str(number)) for number in range(len(table))] if isinstance(table, dict) else table
    names = [name.strip() for name in items if isinstance(name, str)] if isinstance(items, list) else []
    if not any(names) or len(names) < len(items):
        raise argparse.ArgumentTypeError(_("{file} has no names of tags").format(file=text))
    return tuple(name for name in names if name)


def encoding_name(text: str) -> str:
    """Read the name of an encoding of texts."""
    name = text_codec(text)
    if not name:
        raise argparse.ArgumentTypeError(_("“{text}” is not the name of an encoding").format(text=text))
    return name


def positive_number(text: str) -> int:
    """Read a whole number from 1 up."""
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 1 up").format(text=text))
    return int(text)


def score(text: str) -> float:
    """Read a number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number from 0 to 1").format(text=text))
    return value


def names_in(text: str | None) -> list[str]:
    """Return the names in a list with commas between them; none where there is no list."""
    return [name for part in (text or "").split(",") if (name := part.strip())]
