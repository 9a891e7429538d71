"""Import packages that only some parts of the program need, and say what to do where one is missing."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any

from seeds.errors import Problem, SourceError
from seeds.i18n import _

Foreign = Any
"""A module or value of a library that need not be installed, of which a type checker knows nothing."""


def require(module: str, name: str, extra: str) -> ModuleType:
    """Import a module of a package that the extra ``zhupi[extra]`` installs, for the format or suggester of a name.

    Raises ``SourceError`` that says how to install it where it is missing, or why it cannot be imported.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        if isinstance(error, ModuleNotFoundError) and error.name == package:
            message = _("{name} needs {package}, which is not installed")
        else:
            message = _("{name} needs {package}, which cannot be imported: {reason}")
        told = message.format(name=name, package=package, reason=error)
        advice = _("install it with: pip install 'zhupi[{extra}]'").format(extra=extra)
        raise SourceError(Problem("", told, advice=advice)) from error


def installed_version(package: str) -> str:
    """Return the version of a package, without importing it; empty where it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
