"""Many texts over several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.suggest.setup import Setup
from annotations.suggest.workers import batch
from annotations.suggest.workers.batch import suggest_batch
from seeds.errors import Problem, SourceError
from tests.annotations.allowing import allow_all
from tui.cli.main import dispatch


def counts(texts: list[str], setup: Setup, processes: int = 2) -> tuple[list[int], list[Problem]]:
    problems: list[Problem] = []
    found = suggest_batch(texts, setup, processes, problems.append)
    return [len(items) for items in found], problems


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_TEXTS", 3)


def setup(folder: Path, *names: str, content: str = "") -> Setup:
    (folder / "zhupi.toml").write_text(content, "utf-8")
    return Setup(folder, names=names)


def test_results_come_in_the_order_of_the_texts(plugins: Path, tmp_path: Path) -> None:
    texts = ["*" * number for number in range(20)]
    assert counts(texts, setup(tmp_path, "stars")) == (list(range(20)), [])
    assert counts([], setup(tmp_path, "stars")) == ([], [])


@pytest.mark.parametrize("name", ["raising", "crashing", "hanging"])
def test_a_suggester_that_fails_is_named_once_and_nothing_is_lost(plugins: Path, tmp_path: Path, name: str) -> None:
    timeout = 2 if name == "hanging" else 60  # a busy machine must not take the others for hanging
    settings = setup(tmp_path, "stars", name, content=f"[suggest]\ntimeout = {timeout}\n")
    texts = ["*", "**!", "***", "****", "*!", "**", "!", "*"]
    found, problems = counts(texts, settings)
    assert found == [1, 2, 3, 4, 1, 2, 0, 1]
    assert [problem.document for problem in problems] == [name]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("entities", "crashing"),
        ("suggest", "unloadable"),
        pytest.param("entities", "raising", marks=pytest.mark.heavy),
        pytest.param("suggest", "raising", marks=pytest.mark.heavy),
        pytest.param("suggest", "crashing", marks=pytest.mark.heavy),
        pytest.param("entities", "unloadable", marks=pytest.mark.heavy),
    ],
)
def test_a_command_that_goes_on_without_a_suggester_ends_with_1(
    plugins: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    (tmp_path / "a.txt").write_text("標題\n雷軍*!", "utf-8")
    setup(tmp_path, content=f'[suggest]\nsuggesters = ["stars", "{name}"]\n')
    allow_all(tmp_path)
    call = [command, str(tmp_path), "--processes", "1"]
    assert dispatch([*call, "--suggester", "stars"]) == 0
    capsys.readouterr()
    assert dispatch(call) == 1
    output = capsys.readouterr()
    assert f"zhupi: {name}" in output.err
    assert "PROD" in output.out or "1 suggestion" in output.err


def test_settings_that_are_wrong_are_told(plugins: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="min-score"):
        counts(["*"], setup(tmp_path, "stars", content="[suggest]\nmin-scor = 1\n"))


def test_texts_are_taken_as_they_are_needed_and_all_ends_with_the_iterator(plugins: Path, tmp_path: Path) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "*"

    found = suggest_batch(endless(), setup(tmp_path, "stars"), 2)
    for _number in range(10):
        assert len(next(found)) == 1
    assert taken < 100
    assert isinstance(found, Iterator)
    found.close()  # type: ignore[attr-defined]
