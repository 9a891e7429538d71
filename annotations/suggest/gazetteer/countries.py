"""Find countries and places of one character where nothing else is meant: 赴|台, 美|方, 中|英兩國, 美|日|韓."""

import re
from collections.abc import Iterator
from functools import cache

from seeds.script.fold import fold

_PLACES = "中美英法德俄日韓朝印澳加歐台港菲越泰緬柬寮紐葡荷丹挪芬波捷匈土伊沙烏巴以"
_GOING = f"[赴訪駐抵旅援返](?P<going>[華{_PLACES}])(?![是的了到不能會可在你我他說而且及])"
_SIDE = "(?P<side>[中美英法德俄日韓朝印澳加歐台港菲越泰紐荷葡烏巴])方(?![面法案向式便針程塊位形才可能言圓寸略格陣])"
_TOGETHER = (
    "兩國|三國|雙方|雙邊|三邊|關係|之間|貿易|經貿|領導人|首腦|元首|峰會|外長|防長|高層|博弈|競爭|談判|會談|建交|斷交"
    "|邊境|邊界|衝突|停火|戰爭|協議|關稅|同盟|聯軍|聯合軍|對抗|對立|友好|往來|商界|企業|民眾|學者|簽署"
)
_PAIRS = (
    "中美|美中|中日|日中|中韓|韓中|中俄|俄中|中印|中英|中法|中德|中澳|中菲|中越|台美|美台|台日|日台|美日|日美|美韓|韓美"
    "|日韓|美俄|俄美|俄烏|烏俄|印巴|以巴|朝韓|美菲|美伊|英法|法德|德法"
)
_PAIR = (
    f"(?<![0-9一二三四五六七八九十])(?P<first>[{_PLACES}])(?P<second>[{_PLACES}])(?P<third>[{_PLACES}])?"
    f"(?:(?={_TOGETHER})|(?<={_PAIRS})(?!洲|國|本|午|文|語|系|式|妝|劇|團|流|元|軍|裔|籍|甲午))"
)


def countries(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of places of one character in a folded text, in order."""
    for match in _pattern().finditer(folded):
        for name in match.groupdict():
            if match.start(name) >= 0:
                yield match.span(name)


@cache
def _pattern() -> re.Pattern[str]:
    expression = fold(f"(?=[赴訪駐抵旅援返{_PLACES}])(?:{_GOING}|{_SIDE}|{_PAIR})")
    return re.compile(expression.replace("(?p<", "(?P<"))  # folding has made small letters of capitals
