"""``zhupi formats``: what there is, as a table, in a pipe, and as JSON."""

import json
import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from annotations.exchange import registry
from tests.annotations.exchange import lines_format
from tui.cli.main import dispatch


@pytest.fixture(autouse=True)
def plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing but a plug-in that is sound and one that is not."""
    targets = {"lines": f"{lines_format.__name__}:FORMAT", "gone": "no_such_package:FORMAT"}
    points = EntryPoints([EntryPoint(name, target, registry.GROUP) for name, target in targets.items()])
    monkeypatch.setattr(registry, "entry_points", points.select)
    monkeypatch.setattr(registry, "_BUILT_IN", {})


def test_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["formats"]) == 0
    out, err = capsys.readouterr()
    assert out == "lines\tfile\texport/import\tcode points\toverlap\t\ta record a line\n"
    assert "gone: cannot be loaded" in err


def test_on_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert dispatch(["formats"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header.index("title") == row.index("a record a line")


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["formats", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["unit"], found["overlap"], found["relations"]) == ("lines", "code points", True, False)
