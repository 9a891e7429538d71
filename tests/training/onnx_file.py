"""Write files of ONNX as its library does, with nothing but tensors in them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tests.annotations.suggest.lac.tiny_model import varint


def field(number: int, content: bytes) -> bytes:
    """Return a field of a message that holds bytes."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor(name: str, values: NDArray[np.generic], *, packed: bool = False, location: int = 0, kind: int = 1) -> bytes:
    """Return an initializer."""
    sizes = [varint(size) for size in values.shape]
    dimensions = field(1, b"".join(sizes)) if packed else b"".join(b"\x08" + size for size in sizes)
    where = b"\x70" + varint(location) if location else b""
    return dimensions + b"\x10" + varint(kind) + field(8, name.encode()) + field(9, values.tobytes()) + where


def model(tensors: Mapping[str, bytes]) -> bytes:
    """Return a file with these initializers."""
    graph = field(2, b"graph") + b"".join(field(5, each) for each in tensors.values())
    return b"\x08\x07" + field(2, b"producer") + field(7, graph) + field(8, field(1, b"") + b"\x10\x0d")
