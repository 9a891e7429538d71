"""Decide what a project may do: everything that makes suggesters comes by here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations.suggest.consent.project_requests import list_requests, lists_allowed, names_of, request_of, requests
from annotations.suggest.consent.request import Request, RequestKind, RequestState, refusal
from annotations.suggest.consent.trust_file import TrustFile
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.suggester_names import NEED_NO_CONSENT
from annotations.user_settings import trust_path
from seeds.errors import Problem, SourceError
from seeds.system.descriptors import is_there


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold which suggesters may be made and which lists read; ``problems`` has why the other suggesters may not.

    The reasons why lists are not read are in ``lists``.
    """

    allowed: frozenset[str]
    gazetteers: tuple[Path, ...]
    problems: dict[str, Problem]
    lists: tuple[Problem, ...] = ()


def decide(settings: SuggestSettings, names: Collection[str], config: Path | None = None) -> Decision:
    """Decide on the suggesters of these names and the lists that the settings of a project name.

    A suggester that the project's file does not mention is the user's own word, and allowed. ``config`` is the user's
    settings file, the usual one if not said. Where nothing is asked for, nothing is read.
    """
    trust = TrustFile(trust_path(config))
    requesting = set(names_of(settings))
    problems: dict[str, Problem] = {}
    for name in names:
        if name in requesting and (problem := _problem(name, settings, trust)):
            problems[name] = problem
    lists = list(list_requests(settings))
    refused: list[Request] = []
    list_problems: list[Problem] = []
    for _path, request in lists:
        if request and (why := _why_not(request, settings.folder, trust)):
            refused.append(request)
            list_problems.append(why)
    needing_consent = frozenset(name for name in names if name not in NEED_NO_CONSENT)
    return Decision(needing_consent - problems.keys(), lists_allowed(lists, refused), problems, tuple(list_problems))


def open_requests(settings: SuggestSettings, config: Path | None = None) -> list[tuple[Request, RequestState]]:
    """Return all that the file of a project asks for, and whether it is allowed as it is now."""
    trust = TrustFile(trust_path(config))
    states = []
    for request in requests(settings):
        try:
            state = trust.state(settings.folder, request)
        except SourceError:  # it was allowed, and cannot be read any more
            state = RequestState.CHANGED
        states.append((request, state))
    return states


def _problem(name: str, settings: SuggestSettings, trust: TrustFile) -> Problem | None:
    try:
        request = request_of(name, settings)
    except SourceError as error:
        return error.problem
    return _why_not(request, settings.folder, trust) if request else None


def _why_not(request: Request, project: Path, trust: TrustFile) -> Problem | None:
    """Return why something may not be done; None where it may."""
    try:
        state = trust.state(project, request)
        if state is RequestState.NEW and request.kind is RequestKind.LIST and not is_there(Path(request.target)):
            request.content()  # says that there is no such file, which nobody need allow
    except SourceError as error:
        return error.problem
    return None if state is RequestState.ALLOWED else refusal(request, state, project)


def problems_of(decision: Decision, names: Sequence[str]) -> list[Problem]:
    """Return the problems of a decision that concern the suggesters of these names."""
    lists = decision.lists if {"gazetteer", "learned"} & set(names) else ()
    return [*(decision.problems[name] for name in names if name in decision.problems), *lists]
