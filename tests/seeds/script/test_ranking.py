"""Test that each conversion is made from the data that does best by the cases, and that the table says the truth."""

from pathlib import Path

import pytest

from seeds.script import ranking
from seeds.script.converter import configurations, forget, load_converter
from seeds.script.data_sets import LIBRARY, WHEEL, DataSet, data_sets, user_folder
from seeds.script.figures import CASES as NUMBERS
from seeds.script.figures import PASSED
from seeds.script.standard import IN_TURN
from tests.seeds.script.data_table import count, opencc_cases, passed
from tests.seeds.script.own_cases import CASES


def test_the_table_counts_our_own_cases_as_they_are() -> None:
    ours = count(CASES)
    assert {config: number for config, (_theirs, number) in NUMBERS.items()} == {c: ours[c] for c in NUMBERS}
    for data_set in data_sets():
        successes = passed(CASES, data_set)
        table = {config: row[data_set.name][1] for config, row in PASSED.items() if data_set.name in row}
        assert table == {config: successes[config] for config in table}


def test_the_table_counts_opencc_cases_as_they_are(shared_data: Path) -> None:
    cases = opencc_cases(shared_data / "opencc_cases.json")
    there = count(cases)
    assert {config: number for config, (number, _ours) in NUMBERS.items()} == there
    for data_set in data_sets():
        successes = passed(cases, data_set)
        table = {config: row[data_set.name][0] for config, row in PASSED.items() if data_set.name in row}
        assert table == {config: successes[config] for config in table}


def test_every_configuration_is_made_from_the_best_data() -> None:
    for configuration in configurations():
        if configuration.name in IN_TURN:
            continue
        row = PASSED[configuration.name]
        used = row[configuration.dataset.name]
        assert used == max(row[each.name] for each in data_sets() if each.name in row), configuration
        assert load_converter(configuration.name).dataset is configuration.dataset


def test_the_first_goes_among_equals_and_where_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = (DataSet(name, "1", {}, {}) for name in ("new", "old"))
    monkeypatch.setattr(ranking, "PASSED", {"x": {"new": (3, 1), "old": (3, 2)}, "y": {"new": (3, 1), "old": (3, 1)}})
    assert [ranking.best(config, [new, old]) for config in "xyz"] == [old, new, new]


def test_the_users_data_lies_over_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    user_folder().mkdir(parents=True)
    (user_folder() / "TWPhrases.txt").write_text("軟件\t軟軟體\n", "utf-8")
    monkeypatch.setattr(ranking, "PASSED", {"s2twp": {LIBRARY: (2, 0), WHEEL: (1, 0)}})
    forget()
    try:
        chosen = {name: load_converter(name) for name in ("s2twp", "s2tw")}
        assert LIBRARY in str(chosen["s2twp"].dataset)
        assert WHEEL in str(chosen["s2tw"].dataset)
        assert chosen["s2twp"].convert("软件").text == "軟軟體"
    finally:
        forget()
