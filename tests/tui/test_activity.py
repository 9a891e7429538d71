"""Active time, characters and articles: what counts, and how it is kept."""

import json
from pathlib import Path

import pytest

from annotations.storage.user_records import RecordFile
from tui.core.reading.activity import MOST_DAYS, Activity, ReadingClock, activity_lines


class Times:
    """A clock and a calendar that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.day = "2026-11-30"

    def clock(self) -> float:
        return self.seconds

    def today(self) -> str:
        return self.day


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def file(tmp_path: Path) -> RecordFile:
    return RecordFile(tmp_path / "activity.json", MOST_DAYS + 1)


@pytest.fixture
def reading(times: Times, file: RecordFile) -> ReadingClock:
    return ReadingClock(file, times.clock, times.today)


def counted(reading: ReadingClock) -> tuple[float, float]:
    today, _total = reading.counted()
    return today.seconds, today.characters


def test_what_has_stood_on_the_screen_long_enough_was_read(reading: ReadingClock, times: Times) -> None:
    reading.see("a", 0, 600)
    times.seconds += 60
    reading.see("a", 600, 1200)
    assert counted(reading) == (60, 600)
    times.seconds += 10
    reading.see("a", 1200, 1800)
    assert counted(reading) == (70, 800)


def test_a_jump_to_the_end_reads_nothing_on_the_way(reading: ReadingClock, times: Times) -> None:
    reading.see("a", 0, 600)
    times.seconds += 1
    reading.see("a", 99_400, 100_000)
    times.seconds += 1
    reading.leave()
    assert counted(reading) == (2, 40)


def test_idle_time_does_not_count(reading: ReadingClock, times: Times) -> None:
    reading.see("a", 0, 600)
    times.seconds += 3600
    reading.note_presence()
    assert counted(reading) == (0, 0)
    times.seconds += 5
    reading.leave()
    times.seconds += 5
    reading.note_presence()
    assert counted(reading) == (5, 100)


def test_a_page_is_read_once(reading: ReadingClock, times: Times) -> None:
    for start in (0, 100, 0, 0):
        reading.see("a", start, start + 200)
        times.seconds += 100
    reading.leave()
    assert counted(reading) == (400, 300)


def test_days_add_up_and_old_ones_become_one_sum(reading: ReadingClock, times: Times, file: RecordFile) -> None:
    for number in range(MOST_DAYS + 5):
        times.day = f"{2000 + number:04}-01-01"
        reading.note_finished()
        reading.save()
    assert not reading.dirty
    today, total = reading.counted()
    assert (today.articles, total.articles) == (1, MOST_DAYS + 5)
    assert len(file.read()) == MOST_DAYS + 1
    assert file.read()[0]["day"] == "earlier"


def test_it_can_be_forgotten(reading: ReadingClock) -> None:
    reading.note_finished()
    reading.save()
    reading.note_finished()
    reading.clear()
    assert reading.counted() == (Activity(), Activity())


def test_numbers_that_are_none_count_nothing(reading: ReadingClock, file: RecordFile) -> None:
    odd = [{"day": "2026-11-30", "seconds": value, "characters": value, "articles": value} for value in ("1", -1, True)]
    huge = {"day": "2026-11-29", "seconds": float("inf"), "characters": float("nan"), "articles": 1e300}
    good = {"day": "2026-11-30", "seconds": 1, "characters": 2, "articles": 3}
    file.path.write_text(json.dumps({"records": [*odd, huge, {}, good]}))
    assert reading.counted() == (Activity(1, 2, 3), Activity(1, 2, 3))


def test_in_words() -> None:
    lines = activity_lines(Activity(90, 1234.4, 1), Activity(9000, 56789, 2))
    assert lines == [
        "today    1,234 characters · 1 article to its end · 2 min",
        "in all   56,789 characters · 2 articles to their end · 2.5 h",
    ]
