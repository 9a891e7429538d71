"""Names of commands that are mistyped: the nearest is named, and what is there is opened."""

from pathlib import Path

import pytest

from seeds.errors import NotFoundError, SourceError
from tui.cli.main import COMMANDS, dispatch


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["exprot"], "export"),
        (["exprot", ".", "--format", "csv"], "export"),
        (["serach", "美團"], "search"),
        (["lists"], "list"),
        (["docter"], "doctor"),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else words,
)
def test_the_nearest_command_is_named(words: list[str], meant: str) -> None:
    with pytest.raises(NotFoundError, match=f"no folder, file or command “{words[0]}” .*“{meant}”"):
        dispatch(words)


@pytest.mark.parametrize(
    "word", ["news", "新聞", "check.md", "./exprot", "exprot/", *(f"{name}/x" for name in COMMANDS)]
)
def test_what_is_no_name_of_a_command_is_a_path(word: str) -> None:
    with pytest.raises(SourceError, match="no such folder or file"):
        dispatch([word])


def test_a_file_of_such_a_name_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exprot").symlink_to("nowhere")
    with pytest.raises(SourceError):
        dispatch(["exprot"])
