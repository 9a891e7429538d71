"""Tell whether the first line of a text is its title: whether it says which text it is."""

import re

from seeds.segmentation.outline.numerals import ARABIC, CHINESE
from seeds.segmentation.outline.outline import is_heading_alone, outline_of_text
from seeds.segmentation.outline.units import CONTENTS
from seeds.segmentation.punctuation import FULL_STOPS, PAUSES, SENTENCE_ENDS
from seeds.system.late_pattern import late_pattern

_LONGEST = 60
_EXCLAMATIONS = "!?‼‽⁇⁈⁉︕︖﹖﹗！？"
_NOT_AT_THE_END = (*PAUSES, *FULL_STOPS, *(sign for sign in SENTENCE_ENDS if sign not in _EXCLAMATIONS))

_N = f"[{ARABIC}{CHINESE}]{{1,4}}"
_YEAR = f"(?:[{ARABIC}]{{4}}|[〇零○一二三四五六七八九]{{4}})年"
_CLOCK = f"[{ARABIC}:：.时時点點分秒]+"
_TIME = rf"(?:[(（]?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?|[上下中]午|{_CLOCK}|晴|阴|陰|雨|[多小]云|多雲)"
_DATE = late_pattern(rf"(?:{_YEAR}\s*)?{_N}月\s*{_N}[日号號](?:\s*{_TIME})*|{_YEAR}(?:\s*{_N}月)?")
_NUMBER = late_pattern(f"[{CHINESE}]{{1,9}}")
_ADDRESS = late_pattern(
    r"https?[:：]|www[.．]|(?<![A-Za-z0-9.])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|cn|cc|info|tw|hk)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ADVERT = late_pattern(
    r"(?:[本该該此][书書文]|[书書]籍|小[说說]|电子[书書]|電子書|[内內]容|[资資]源)[^。]{0,6}(?:来自|來自|由.+(?:整理|制作|製作|提供|收集|上[传傳]|下[载載]))"
    r"|(?:更多|最新|精彩|海量|免[费費])[^。]{0,10}(?:小[说說]|[电電]子[书書]|[书書]籍|[图圖]书|[阅閱][读讀]|[资資]源).*(?:[请請到]|[尽盡]在|下[载載])"
    r"|(?:txt|[电電]子[书書]|小[说說])[^。]{0,6}下[载載]|[欢歡]迎.{0,8}(?:[访訪][问問]|光[临臨]|加入|[关關]注)|(?:QQ|[书書]友|微信)群[:：\d]|公[众眾]号?號?[:：]",
    re.IGNORECASE,
)
_WITHOUT_LETTERS = late_pattern(r"[\W\d_]*")
_NAMED = late_pattern(r"^(?:Title|[書书]名|[標标][題题]|[題题]名)[ \t]*[:：][ \t]*(?=\S)", re.IGNORECASE)
_MARKS = "▌▍▎■◆ "


def is_title(line: str, text: str) -> bool:
    """Return whether the first line of a text is its title: short, no end of a sentence or clause, and none of these.

    What stands above many texts is no title: a heading with a number or such as 前言, which is one of several, 目录, a
    date, a number, an address, an advertisement, a line of signs.
    """
    words = line.strip()
    if len(line) > _LONGEST or words.endswith(_NOT_AT_THE_END):
        return False
    if _WITHOUT_LETTERS.fullmatch(words) or _DATE.fullmatch(words) or _ADDRESS.search(words) or _ADVERT.search(words):
        return False
    if "".join(words.split()).strip("【】[]《》") in CONTENTS:
        return False
    if _NUMBER.fullmatch(words):
        return 0 not in outline_of_text(text).starts
    return not is_heading_alone(words.lstrip(_MARKS))


def title_in(line: str) -> str:
    """Return what a line that is a title says, without a word before it that says that it is one."""
    return _NAMED.sub("", line.strip(), count=1)
