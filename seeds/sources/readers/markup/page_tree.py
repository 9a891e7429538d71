"""Tell of a page of HTML what its text is made of, and whether there is anything around it."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from seeds.sources.readers.markup.blocks import Block, blocks, squeeze
from seeds.sources.readers.markup.markup_tree import attribute, html_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

FRAMES = ("nav", "aside", "footer", "form", "button", "select", "menu", "dialog")
"""Elements that are around a text, and no part of it."""

_READINGS = ("rt", "rp", "rtc")
_FRAME_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|side|foot|footer|breadcrumbs?|related|recommend|share|ads?|banner|"
    r"comments?|toolbar|pager|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHORT = 500
"""How many characters of a page are so few that there is nothing to be told from by their look."""

_FEW_LINKED = 0.05
_SOME_LINKED = 0.3
"""Which share of the characters may be links in a text of some length, and in a short one."""

_META = {
    "site_name": ("og:site_name",),
    "date": ("article:published_time", "date", "pubdate", "publishdate", "dc.date", "og:pubdate"),
}


class PageTree:
    """Hold the tree of a page. ``damage`` is what keeps the rest of it from being read, empty where nothing does."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root, self.damage = html_tree(text)

    @property
    def is_text_alone(self) -> bool:
        """Return whether all blocks are the text: there is nothing else, or the page is short."""
        body = self._body
        if body is None:
            return True
        count = sum(len(block.text) for block in self.blocks)
        linked = sum(len("".join(map(str, link.itertext()))) for link in body.iter("a")) / max(1, count)
        return linked <= _SOME_LINKED if count < _SHORT else linked <= _FEW_LINKED and not self._is_framed

    @cached_property
    def blocks(self) -> list[Block]:
        """Return the blocks of the text, or of all that may be some."""
        return [] if self._body is None else list(blocks(self._body))

    @cached_property
    def title(self) -> str:
        """Return the title: the first heading of the highest level, else what the page is called."""
        return next(filter(None, (self.heading, *_texts(self._root, "h1"), *_texts(self._root, "title"))), "")

    @cached_property
    def heading(self) -> str:
        """Return the only heading of the highest level in what holds the text; empty where there are none, or more."""
        headings = _texts(self._body, "h1")
        return headings[0] if len(headings) == 1 else ""

    @cached_property
    def markup(self) -> str:
        """Return the page without the readings beside ruby characters."""
        from lxml.etree import tostring

        if self._root is None or not any(True for _each in self._root.iter(*_READINGS)):
            return self._text
        root = html_tree(self._text).root
        if root is None:
            return self._text
        _empty(root, _READINGS)
        return str(tostring(root, encoding="unicode", method="html"))

    def said(self, what: str) -> str:
        """Return what the head of the page says: its ``site_name`` or ``date``; empty where it does not."""
        said = {
            (attribute(each, "property") or attribute(each, "name")).lower(): attribute(each, "content")
            for each in ([] if self._root is None else self._root.iter("meta"))
        }
        return " ".join(next((said[name] for name in _META[what] if said.get(name)), "").split())

    @cached_property
    def _body(self) -> "_Element | None":
        """Return what holds the text, without frames: the only article if it has half of the text, else the body."""
        tree = html_tree(self._text).root
        if tree is None:
            return None
        _empty(tree, FRAMES)
        body = next(iter(tree.iter("body")), tree)
        length = _length(body)
        for name in ("article", "main"):
            wrappers = list(body.iter(name))
            if len(wrappers) == 1 and _length(wrappers[0]) * 2 >= length:
                return wrappers[0]
        return body

    @cached_property
    def _is_framed(self) -> bool:
        """Return whether the page says of any part of it that it is no text, or that one alone is."""
        if self._root is None:
            return False
        names = (
            f"{attribute(each, 'class')} {attribute(each, 'id')}" for each in self._root.iter("div", "ul", "table")
        )
        return any(True for _each in self._root.iter(*FRAMES, "article", "main")) or any(map(_FRAME_NAME.search, names))


def _texts(root: "_Element | None", name: str) -> list[str]:
    """Return what elements of this name say, in one line each."""
    elements = [] if root is None else root.iter(name)
    return [squeeze(" ".join(block.text.split("\n"))) for each in elements for block in blocks(each)]


def _length(element: "_Element") -> int:
    """Count the characters of the blocks below an element."""
    return sum(len(block.text) for block in blocks(element))


def _empty(root: "_Element", names: tuple[str, ...]) -> None:
    """Take what is in elements out of a tree."""
    for element in list(root.iter(*names)):
        element.clear(keep_tail=True)
