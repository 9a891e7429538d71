"""Find the blocks of a Markdown text, and what of it only marks them up, by the library ``markdown-it-py``."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from seeds.segmentation.markdown.inline import Change, Inline, Link, Look, inline_of
from seeds.segmentation.markdown.tables import Row, aligned
from seeds.system.late_pattern import late_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["heading", "item", "quote", "code", "table", "rule"]

_KEPT = 4
_REACH = 4_000
_QUOTE = late_pattern(r"[ \t]*(>)")
_BULLET = late_pattern(r"[ \t>]*([-*+])(?:[ \t]|$)")
_BULLETS = "•◦"
_BAR = "│"
_RULE = "─" * 12


class MarkdownHeading(NamedTuple):
    """Hold the code points of the lines of a heading, its level from 1, and its words without marks."""

    start: int
    end: int
    level: int
    words: str


@dataclass
class MarkdownText:
    """Hold what there is to know of a Markdown text, in its code points.

    ``changes`` are what is read otherwise than it is written, in order and without overlap; ``kinds`` those of the
    lines that begin at a code point and are no plain paragraph.
    """

    changes: list[Change] = field(default_factory=list)
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    headings: list[MarkdownHeading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def looks_within(self, start: int, end: int) -> list[Look]:
        """Return the looks that touch a range; none that begins more than a few thousand code points before it."""
        first = bisect_left(self.looks, (start - _REACH,))
        last = bisect_left(self.looks, (end,))
        return [look for look in self.looks[first:last] if look.end > start]


@lru_cache(maxsize=_KEPT)
def markdown_text(text: str, start: int = 0) -> MarkdownText:
    """Return what there is to know of a Markdown text whose body begins at ``start``. Kept for a few texts."""
    return _Reader(text, start).read()


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.disable(["text_join"])  # which would take away what was written for an escaped character
    return parser


class _Reader:
    """Walk through the blocks of one text."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._lines = list(_lines(text, start))
        self._result = MarkdownText()
        self._quotes: dict[int, int] = {}

    def read(self) -> MarkdownText:
        words = self._text[self._lines[0][0] :].replace("\r", " ") if self._lines else ""  # it would end a line
        tokens = _parser().parse(words)
        for number, token in enumerate(tokens):
            self._take(tokens, number, token)
        result = self._result
        result.looks.sort()
        result.links.sort()
        result.changes = list(_without_overlap(sorted([*result.changes, *self._bars()])))
        return result

    def _take(self, tokens: "Sequence[Token]", number: int, token: "Token") -> None:
        first, last = token.map or (0, 0)
        match token.type:
            case "blockquote_open":
                for line in range(first, last):
                    self._quotes[line] = self._quotes.get(line, 0) + 1
            case "list_item_open":
                self._item(first, token)
            case "heading_open":
                self._heading(tokens[number + 1], token)
            case "paragraph_open":
                self._paragraph(tokens[number + 1], first)
            case "fence" | "code_block":
                self._code(first, last, token)
            case "hr":
                start, end = self._lines[first]
                self._result.kinds[start] = "rule"
                self._result.changes.append(Change(start, end, _RULE))
            case "table_open":
                self._table(tokens, number, first, last)

    def _item(self, line: int, token: "Token") -> None:
        start, end = self._lines[line]
        self._result.kinds.setdefault(start, "item")
        if token.info:
            return
        marker = _BULLET.match(self._text, start, end)
        if marker:
            bullet = _BULLETS[min(token.level // 2, len(_BULLETS) - 1)]
            self._result.changes.append(Change(marker.start(1), marker.end(1), bullet))

    def _heading(self, inline: "Token", token: "Token") -> None:
        first, last = token.map or (0, 0)
        start, end = self._lines[first][0], self._lines[last - 1][1]
        words = self._inline(inline)
        self._result.kinds[start] = "heading"
        if words:
            self._result.changes += [Change(start, words.start, ""), Change(words.end, end, "")]
            plain = "".join(words.shown.split("\n"))
            self._result.headings.append(MarkdownHeading(start, end, int(token.tag[1:]), plain.strip()))

    def _paragraph(self, inline: "Token", line: int) -> None:
        start = self._lines[line][0]
        if line in self._quotes:
            self._result.kinds.setdefault(start, "quote")
        elif self._text[start : start + 1].isspace() and inline.level > 1:
            self._result.kinds.setdefault(start, "item")
        self._inline(inline)

    def _inline(self, token: "Token") -> Inline | None:
        first, last = token.map or (0, 0)
        inline = inline_of(token, self._text, self._lines[first:last])
        if inline:
            self._result.changes += inline.changes
            self._result.links += inline.links
            self._result.looks += inline.looks
        return inline

    def _code(self, first: int, last: int, token: "Token") -> None:
        for line in range(first, last):
            self._result.kinds[self._lines[line][0]] = "code"
        if token.type == "fence":
            self._remove(first)
            closing = self._text[slice(*self._lines[last - 1])].strip(" \t>")
            if last - 1 > first and closing.startswith(token.markup) and not closing.strip(token.markup[0]):
                self._remove(last - 1)

    def _remove(self, line: int) -> None:
        """Have nothing read of a line."""
        start, end = self._lines[line]
        self._result.changes.append(Change(start, min(end + 1, len(self._text)), ""))

    def _table(self, tokens: "Sequence[Token]", number: int, first: int, last: int) -> None:
        rows: dict[int, Row] = {line: Row(*self._lines[line]) for line in range(first, last)}
        for token in tokens[number:]:
            if token.type == "table_close":
                break
            if token.type == "inline" and token.map:
                rows[token.map[0]].add(token, self._text)
        for row in rows.values():
            self._result.kinds[row.start] = "table"
            for inline in row.inlines:
                self._result.links += inline.links
                self._result.looks += inline.looks
        self._result.changes += aligned(list(rows.values()), self._text)

    def _bars(self) -> Iterator[Change]:
        """Yield a bar in place of each mark of a quotation."""
        for line, depth in self._quotes.items():
            start, end = self._lines[line]
            for _level in range(depth):
                mark = _QUOTE.match(self._text, start, end)
                if not mark:
                    break
                yield Change(mark.start(1), mark.end(1), _BAR)
                start = mark.end(1)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _without_overlap(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes in order, without those that lie in what an earlier one takes, and those that change nothing."""
    reach = 0
    for change in changes:
        if change.start >= reach and (change.start < change.end or change.shown):
            yield change
            reach = max(reach, change.end)
