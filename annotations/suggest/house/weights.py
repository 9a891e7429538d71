"""Read and write the weights of the head, in eight bits."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.house.network import Weights
from seeds.system.files import WHOLE, read_regular

FILE = "weights.npz"
"""The name of the file, beside this one."""

RECIPE = "recipe"
"""The name under which a file says how it was made."""

_MATRICES = ("codes", "points", "input", "gates", "recurrent", "output")
_SCALE = "{name}_scale"


def pack_weights(weights: Weights) -> bytes:
    """Return the file's content: matrices in 8 bits with a scale for each row, the rest as it is."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name, values in sorted(weights.items()):
        if name in _MATRICES:
            wide = np.asarray(values).astype(np.float32)
            scale = np.maximum(np.abs(wide).max(-1, keepdims=True), 1e-9) / 127
            packed[name] = np.rint(wide / scale).astype(np.int8)
            packed[_SCALE.format(name=name)] = scale.astype(np.float32)
        else:
            packed[name] = np.asarray(values)
    buffer = BytesIO()
    np.savez(buffer, allow_pickle=False, **packed)
    return buffer.getvalue()


def unpack_weights(content: bytes) -> Weights:
    """Return nearly what ``pack_weights`` was given."""
    with np.load(BytesIO(content), allow_pickle=False) as file:
        packed: Mapping[str, NDArray[np.generic]] = dict(file)
    weights = dict(packed)
    for name in _MATRICES:
        weights[name] = packed[name].astype(np.float32) * weights.pop(_SCALE.format(name=name)).astype(np.float32)
    return weights


@cache
def read_file() -> bytes:
    """Return the content of the file that comes with the program."""
    return read_regular(Path(__file__).with_name(FILE), WHOLE)


@cache
def digest() -> str:
    """Return what stands for the file's content."""
    return sha256(read_file()).hexdigest()[:16]
