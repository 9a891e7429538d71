"""Make the ensemble of a project, as a setup describes it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from annotations.model.schema import Schema
from annotations.schema_io.default import default_schema
from annotations.schema_io.file import load_schema
from annotations.suggest.adapters.chat_cost import ChatCost, Priced
from annotations.suggest.cache import ResultCache, cache_path
from annotations.suggest.consent.decision import decide, open_requests, problems_of
from annotations.suggest.consent.digests import DIGESTS, FileDigests
from annotations.suggest.consent.request import Request, RequestState
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.registry import SuggesterContext, default_names, make
from annotations.suggest.safe_suggester import Heartbeat
from annotations.suggest.settings import SuggestSettings, load_suggest_settings
from annotations.suggest.setup import Setup
from seeds.errors import ZhupiError

_CHAT = "chat"


def suggester_context(setup: Setup) -> SuggesterContext:
    """Return what the suggesters of a project are made from, as far as the user has allowed it.

    There is no other way from a project's file to a suggester. Raises ``SourceError`` for mistakes in ``zhupi.toml``.
    """
    if setup.project is None:
        schema, settings = default_schema(), SuggestSettings()
    else:
        schema = load_schema(setup.project, follow_links=setup.follow_links)
        settings = _settings(setup, schema)
    names = setup.names or settings.names
    decision = decide(settings, names, setup.config)
    settings = replace(
        settings,
        names=names,
        gazetteers=decision.gazetteers,
        min_score=settings.min_score if setup.min_score is None else setup.min_score,
    )
    problems = problems_of(decision, names or default_names())
    return SuggesterContext(settings, schema, setup.model, decision.allowed, decision.problems, problems, setup.config)


def requested(setup: Setup) -> list[tuple[Request, RequestState]]:
    """Return all that a project asks the user for, and whether it is allowed; raises ``SourceError`` as above."""
    if setup.project is None:
        return []
    schema = load_schema(setup.project, follow_links=setup.follow_links)
    return open_requests(_settings(setup, schema), setup.config)


def _settings(setup: Setup, schema: Schema) -> SuggestSettings:
    assert setup.project
    names = [label.name for label in schema.labels]
    return load_suggest_settings(setup.project, names, follow_links=setup.follow_links)


def chat_cost(setup: Setup, texts: Iterable[str]) -> ChatCost | None:
    """Return what it is estimated to cost to ask a chat model about texts; None where none is asked.

    Nothing is sent. Raises ``SourceError`` as above.
    """
    context = suggester_context(setup)
    if _CHAT not in context.settings.names or _CHAT not in context.allowed:
        return None
    suggester = make(_CHAT, replace(context, answers=ResultCache(cache_path())))
    return suggester.cost(texts) if isinstance(suggester, Priced) else None


def compute_digests(setup: Setup) -> FileDigests:
    """Work out what stands for the contents that a project is allowed, so that worker processes need not."""
    with suppress(ZhupiError):  # the process reports it
        suggester_context(setup)
    return DIGESTS.computed


def load_ensemble(setup: Setup, without: Iterable[str], beat: Heartbeat) -> Ensemble:
    """Return the ensemble of a project, whose results are kept in the user's cache; raises ``SourceError`` as above."""
    return Ensemble(suggester_context(setup), cache=ResultCache(cache_path()), without=without, beat=beat)
