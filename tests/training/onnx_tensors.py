"""Read the weights of a file of ONNX without its libraries: the initializers of its graph, and nothing else."""

from collections.abc import Iterator, Mapping
from math import prod

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.wire import fields, numbers

_GRAPH, _INITIALIZER = 7, 5  # the fields of ModelProto and of GraphProto
_DIMENSIONS, _DATA_TYPE, _NAME, _RAW_DATA, _LOCATION = 1, 2, 8, 9, 14  # the fields of TensorProto
_FLOAT32 = 1  # TensorProto.FLOAT


def read_initializers(data: bytes, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, NDArray[np.float32]]:
    """Return the tensors of these names, each of which must be one of 32-bit floats of that shape; they are read-only.

    Raises ``ValueError`` where the file is not one of ONNX, or holds something else. Nothing is copied.
    """
    tensors: dict[str, NDArray[np.float32]] = {}
    for name, tensor in _initializers(memoryview(data)):
        if name in shapes:
            tensors[name] = _read(name, tensor, shapes[name])
    if missing := [name for name in shapes if name not in tensors]:
        raise ValueError(f"there is no tensor {missing[0]}")
    return tensors


def _initializers(model: memoryview) -> Iterator[tuple[str, memoryview]]:
    """Yield the initializers of a model, each with its name."""
    for field, graph in fields(model):
        if field != _GRAPH or isinstance(graph, int):
            continue
        for part, tensor in fields(graph):
            if part == _INITIALIZER and not isinstance(tensor, int):
                names = [
                    bytes(name) for number, name in fields(tensor) if number == _NAME and not isinstance(name, int)
                ]
                yield b"".join(names[-1:]).decode("utf-8", "replace"), tensor


def _read(name: str, tensor: memoryview, shape: tuple[int, ...]) -> NDArray[np.float32]:
    dimensions: list[int] = []
    kind: int | memoryview = 0
    values: int | memoryview = 0
    for field, content in fields(tensor):
        if field == _DIMENSIONS:
            dimensions += numbers(content)
        elif field == _DATA_TYPE:
            kind = content
        elif field == _RAW_DATA:
            values = content
        elif field == _LOCATION and content != 0:
            raise ValueError(f"the tensor {name} is in another file")
    if kind != _FLOAT32 or isinstance(values, int):
        raise ValueError(f"the tensor {name} is not one of 32-bit floats")
    if tuple(dimensions) != shape or len(values) != 4 * prod(shape):
        raise ValueError(f"the tensor {name} has the shape {dimensions}, not {list(shape)}")
    return np.frombuffer(values, "<f4").reshape(shape)
