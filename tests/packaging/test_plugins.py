"""The page for authors of plug-ins: its package installs, suggests, exports and imports as it stands."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.packaging.recipes import LIMIT, ZHUPI, run, sections, steps, zhupi

TEXT = "本報訊\n\n阿里巴巴(BABA)、騰訊控股(TCEHY)昨日上漲。"
COMPANIES = ["阿里巴巴", "騰訊控股"]


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the page."""
    return (root / ".github" / "PLUGINS.md").read_text("utf-8")


@pytest.fixture(scope="module")
def package(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the package of the page into a folder."""
    folder = tmp_path_factory.mktemp("package")
    for step in steps(page):
        step.follow(folder)
    return folder


@pytest.fixture(scope="module")
def installed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the package as pip does, without what it depends on."""
    target = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--target", str(target)]
    command = [sys.executable, "-m", "pip", "install", *options, str(package)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture
def project(page: str, tmp_path: Path) -> Path:
    """Make a project with the settings of the page."""
    (settings,) = re.findall(r"^```ini\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "zhupi.toml").write_text(settings, "utf-8")
    return folder


def companies(installed: Path, project: Path, status: int = 0) -> list[tuple[str, str]]:
    """Return the words and labels that the suggester of the page finds in a project."""
    line = zhupi(
        installed, "entities", str(project), "--suggester", "tickers", "--processes", "1", cwd=project, status=status
    )
    spans = json.loads(line)["spans"]
    return [(TEXT[span["start"] : span["end"]], span["label"]) for span in spans if span["origin"] == "tickers"]


def test_suggester_of_the_page_suggests_once_it_is_allowed(installed: Path, project: Path) -> None:
    assert companies(installed, project, status=1) == []
    zhupi(installed, "trust", str(project), "--yes", cwd=project)
    assert companies(installed, project) == [(words, "ORG") for words in COMPANIES]


def test_wrong_settings_of_the_suggester_are_told(installed: Path, project: Path) -> None:
    settings = project / "zhupi.toml"
    settings.write_text(settings.read_text("utf-8").replace('"ORG"', "7"), "utf-8")
    zhupi(installed, "trust", str(project), "--yes", cwd=project)
    done = run(installed, "-c", ZHUPI, "entities", str(project), "--suggester", "tickers", cwd=project)
    assert json.loads(done.stdout)["spans"] == []
    assert "tickers: “label” has to be a text" in done.stderr


def test_format_of_the_page_imports_and_exports(installed: Path, project: Path, tmp_path: Path) -> None:
    quotes = [{"start": TEXT.index(words), "words": words, "label": "ORG"} for words in COMPANIES]
    given, back = tmp_path / "given.quotes", tmp_path / "back.quotes"
    wrong = {"start": 0, "words": "騰訊", "label": "ORG"}
    lines = [{"text": TEXT, "quotes": [*quotes, wrong, "none"]}, {"text": TEXT}]
    given.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert "quotes" in zhupi(installed, "formats", cwd=tmp_path)
    said = zhupi(installed, "import", str(project), str(given), "--annotator", "a1", "--json", cwd=tmp_path)
    assert sum(loss["count"] for loss in json.loads(said)["lost"]) == 3
    arguments = ("--format", "quotes", "--output", str(back), "--annotator", "a1")
    zhupi(installed, "export", str(project), *arguments, cwd=tmp_path)
    assert [json.loads(line) for line in back.read_text("utf-8").splitlines()] == [{"text": TEXT, "quotes": quotes}]


def test_names_that_stay_are_there(page: str) -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", sections(page, "##")["What stays"], re.MULTILINE)
    assert len(rows) >= 9
    missing = [
        f"{module}.{name}"
        for module, names in rows
        for name in re.findall(r"`(\w+)`", names)
        if not hasattr(import_module(module), name)
    ]
    assert missing == []


def test_examples_import_only_names_that_stay(page: str) -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", sections(page, "##")["What stays"], re.MULTILINE)
    stay = {(module, name) for module, names in rows for name in re.findall(r"`(\w+)`", names)}
    imports = re.findall(r"^from ((?:annotations|seeds)[\w.]*) import (.+)$", page, re.MULTILINE)
    assert imports
    assert {(module, name) for module, names in imports for name in names.split(", ")} <= stay
