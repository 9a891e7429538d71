"""Many texts over several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.suggest.setup import Setup
from annotations.suggest.workers import batch as many
from annotations.suggest.workers.batch import suggest_many
from seeds.errors import Problem, SourceError


def counts(texts: list[str], setup: Setup, processes: int = 2) -> tuple[list[int], list[Problem]]:
    problems: list[Problem] = []
    found = suggest_many(texts, setup, processes, problems.append)
    return [len(items) for items in found], problems


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_TEXTS", 3)


def setup(folder: Path, *names: str, content: str = "") -> Setup:
    (folder / "zhupi.toml").write_text(content, "utf-8")
    return Setup(folder, names=names)


def test_results_come_in_the_order_of_the_texts(plugins: Path, tmp_path: Path) -> None:
    texts = ["*" * number for number in range(20)]
    assert counts(texts, setup(tmp_path, "stars")) == (list(range(20)), [])
    assert counts([], setup(tmp_path, "stars")) == ([], [])


@pytest.mark.parametrize("name", ["raising", "crashing", "hanging"])
def test_a_suggester_that_fails_is_named_once_and_nothing_is_lost(plugins: Path, tmp_path: Path, name: str) -> None:
    seconds = 2 if name == "hanging" else 60  # also for the one that works, on a machine that may be busy
    wanted = setup(tmp_path, "stars", name, content=f"[suggest]\ntimeout = {seconds}\n")
    texts = ["*", "**!", "***", "****", "*!", "**", "!", "*"]
    found, problems = counts(texts, wanted)
    assert found == [1, 2, 3, 4, 1, 2, 0, 1]
    assert [problem.document for problem in problems] == [name]


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

    found = suggest_many(endless(), setup(tmp_path, "stars"), 2)
    for _number in range(10):
        assert len(next(found)) == 1
    assert taken < 100
    assert isinstance(found, Iterator)
    found.close()  # type: ignore[attr-defined]
