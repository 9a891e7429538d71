"""Read the address of a chat endpoint, and the key for it, which the user's own settings alone may name."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

from annotations.suggest.adapters.options import required_text
from annotations.user_settings import config_path
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_toml
from seeds.toml.table import TomlTable

_PATH = "/chat/completions"
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[0-9a-z]([0-9a-z._-]*[0-9a-z])?\.?|\[[0-9a-f:.]+\]")
_REST = re.compile(r"[!-\[\]-~]*")
"""What a path and a query are made of: printable ASCII but the backslash, which some take for a slash."""

ENDPOINTS = "endpoints"
KEY_FROM = "key-from"


def endpoint_url(table: TomlTable) -> str:
    """Return the address of the chat completions, of which a project may also give the part before ``/chat``.

    It is made from its checked parts, so that nobody reads another host out of it. Raises ``SourceError`` with line.
    """
    value = required_text(table, "url", 'such as url = "http://localhost:8000/v1"')
    try:
        url = urlsplit(value)
        origin = _origin(url)
    except ValueError:
        origin = ""
    if not origin or not _REST.fullmatch(url.path + url.query):
        table.fail(
            "url",
            _("“{url}” is not the address of a server").format(url=value),
            _("it begins with http:// or https://"),
        )
    if "@" in url.netloc:
        advice = _("name an environment variable in your own settings instead")
        table.fail("url", _("the address holds a name or a password"), advice)
    path = url.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    return f"{origin}{path}?{url.query}" if url.query else origin + path


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, in one spelling; the port is left out where it is the scheme's own.

    Raises ``ValueError`` where it is no address of a server.
    """
    origin = _origin(urlsplit(url))
    if not origin:
        raise ValueError(url)
    return origin


def _origin(url: SplitResult) -> str:
    """Return the origin, empty where there is none; raises ``ValueError`` where the port or the host is not valid."""
    host = url.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode().lower()
    port = url.port
    if url.scheme not in _PORTS or not _HOST.fullmatch(host) or port == 0:
        return ""
    return f"{url.scheme}://{host}" + ("" if port in (None, _PORTS[url.scheme]) else f":{port}")


def read_endpoints(tables: Mapping[str, object]) -> tuple[dict[str, str], list[tuple[str, Problem]]]:
    """Return the variables that hold keys, by origin, and the problems, by key, of the table ``endpoints``."""
    variables: dict[str, str] = {}
    problems: list[tuple[str, Problem]] = []
    for name, values in tables.items():
        try:
            origin = origin_of(name)
            plain = urlsplit(name).path in ("", "/")
        except ValueError:
            plain = False
        if not plain:
            message = _("“{name}” is not the origin of an endpoint, such as “https://host:8000”").format(name=name)
            problems.append((name, Problem("", message)))
            continue
        variable = values.get(KEY_FROM) if isinstance(values, dict) else None
        if not isinstance(values, dict) or not isinstance(variable, str) or not variable or len(values) > 1:
            message = _("“{name}” has to be a table with “key-from”, the name of a variable, and nothing else").format(
                name=name
            )
            problems.append((name, Problem("", message)))
            continue
        variables[origin] = variable
    return variables, problems


def key_for(origin: str, config: Path | None = None) -> str:
    """Return the key for an origin, from the variable that the user's settings name; empty where they name none.

    Raises ``SourceError`` that names the settings where the variable holds no key.
    """
    path = config or config_path()
    variable = _variables(path).get(origin, "")
    if not variable:
        return ""
    key = os.environ.get(variable, "").strip()
    if not key:
        _fail(path, _("the environment variable “{name}” is not set").format(name=variable))
    if not key.isascii() or not key.isprintable():
        _fail(path, _("the environment variable “{name}” holds no key").format(name=variable))
    return key


def moved_key(table: TomlTable, origin: str, config: Path | None = None) -> list[Problem]:
    """Return the problem of a ``key-from`` in a project's own file, which is ignored; none where there is none."""
    if KEY_FROM not in table:
        return []
    try:
        table.fail(
            KEY_FROM,
            _("“key-from” is ignored in a project, as only you may name an environment variable"),
            _('write in {file}: [{table}."{origin}"] {key} = "VARIABLE"').format(
                file=config or config_path(), table=ENDPOINTS, origin=origin, key=KEY_FROM
            ),
        )
    except SourceError as error:
        return [error.problem]


def _variables(path: Path) -> dict[str, str]:
    """Return the variables in a settings file; its problems are reported by whoever reads all of it."""
    try:
        tables = load_toml(read_regular(path, SETTINGS).decode("utf-8")).get(ENDPOINTS, {})
    except (OSError, ValueError):
        return {}
    return read_endpoints(tables)[0] if isinstance(tables, dict) else {}


def _fail(path: Path, message: str) -> NoReturn:
    raise SourceError(Problem(str(path), message))
