"""Read the values of arguments; each function raises ``ArgumentTypeError`` that says what is wrong with one."""

import argparse
from collections.abc import Callable

from annotations.exchange import option_values
from seeds.errors import ZhupiError
from seeds.i18n import _


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
    """Read the names of tags: with commas between them, or of a file."""
    try:
        return option_values.tag_names(text)
    except ZhupiError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def encoding_name(text: str) -> str:
    """Read the name of an encoding of texts."""
    try:
        return option_values.encoding_name(text)
    except ZhupiError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


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
