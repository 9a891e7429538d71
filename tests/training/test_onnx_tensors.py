"""Files of ONNX: what is written is read, and what is damaged is refused, however it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.onnx_file import field, model, tensor
from tests.training.onnx_tensors import read_initializers

VALUES = np.arange(6, dtype=np.float32).reshape(2, 3)
SHAPES = {"a": (2, 3)}


@given(shape=st.lists(st.integers(1, 200), min_size=1, max_size=3).map(tuple), packed=st.booleans())
def test_what_is_written_is_read(shape: tuple[int, ...], packed: bool) -> None:
    values = np.random.default_rng(1).normal(size=shape[:2]).astype(np.float32)
    other = tensor("b", np.ones(3, np.int64), kind=7)
    found = read_initializers(model({"b": other, "a": tensor("a", values, packed=packed)}), {"a": values.shape})
    assert list(found) == ["a"]
    assert np.array_equal(found["a"], values)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (tensor("b", VALUES), "no tensor a"),
        (tensor("a", VALUES.T), "shape"),
        (tensor("a", VALUES[:, :2]), "shape"),
        (tensor("a", VALUES.astype(np.float64)), "shape"),
        (tensor("a", VALUES, kind=11), "32-bit floats"),
        (tensor("a", VALUES, location=1), "another file"),
        (b"\x08\x02\x08\x03\x10\x01" + field(8, b"a"), "32-bit floats"),
    ],
)
def test_other_tensors_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_initializers(model({"": content}), SHAPES)


@given(data=st.data())
def test_a_damaged_file_is_refused_or_read(data: st.DataObject) -> None:
    content = bytearray(model({"a": tensor("a", VALUES)}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_initializers(bytes(content), SHAPES)
    except ValueError:
        return
    assert found["a"].shape == (2, 3)


@given(cut=st.integers(0, 200))
def test_a_truncated_file_is_refused(cut: int) -> None:
    content = model({"a": tensor("a", VALUES)})
    graph = len(content) - len(field(8, field(1, b"") + b"\x10\x0d"))
    with pytest.raises(ValueError, match=r"."):
        read_initializers(content[: min(cut, graph - 1)], SHAPES)


@given(data=st.binary(max_size=100))
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_initializers(data, SHAPES)
