"""Test what a session knows and keeps, without a screen."""

from pathlib import Path

import pytest

from annotations.storage.progress import Progress
from seeds.errors import SourceError
from seeds.script.targets import TARGETS, find_target, mark_of
from tui.core.config import load_settings
from tui.core.scanner import BATCH, FIRST
from tui.core.session import Session

TRADITIONAL = "這個國家的人們說話"
SIMPLIFIED = "这个国家的人们说话"


def session(path: Path | None = None) -> Session:
    made = Session(None if path is None else str(path))
    made.scanner.start()
    made.scanner.join()
    while made.scanner.more:
        made.take_found()
    return made


def test_the_scanner_shows_the_first_articles_and_then_finds_the_rest(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(f'{{"id": "{n}", "text": "文"}}\n' for n in range(2 * FIRST)), "utf-8")
    made = Session(str(tmp_path))
    found = []

    def wake() -> None:
        made.take_found()
        found.append((len(made.library), made.scanner.done))
        made.scanner.go_on()

    made.scanner.wake = wake
    made.scanner.start()
    made.scanner.join()
    assert found[0] == (FIRST, False)
    assert found[-1] == (2 * FIRST, True)


def test_a_large_folder_is_taken_in_portions(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text('{"text": "文"}\n' * (2 * BATCH + 1), "utf-8")
    made = Session(str(tmp_path))
    made.scanner.start()
    made.scanner.join()
    sizes = []
    while made.scanner.more:
        made.take_found()
        sizes.append(len(made.library))
    assert sizes[-1] == 2 * BATCH + 1
    assert len(sizes) == 3


def test_what_a_folder_leaves_out_is_in_the_list_of_problems(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("題\n河水慢慢地流。", "utf-8")
    (tmp_path / "b.pdf").write_text("")
    assert [problem.message for problem in session(tmp_path).problems] == ["1 file of another kind left out: .pdf 1"]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="missing"):
        Session(str(tmp_path / "missing"))


@pytest.mark.parametrize(
    ("script", "traditional", "simplified"),
    [
        ("original", "", ""),
        ("other", "t2s", "s2tw"),
        ("simplified", "t2s", ""),
        ("traditional", "", "s2t"),
        ("tw-phrases", "t2tw", "s2twp"),
        ("hk", "t2hk", "s2hk"),
    ],
)
def test_the_conversion_follows_from_the_texts_own_script(script: str, traditional: str, simplified: str) -> None:
    made = session()
    made.scripts.choose(script)
    assert made.scripts.configuration(TRADITIONAL) == traditional
    assert made.scripts.configuration(SIMPLIFIED) == simplified


def test_the_script_key_goes_between_the_original_and_the_last_choice() -> None:
    made = session()
    assert [made.scripts.toggle(), made.scripts.toggle()] == ["other", "original"]
    made.scripts.choose("hk")
    assert [made.scripts.toggle(), made.scripts.toggle()] == ["original", "hk"]


def test_the_mark_says_what_is_shown() -> None:
    made = session()
    assert "繁" in made.scripts.mark(TRADITIONAL)
    made.scripts.toggle()
    assert "繁" in made.scripts.mark(TRADITIONAL)
    made.scripts.load("t2s")
    assert made.scripts.mark(TRADITIONAL) == "简"


def test_every_target_can_be_named_and_recognised() -> None:
    for target in TARGETS:
        assert find_target(target.name) is target
        for configuration in (target.from_simplified, target.from_traditional):
            assert not configuration or mark_of(configuration)


def test_finished_stays_finished_and_all_is_kept(tmp_path: Path) -> None:
    made = session()
    key = made.library[0].key
    made.note_progress(key, Progress(9, 1.0, finished=True))
    made.note_progress(key, Progress(3, 0.2))
    made.change_settings(measure=30)
    assert made.save() == []
    again = session()
    assert again.library.progress_of(again.library[0]) == Progress(3, 0.2, finished=True)
    assert again.settings.measure == 30


def test_what_cannot_be_kept_is_reported_once(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    made = Session(None, settings_path=blocked / "config.toml", log_path=blocked / "reading.sqlite3")
    made.note_progress(("a", "b"), Progress(1, 0.1))
    made.change_settings(measure=30)
    assert len(made.save()) == 2
    assert made.save() == []


def test_wrong_settings_are_problems_of_the_session(home: Path) -> None:
    path = home / ".config" / "zhupi" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[reader]\nmeasure = 3\n[keys]\n"no.such" = "x"\n', "utf-8")
    made = session()
    assert len(made.problems) == 2
    assert load_settings(path)[0].measure == made.settings.measure


def test_the_annotator_and_the_folder_can_be_named(tmp_path: Path) -> None:
    made = Session(None, annotator="a1", annotations=str(tmp_path))
    assert made.annotations.store.annotator == "a1"
    assert made.annotations.store.folder == tmp_path
