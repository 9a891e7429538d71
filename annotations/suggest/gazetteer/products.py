"""Find names of products that no list has, by their form and context: 小米17 Ultra, GPT-5, 發佈「磐石」."""

import re
from collections.abc import Iterator
from functools import cache

from annotations.suggest.gazetteer.bundled import read
from annotations.suggest.gazetteer.composed import NEVER_IN_NAMES, Composed
from annotations.suggest.gazetteer.entries import parse_tsv
from annotations.suggest.gazetteer.lexicon import LexiconMatches
from annotations.suggest.gazetteer.words import is_word
from seeds.script.fold import fold

_SCORE = 0.85
_UNKNOWN_SCORE = 0.75
_QUOTED_SCORE = 0.65
_QUOTED_AFTER_A_VERB_SCORE = 0.5

# Characters are written here as seeds.script.fold leaves them: simplified, and of half width.
_KIND = r"(?:pro|max|plus|ultra|mini|air|se|lite|turbo|flash|opus|sonnet|haiku|preview)(?![0-9a-z])\+?"
_APP = re.compile(" ?app(?![0-9a-z])")
_UNIT = (
    "(?! ?[张枚颗粒包盒瓶辆艘架片支枱套斤吨份罐袋箱本册把座间栋组股度公毫克米升比至到"
    "%年月日号个款亿万千百十元块部名人家位岁倍折季天周时分秒点级世代次条种项轮场小成多余几-])"
)
_NUMBER = rf"[a-z]{{0,3}}[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?[a-z]{{0,2}}(?![0-9a-z.]){_UNIT}"
_VERSION = re.compile(rf"(?:[ -]?(?:{_KIND}|{_NUMBER}))+")
"""What follows the name of a product: ``-Max``, `` Opus 4``, `` 17 Pro``."""

_NO_MODEL = r"(?:q[1-4]|h[12]|fy[0-9]+|[pdv][0-9]|top[0-9]+)(?![0-9a-z])"
_MODEL = (
    rf"(?:(?!{_NO_MODEL})(?P<word>[a-z]{{1,6}})"
    rf"-?[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?[a-z]{{0,3}}(?![0-9a-z]){_UNIT}(?:[ -]?{_KIND})*"
    rf"|[0-9]{{1,3}}[a-z]?(?:[ -]?{_KIND})+)"
)
"""What names a model: ``SU7``, ``17 Ultra``; but not a quarter (Q3) or a rank (P8)."""

_NO_PRODUCT = (
    "ceo|cfo|coo|cto|cmo|ai|app|inc|corp|ltd|group|holdings?|bank|capital|ventures?|labs?|research|securities|esports"
    "|pr|hr|it|vs|x|ipo|esg|ev|suv|kol|logo|os|pc|tv|usb|gps|led|wi-?fi|etf|adr|q[1-4]|h[12]|fy[0-9]+|[pdv][0-9]|top[0-9]+"
)
_MAY_BE_PRODUCT = f"(?!(?:{_NO_PRODUCT})(?![0-9a-z-]))"
_CALLED = re.compile(
    rf" ?{_MAY_BE_PRODUCT}[a-z][0-9a-z.-]{{0,20}}[0-9a-z]\+?"
    rf"(?: {_MAY_BE_PRODUCT}[0-9a-z][0-9a-z.-]{{0,20}}(?![0-9a-z])\+?{_UNIT}){{0,3}}"
)
"""What a maker calls its product in Latin letters: ``Galaxy Z Fold5``."""

_NOT_IN_NAMES = NEVER_IN_NAMES | frozenset("发推开宣表预升购买卖投订采搭售称示款营净利环仝叫号元万亿型级机版")
_HAN = rf"[^\x00-\u33ff\ua000-\uffff{''.join(sorted(_NOT_IN_NAMES))}]"
_AFTER_MAKER = re.compile(rf"(?:[ -]?|{_HAN}{{1,4}}){_MODEL}")
_AFTER_UNKNOWN = re.compile(_MODEL)
_UNKNOWN = re.compile(rf"(?:(?<![\u3400-\u9fff])|(?<=[的款与和])){_HAN}{{2,4}}$")
_LONGEST_UNKNOWN = 4

_SPELLED = re.compile("[0-9a-z]+")
_WORD = re.compile(r"(?<![.-])([a-z]{2,12})-?[0-9]{1,2}(?:\.[0-9]{1,2})?[a-z]{0,2}(?![0-9a-z])")
"""A word and its number: ``gpt5``, where ``gpt`` has to be the name of a product."""

_GOODS = (
    "机器人|大模型|模型|芯片|晶片|手机|眼镜|手表|手环|耳机|音箱|平板|车型|新车|新品|作业系统|操作系统|系统|应用|软件|软体"
    "|工俱|引擎|助手|助理|智能体|智慧体|浏览器|输入法|会员|app"
)
_QUOTED = re.compile(r"[「“『‘\"'](?=([^「」“”『』‘’\"'\s，。,;；:：!?！？、]{2,14})[」”』’\"'])")
_BEFORE = re.compile(
    "(?:推出|发布|上线|上市|自研|自主研发|代号|代号为"
    "|机器人|模型|芯片|晶片|手机|眼镜|手表|手环|耳机|音箱|平板|车型|新车|新品|助手|智能体)"
    "(?:瞭|的|是|为)?$"
)
_AFTER = re.compile(rf".(?:的[^,. ]{{0,6}}?)?(?:{_GOODS})")
_ENDS = re.compile(rf"(?:{_GOODS})$")
_LIKE_A_CODE = re.compile("(?=.*[a-z])(?=.*[0-9])[^%]+$")
_NEVER = re.compile("(?:计画|规画|行动|活动|战略|模式|时代|经济|节|指数|报告|大会|服务|政策|方案|工程|补贴|概念)$")
_REACH = 6  # characters before a quotation that are looked at


def products(text: str, folded: str, matches: LexiconMatches) -> Iterator[Composed]:
    """Yield the products in a text, of which ``folded`` is the folded form, in any order; they may overlap."""
    for start, end, entry in matches.names:
        called = _called(text, folded, end) if entry.source == "companies" else 0
        if reached := _model_of(folded, end, entry.label) or called:
            yield Composed(start, reached, "PROD", _SCORE)
    for spelled in _SPELLED.finditer(folded):
        start = spelled.start()
        word = _WORD.match(folded, start)
        if word and word[1] in _families():
            more = _VERSION.match(folded, word.end())
            yield Composed(start, more.end() if more else word.end(), "PROD", _SCORE)
        elif model := _AFTER_UNKNOWN.match(folded, start):
            name = _UNKNOWN.search(folded, max(0, start - _LONGEST_UNKNOWN), start)
            if name and not is_word(folded[name.start() : start]):
                ordinary = is_word(folded[name.start() : name.start() + 2]) * 2
                yield Composed(name.start() + ordinary, model.end(), "PROD", _UNKNOWN_SCORE)
            elif name:
                yield Composed(start, model.end(), "PROD", _QUOTED_SCORE)
    yield from _quoted(text, folded, matches)


def _model_of(folded: str, end: int, label: str) -> int:
    """Return the end of the product whose name begins with a name of that label; 0 where none does."""
    if label not in {"PROD", "ORG"}:
        return 0
    more = (_VERSION if label == "PROD" else _AFTER_MAKER).match(folded, end)
    if more is None or more.groupdict().get("word") in _families():
        return 0  # of 阿里Qwen3, only Qwen3 is the name
    return more.end()


def _called(text: str, folded: str, end: int) -> int:
    """Return the end of what the maker whose name ends there calls its product; 0 where it names none."""
    match = _CALLED.match(folded, end)
    if match is None or (folded[end - 1].isascii() and text[end] != " "):
        return 0
    return match.end() if text[end : match.end()].lstrip()[0].isupper() else 0


def _quoted(text: str, folded: str, matches: LexiconMatches) -> Iterator[Composed]:
    """Yield what is in quotation marks and called a product around them."""
    for quote in _QUOTED.finditer(text):
        start, end = quote.span(1)
        if score := 0.0 if _is_known(matches, start, end) else _quoted_score(folded, start, end):
            yield Composed(start, end, "PROD", score)


def _is_known(matches: LexiconMatches, start: int, end: int) -> bool:
    return end in matches.name_ends and matches.name_ends[end][0] == start


def _quoted_score(folded: str, start: int, end: int) -> float:
    """Return how likely it is a product; 0 where nothing suggests that."""
    inside = folded[start:end]
    if _NEVER.search(inside):
        return 0.0
    if _APP.match(folded, end + 1):
        return _SCORE
    if _LIKE_A_CODE.match(inside) or _ENDS.search(inside) or _AFTER.match(folded, end):
        return _QUOTED_SCORE
    return _QUOTED_AFTER_A_VERB_SCORE if _BEFORE.search(folded, max(0, start - 1 - _REACH), start - 1) else 0.0


@cache
def _families() -> frozenset[str]:
    """Return the names of products that are one word of Latin letters."""
    words = (fold(entry.word) for entry in parse_tsv(read("products"), "products")[0])
    return frozenset(word for word in words if word.isascii() and word.isalpha())
