"""Test that another thing in place of a list, an object or a number is a loss or a problem: no crash, no silence."""

import copy
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.options import OffsetUnit, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from seeds.errors import ZhupiError
from tests.annotations.exchange.formats.test_unread_keys import FORMATS, RECORD, parsed, saved, tables
from tests.annotations.exchange.trips import write

WRONG = (7, "x", [[1]], {"a": [1, 2]}, True, -1, [7], 1.5, [{"a": 1}])


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value, with what it is in."""
    for place, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield value, place
        yield from places(item)


def marks(records: list[Record]) -> int:
    return sum(len(each.spans) + len(each.relations) + len(each.categories) for each in records)


@pytest.mark.parametrize("name", [*FORMATS, "gliner2", "w2ner", "chat", "trl", "sharegpt"])
def test_what_is_of_a_wrong_type_is_reported(tmp_path: Path, name: str) -> None:
    format_ = find_format(name)
    if name.startswith("doccano"):
        format_ = format_.with_options(ReadingOptions(OffsetUnit.UTF16))  # type: ignore[attr-defined]
    file = tables(write(format_, [RECORD], tmp_path))[0]
    whole = parsed(file)
    count = marks(list(format_.read(file, Report())))
    wrong = cycle(WRONG)
    changed = copy.deepcopy(whole)
    for container, place in list(places(changed)):
        if container is changed and file.suffix != ".json":
            continue  # a line, which has to be an object
        former = container[place]
        for item in islice(wrong, 2):
            container[place] = item
            saved(file, changed)
            report = Report()
            try:
                records = list(format_.read(file, report))
            except ZhupiError:
                continue
            assert not report.complete or report.decided or marks(records) >= count, (place, former, item)
        container[place] = former
