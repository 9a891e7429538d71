"""Run the tutorial over folders of its own, which are thrown away: nothing of the user's is read on or written."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.storage.disk import content_of, make_folder, replace_file
from annotations.user_settings import config_path
from seeds.errors import ZhupiError
from seeds.system.files import SETTINGS
from tui.core.session import Session

_PLACES = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
}
"""What says where the user's files are, and the folders that stand for them."""

_SETTINGS = "ZHUPI_CONFIG"
"""What names another file of settings."""


def take_tutorial(show: Callable[[Session], int]) -> int:
    """Run the application, which ``show`` does over a session, as a tutorial; returns its exit status."""
    with _own_folders():
        session = Session(None)
        session.is_tutorial = True
        session.settings = replace(session.settings, tagger_offered=True)
        return show(session)


@contextmanager
def _own_folders() -> Iterator[None]:
    """Have the user's files be in a folder that is removed afterwards; only the settings are copied into it."""
    settings = config_path()
    try:
        content = content_of(settings, SETTINGS) or b""
    except (OSError, ZhupiError):
        content = b""
    before, folder_before = {name: os.environ.get(name) for name in (*_PLACES, _SETTINGS)}, Path.cwd()
    with TemporaryDirectory(prefix="zhupi-tutorial-", ignore_cleanup_errors=True) as folder:
        try:
            os.environ.update({name: str(Path(folder, place)) for name, place in _PLACES.items()})
            os.environ.pop(_SETTINGS, None)
            make_folder(config_path().parent)
            if content:
                replace_file(config_path(), content)
            exports = Path(folder, "export")
            make_folder(exports)
            os.chdir(exports)
            yield
        finally:
            os.chdir(folder_before)
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
