"""Tell whether the first line of a text says which text it is."""

import re
from itertools import islice

from seeds.sources.dates import iso_date

_LONGEST = 60
_NO_TITLE_ENDS_WITH = tuple("。．﹒，、；：，;:")
_NAMED = re.compile(r"^(?:Title|書名|书名|標題|标题|題名|题名)[ \t]*[:：][ \t]*(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|(?<![\w.])www\.[\w-]+\.", re.IGNORECASE)
_ADVERT = re.compile(
    r"本[书書](?:由|来自|來自|下[载載]自)|更多.{0,8}(?:免[费費]|好[书書]|精彩|小[说說])|[请請](?:访问|訪問|[关關]注)"
    r"|(?:TXT|全[集本]|免[费費]).{0,6}下[载載]|手[机機][阅閱][读讀]|版[权權]所有|首[发發][网網]站",
    re.IGNORECASE,
)
_DATE = re.compile(r"[\d\s年月日号號時时分秒點点:：./,，-]*(?:星期.|[周週].|上午|下午)?[\d\s:：]*")
_CHAPTER = re.compile(
    r"^[ \t　]*(?:正文[ \t　]*)?[【\[]?第[ \t　]*[0-9０-９〇零一二三四五六七八九十百千兩两]{1,7}[ \t　]*"
    r"[章回節节卷集部篇講讲話话](?:[ \t　:：、.．】\]]|$)",
    re.MULTILINE,
)  # fmt: skip


def is_headline(line: str, text: str) -> bool:
    """Return whether the first line of a text is its title: short, no sentence, and no line that any text may have.

    These are rules and numbers, dates, addresses, adverts, and the heading of the first of several chapters.
    """
    words = line.strip()
    if len(line) > _LONGEST or words.endswith(_NO_TITLE_ENDS_WITH) or not any(map(str.isalpha, words)):
        return False
    if _ADDRESS.search(words) or _ADVERT.search(words) or (iso_date(words) and _DATE.fullmatch(words)):
        return False
    return not _CHAPTER.match(words) or len(list(islice(_CHAPTER.finditer(text), 2))) < 2


def title_in(line: str) -> str:
    """Return what a line that is a title says, without the word that says that it is one."""
    return _NAMED.sub("", line.strip(), count=1)
