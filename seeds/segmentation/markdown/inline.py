"""Find the marks within a block of Markdown: the library says what there is, and it is looked for where it must stand.

Where it does not stand there, nothing of the block is read otherwise than it is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from seeds.segmentation.soft_ends import joint
from seeds.system.late_pattern import late_pattern

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOOKS = {"strong_open": "strong", "em_open": "emphasis", "s_open": "struck", "link_open": "link"}
_ENTITY = late_pattern(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[0-9A-Za-z]{1,32});")
_TITLE = r"(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?"
_DESTINATION = r"(?:<(?:\\.|[^<>\n\\])*>|(?:\\.|[^\s()<\\]|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*\))*)"
_LINK_END = late_pattern(rf"\]\(\s*{_DESTINATION}{_TITLE}\s*\)|\](?:\[(?:\\.|[^\[\]\\])*\])?")
_HARD_END = late_pattern(r"(?:\\|[ ]{2,})?$")


class Change(NamedTuple):
    """Say that code points ``start`` to ``end`` of a text are read as ``shown``."""

    start: int
    end: int
    shown: str


class Link(NamedTuple):
    """Hold the code points of the words of a link, and its address."""

    start: int
    end: int
    address: str


class Look(NamedTuple):
    """Hold code points that are drawn in a look: ``strong``, ``emphasis``, ``struck``, ``code`` or ``link``."""

    start: int
    end: int
    look: str


@dataclass
class Inline:
    """Hold what stands in a block: where its words begin and end, and what is read of them."""

    start: int
    end: int
    shown: str
    changes: list[Change]
    links: list[Link]
    looks: list[Look]


class _LostError(Exception):
    """Report that what the library has read does not stand where it must."""


def inline_of(token: "Token", text: str, lines: Sequence[tuple[int, int]]) -> Inline | None:
    """Return the marks of an inline token, whose words stand in ``lines`` of a text; None where they do not."""
    places = _places(token.content, text, lines)
    if places is None:
        return None
    walk = _Walk(token.content, places, text)
    try:
        walk.take(token.children or [])
    except _LostError:
        walk = _Walk(token.content, places, text)
        walk.words_alone()
    return walk.result


def _places(content: str, text: str, lines: Sequence[tuple[int, int]]) -> list[int] | None:
    """Return where each character of the words of a block stands in the text, and at last where they end."""
    places: list[int] = []
    parts = content.split("\n")
    if len(parts) > len(lines) or not content:
        return None
    for part, (start, end) in zip(parts, lines, strict=False):
        words = part.strip(" \t")
        last = start + len(text[start:end].rstrip(" \t"))
        at = last - len(words)
        line = text[start:end].replace("\r", " ")
        if at < start or not line.startswith(words, at - start):
            at = start + line.find(words) if words in line else -1
        if at < 0:
            return None
        lead = len(part) - len(part.lstrip(" \t"))
        places += [at] * lead
        places += range(at, at + len(words))
        places += [at + len(words)] * (len(part) - lead - len(words))
        places.append(at + len(words))
    return places


class _Walk:
    """Go through what the library has read and through the words at once."""

    def __init__(self, content: str, places: Sequence[int], text: str) -> None:
        self._content = content
        self._places = places
        self._text = text
        self._at = 0
        self._open: list[tuple[str, int, str]] = []
        self.result = Inline(places[0], places[-1], "", [], [], [])

    def take(self, tokens: "Sequence[Token]") -> None:
        """Take the tokens in."""
        self._take_all(tokens)
        if self._content[self._at :].strip():
            raise _LostError

    def _take_all(self, tokens: "Sequence[Token]") -> None:
        for token in tokens:
            match token.type:
                case "text" | "html_inline":
                    self._words(token.content)
                case "text_special":
                    self._replace(len(token.markup), token.content)
                case "softbreak" | "hardbreak":
                    self._line_end()
                case "code_inline":
                    self._code(token)
                case "image":
                    self._image(token)
                case "link_open" | "strong_open" | "em_open" | "s_open":
                    self._begin(token)
                case "link_close" | "strong_close" | "em_close" | "s_close":
                    self._end(token)
                case _:
                    raise _LostError

    def words_alone(self) -> None:
        """Take all for words, but for the line ends."""
        while self._at < len(self._content):
            if self._content[self._at] == "\n":
                self._line_end()
            else:
                self._keep(1)

    def _words(self, words: str) -> None:
        for character in words:
            while self._content[self._at : self._at + 1] != character:
                entity = _ENTITY.match(self._content, self._at)
                if entity and unescape(entity[0]) == character:
                    self._replace(len(entity[0]), character)
                    break
                if self._content[self._at : self._at + 1] not in ("\\", " ", "\t"):
                    raise _LostError
                self._replace(1, "")
            else:
                self._keep(1)

    def _keep(self, length: int) -> None:
        self.result.shown += self._content[self._at : self._at + length]
        self._at += length

    def _replace(self, length: int, shown: str) -> None:
        start, end = self._places[self._at], self._places[min(self._at + length, len(self._content))]
        if self._text[start:end] != shown:
            self.result.changes.append(Change(start, end, shown))
        self.result.shown += shown
        self._at += length

    def _line_end(self) -> None:
        """Read on in the next line, or begin a new one where the author wants that."""
        stop = self._content.find("\n", self._at)
        if stop < 0 or self._content[self._at : stop].strip(" \\"):
            raise _LostError
        is_hard = _HARD_END.search(self._content[self._at : stop])
        following = stop + 1 + len(self._content[stop + 1 :]) - len(self._content[stop + 1 :].lstrip(" \t"))
        shown = "\n" if is_hard and is_hard[0] else joint(self._before(), self._content[following : following + 1])
        start = self._places[self._at]
        self.result.changes.append(Change(start, self._places[following], shown))
        self.result.shown += shown
        self._at = following

    def _before(self) -> str:
        return self.result.shown[-1:]

    def _hide(self, marks: str) -> None:
        if not self._content.startswith(marks, self._at):
            raise _LostError
        self._replace(len(marks), "")

    def _code(self, token: "Token") -> None:
        self._hide(token.markup)
        closing = re.compile(rf"(?<!`){token.markup}(?!`)").search(self._content, self._at)
        if not closing:
            raise _LostError
        start = self._places[self._at]
        while self._at < closing.start():
            if self._content[self._at] == "\n":
                self._line_end()
            else:
                self._keep(1)
        self.result.looks.append(Look(start, self._places[closing.start()], "code"))
        self._hide(token.markup)

    def _image(self, token: "Token") -> None:
        self._hide("!")
        start = self._places[self._at]
        self._keep(1)
        self._take_all(token.children or [])
        closing = _LINK_END.match(self._content, self._at)
        if not closing:
            raise _LostError
        self._keep(1)
        self.result.links.append(Link(start, self._places[self._at], str(token.attrs.get("src", ""))))
        self._replace(closing.end() - self._at, "")

    def _begin(self, token: "Token") -> None:
        marks = "<" if token.markup == "autolink" else "[" if token.type == "link_open" else token.markup
        self._hide(marks)
        address = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
        self._open.append((_LOOKS[token.type], self._places[self._at], address))

    def _end(self, token: "Token") -> None:
        look, start, address = self._open.pop()
        end = self._places[self._at]
        if start < end:
            self.result.looks.append(Look(start, end, look))
            if address:
                self.result.links.append(Link(start, end, address))
        if token.type != "link_close":
            self._hide(token.markup)
        elif token.markup == "autolink":
            self._hide(">")
        else:
            closing = _LINK_END.match(self._content, self._at)
            if not closing:
                raise _LostError
            self._replace(closing.end() - self._at, "")
