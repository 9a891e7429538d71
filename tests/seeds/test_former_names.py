"""Test that modules have the names of version 0.1.0 too."""

import subprocess
import sys
from importlib import import_module
from inspect import ismodule
from pathlib import Path

import pytest

from seeds.former_names import MODULES

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("former", MODULES)
def test_a_module_has_its_former_name_too(former: str) -> None:
    now = import_module(MODULES[former])
    then = import_module(former)
    names = [name for name, value in vars(now).items() if not name.startswith("__") and not ismodule(value)]
    assert all(getattr(then, name) is getattr(now, name) for name in names)
    with pytest.raises(AttributeError):
        _ = then.no_such_name


def test_a_plug_in_needs_nothing_else_first(tmp_path: Path) -> None:
    script = "from annotations.span import Span; from annotations.model.span import Span as Now; print(Span is Now)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_other_names_are_still_unknown() -> None:
    for name in ("annotations.spam", "seeds.spam", "spam"):
        with pytest.raises(ModuleNotFoundError):
            import_module(name)
