"""Read the files in which paddle keeps one tensor each (``LoDTensor``, version 0)."""

import struct
from math import prod

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.lac.wire import fields, numbers

_FLOAT32 = 5  # paddle's VarType.FP32
_DATA_TYPE, _DIMENSIONS = 1, 2  # the fields of VarType.TensorDesc


def read_tensor(data: bytes) -> NDArray[np.float32]:
    """Return the tensor of a file's content, read-only; raises ``ValueError`` where it is not one of 32-bit floats."""
    try:
        offset = _after_levels(data)
        (size,) = struct.unpack_from("<i", data, offset)
    except struct.error as error:
        raise ValueError("no tensor of paddle's") from error
    offset += 4
    shape = _shape(memoryview(data)[offset : offset + size])
    values = data[offset + size :]
    if len(values) != 4 * prod(shape):
        raise ValueError(f"{len(values)} bytes do not make a tensor of shape {shape}")
    return np.frombuffer(values, "<f4").reshape(shape)


def _after_levels(data: bytes) -> int:
    """Return the offset of the tensor's description: after two versions and, between them, the levels of detail."""
    (levels,) = struct.unpack_from("<4xQ", data)
    offset = 12
    for _level in range(levels):
        (size,) = struct.unpack_from("<Q", data, offset)
        offset += 8 + size
    return offset + 4


def _shape(description: memoryview) -> tuple[int, ...]:
    """Return the dimensions in a protobuf message ``TensorDesc``, packed or not."""
    shape: list[int] = []
    for field, content in fields(description):
        if field == _DATA_TYPE and content != _FLOAT32:
            raise ValueError("the tensor is not one of 32-bit floats")
        if field == _DIMENSIONS:
            shape += numbers(content)
    return tuple(shape)
