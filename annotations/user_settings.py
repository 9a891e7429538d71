"""Find the user's own settings files, which no project can write: ``config.toml``, and ``trust.toml`` beside it."""

import os
from pathlib import Path

from platformdirs import user_config_path

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
