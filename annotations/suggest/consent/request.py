"""Describe what a project asks for and the user alone may allow, and the message where it is not allowed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from shlex import quote

from seeds.errors import Problem
from seeds.i18n import _


class RequestKind(StrEnum):
    """Name the kinds of things that a project may ask for."""

    ENDPOINT = "endpoint"
    PLUGIN = "plug-in"
    MODEL = "model"
    PACKAGE = "package"
    LIST = "list"


class RequestState(StrEnum):
    """Name whether a request is allowed; ``changed`` is what was allowed in another form."""

    ALLOWED = "allowed"
    CHANGED = "changed"
    NEW = "new"


_WORDS = {
    RequestKind.ENDPOINT: _("to send the texts to {target}"),
    RequestKind.PLUGIN: _("to run the plug-in {target}, which is installed"),
    RequestKind.MODEL: _("to load the model in the folder {target}"),
    RequestKind.PACKAGE: _("to run the spaCy package {target}, which is installed"),
    RequestKind.LIST: _("to read the list {target}, which lies outside of the project"),
}


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Request:
    """Describe what one suggester of a project needs the user's consent for.

    ``target`` is the origin of an endpoint, the object of a plug-in, the name of a package or a real path;
    ``settings`` a digest of the table that asks. ``content`` works out what stands for the content of what is asked
    for, which may take long; it raises ``SourceError`` where that cannot be done.
    """

    suggester: str
    kind: RequestKind
    target: str
    settings: str
    content: Callable[[], str] = field(default=_nothing, compare=False)

    @property
    def words(self) -> str:
        """Return the end of a sentence that begins with “the project asks”, in words for the user."""
        return _WORDS[self.kind].format(target=self.target)


@dataclass(frozen=True, slots=True)
class Refusal(Problem):
    """Report that a suggester or a list is left out until the user allows it."""


def refusal(request: Request, state: RequestState, project: Path) -> Refusal:
    """Return the report for a request of a project that is not allowed."""
    if state is RequestState.CHANGED:
        message = _("is left out: the project asks {words}, and that has changed since you allowed it")
    else:
        message = _("is left out: the project asks {words}, and you have not allowed that")
    advice = _("see and allow it with: zhupi trust {project}").format(project=quote(str(project)))
    return Refusal(request.suggester, message.format(words=request.words), advice=advice)
