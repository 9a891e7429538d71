"""Find the names of storms, which are common words, by the word for a storm before them: 颱風海葵, 颱風「丹娜絲」."""

import re
from collections.abc import Iterator
from functools import cache

from annotations.suggest.gazetteer.bundled import read_rows
from seeds.script.fold import fold

_STORMS = "颱風|熱帶風暴|強颱|輕颱|中颱|颶風|熱帶低壓|氣旋"


def storms(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the names of storms in a folded text, without quotation marks."""
    for match in _pattern().finditer(folded):
        yield match.span(match.lastgroup or 0)


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(fold(name) for name, *_rest in read_rows("storms"))
    storm = f"(?:{fold(_STORMS)})"
    han = "[\u3400-\u9fff]"
    return re.compile(
        rf"{storm}(?:[\"\'](?P<quoted>{han}{{2,5}})[\"\']|(?P<named>{names}))|[\"\'](?P<before>{names})[\"\']{storm}"
    )
