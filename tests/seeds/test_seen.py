"""Test remembering names in a table that grows."""

import random

from hypothesis import given
from hypothesis import strategies as st

from seeds.sources.seen import Seen


@given(st.lists(st.text(st.characters(), max_size=3)))
def test_as_a_set_has_it(names: list[str]) -> None:
    seen, known = Seen(), set[str]()
    for name in names:
        assert seen.add(name) == (name not in known)
        known.add(name)


def test_many_names() -> None:
    names = [f"a{number}" for number in range(20_000)]
    seen = Seen()
    assert all(map(seen.add, names))
    random.Random(1).shuffle(names)
    assert not any(map(seen.add, names))
    assert seen.add("a20000")
