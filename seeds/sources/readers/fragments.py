"""Make text of fragments of HTML in the cells of a table, or the fields of JSON, where most of them are such."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from seeds.errors import Notice
from seeds.i18n import _
from seeds.sources.readers.leaves import Leaf
from seeds.sources.readers.markup.blocks import blocks, joined
from seeds.sources.readers.markup.markup_tree import html_tree

_TAGS = "a|abbr|b|big|center|cite|code|em|font|i|img|label|o:p|rb|rp|rt|rtc|ruby|s|small|span|strong|sub|sup|u|wbr"
_BLOCKS = (
    "p|div|li|ul|ol|tr|td|th|table|tbody|thead|h[1-6]|blockquote|section|article|figure|figcaption|pre|hr|dl|dt|dd"
)
_OTHERS = """address area aside audio bdi bdo button caption col colgroup del details dfn embed footer form header
hgroup iframe input ins kbd main map mark nav nobr noscript object param picture q samp script source strike style
summary svg tfoot time tt var video"""
_BREAK = re.compile(rf"(?:</?(?:br|{_BLOCKS})(?:\s[^<>]*)?/?>[ \t\r\n]*+)++", re.IGNORECASE)
_BLOCK = re.compile(rf"<(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_KNOWN = re.compile(
    rf"</?(?:br|{_TAGS}|{_BLOCKS}|{'|'.join(_OTHERS.split())})(?:\s[^<>]*)?/?>|<!--[^<>]*-->", re.IGNORECASE
)
_READING = re.compile(r"<(rt|rp|rtc)\b[^<>]*>[^<>]*</\1>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)


def fragments_among(paths: Iterable[str], samples: Sequence[Sequence[Leaf]]) -> frozenset[str]:
    """Return those of some paths, or columns, of whose texts more than half have tags or entities of HTML in them."""
    texts = {path: [leaf.text for leaves in samples for leaf in leaves if leaf.path == path] for path in paths}
    return frozenset(path for path in texts if _are_fragments(texts[path]))


def fragment_notice(document: str, name: str) -> Notice:
    """Say that the texts of a path, or column, are read as fragments."""
    message = _("“{column}” has fragments of HTML: tags are left out, blocks and <br> are line ends")
    return Notice(document, message.format(column=name))


def text_of(fragment: str) -> str:
    """Return the text of a fragment: its blocks, a line each, where all that looks like a tag is one that we know.

    In others line ends stay: ``<br>`` is one more, tags are left out and entities are characters. What looks like a tag
    and is none that we know stays.
    """
    if _BLOCK.search(fragment) and "<" not in _KNOWN.sub("", fragment):
        root = html_tree(fragment).root
        return "" if root is None else joined(list(blocks(root)))
    return unescape(_TAG.sub("", _BREAK.sub("\n", _READING.sub("", fragment)))).strip("\n")


def _are_fragments(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text and not text.isspace()]
    marked = sum(any(pattern.search(text) for pattern in (_BREAK, _TAG, _ENTITY)) for text in filled)
    return marked * 2 > len(filled)
