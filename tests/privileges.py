"""Let root be refused what the permissions of files refuse to everybody else, so that tests of it run as root too."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_VERSION = 0x20080522
_PAST_PERMISSIONS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

NEEDS_PERMISSIONS = pytest.mark.skipif(sys.platform != "linux" and not hasattr(os, "geteuid"), reason="needs Unix")


@contextmanager
def as_anybody() -> Iterator[None]:
    """Look at no permission as root does while this lasts, in this thread and in those that it starts."""
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root cannot be told to look at permissions here")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    effective = sets[0]
    sets[0] = effective & ~_PAST_PERMISSIONS
    assert libc.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = effective
        assert libc.capset(header, sets) == 0


@contextmanager
def closed(path: Path, mode: int) -> Iterator[None]:
    """Take permissions away, and give them back for what clears up."""
    former = path.stat().st_mode
    path.chmod(mode)
    try:
        with as_anybody():
            yield
    finally:
        path.chmod(former)
