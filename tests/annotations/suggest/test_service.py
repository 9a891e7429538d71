"""The worker process: asked, cancelled, and brought down by suggesters in every way there is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from time import monotonic, sleep

import pytest

from annotations.suggest.memory import Decisions
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.workers.service import Service, SuggestionUpdate
from seeds.errors import Problem, SourceError
from seeds.segmentation.reflow import ReadText
from tests.annotations.allowing import allow_all
from tests.annotations.marked import added, open_in, span

KEY = ("doc.txt", "1")
WAIT = 60.0

Start = Callable[..., "Asked"]


class Asked:
    """Hold a service, and what it says."""

    def __init__(self, project: Path, names: tuple[str, ...], annotations: Path | None = None) -> None:
        self.answers: Queue[SuggestionUpdate] = Queue()
        self.problems: Queue[Problem] = Queue()
        setup = Setup(project, annotations, "a1", names)
        self.service = Service(setup, self.answers.put, self.problems.put)

    def ask(self, text: str, around: int = 0) -> list[SuggestionUpdate]:
        """Ask, and wait for all answers."""
        number = self.service.ask(KEY, ReadText(text), around)
        return self.rest_of(number)

    def rest_of(self, number: int) -> list[SuggestionUpdate]:
        found: list[SuggestionUpdate] = []
        while not (found and found[-1].done):
            answer = self.answers.get(timeout=WAIT)
            assert answer.key == KEY
            if answer.number == number:
                found.append(answer)
        return found

    def suggestions(self, text: str) -> list[Suggestion]:
        """Return the suggestions for a text when all is done."""
        current: dict[int, Suggestion] = {}
        for answer in self.ask(text):
            current = {start: item for start, item in current.items() if not answer.start <= start < answer.end}
            current |= {item.start: item for item in answer.suggestions}
        return [current[start] for start in sorted(current)]

    def problem(self) -> Problem:
        return self.problems.get(timeout=WAIT)


@pytest.fixture
def start(plugins: Path, tmp_path: Path) -> Iterator[Start]:
    running: list[Asked] = []

    def start(*names: str, settings: str = "", annotations: Path | None = None) -> Asked:
        (tmp_path / "zhupi.toml").write_text(f"[suggest]\n{settings}", "utf-8")
        with suppress(SourceError):  # the settings are wrong, as the test wants them
            allow_all(tmp_path)
        asked = Asked(tmp_path, names, annotations)
        running.append(asked)
        return asked

    yield start
    for asked in running:
        asked.service.close()


def stars(*places: int, label: str = "PROD") -> list[Suggestion]:
    return [Suggestion(at, at + 1, label, 0.9, "stars") for at in places]


def test_a_question_is_answered(start: Start) -> None:
    asked = start("stars")
    assert asked.suggestions("a*b\ud800*👍*\0") == stars(1, 4, 6)
    assert asked.suggestions("") == []
    assert asked.suggestions("*" * 20) == stars(*range(20))


def test_a_plug_in_gets_its_own_table(start: Start) -> None:
    assert start("stars", settings='[suggest.stars]\nlabel = "EVENT"').suggestions("a*") == stars(1, label="EVENT")


def test_settings_are_read_anew(start: Start, tmp_path: Path) -> None:
    asked = start("stars")
    assert asked.suggestions("*") == stars(0)
    (tmp_path / "zhupi.toml").write_text("[suggest.stars]\nlabel = 'ORG'", "utf-8")
    allow_all(tmp_path)
    asked.service.reload()
    assert asked.rest_of(1)[-1].suggestions == tuple(stars(0, label="ORG"))


def test_settings_that_are_wrong_are_told_and_can_be_mended(start: Start, tmp_path: Path) -> None:
    asked = start("stars", settings="min-scor = 1")
    asked.service.ask(KEY, ReadText("*"))
    assert "min-score" in str(asked.problem())
    (tmp_path / "zhupi.toml").unlink()
    asked.service.reload()
    assert asked.rest_of(1)[-1].suggestions == tuple(stars(0))


def test_a_long_text_is_answered_in_parts_the_nearest_first(start: Start) -> None:
    asked = start("stars")
    text = ("甲" * 99 + "*") * 200
    answers = asked.ask(text, 12_000)
    assert answers[0].start <= 12_000 < answers[0].end <= 18_000
    assert [answer.done for answer in answers].count(True) == 1
    assert asked.suggestions(text) == stars(*range(99, len(text), 100))


def test_a_newer_question_ends_the_former_one(start: Start) -> None:
    asked = start("slow", "stars")
    asked.suggestions("*")
    asked.service.ask(KEY, ReadText("甲" * 1_000_000))  # 200 parts of 0.3 seconds
    number = asked.service.ask(KEY, ReadText("乙*"))
    assert asked.rest_of(number)[-1].suggestions == tuple(stars(1))


def test_printing_disturbs_nothing(start: Start, capfd: pytest.CaptureFixture[str]) -> None:
    asked = start("printing", "stars")
    assert asked.suggestions("北*")[-1:] == stars(1)
    assert asked.suggestions("京*")[-1:] == stars(1)
    assert asked.problems.empty()
    assert capfd.readouterr() == ("", "")


def test_suggesters_that_do_wrong_are_named_once_each_and_the_rest_goes_on(start: Start) -> None:
    reasons = {
        "raising": "ZeroDivisionError",
        "outside": "not within a text of 2 characters",
        "odd": "not a valid suggestion",
        "unloadable": "no model",
    }
    asked = start(*reasons, "stars")
    assert asked.suggestions("!*") == stars(1)
    problems = {problem.document: problem.message for problem in (asked.problem() for _name in reasons)}
    assert problems.keys() == reasons.keys()
    for name, reason in reasons.items():
        assert reason in problems[name]
    assert asked.suggestions("*!") == stars(0)
    with pytest.raises(Empty):
        asked.problems.get(timeout=0.1)


@pytest.mark.parametrize(("name", "reason"), [("hanging", "no sign of life"), ("crashing", "status 3")])
def test_a_suggester_that_takes_the_process_with_it_is_done_without(start: Start, name: str, reason: str) -> None:
    asked = start("stars", name, settings=f"timeout = {2 if name == 'hanging' else 60}")
    assert asked.suggestions("a*") == stars(1)
    assert asked.suggestions("!*") == stars(1)
    problem = asked.problem()
    assert problem.document == name
    assert reason in problem.message
    assert asked.suggestions("!!*") == stars(2)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\n",
        b'{"type": "unheard-of"}\n',
        pytest.param(b"{}\n", marks=pytest.mark.heavy),
        pytest.param(b'{"type": "idle"}\n', marks=pytest.mark.heavy),
    ],
)
def test_a_process_that_gets_a_damaged_message_ends_and_another_one_answers(start: Start, line: bytes) -> None:
    asked = start("stars")
    assert asked.suggestions("*") == stars(0)
    former = asked.service._process
    assert former
    until = monotonic() + WAIT
    while former.culprit and monotonic() < until:  # whoever is at work would be blamed
        sleep(0.01)
    former._stdin.write(line)
    former._stdin.flush()
    assert "ended the process" in str(asked.problem())
    assert asked.suggestions("a*") == stars(1)
    assert asked.service._process not in (None, former)


def test_decisions_are_remembered_and_survive_a_new_process(start: Start) -> None:
    asked = start("memory", "crashing")
    asked.service.decided(("other", "2"), lambda: Decisions.from_words([("淘寶閃購", "ORG")], []))
    (found,) = asked.suggestions("在淘宝闪购上")
    assert (found.start, found.end, found.label, found.origin) == (1, 5, "ORG", "memory")
    assert [item.label for item in asked.suggestions("!淘寶閃購")] == ["ORG"]
    assert asked.problem().document == "crashing"
    asked.service.decided(("other", "2"), Decisions.from_words([], [("淘寶閃購", "ORG")]))
    assert asked.suggestions("在淘宝闪购上") == []


def test_what_was_marked_in_other_articles_is_known_from_the_files(start: Start, tmp_path: Path) -> None:
    opened = open_in(tmp_path / "annotations")
    opened.make(added(span("s1", 7, 11)))
    opened.close()
    asked = start("memory", annotations=tmp_path / "annotations")
    assert [(item.start, item.end, item.label) for item in asked.suggestions("在淘宝闪购上")] == [(1, 5, "ORG")]


def test_suggestions_that_are_there_already_are_combined(start: Start) -> None:
    asked = start("stars")
    kept = Suggestion(9_000, 9_002, "ORG", 0.7, "kept")
    number = asked.service.ask(KEY, ReadText("甲。" * 5_000 + "*"), 0, [kept])
    found = [item for answer in asked.rest_of(number) for item in answer.suggestions]
    assert kept in found
    assert Suggestion(10_000, 10_001, "PROD", 0.9, "stars") in found


def test_nothing_is_answered_after_closing(start: Start) -> None:
    asked = start("stars")
    asked.suggestions("*")
    asked.service.close()
    asked.service.ask(KEY, ReadText("**"))
    with pytest.raises(Empty):
        asked.answers.get(timeout=0.3)


def test_a_fault_of_ours_is_told_and_the_next_question_answered(start: Start) -> None:
    asked = start("patterns")

    def broken() -> Decisions:
        raise RuntimeError("of ours")

    asked.service.decided(("doc.txt", "2"), broken)
    assert "of ours" in str(asked.problem())
    assert asked.ask("12月5日")
