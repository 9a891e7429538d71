"""Test what may be committed: nothing that ties the project to one machine, and no stray names at the top."""

import re
import subprocess
from pathlib import Path

import pytest

ALLOWED = {"pyproject.toml", "README.md", "LICENSE", "seeds", "annotations", "tui", "tests"}
DOTTED = {".ci", ".github", ".gitignore", ".pre-commit-config.yaml"}
"""What tools and the server need at the top; everything else that is for people is in .github."""
ROOMS = ("seeds", "annotations", "tui")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|home|opt|Users)/[\w.]")
INDEX_HOST = re.compile(r"(?:pypi|pythonhosted|npmjs|debian|anaconda)\.(?:org|com|net|io)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    """Return the paths below the root that git tracks and that are still there."""
    if not (root / ".git").exists():
        pytest.skip("needs a git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True, timeout=120
    ).stdout
    return [Path(name) for name in listing.split("\0") if name and (root / name).is_file()]


def test_top_level_holds_only_what_the_design_allows(tracked: list[Path]) -> None:
    top = {path.parts[0] for path in tracked}
    assert top <= ALLOWED | DOTTED


def test_what_others_need_to_take_part_is_there(tracked: list[Path]) -> None:
    pages = {path.name for path in tracked if path.parent == Path(".github")}
    assert pages >= {
        *("CHANGELOG.md", "CONTRIBUTING.md", "PLUGINS.md", "PULL_REQUEST_TEMPLATE.md", "RELEASING.md", "SECURITY.md")
    }


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX_HOST], ids=["machine path", "package index"])
def test_no_file_names_the_machine_it_was_written_on(root: Path, tracked: list[Path], pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked:
        text = (root / path).read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    folder, host = "work", "pypi"
    assert MACHINE_PATH.search(f"see /{folder}/main for it")
    assert INDEX_HOST.search(f"https://{host}.org/simple")
    assert not MACHINE_PATH.search(f"a relative ../{folder}/main, ~/{folder}/notes")


def test_tests_have_no_init(tracked: list[Path]) -> None:
    assert [path for path in tracked if path.parts[0] == "tests" and path.name == "__init__.py"] == []


def test_every_room_is_typed(root: Path) -> None:
    assert [room for room in ROOMS if not (root / room / "py.typed").is_file()] == []
