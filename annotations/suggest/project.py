"""The ensemble of a project, as a setup describes it."""

from collections.abc import Iterable
from dataclasses import replace

from annotations.default_schema import default_schema
from annotations.schema_file import load_schema
from annotations.suggest.cache import ResultCache, cache_path
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.guarded import Beat
from annotations.suggest.messages import Setup
from annotations.suggest.registry import Surroundings
from annotations.suggest.settings import SuggestSettings, load_suggest_settings


def surroundings(setup: Setup) -> Surroundings:
    """What the suggesters of a project are made from; raises ``SourceError`` for mistakes in its ``zhupi.toml``."""
    if setup.project is None:
        schema, settings = default_schema(), SuggestSettings()
    else:
        schema = load_schema(setup.project, follow_links=setup.follow_links)
        names = [label.name for label in schema.labels]
        settings = load_suggest_settings(setup.project, names, follow_links=setup.follow_links)
    settings = replace(
        settings,
        names=setup.names or settings.names,
        min_score=settings.min_score if setup.min_score is None else setup.min_score,
    )
    return Surroundings(settings, schema, setup.model)


def load_ensemble(setup: Setup, without: Iterable[str], beat: Beat) -> Ensemble:
    """The ensemble of a project, whose results are kept in the user's cache; raises ``SourceError`` as above."""
    return Ensemble(surroundings(setup), cache=ResultCache(cache_path()), without=without, beat=beat)
