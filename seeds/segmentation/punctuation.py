"""Tell what punctuation does: where a row may end before or after it, where a sentence ends, what closes.

One source for the wrapping of rows, sentences, bylines and headings. The sets are Unicode's: Line_Break
(UAX #14) and Sentence_Break (UAX #29), of the marks that Chinese text has: ASCII, Latin-1, General Punctuation, CJK
Symbols and Punctuation, Kana, Vertical and Small Forms, Half-width and Full-width Forms. A test compares each with
those of a library; the exceptions are named beside them.
"""

import re

_BRACKETS_OPEN = "([{⁅〈《「『【〔〖〘〚︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝（［｛｟｢〝"
_BRACKETS_CLOSE = ")]}⁆〉》」』】〕〗〙〛︘︶︸︺︼︾﹀﹂﹄﹈﹚﹜﹞）］｝｠｣〞〟"
_QUOTES_OPEN = "«‘“‛‟‹‚„"
_QUOTES_CLOSE = "»’”›"
_STOPS_AND_COMMAS = "、。︐︑︒﹐﹒，．｡､,.:;⁄"
_EXCLAMATIONS = "!?︕︖﹖﹗！？"
_NON_STARTERS = "‼‽⁇⁈⁉々〜〻〼゛゜ゝゞ゠・ヽヾ︓︔﹔﹕：；･ﾞﾟ"
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーｧｨｩｪｫｬｭｮｯｰ"
_LEADERS = "․‥…︙"
_AFTER_NUMBERS = "%¢°‰‱′″‴‵‶‷⁗﹪％￠℃℉"
_BEFORE_NUMBERS = "$£¤¥﹩＄￡￥￦№₠₡₢₣₤₥₦₨₩₪₫€₭₮₯₰₱₲₳₴₵₷₸₹₺₼₽₿"
_HYPHENS = "‐‒–‧"

NO_ROW_BEGINS = frozenset(
    _BRACKETS_CLOSE
    + _QUOTES_CLOSE
    + _STOPS_AND_COMMAS
    + _EXCLAMATIONS
    + _NON_STARTERS
    + _SMALL_KANA
    + _LEADERS
    + _AFTER_NUMBERS
    + _HYPHENS
    + "—·•～／﹑"
)
"""Marks that no row begins with: the classes CL, CP, EX, IS, NS, CJ, IN and PO, the hyphens of BA, and final quotes.

Unicode lets a row begin with ``—·•～／﹑``; GB/T 15834 and the W3C's requirements for Chinese (clreq) do not.
"""

NO_ROW_ENDS = frozenset(_BRACKETS_OPEN + _QUOTES_OPEN + _BEFORE_NUMBERS)
r"""Marks that no row ends with: the classes OP and PR, and initial quotes.

Without ``+ ± \``, which are PR, but end what stands before them as often: ``C+``.
"""

HANGING = frozenset(
    _BRACKETS_CLOSE + _QUOTES_CLOSE + _STOPS_AND_COMMAS.replace("⁄", "") + _EXCLAMATIONS + "‼‽⁇⁈⁉︓︔﹔﹕：；…‥﹑"
)
"""Marks that may stand to the right of the measure."""

SENTENCE_ENDS = "!?‼‽⁇⁈⁉。︒︕︖﹖﹗！？｡"
"""Marks that end a sentence: Sentence_Break is STerm."""

FULL_STOPS = "．﹒"
"""Wide full stops, which end one unless they stand in or after a number: Sentence_Break is ATerm."""

CLOSING = _BRACKETS_CLOSE + _QUOTES_CLOSE + "\"'"
"""Brackets and quotes that belong to the sentence before them."""

PAUSES = ",;:，；：、､﹐﹑﹔﹕︐︑︓︔"
"""Marks within a sentence."""


def class_of(*marks: str) -> str:
    """Return the inside of a regular expression's class that has these marks."""
    return re.escape("".join(dict.fromkeys("".join(marks))))
