"""Find where sentences end in Chinese text, with full-width and half-width punctuation."""

import re

from seeds.segmentation.punctuation import CLOSING, FULL_STOPS, PAUSES, SENTENCE_ENDS, class_of
from seeds.system.late_pattern import late_pattern

_SOURCE = r"(?:圖片|图片|資料|资料|數據|数据|消息|新聞|新闻|圖|图|文)?(?:來源|来源|源)[:：][^()（）\n]{1,40}[)）]"
CREDIT = rf"[(（]{_SOURCE}"
"""The pattern of a source in brackets, which belongs to what stands before it: ``(圖片來源:IT 之家)``."""

_STERM = class_of(SENTENCE_ENDS.replace("!", "").replace("?", ""))
_STOP = class_of(FULL_STOPS)
_QUOTES = class_of("”’」』»›﹂﹄〞〟｣\"'")
_CLOSING = f"[{class_of(CLOSING.translate(dict.fromkeys(map(ord, '》〉︾﹀'))))}]*+"
_GOES_ON = rf"[的地得等》〉{class_of(PAUSES)}\u0300-\u036f\u200d\u20e3\ufe00-\ufe0f]"
_TITLES = ("Inc", "Ltd", "Co", "Corp", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "No", "Vol", "Fig", "Jr", "Sr")
_FULL_STOP = "".join(rf"(?<!\b{short}\.)" for short in (*_TITLES, "[A-Z]", r"\d", r"\d\d"))
_END = late_pattern(
    # The first set of characters makes the search quick; what follows looks back at which of them it was.
    rf"""[{_STERM}{_STOP}!?….(（\n](?:
        (?:
            (?:(?<=[{_STERM}])|(?<=[!?])(?:(?<![A-Za-z0-9].)|(?![A-Za-z0-9=])))[{_STERM}!?]*+{_CLOSING}(?!{_GOES_ON})
            |(?<=[{_STOP}])(?<!\d.){_CLOSING}(?!{_GOES_ON})
            |(?:(?<=…)…*+|(?<=\.)\.{{2,}}+)(?=[{_QUOTES}]){_CLOSING}(?!{_GOES_ON})
            |(?<=…)…*+(?=\s*\Z)
            |(?<=\.){_FULL_STOP}{_CLOSING}(?=\s+[^\s\da-z]|\s*\Z)
        )(?:\s*{CREDIT})?\s*
        |(?<=[(（]){_SOURCE}\s*
        |(?<=\n)\s*
    )""",
    re.VERBOSE,
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split the code points from ``start`` to ``end`` into sentences: half-open ranges that join up to the whole.

    Closing quotes and brackets, a source in brackets, and spaces and line ends after a sentence belong to it. A
    half-width full stop ends one only before a space, and not in a number or after an abbreviation; an ellipsis only
    before a closing quote or at the end.
    """
    ranges: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        ranges.append((begin, match.end()))
        begin = match.end()
    if begin < end:
        ranges.append((begin, end))
    return ranges
