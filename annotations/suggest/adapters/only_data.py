"""Keep a model in a folder of a project to its data: no code of it is run or unpickled, nothing is fetched.

Libraries have many ways from a file to code: pickles within formats of their own, modules that a configuration names,
files that are fetched when they are missing. They are stopped where Python itself passes by, by an audit hook.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, MappingProxyType

from seeds.i18n import _
from seeds.system.module_path import module_path

_NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
)

_COPIES = f"{os.sep}transformers_modules{os.sep}"
"""In the path of a module that transformers has copied from a model, also where it is on the path already."""


class NotDataError(Exception):
    """Signal that a model is more than data."""


@dataclass(slots=True)
class Watch:
    """Hold the reason for which something was stopped while a model was loaded or asked; empty where nothing was."""

    folder: str = ""
    reason: str = ""


_watches: list[Watch] = []


@contextmanager
def only_data(folder: Path) -> Iterator[Watch]:
    """Stop pickles, foreign code and connections of the whole process while the model in a folder is at work.

    They end with ``NotDataError``, connections with ``ConnectionRefusedError``. A library may turn the error into one
    of its own, or go on without; the reason is then still in what is yielded.
    """
    _add_hook()
    _roots()
    watch = Watch(_prefix(str(folder)))
    _watches.append(watch)
    try:
        yield watch
    finally:
        _watches.remove(watch)


@cache
def _add_hook() -> None:
    """Add the audit hook; it is for the whole process, and for ever, so it is added once."""
    sys.addaudithook(_on_event)


def _prefix(folder: str) -> str:
    """Return how the real paths of what is in a folder begin."""
    return f"{os.path.realpath(folder).rstrip(os.sep)}{os.sep}"


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if _watches and (stop := _STOPPED.get(event)):
        stop(arguments)


def _refuse_pickle(_arguments: tuple[object, ...]) -> None:
    raise NotDataError(_record(_("it holds a pickle, which can run any code; only weights as safetensors are read")))


def _refuse_foreign_code(arguments: tuple[object, ...]) -> None:
    code = arguments[0]
    if not isinstance(code, CodeType) or code.co_filename.startswith("<"):
        return
    file = os.path.realpath(code.co_filename)
    own = any(file.startswith(watch.folder) for watch in _watches) or _COPIES in file
    if own or not any(file.startswith(root) for root in _roots()):
        raise NotDataError(_record(_("it has code of its own, {file}, which is not run").format(file=file)))


def _refuse_connection(_arguments: tuple[object, ...]) -> None:
    raise ConnectionRefusedError(_record(_("it wants something from the network, which is not fetched")))


def _record(reason: str) -> str:
    for watch in _watches:
        watch.reason = watch.reason or reason
    return reason


def _roots() -> list[str]:
    """Return where the modules are that this program can import; what a library adds meanwhile does not count."""
    if not _ROOTS:
        folders = {*module_path(), str(Path(os.__file__).parent)}
        _ROOTS.extend(map(_prefix, folders))
    return _ROOTS


_ROOTS: list[str] = []
_STOPPED: MappingProxyType[str, Callable[[tuple[object, ...]], None]] = MappingProxyType(
    {"pickle.find_class": _refuse_pickle, "exec": _refuse_foreign_code, **dict.fromkeys(_NETWORK, _refuse_connection)}
)
