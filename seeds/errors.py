"""Define the errors of reading texts, each worded so that a user can repair what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from seeds.i18n import _

_SHOWN = 200
"""How much of a name is shown."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Describe a thing that is wrong in a source, and without which the rest of the program goes on.

    ``document`` is the path that the user knows the source by, ``line`` counts from 1.
    """

    document: str
    message: str
    line: int | None = None
    advice: str = ""

    def __str__(self) -> str:
        place = self.document if self.line is None else f"{self.document}:{self.line}"
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.advice})" if self.advice else text


class Notice(Problem):
    """Say what a user should know of a source that was read, or left out on purpose: nothing is wrong with it."""

    __slots__ = ()


class FormerReadingNotice(Notice):
    """Say that a document is read as an earlier version read it: whoever reads marks has to know, whatever is asked."""

    __slots__ = ()


def not_read(path: Path | str, error: OSError) -> Problem:
    """Say that the system does not let a file or folder be read, and why."""
    return Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror or error))


def not_written(path: Path | str, error: OSError, advice: str = "") -> Problem:
    """Say that the system does not write a file, and why."""
    message = _("cannot be written: {reason}").format(reason=error.strerror or error)
    return Problem(str(path), message, advice=advice)


class ZhupiError(Exception):
    """Serve as the base of every error that is shown to the user as one sentence, not as a traceback."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


class SourceError(ZhupiError):
    """Report a source that cannot be read: missing, unreadable, binary, in no known encoding, or changed."""


class Question(NamedTuple):
    """Ask what nothing in a source decides: which value an option has.

    ``values`` are those that it may have, none where it may be anything. ``subject`` is what of the source the option
    is about, where it has a value for each of several things.
    """

    option: str
    values: tuple[str, ...] = ()
    subject: str = ""


class UndecidedError(ZhupiError):
    """Report that a source can be read in several ways, and that the user has to say in which; the advice says how.

    ``question`` asks for it, None where a plug-in does not say what.
    """

    def __init__(self, problem: Problem, question: Question | None = None) -> None:
        super().__init__(problem)
        self.question = question


class NotFoundError(ZhupiError):
    """Report a name that does not exist, with the nearest one that does."""

    @classmethod
    def nearest(cls, kind: str, name: str, candidates: Iterable[str]) -> "NotFoundError":
        """Build the error for ``name``, advising the nearest of the names in ``candidates``."""
        choices = sorted(candidates)
        close = get_close_matches(name, choices, n=1, cutoff=0.5)
        if close:
            advice = _("did you mean “{name}”?").format(name=close[0])
        elif choices:
            advice = _("known: {names}").format(names=", ".join(choices[:20]))
        else:
            advice = ""
        name = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
        message = _("there is no {kind} “{name}”").format(kind=kind, name=name)
        return cls(Problem(document="", message=message, advice=advice))
