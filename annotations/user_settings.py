"""Find the user's own settings files, which no project can write: ``config.toml``, and ``trust.toml`` beside it."""

import os
from getpass import getuser
from pathlib import Path

from platformdirs import user_config_path

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular
from seeds.toml.nesting import load_toml

OWN_TABLES = ("reader", "terminal", "script", "annotate", "packs", "keys", "endpoints")
"""The tables of the settings that no project can have; what one sets in them is nothing."""

_TRUST = "trust.toml"


def config_path() -> Path:
    """Return the settings file, which need not exist: ``$ZHUPI_CONFIG``, or in the user's configuration."""
    named = os.environ.get("ZHUPI_CONFIG")
    if named:
        return Path(named)
    return user_config_path("zhupi", appauthor=False) / "config.toml"


def trust_path(config: Path | None = None) -> Path:
    """Return the file of what projects are allowed to do, beside the settings; it need not exist."""
    settings = config or config_path()
    return settings.with_name(_TRUST if settings.name != _TRUST else f"allowed-{_TRUST}")


def annotator_name(config: Path | None = None) -> str:
    """Return the name that the user annotates by: that of the settings, or else the login name.

    What is wrong with the settings is reported by whoever reads all of them. Raises ``SourceError`` where the system
    knows no login name.
    """
    try:
        table = load_toml(read_regular(config or config_path(), SETTINGS).decode("utf-8")).get("annotate", {})
    except (OSError, ValueError):
        table = {}
    name = table.get("annotator") if isinstance(table, dict) else None
    if name and isinstance(name, str):
        return name
    try:
        return getuser()
    except (ImportError, KeyError, OSError) as error:
        message = _("nothing says whose annotations are meant: the system knows no login name")
        raise SourceError(Problem("", message, advice=_("name an annotator"))) from error
