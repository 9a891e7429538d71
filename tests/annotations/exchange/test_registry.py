"""The formats by name, and what becomes of plug-ins that cannot be loaded."""

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from annotations.exchange import registry
from annotations.exchange.format import FormatInfo
from annotations.exchange.registry import GROUP, all_formats, find_format, names
from seeds.errors import NotFoundError, Problem, SourceError


class Stars:
    about = FormatInfo("stars", "stars around the words", ".txt")


STARS = Stars()
MOON = Stars()


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing but three plug-ins, of which one is sound."""
    monkeypatch.setattr(registry, "_BUILT_IN", {})
    points = EntryPoints(
        [
            EntryPoint("stars", f"{__name__}:STARS", GROUP),
            EntryPoint("moon", f"{__name__}:MOON", GROUP),
            EntryPoint("gone", "no_such_package:FORMAT", GROUP),
        ]
    )
    monkeypatch.setattr(registry, "entry_points", points.select)


def test_an_unknown_name() -> None:
    with pytest.raises(NotFoundError, match="did you mean “doccano”"):
        find_format("docano")


@pytest.mark.usefixtures("plugins")
def test_a_plugin_is_found_and_a_broken_one_left_out_and_named() -> None:
    assert find_format("stars").about is STARS.about
    for name, why in (("moon", "another format"), ("gone", "No module named")):
        with pytest.raises(SourceError, match=why):
            find_format(name)
    found = list(all_formats())
    assert STARS.about in [item.about for item in found if not isinstance(item, Problem)]
    assert [item.document for item in found if isinstance(item, Problem)] == ["gone", "moon"]
    assert len(found) == len(names())


def test_finding_names_loads_no_format(root: Path) -> None:
    code = "import sys; from annotations.exchange.registry import names; names(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=120
    )
    assert "annotations.exchange.registry" in done.stdout
    assert "annotations.exchange.formats" not in done.stdout


def test_every_format_is_there_and_called_by_its_name() -> None:
    for name in names():
        assert find_format(name).about.name == name
