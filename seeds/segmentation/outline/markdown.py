"""Find the headings that Markdown marks, outside of code."""

import re
from collections.abc import Iterator

_MARKED = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"|(?P<signs>#{1,6})(?:[ \t]+(?P<words>[^\n]*?))??(?:[ \t]+#+)?[ \t]*$"
    r"|(?P<under>=+|-+)[ \t]*$)",
    re.MULTILINE,
)
_NO_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|\|)")

Marked = tuple[int, int, int, str]


def markdown_headings(text: str, start: int) -> list[Marked]:
    """Return start, end, level and words of the headings from the code point ``start``, where a line begins."""
    return [(*place, level, words) for place, level, words in _walk(text, start) if level]


def fences(text: str, start: int) -> list[tuple[int, int]]:
    """Return where there is code between fences."""
    return [place for place, level, _words in _walk(text, start) if not level]


def _walk(text: str, start: int) -> Iterator[tuple[tuple[int, int], int, str]]:
    """Yield the headings with their levels, and the fenced code with level 0."""
    fence, opened = "", 0
    for match in _MARKED.finditer(text, start):
        if fence:
            if match["fence"] and match["fence"].startswith(fence) and not match["info"].strip():
                yield (opened, match.end()), 0, ""
                fence = ""
        elif match["fence"]:
            if "`" not in match["info"] or match["fence"][0] == "~":
                fence, opened = match["fence"], match.start()
        elif match["signs"]:
            words = (match["words"] or "").strip()
            if words:
                yield (match.start(), match.end()), len(match["signs"]), words
        else:
            first = text.rfind("\n", start, max(start, match.start() - 1)) + 1 or start
            line = text[first : max(first, match.start() - 1)]
            if line.strip() and not _NO_PARAGRAPH.match(line):
                yield (first, first + len(line)), 1 if match["under"][0] == "=" else 2, line.strip()
    if fence:
        yield (opened, len(text)), 0, ""
