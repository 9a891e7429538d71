"""The built wheel: exactly the three rooms and their data, installable and able to run."""

import os
import subprocess
import sys
import tomllib
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOMS = ("seeds", "annotations", "tui")
DATA = {
    "annotations/data/house/zhupi.toml",
    "annotations/data/house/texts/sport.jsonl",
    "seeds/data/000_4e627f4a21125a39.txt",
    "seeds/py.typed",
    "annotations/py.typed",
    "tui/py.typed",
    "tui/ui/app.tcss",
}

LICENSES = ("lac/data/LICENSE", "house/LICENSE")
"""Those of weights, below the folder of suggesters."""

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the installed backend."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a folder of its own, without what it depends on."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def run_installed(target: Path, *arguments: str) -> str:
    """Run the installed ``zhupi`` from outside the repository and return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(target)}
    command = [sys.executable, str(target / "bin" / "zhupi"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=target, env=environment, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def project(root: Path) -> dict[str, object]:
    """Return the ``[project]`` table of pyproject.toml."""
    table: dict[str, object] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def test_wheel_holds_exactly_the_rooms_and_their_data(root: Path, wheel: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("needs a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *ROOMS]
    listing = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True, timeout=300).stdout
    sources = {name for name in listing.split("\0") if name and (root / name).is_file()}
    names = set(ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == sources
    assert names >= DATA


def test_wheel_metadata_matches_the_project(root: Path, wheel: Path) -> None:
    version = project(root)["version"]
    archive = ZipFile(wheel)
    metadata = Parser().parsestr(archive.read(f"zhupi-{version}.dist-info/METADATA").decode())
    assert metadata["Name"] == "zhupi"
    assert metadata["Version"] == version
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == project(root)["license"]
    licences = f"zhupi-{version}.dist-info/licenses"
    files = {f"{licences}/{name}" for name in ("LICENSE", *(f"annotations/suggest/{each}" for each in LICENSES))}
    assert files <= set(archive.namelist())
    assert "zhupi = tui.cli.main:main" in archive.read(f"zhupi-{version}.dist-info/entry_points.txt").decode()


def test_installed_command_says_its_version(root: Path, installed: Path) -> None:
    assert run_installed(installed, "--version").split() == ["zhupi", project(root)["version"]]


def test_installed_command_lists_the_bundled_articles(installed: Path) -> None:
    rows = run_installed(installed, "list")
    assert "中國消費的下一程" in rows
    assert len(rows.splitlines()) >= 8
