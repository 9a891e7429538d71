"""Find the publication that an article's last words name in brackets: ``… (每日經濟新聞)``."""

import re
from typing import NamedTuple

from seeds.segmentation.punctuation import CLOSING, FULL_STOPS, SENTENCE_ENDS, class_of
from seeds.system.late_pattern import late_pattern

_LONGEST = 24
_REACH = 200

# It stands in a line of its own or after the end of a sentence; a colon, as in (圖片來源:IT 之家), makes it a credit.
_BYLINE = late_pattern(
    rf"(?:^|[{class_of(SENTENCE_ENDS, FULL_STOPS, CLOSING, '….')}])[^\S\n]*"
    rf"(?P<whole>[(（](?P<name>[^()（）:：\n]{{2,{_LONGEST}}})[)）])\s*\Z",
    re.MULTILINE,
)
_COUNT = r"\s*[\d〇零一二三四五六七八九十百]+\s*"
_WORK = "文|[書书]|章|回|卷|[節节]|篇|集|部|[劇剧]|系列|番外"
_NO_PUBLICATION = late_pattern(
    rf"(?:(?:[全本此]|第.{{1,8}})(?:{_WORK}))?(?:已|[終终])?(?:完[結结畢毕]?|[終终])|(?:正文|[連连][載载])?[完結结]+"
    r"|(?:未完)?(?:[，,、 ]?(?:待[續续]|下[期回集章]再?[續续]))|未完|(?:上|下)略|略|掌[聲声]|鼓掌|大?笑"
    r"|[全劇剧]?幕[落閉闭終终].*"
    r"|[眾众同齊齐].{0,2}[上下]場?|第[\d０-９〇零一二三四五六七八九十百]+[則则條条期號号]"
    r"|.*(?:[記记]者|[編编][輯辑]|[責责][編编]|作者|[攝摄]影|[譯译]者)\b.*"
    rf"|(?:上接|下[轉转接])?(?:第|共|p\.?|page)?{_COUNT}[頁页版]?(?:[/／,， ]\s*共?{_COUNT}[頁页]?)?|[\d\W]+"
    rf"|.*[{class_of(SENTENCE_ENDS, FULL_STOPS)}]"
    r"|to be continued\W*|(?:the )?end|fin|tbc",
    re.IGNORECASE,
)


class Byline(NamedTuple):
    """Hold the code point at which the bracket begins that names a publication, and its name."""

    start: int
    name: str


def find_byline(text: str, start: int = 0) -> Byline | None:
    """Return the publication named at the very end of a text, after the code point ``start``; None where none is."""
    match = _BYLINE.search(text, max(start, len(text) - _REACH))
    if not match or _NO_PUBLICATION.fullmatch(match["name"].strip()):
        return None
    return Byline(match.start("whole"), match["name"].strip())
