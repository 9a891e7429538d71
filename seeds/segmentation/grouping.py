"""Group the sentences of a long line into paragraphs at natural turns.

The breaks are chosen together, as a typesetter chooses line breaks: the paragraphs' lengths and what stands on either
side of each break have a cost, and the division with the least total wins.
"""

from seeds.system.late_pattern import late_pattern

Span = tuple[int, int]

_IDEAL = 130
_SLACK = 60
_LONGEST_QUOTATION = 600
_DEEPEST = 8
_MOST_SENTENCES = 20

_ORDINAL_TURN, _STRONG_TURN, _TURN, _PLAIN, _CLINGING = -2.5, -1.5, -0.8, 0.5, 2.0
_AFTER_QUESTION = 2.0
_FRAGMENT_COST = 1.0
_FRAGMENT = 7

_ORDINAL = late_pattern("首先|其次|再次|最後|最后|而?第[一二三四五六七八九十](?![批次個个位天年月日屆届季輪轮家])")
_STRONG = late_pattern(
    "此外|另外|另一方面|與此同時|与此同时|無獨有偶|无独有偶|事實上|事实上|總之|总之|總的來|总的来|所以說|所以说"
    "|如此看來|如此看来|簡單來說|简单来说|長期來看|长期来看|值得注意|值得一提|具體|具体|不過|不过|然而"
    "|公開資料|公开资料|據|据|根據|根据|財報|财报|近期|近日|今年以來|今年以来|面向未來|面向未来|近年"
)
_MILD = late_pattern(
    r"但|同時|同时|因此|目前|過去|过去|如今|現在|现在|後來|后来|今年|去年|同年|隨後|随后|隨著|随着|由於|由于|對於|对于|作為|作为|為了|为了"
    r"|如果|當|当|從|从|在|對|对|正如|於是|于是|然後|然后|為什麼|为什么|一方面|更|有了|按照|可見|可见|一位|前述"
    r"|(?:(?:20)?\d{2} ?年|\d{1,2} ?月)"
    r"|[“「]|[^，,。]{2,18}(?:表示|指出|認為|认为|稱|称|告訴|告诉|透露|強調|强调|提到|宣佈|宣布|解釋|解释|預計|预计)"
)
_CLINGS = late_pattern(
    "這|这|他們|他们|她們|她们|它|他|她|該|该|其|此時|此时"
    "|也|還|还|而|並|并|即|且|因為|因为|或|那|二是|其二|甚至|比如|例如"
)
_MARK = late_pattern("[“”「」『』《》（）()【】]")
_PAIRS = dict(zip("”」』》）)】", "“「『《（(【", strict=True))


def paragraphs_of(text: str, sentences: list[Span]) -> list[Span]:
    """Group adjoining ``sentences`` into paragraphs; none breaks within quotation marks or brackets."""
    units = _whole_quotations(text, sentences)
    turns = [_turn(text, before, unit) for before, unit in zip([None, *units], units, strict=False)]
    costs = [0.0]
    starts = [0]
    for last in range(1, len(units) + 1):
        end = units[last - 1][1]
        best, chosen = float("inf"), last - 1
        for first in range(last - 1, max(-1, last - 1 - _MOST_SENTENCES), -1):
            length = end - units[first][0]
            cost = costs[first] + turns[first] + ((length - _IDEAL) / _SLACK) ** 2
            if cost < best:
                best, chosen = cost, first
        costs.append(best)
        starts.append(chosen)
    return _follow(units, starts)


def _follow(units: list[Span], starts: list[int]) -> list[Span]:
    """Build the paragraphs from the number of the unit at which the best one that ends with each unit begins."""
    paragraphs: list[Span] = []
    last = len(units)
    while last:
        first = starts[last]
        paragraphs.append((units[first][0], units[last - 1][1]))
        last = first
    return paragraphs[::-1]


def _turn(text: str, before: Span | None, unit: Span) -> float:
    """Return the cost of beginning a paragraph at a unit: negative where the text turns to something new."""
    if before is None:
        return 0.0
    start, end = unit
    if _ORDINAL.match(text, start):
        cost = _ORDINAL_TURN
    elif _CLINGS.match(text, start):
        cost = _CLINGING
    elif _STRONG.match(text, start):
        cost = _STRONG_TURN
    elif _MILD.match(text, start):
        cost = _TURN
    else:
        cost = _PLAIN
    asks = text[before[0] : before[1]].rstrip().endswith(("?", "？"))
    return cost + asks * _AFTER_QUESTION + (end - start < _FRAGMENT) * _FRAGMENT_COST


def _whole_quotations(text: str, sentences: list[Span]) -> list[Span]:
    """Return the sentences, those merged that a quotation or a bracket holds together."""
    if not sentences:
        return []
    quotations = _quotations(text, sentences[0][0], sentences[-1][1])
    units: list[Span] = []
    reach = 0
    upcoming = 0
    for start, end in sentences:
        if units and start < reach:
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
        while upcoming < len(quotations) and quotations[upcoming][0] < end:
            reach = max(reach, quotations[upcoming][1])
            upcoming += 1
    return units


def _quotations(text: str, start: int, end: int) -> list[Span]:
    """Return the ranges between paired marks, in order of their beginning; marks without a partner are left out."""
    opened: list[tuple[str, int]] = []
    ranges: list[Span] = []
    for match in _MARK.finditer(text, start, end):
        mark, offset = match[0], match.start()
        if mark not in _PAIRS:
            opened.append((mark, offset))
            continue
        nearest = range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1)
        partner = next((depth for depth in nearest if opened[depth][0] == _PAIRS[mark]), None)
        if partner is not None:
            begin = opened[partner][1]
            if offset - begin <= _LONGEST_QUOTATION:
                ranges.append((begin, offset + 1))
            del opened[partner:]
    return sorted(ranges)
