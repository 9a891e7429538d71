"""Say which form a line has that begins with a number, or is one of the headings that have none."""

import re
from typing import NamedTuple

from seeds.segmentation.outline.numerals import ARABIC, CHINESE, PARTS, STEMS, number_of
from seeds.segmentation.outline.units import (
    ARABIC_BRACKETS,
    ARABIC_LIST,
    BARE,
    CHINESE_BRACKETS,
    CHINESE_LIST,
    CONTENTS,
    MARK,
    SAME,
    SPACED,
    STEM_LIST,
    TITLE_OF_CONTENTS,
    UNITS,
    UNNUMBERED,
    WORDS,
    ZERO,
)
from seeds.system.late_pattern import late_pattern

BLANK = r" \t\r\x0b\x0c\x85\xa0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space within a line, for the class of a regular expression."""

_ANY = f"[{BLANK}]*+"
_DIGIT = f"{ARABIC}{CHINESE}"
_NUMBER = f"[{_DIGIT}]{{1,9}}"
_OPEN = re.escape("【〔［[（(《「『〈")
_CLOSE = re.escape("】〕］])）》」』〉")
_DECORATION = (
    rf"(?:正文(?:卷)?[{BLANK}:：、.]*+|[☆★◎※●○◇□△▲]++[、.{BLANK}]*+|[=*~～_—–-]{{1,20}}+{_ANY})?+[{_OPEN}]?{_ANY}"
)
_UNIT = "|".join(sorted({*UNITS, *(name for name in SAME if not name.isascii())}, key=len, reverse=True))
_VOLUME = "卷|部|篇|编|編|册|冊|集|辑|輯"
_VOLUMES = _VOLUME.replace("|", "")
_ENGLISH = "|".join(name for name in SAME if name.isascii())
_PARTS = late_pattern(
    rf"{_DECORATION}(?:第{_ANY}(?P<number>{_NUMBER})(?:[-－]{_NUMBER})?{_ANY}(?P<unit>{_UNIT})(?:之{_NUMBER})?"
    rf"|(?P<volume>{_VOLUME}){_ANY}[之第]?(?P<counted>{_NUMBER}|[{PARTS}])"
    rf"|(?P<part>[{PARTS}])(?P<divided>{_VOLUME})"
    rf"|(?i:(?P<english>{_ENGLISH})){_ANY}(?P<latin>[0-9]{{1,4}}|[IVXLC]{{1,8}})(?![0-9A-Za-z]))"
    rf"(?P<gap>{_ANY}[{_CLOSE}]|[{BLANK}]++|[:：、.．·•—–\-_|｜=*~～“《「『【〔［\[（(]|(?=\n|\Z))?"
)
_WITHIN_PARTS = late_pattern(rf"[{BLANK}:：](?=第{_ANY}{_NUMBER}{_ANY}[章回節节話话集])")
_WORDS = late_pattern(
    rf"{_DECORATION}(?P<word>{'|'.join(sorted(UNNUMBERED, key=len, reverse=True))})"
    rf"(?:之[^\n{BLANK}]{{1,12}}|篇|[{_DIGIT}A-Z]{{1,3}}|[（(][^）)\n]{{1,8}}[）)])?"
    rf"(?:{_ANY}[{_CLOSE}]|[{BLANK}:：·•—–-]++|(?=\n|\Z))"
)
_SPREAD = late_pattern(
    rf"(?P<word>[序前引楔尾后後附目凡结結跋番][{BLANK}]++[言子声聲记記录錄次例语語外]){_ANY}(?=\n|\Z)"
)
_NO_UNIT = "年月日号號时時点點分秒个個位次度级級人名只隻条條万萬亿億元%％倍件家种種世岁歲周週天章节節回集"
_LISTS = late_pattern(
    rf"(?P<chinese_list>[{CHINESE}]{{1,5}}+)、(?![{CHINESE}]{{1,3}}、)"
    rf"|[（(]{_ANY}(?P<chinese_brackets>[{CHINESE}]{{1,4}}+){_ANY}[)）][、.．]?"
    rf"|[（(]{_ANY}(?P<arabic_brackets>[{ARABIC}]{{1,3}}+){_ANY}[)）]"
    rf"|(?P<zero>0[0-9]{{1,3}}|[1-9][0-9]{{2,3}})[{BLANK}.、．]++(?![{_NO_UNIT}\d%％])"
    rf"|(?P<decimal>(?:[1-9][0-9]?[.．]){{1,3}}[1-9][0-9]?)[{BLANK}、]++(?![{_NO_UNIT}\d])"
    rf"|(?P<arabic_list>[{ARABIC}]{{1,3}}+)(?:[.．、](?![{ARABIC}%％])|[)）])"
    rf"|(?P<spaced>[1-9][0-9]?)[{BLANK}]++(?![{_NO_UNIT}])(?=[^\W\d_])"
    rf"|(?P<stem_list>[{STEMS}])、(?![{STEMS}]、)"
    rf"|(?P<bare>[{CHINESE}]{{1,4}}+)(?:[{BLANK}]++(?=[^\W\d_])|(?=\n|\Z))"
    r"|(?P<mark>[▌▍▎■◆])"
    rf"|(?P<wiki>={{2,6}})(?=[^=\n]++(?P=wiki){_ANY}(?:\n|\Z))"
)
_LIST_FAMILIES = {
    "chinese_list": CHINESE_LIST,
    "chinese_brackets": CHINESE_BRACKETS,
    "arabic_brackets": ARABIC_BRACKETS,
    "stem_list": STEM_LIST,
    "zero": ZERO,
    "arabic_list": ARABIC_LIST,
    "spaced": SPACED,
    "bare": BARE,
}
_FIRST_OF_WORDS = "".join(sorted({word[0] for word in UNNUMBERED}))
_FIRST = rf"第{_VOLUMES}{PARTS}正☆★◎※●○◇□△▲=*~～_—–\-{_OPEN}CcPpVvBb{_DIGIT}{STEMS}▌▍▎■◆{_FIRST_OF_WORDS}"

BEGINNING = late_pattern(
    rf"\n{_ANY}(?=[{_FIRST}])"
    rf"(?={_DECORATION}(?:第{_ANY}[{_DIGIT}]|[{_VOLUMES}]{_ANY}[第之{_DIGIT}{PARTS}]|[{PARTS}](?:{_VOLUME})"
    rf"|(?i:{_ENGLISH}){_ANY}[0-9IVXLC]|{'|'.join(UNNUMBERED)}|[{_FIRST_OF_WORDS}][{BLANK}])"
    rf"|[{CHINESE}]{{1,5}}+(?:[、{BLANK}\n]|\Z)|[（(]{_ANY}[{_DIGIT}]{{1,4}}+{_ANY}[)）]"
    rf"|[{ARABIC}]{{1,4}}+[.．、)）{BLANK}]|[{STEMS}]、|[▌▍▎■◆]|={{2,6}}[^=\n])"
)
"""Where a line may begin that is a heading by its form: from the line end before it, up to its first sign."""


class Form(NamedTuple):
    """Describe how a line begins.

    ``family`` is what it counts or in which way; ``separated`` says that a blank or the like stands after the number,
    and ``title`` is the code point where the words of the heading begin.
    """

    family: str
    number: int
    separated: bool
    title: int


def form_of(text: str, start: int, end: int) -> Form | None:
    """Return the form of a line whose first sign is at ``start``; None where it has none of a heading."""
    return _parts(text, start, end) or _words(text, start) or _lists(text, start)


def _parts(text: str, start: int, end: int) -> Form | None:
    match = _PARTS.match(text, start)
    if not match:
        return None
    inner = _WITHIN_PARTS.search(text, match.end() - 1, end)
    if inner and match["unit"] not in ("章", "回"):
        return _parts(text, inner.end(), end)
    name = match["unit"] or match["volume"] or match["divided"] or match["english"].lower()
    numeral = match["number"] or match["counted"] or match["part"] or match["latin"]
    family = SAME.get(name, name)
    separated = match["gap"] is not None
    if not separated and text[match.end()] in UNITS[family].other_words:
        return None
    if not separated and not match["unit"]:
        return None
    return Form(family, number_of(numeral), separated, match.end())


def _words(text: str, start: int) -> Form | None:
    match = _WORDS.match(text, start) or _SPREAD.match(text, start)
    word = "".join(match["word"].split()) if match else ""
    if not match or word not in UNNUMBERED:
        return None
    return Form(TITLE_OF_CONTENTS if word in CONTENTS else WORDS, 0, separated=True, title=match.end())


def _lists(text: str, start: int) -> Form | None:
    match = _LISTS.match(text, start)
    if not match or not match.lastgroup:
        return None
    numeral = match[match.lastgroup]
    if match.lastgroup in ("mark", "wiki"):
        return Form(numeral if match["wiki"] else MARK, 0, separated=True, title=match.end())
    family = _LIST_FAMILIES.get(match.lastgroup, "")
    if match["decimal"]:
        numeral = numeral.replace("．", ".")
        family = "1" + ".1" * numeral.count(".")
        numeral = numeral.rpartition(".")[2]
    return Form(family, number_of(numeral), separated=True, title=match.end())
