"""Test remembering names in a table that grows."""

import random

from hypothesis import given
from hypothesis import strategies as st

from seeds.sources.seen import Seen


@given(st.lists(st.text(st.characters(), max_size=3)))
def test_as_a_set_has_it(names: list[str]) -> None:
    table, expected = Seen(), set[str]()
    for name in names:
        assert table.add(name) == (name not in expected)
        expected.add(name)


def test_many_names() -> None:
    names = [f"a{number}" for number in range(20_000)]
    table = Seen()
    assert all(map(table.add, names))
    random.Random(1).shuffle(names)
    assert not any(map(table.add, names))
    assert table.add("a20000")
