"""Make text of fragments of HTML in the cells of a table, where most of them are such."""

import re
from collections.abc import Sequence
from html import unescape

_TAGS = "a|b|big|center|em|font|i|img|label|o:p|s|small|span|strong|sub|sup|u"
_BLOCKS = "br|p|div|li|ul|ol|tr|td|th|table|tbody|h[1-6]|blockquote|section|article"
_BLOCK = re.compile(rf"(?:</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>[ \t\r\n]*+)++", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)


def are_fragments(texts: Sequence[str]) -> bool:
    """Return whether more than half of some texts have tags or entities of HTML in them."""
    filled = [text for text in texts if text and not text.isspace()]
    marked = sum(any(pattern.search(text) for pattern in (_BLOCK, _TAG, _ENTITY)) for text in filled)
    return marked * 2 > len(filled)


def text_of(fragment: str) -> str:
    """Return the text of a fragment: blocks and ``<br>`` are line ends, other tags are left out, entities characters.

    What looks like a tag and is none that we know stays.
    """
    return unescape(_TAG.sub("", _BLOCK.sub("\n", fragment))).strip("\n")
