"""Read HTML: the readable text of a page, without its menus and frames, is one article."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.markup.blocks import Block, headings_of, joined
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.markup.extracted import blocks_of_extract
from seeds.sources.readers.markup.former_webpage import extract, former_record
from seeds.sources.readers.markup.page_tree import PageTree
from seeds.sources.readers.single import SingleArticle
from seeds.system.files import WEBPAGE


class _Parts(NamedTuple):
    """Hold what a page has: its blocks, and what it says of them."""

    blocks: list[Block]
    title: str
    source: str
    date: str


class Webpage(SingleArticle):
    """Read the blocks of a page, a line each, with its title before them.

    All of them where there is nothing around the text; else those that trafilatura (the extra ``html``) takes for the
    text. Offsets count in what comes of that, since the page's own text holds markup between any two words.
    """

    def __init__(self, source: SourceFile) -> None:
        data = source.data(WEBPAGE)
        self._source = source
        self._page = source.decode(data, declared_encoding(data))

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the one article; a problem where no text is found in a page that is not blank."""
        record = self.article()
        if record:
            yield record
        elif self._page.text.strip():
            yield Problem(self._source.name, _("no readable text was found in this page"))
        if not self._source.former and self._tree.damage:
            message = _("is damaged, and was read as far as it goes: {reason}")
            yield Problem(self._source.name, message.format(reason=self._tree.damage))

    def article(self) -> SourceRecord | None:
        """Read the article; raises ``SourceError`` where it takes the extra, and that is not installed."""
        if self._source.former:
            return former_record(self._page, self._source.path.stem, self._source.name)
        parts = self._parts()
        if not parts.blocks:
            return None
        length, paragraphs = _begin_with(parts.title, parts.blocks)
        text = joined(paragraphs)
        return SourceRecord(
            text,
            title=parts.title or self._source.path.stem,
            title_length=length,
            source=parts.source or byline(text),
            date=iso_date(parts.date),
            encoding=self._page.encoding,
            newline=self._page.newline,
            headings=headings_of(paragraphs),
        )

    @cached_property
    def _tree(self) -> PageTree:
        return PageTree(self._page.text)

    def _parts(self) -> _Parts:
        tree = self._tree
        if tree.is_text_alone:
            return _Parts(tree.blocks, tree.title, tree.said("site_name"), tree.said("date"))
        extracted = extract(tree.markup, self._source.name)
        title = tree.heading or " ".join(extracted.get("title", "").split()) or tree.title
        paragraphs = blocks_of_extract(extracted.get("text", ""), tree.blocks)
        return _Parts(paragraphs, title, extracted.get("sitename", ""), extracted.get("date", ""))


def _begin_with(title: str, paragraphs: list[Block]) -> tuple[int, list[Block]]:
    """Let blocks begin with the title, unless it is a heading further on; tell how long the title is at their head."""
    spelled = "".join(title.split())
    places = [place for place, block in enumerate(paragraphs) if "".join(block.text.split()) == spelled]
    if places[:1] == [0]:
        return 0 if "\n" in paragraphs[0].text else len(paragraphs[0].text), paragraphs
    if not title or any(paragraphs[place].level for place in places):
        return 0, paragraphs
    return len(title), [Block(title), *paragraphs]
