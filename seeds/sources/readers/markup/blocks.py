"""Take the words out of marked-up text as its author set them: paragraphs, headings and lines, without the markup."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, east_asian_width

from seeds.article import MarkedHeading
from seeds.sources.readers.markup.markup_tree import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form header hgroup hr html legend li main menu nav ol option p pre section
summary table tbody tfoot thead title tr ul"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNREAD_NAMES = "head script style template rt rp rtc svg math audio video object iframe noscript"
_UNREAD = frozenset(_UNREAD_NAMES.split())
_CELLS = frozenset(("td", "th"))
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = " \t\r\n\f"


class Block(NamedTuple):
    """Hold a paragraph, or a heading of a level from 1 to 6; 0 for what is none. Lines are parted by LF.

    ``ids`` are those of the elements that begin with it, to which references may lead.
    """

    text: str
    level: int = 0
    ids: frozenset[str] = frozenset()


def blocks(root: "_Element") -> Iterator[Block]:
    """Give the blocks below an element that hold more than white space, in order.

    The reading beside ruby characters is left out, as are scripts and what is drawn. White space is one space; a line
    end in the source is nothing between two characters of full width. A picture whose description is one character
    that is not ASCII stands for that character.
    """
    lines = _Lines()
    yield from lines.walk(root)
    yield from lines.end()


def joined(paragraphs: list[Block]) -> str:
    """Give blocks as one text, a line for each line."""
    return "\n".join(block.text for block in paragraphs)


def headings_of(paragraphs: list[Block]) -> tuple[MarkedHeading, ...]:
    """Give the headings among blocks, with their places in the text that these make when they are joined."""
    headings, start = [], 0
    for block in paragraphs:
        end = start + len(block.text)
        if block.level:
            headings.append(MarkedHeading(start, end, block.level, block.text))
        start = end + 1
    return tuple(headings)


def squeeze(text: str) -> str:
    """Give running text with its white space as it is shown."""
    text = text.strip(_SPACES)
    return _SPACE.sub(lambda match: _between(match, text), text)


class _Lines:
    """Collect the lines of the block that is being read."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._ids: set[str] = set()
        self._level = 0
        self._kept = 0

    def walk(self, root: "_Element") -> Iterator[Block]:
        """Go through all below an element; gives a block wherever one has ended."""
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = local_name(element) if event in ("start", "end") else ""
            if event == "start":
                yield from self._begin(element, name)
                if name in _UNREAD:
                    walk.skip_subtree()
                elif element.text:
                    self._add(element.text)
                continue
            if event == "end":
                yield from self._close(name)
            if element.tail and element is not root:
                self._add(element.tail)

    def end(self) -> Iterator[Block]:
        """Give the block that is being read, if there is one."""
        # A line break is a NUL, which no marked-up text can hold.
        lines = "".join(self._pieces).split("\0")
        self._pieces.clear()
        if self._kept:
            lines = [line.rstrip(_SPACES) for line in "\n".join(lines).strip("\n").split("\n")]
        else:
            lines = [squeeze(line) for line in lines]
        text = (" " if self._level else "\n").join(_without_repeated_blanks(lines))
        if text and not text.isspace():
            yield Block(text, self._level, frozenset(self._ids))
            self._ids.clear()

    def _begin(self, element: "_Element", name: str) -> Iterator[Block]:
        if name in _BLOCKS or name in _HEADINGS:
            yield from self.end()
            self._level = _HEADINGS.get(name, self._level)
            self._kept += name == "pre"
        self._ids.update(filter(None, (element.get("id"), element.get("name") if name == "a" else None)))
        if name == "br":
            self._pieces.append("\0")
        elif name in _CELLS and any(map(str.strip, self._pieces)):
            self._pieces.append(" ")
        elif name == "img":
            words = attribute(element, "alt")
            self._pieces.append(words if len(words) == 1 and not words.isascii() else "")

    def _close(self, name: str) -> Iterator[Block]:
        if name in _BLOCKS or name in _HEADINGS:
            yield from self.end()
            self._level = 0 if name in _HEADINGS else self._level
            self._kept -= name == "pre"

    def _add(self, text: str) -> None:
        self._pieces.append(text)


def _without_repeated_blanks(lines: list[str]) -> Iterator[str]:
    """Give lines without those that are blank at either end; several blank ones in between are one."""
    waiting = ""
    begun = False
    for is_blank, group in groupby(lines, lambda line: not line.strip()):
        if is_blank:
            waiting = "blank" if begun else ""
            continue
        if waiting:
            yield ""
        begun = True
        yield from group


def _between(match: re.Match[str], text: str) -> str:
    """Give what stands for the white space between two words."""
    breaks = "\n" in match[0] or "\r" in match[0]
    sides = text[match.start() - 1], text[match.end()]
    return "" if breaks and all(map(_is_full, sides)) and any(map(_is_wide, sides)) else " "


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _is_full(character: str) -> bool:
    return _is_wide(character) or (east_asian_width(character) == "A" and category(character).startswith("P"))
