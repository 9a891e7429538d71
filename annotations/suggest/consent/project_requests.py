"""Read from the table ``[suggest]`` of a project what it asks for that the user alone may allow."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from annotations.extras import installed_version
from annotations.suggest.adapters.endpoint import endpoint_url, origin_of
from annotations.suggest.adapters.options import is_installed, model_place
from annotations.suggest.consent.digests import DIGESTS, text_digest
from annotations.suggest.consent.request import Request, RequestKind
from annotations.suggest.plugins import find_plugin
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.suggester_names import NEED_NO_CONSENT
from seeds.errors import SourceError
from seeds.toml.table import TomlTable

_ENDPOINTS = ("chat",)
_MODELS = ("spacy", "huggingface", "gliner")


def names_of(settings: SuggestSettings) -> list[str]:
    """Return the suggesters that the file names, in whatever way, and that need the user's consent."""
    tables = settings.tables
    own = (key for key in tables if key not in NEED_NO_CONSENT and isinstance(tables.plain()[key], dict))
    with_table = [name for name in own if name not in ("labels", "weights")]
    return list(dict.fromkeys(name for name in (*settings.names, *with_table) if name not in NEED_NO_CONSENT))


def request_of(name: str, settings: SuggestSettings) -> Request | None:
    """Return what a suggester of the file needs; None where there is nothing that could be used.

    Raises ``SourceError`` with file and line where its table is wrong.
    """
    table = settings.tables.table(name)
    if name in _ENDPOINTS:
        return _endpoint(name, table)
    if name in _MODELS:
        return _model(name, table, settings.folder)
    return _plugin(name, table)


def list_requests(settings: SuggestSettings) -> Iterator[tuple[Path, Request | None]]:
    """Yield the lists of the file, each with its request; None for one that lies in the project."""
    root = settings.folder.resolve()
    for path in settings.gazetteers:
        real = path.resolve()
        if real.is_relative_to(root):
            yield path, None
        else:
            relative = path.relative_to(settings.folder) if path.is_relative_to(settings.folder) else path
            content = partial(DIGESTS.file, real)
            yield path, Request("gazetteer", RequestKind.LIST, str(real), text_digest(str(relative)), content)


def requests(settings: SuggestSettings) -> list[Request]:
    """Return everything that the file asks for; a mistake in a table is reported when the suggester is made."""
    all_requests: list[Request | None] = []
    for name in names_of(settings):
        try:
            all_requests.append(request_of(name, settings))
        except SourceError:
            continue
    all_requests += (request for _path, request in list_requests(settings))
    return [request for request in all_requests if request]


def _endpoint(name: str, table: TomlTable) -> Request:
    return Request(name, RequestKind.ENDPOINT, origin_of(endpoint_url(table)), _digest(table))


def _model(name: str, table: TomlTable, project: Path) -> Request | None:
    model, folder = model_place(table, project)
    if folder:
        return Request(name, RequestKind.MODEL, str(folder.resolve()), _digest(table), partial(DIGESTS.folder, folder))
    if not is_installed(model):
        return None
    return Request(name, RequestKind.PACKAGE, model, _digest(table), _constant(f"{model} {installed_version(model)}"))


def _plugin(name: str, table: TomlTable) -> Request | None:
    point = find_plugin(name)
    if point is None:
        return None
    distribution = f"{point.dist.name} {point.dist.version}" if point.dist else ""
    return Request(name, RequestKind.PLUGIN, f"{name} ({point.value})", _digest(table), _constant(distribution))


def _constant(words: str) -> Callable[[], str]:
    return lambda: words


def _digest(table: TomlTable) -> str:
    return text_digest(json.dumps(table.plain(), sort_keys=True, default=str))


def lists_allowed(lists: Iterable[tuple[Path, Request | None]], refused: Iterable[Request]) -> tuple[Path, ...]:
    """Return the lists that may be read."""
    without = list(refused)
    return tuple(path for path, request in lists if request is None or request not in without)
