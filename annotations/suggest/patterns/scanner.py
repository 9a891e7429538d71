"""Join all rules into one regular expression, which reads a text once."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import count

from annotations.suggest.patterns import exceptions, money, percentages, quantities, speakers, times, works
from annotations.suggest.patterns.rule import Rule, in_either_script
from seeds.script.data_sets import fixed_dictionary
from seeds.script.dictionary import read_values

_KINDS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (works.STARTS, works.RULES),
    (exceptions.STARTS_BEFORE, exceptions.BEFORE),
    (money.STARTS, money.RULES),
    (percentages.STARTS, percentages.RULES),
    (times.STARTS, times.RULES),
    (quantities.STARTS, quantities.RULES),
    (speakers.STARTS, speakers.RULES),
    (exceptions.STARTS_AFTER, exceptions.AFTER),
)
"""The rules by precedence, each kind with the characters that it may begin with.

Of the rules that match at one place the first is taken, and the next place is behind what it matched. At most places
nothing can begin, which is most of the speed.
"""

RULES = tuple(rule for _starts, rules in _KINDS for rule in rules)


def find(text: str) -> Iterator[tuple[int, int, Rule]]:
    """Yield the matches of the rules: start, end and rule, in order, none over another; in time linear in the text."""
    for match in _scanner().finditer(text):
        if match.lastgroup:
            start, end = match.span(match.lastgroup)
            yield start, end, RULES[int(match.lastgroup[1:])]


@cache
def _scanner() -> re.Pattern[str]:
    numbers = count()
    kinds = (
        (starts, "|".join(rule.pattern.replace("(?P<span>", f"(?P<r{next(numbers)}>") for rule in rules))
        for starts, rules in _KINDS
    )
    alternatives = "|".join(f"(?=[{starts}])(?:{pattern})" for starts, pattern in kinds)
    starts = "".join(starts for starts, _rules in _KINDS)
    return re.compile(in_either_script(f"(?=[{starts}])(?:{alternatives})", variants()))


@cache
def variants() -> dict[str, str]:
    """Return the simplified forms of each traditional character that has others."""
    values = read_values(fixed_dictionary("TSCharacters"))
    return {
        key: "".join(others) for key, forms in values.items() if (others := [form for form in forms if form != key])
    }
