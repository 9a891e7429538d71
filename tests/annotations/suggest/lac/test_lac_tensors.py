"""Paddle's files: what is written is read, and what is none is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.lac.tensors import read_tensor
from tests.annotations.suggest.lac.tiny_model import tensor

SHAPES = st.lists(st.integers(1, 300), min_size=1, max_size=2).map(tuple)


@given(shape=SHAPES, packed=st.booleans(), levels=st.integers(0, 2))
def test_what_is_written_is_read(shape: tuple[int, ...], packed: bool, levels: int) -> None:
    values = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    assert np.array_equal(read_tensor(tensor(values, packed=packed, levels=levels)), values)


@given(data=st.binary(max_size=60))
def test_nonsense_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_tensor(data + b"\xff")


@given(cut=st.integers(0, 60))
def test_truncated_files_are_refused(cut: int) -> None:
    content = tensor(np.ones((3, 5), np.float32))
    with pytest.raises(ValueError, match=r"."):
        read_tensor(content[: min(cut, len(content) - 1)])


def test_other_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="floats"):
        read_tensor(tensor(np.ones((2, 2), np.float32), kind=6))
