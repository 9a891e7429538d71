"""The two commands of the README are whole, and CI runs them from there."""

import re
from pathlib import Path

OPEN = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/zhupi"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"


def shell_blocks(page: str) -> list[str]:
    """Return the contents of the fenced shell blocks of a Markdown page."""
    return [
        block.strip() for block in re.findall(r"^```(?:sh|bash|console)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ]


def test_readme_has_both_commands_in_blocks_of_their_own(root: Path) -> None:
    blocks = shell_blocks((root / "README.md").read_text("utf-8"))
    assert blocks.count(OPEN) == 1
    assert blocks.count(TEST) == 1


def test_ci_takes_the_commands_from_the_readme(root: Path) -> None:
    script = (root / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    assert "pip install" not in script
    assert "-m pytest" not in script.replace("readme_command 'python -m pytest'", "")


def test_pictures_of_the_readme_exist(root: Path) -> None:
    page = (root / "README.md").read_text("utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", page)
    missing = [name for pair in pictures for name in pair if name and not (root / name).is_file()]
    assert missing == []
