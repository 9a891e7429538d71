"""Read the files in which paddle keeps one tensor each (``LoDTensor``, version 0)."""

import struct
from math import prod

import numpy as np
from numpy.typing import NDArray

_FLOAT32 = 5  # paddle's VarType.FP32
_VARINT, _BYTES = 0, 2  # protobuf's wire types
_DATA_TYPE, _DIMENSIONS = 1, 2  # the fields of VarType.TensorDesc


def read_tensor(data: bytes) -> NDArray[np.float32]:
    """Return the tensor of a file's content, read-only; raises ``ValueError`` where it is not one of 32-bit floats."""
    try:
        offset = _after_levels(data)
        (size,) = struct.unpack_from("<i", data, offset)
        offset += 4
        shape = _shape(data[offset : offset + size])
    except (struct.error, IndexError) as error:
        raise ValueError("no tensor of paddle's") from error
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


def _shape(description: bytes) -> tuple[int, ...]:
    """Return the dimensions in a protobuf message ``TensorDesc``, packed or not."""
    shape: list[int] = []
    offset = 0
    while offset < len(description):
        key, offset = _varint(description, offset)
        field, kind = key >> 3, key & 7
        value, offset = _varint(description, offset)
        if field == _DATA_TYPE and value != _FLOAT32:
            raise ValueError("the tensor is not one of 32-bit floats")
        if field == _DIMENSIONS and kind == _VARINT:
            shape.append(value)
        elif field == _DIMENSIONS and kind == _BYTES:
            end = offset + value
            while offset < end:
                dimension, offset = _varint(description, offset)
                shape.append(dimension)
    return tuple(shape)


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    """Return a number of protobuf's, seven bits a byte, and the offset after it."""
    value = shift = 0
    while True:
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, offset
