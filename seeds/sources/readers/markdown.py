"""Read Markdown: the whole file is one article, and its text keeps its markup."""

import re
import tomllib
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.encoding.decoding import DecodedText
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
from seeds.sources.readers.lines import filled_lines
from seeds.sources.readers.single import SingleArticle

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_HEAD = 1 << 13
_LONGEST = 1 << 16
"""How many code points front matter in TOML has at most."""

_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<fields>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_LIST = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*\n(?P<items>(?:[ \t]*-[ \t]+\S[^\n]*(?:\n|\Z))+)", re.MULTILINE)


class Markdown(SingleArticle):
    """Read a Markdown text after its front matter, from the first line that is not blank.

    The title is the front matter's, else the first heading's in the first 8,192 code points, else ``stem``. Where the
    text begins with that title as a heading, it begins after the ``#`` signs, so that the title can be annotated.
    ``former`` asks for the reading of version 0.1.0, which knew front matter in YAML alone.
    """

    def __init__(self, decoded: DecodedText, stem: str, *, former: bool = False) -> None:
        self._decoded = decoded
        self._stem = stem
        self._front_matter = _yaml if former else _front_matter

    def article(self) -> SourceRecord | None:
        """Read the article; None where there is but white space."""
        content = self._decoded.text
        fields, after = self._front_matter(content)
        first = next(filled_lines(content, after, content.count("\n", 0, after) + 1), None)
        if first is None:
            return None
        heading, markup = _first_heading(content[first.start : first.start + _HEAD])
        title = fields.get("title") or heading or self._stem
        opens = markup >= 0 and title == heading
        start = first.start + markup if opens else first.start
        text = content[start : len(content.rstrip())]
        return SourceRecord(
            text,
            title=title,
            title_length=first.end - start if opens and len(text) > first.end - start else 0,
            start=start,
            line=first.number,
            source=fields.get("source") or byline(text),
            tag=fields.get("tag") or fields.get("category") or fields.get("tags", ""),
            date=iso_date(fields.get("date", "")),
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
        )


def body_start(content: str) -> int:
    """Return where the text begins, after the front matter."""
    return _front_matter(content)[1]


def _front_matter(content: str) -> tuple[dict[str, str], int]:
    """Give the fields of the block of YAML or TOML at the start, and where it ends."""
    block = _TOML.match(content[:_LONGEST])
    if not block:
        return _yaml(content)
    try:
        table = tomllib.loads(block["fields"])
    except (ValueError, RecursionError):  # it is a text with such lines
        return {}, 0
    return {
        key.lower(): ", ".join(map(str, each if isinstance(each, list) else [each])) for key, each in table.items()
    }, block.end()


def _yaml(content: str) -> tuple[dict[str, str], int]:
    """Give the simple ``key: value`` lines of the YAML block at the start, the lists in it, and where it ends."""
    block = _FRONT_MATTER.match(content)
    if not block:
        return {}, 0
    fields = {
        each["key"].lower(): ", ".join(_unquoted(item.strip()[1:].strip()) for item in each["items"].splitlines())
        for each in _LIST.finditer(block["fields"])
    }
    fields |= {field["key"].lower(): _value(field["value"]) for field in _FIELD.finditer(block["fields"])}
    return fields, block.end()


def _value(written: str) -> str:
    """Return a value of YAML as text; what stands between brackets is a list."""
    if not (written.startswith("[") and written.endswith("]")):
        return _unquoted(written)
    return ", ".join(filter(None, (_unquoted(item.strip()) for item in written[1:-1].split(","))))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _first_heading(head: str) -> tuple[str, int]:
    """Give the words of the first heading, and how many code points of markup stand before it at the very start.

    The number is -1 where other text comes before the heading, or none is found.
    """
    blocks, words = _parsers()
    tokens = blocks.parse(head)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0 and inline.content and inline.map:
            children = words.parseInline(inline.content)[0].children or []
            heading = "".join(child.content for child in children).strip()
            return heading, head.partition("\n")[0].find(inline.content) if inline.map[0] == 0 else -1
    return "", -1


@cache
def _parsers() -> "tuple[MarkdownIt, MarkdownIt]":
    """Make the parser for blocks alone and the one for words; making them takes longer than a parse."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable("inline"), MarkdownIt("commonmark")
