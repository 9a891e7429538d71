"""Find the publication that an article's last words name in brackets: ``… (每日經濟新聞)``."""

import re

from seeds.segmentation.punctuation import FULL_STOPS, SENTENCE_ENDS, class_of

_LONGEST = 24

# A space or the end of a sentence stands before it; a colon, as in (圖片來源:IT 之家), makes it a credit.
_ENDS = class_of(SENTENCE_ENDS, FULL_STOPS, "”」』﹂﹄…")
_BYLINE = re.compile(
    rf"(?:\s|(?<=[{_ENDS}]))[(（](?P<name>[^()（）:：\n]{{2,{_LONGEST}}})[)）]\s*\Z",
)
_NO_PUBLICATION = re.compile(
    r".*[。．！？!?；;].*|第[ 　]?[\d０-９〇零一二三四五六七八九十百]+[ 　]?\w{1,2}"
    r"|[上下終终]場?|[眾众同齊齐].{0,2}[上下]|.*(?:幕落|幕[啟启]|[閉闭]幕|下[場场]|掌[聲声]|鼓掌|笑[聲声])"
    r"|(?:[全本此](?:文|[書书]|章|回|卷|[節节]|篇|集|部|[劇剧]))?(?:已|[終终])?(?:完[結结]?|[終终])|(?:未完)?待[續续]|下略"
    r"|.*(?:[記记]者|[編编][輯辑]|[責责][編编]|作者|[攝摄]影|[譯译]者)\b.*|[\d\W]+"
)


def byline(text: str) -> str:
    """Give the publication named at the very end of ``text``, or an empty text."""
    match = _BYLINE.search(text[-(_LONGEST + 16) :])
    if not match or _NO_PUBLICATION.fullmatch(match["name"]):
        return ""
    return match["name"].strip()
