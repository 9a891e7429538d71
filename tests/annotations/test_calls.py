"""Count the system calls while a key waits."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.annotations.marked import added, open_in, span


def test_a_mark_costs_a_look_a_write_and_a_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = open_in(tmp_path)
    program.make(added(span("s1", 0, 2)))
    program.make(added(span("s2", 0, 3)))
    calls: list[str] = []

    def counted(name: str, call: Any) -> Any:
        def called(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            return call(*arguments, **options)

        return called

    for name in (
        "open",
        "close",
        "stat",
        "lstat",
        "fstat",
        "write",
        "fsync",
        "read",
        "mkdir",
        "replace",
        "unlink",
        "lseek",
    ):
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
    program.make(added(span("s3", 0, 4)))
    assert calls == ["fstat", "write", "fsync"]
    monkeypatch.undo()
    program.close()
