"""Regular expressions that are compiled when they are first used."""

import re

import pytest

from seeds.system.late_pattern import late_pattern


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    late, usual = late_pattern("(?P<sign>[a-c])+", re.IGNORECASE), re.compile("(?P<sign>[a-c])+", re.IGNORECASE)
    for text in ("", "xABx", "cab", "xyz"):
        for name in ("match", "fullmatch", "search"):
            found, expected = getattr(late, name)(text), getattr(usual, name)(text)
            assert (found and found.span("sign")) == (expected and expected.span("sign"))
        assert late.findall(text) == usual.findall(text)
        assert late.sub("-", text) == usual.sub("-", text)
    assert (late.pattern, late.flags) == (usual.pattern, usual.flags)


def test_a_mistake_in_it_is_told_at_its_first_use() -> None:
    late = late_pattern("(")
    with pytest.raises(re.error):
        late.search("")
