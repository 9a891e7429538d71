"""Find the headings that Markdown marks, outside of code."""

import re
from collections.abc import Iterator

from seeds.segmentation.outline.heading import Heading

_MARKED = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"|(?P<signs>#{1,6})(?:[ \t]+(?P<words>[^\n]*?))??(?:[ \t]+#+)?[ \t]*$"
    r"|(?P<under>=+|-+)[ \t]*$)",
    re.MULTILINE,
)
_NO_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|\|)")


def markdown_headings(text: str, start: int) -> list[Heading]:
    """Return the headings from the code point ``start``, where a line begins."""
    return [heading for heading in _walk(text, start) if heading.level]


def fences(text: str, start: int) -> list[tuple[int, int]]:
    """Return where there is code between fences."""
    return [(heading.start, heading.end) for heading in _walk(text, start) if not heading.level]


def _walk(text: str, start: int) -> Iterator[Heading]:
    """Yield the headings, and the fenced code as if it were one of level 0."""
    fence, opened = "", 0
    for match in _MARKED.finditer(text, start):
        if fence:
            if match["fence"] and match["fence"].startswith(fence) and not match["info"].strip():
                yield Heading(opened, match.end(), 0, "", opened)
                fence = ""
        elif match["fence"]:
            if "`" not in match["info"] or match["fence"][0] == "~":
                fence, opened = match["fence"], match.start()
        elif match["signs"]:
            if match["words"] and match["words"].strip():
                level = len(match["signs"])
                yield _heading(text, (match.start(), match.end()), level, match.span("words"))
        else:
            first = text.rfind("\n", start, max(start, match.start() - 1)) + 1 or start
            last = max(first, match.start() - 1)
            if text[first:last].strip() and not _NO_PARAGRAPH.match(text, first, last):
                yield _heading(text, (first, last), 1 if match["under"][0] == "=" else 2, (first, last))
    if fence:
        yield Heading(opened, len(text), 0, "", opened)


def _heading(text: str, line: tuple[int, int], level: int, words: tuple[int, int]) -> Heading:
    shown = text[words[0] : words[1]]
    return Heading(*line, level, shown.strip(), words[0] + len(shown) - len(shown.lstrip()))
