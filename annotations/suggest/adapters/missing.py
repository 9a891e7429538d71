"""Packages that only some suggesters need, and what to say where one is missing."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

from seeds.errors import Problem, SourceError
from seeds.i18n import _


def require(package: str, extra: str) -> ModuleType:
    """Import a package that the extra ``zhupi[extra]`` installs.

    Raises ``SourceError`` that says how to install it where it is missing, or why it cannot be imported.
    """
    try:
        return import_module(package)
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == package:
            message = _("the suggester “{extra}” needs {package}, which is not installed")
        else:
            message = _("the suggester “{extra}” needs {package}, which cannot be imported: {reason}")
        told = message.format(extra=extra, package=package, reason=error)
        advice = _("install it with: pip install 'zhupi[{extra}]'").format(extra=extra)
        raise SourceError(Problem("", told, advice=advice)) from error


def installed_version(package: str) -> str:
    """The version of a package, without importing it; empty where it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
