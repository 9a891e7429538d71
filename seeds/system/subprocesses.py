"""Start every other Python so that it runs nothing of the folder that the program is called in.

``-P`` keeps the working folder from the modules, which is a neutral one besides; what this process can import, the
other can too.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from seeds.system.module_path import module_path

_PATHS = (
    "ZHUPI_CONFIG",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "PIP_CONFIG_FILE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
"""Variables that may hold a relative path, which would be another in another working folder."""

_UNWANTED = ("PYTHONSTARTUP", "PYTHONINSPECT")
"""Variables that name more to be run."""

_LONGEST = 60.0


def start_python(
    *arguments: str,
    stdin: int | IO[bytes] | None = subprocess.DEVNULL,
    stdout: int | IO[bytes] | None = subprocess.DEVNULL,
    stderr: int | IO[bytes] | None = subprocess.DEVNULL,
    new_session: bool = False,
    variables: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start our own Python; paths among ``arguments`` have to be absolute. Raises ``OSError`` where that fails.

    ``variables`` hold where the environment does not say otherwise.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-P", *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        cwd=_neutral_folder(),
        env={**(variables or {}), **_environment()},
        start_new_session=new_session,
    )


def output_of_python(*arguments: str) -> str:
    """Return what our own Python prints, run as ``start_python`` does; nothing where it fails or takes too long."""
    try:
        with start_python(*arguments, stdout=subprocess.PIPE) as process:
            try:
                output, _errors = process.communicate(timeout=_LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                return ""
    except OSError:
        return ""
    return output.decode(errors="replace")


def _neutral_folder() -> str:
    """Return a folder that is nobody's project: the root of the file system that Python is on."""
    return Path(sys.prefix).anchor


def _environment() -> dict[str, str]:
    passed_on = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    absolute = {name: str(Path(passed_on[name]).absolute()) for name in _PATHS if passed_on.get(name)}
    return {**passed_on, **absolute, "PYTHONPATH": os.pathsep.join(module_path())}
