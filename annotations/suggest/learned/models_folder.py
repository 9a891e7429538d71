"""Say where the models are that are learned from annotations, without importing what it takes to learn."""

from pathlib import Path

from platformdirs import user_cache_path


def models_folder() -> Path:
    """Return the folder of the learned models, in the user's cache; it need not exist."""
    return user_cache_path("zhupi", appauthor=False) / "models"
