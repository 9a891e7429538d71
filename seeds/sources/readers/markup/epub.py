"""Read EPUB: each chapter of the book, in the order in which it is read, is an article."""

from collections.abc import Iterator

from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.made_record import excerpt
from seeds.sources.readers.markup.archive import Archive, MemberError
from seeds.sources.readers.markup.blocks import Block, blocks, headings_of, joined
from seeds.sources.readers.markup.markup_tree import xml_tree
from seeds.sources.readers.markup.package import Chapter, Package, member_text, read_package
from seeds.system.descriptors import amount
from seeds.system.files import UNPACKED

_PER_CHAPTER = 400
"""About how many bytes of memory a chapter takes while none is read."""


class Epub:
    """Read a book as one article for each file of its spine that holds words; the locator is the place in the spine.

    The text is made of the words of that file, a line a paragraph; the title is what the contents call the file, else
    its first heading, else that of the chapter before it, which it goes on with. Where the text begins with its title,
    this is its first line. Further places that the contents name are headings. Nothing of the book is kept in memory
    but its list of chapters.
    """

    single = False

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._archive = Archive(source)
        self._package: Package = read_package(self._archive, source.name)
        self.weight = self._archive.weight + len(self._package.chapters) * _PER_CHAPTER

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the chapters; what is damaged is read as far as it goes, with a problem."""
        yield from self._package.problems
        before, parts, empty, unpacked = "", 1, True, 0
        for locator, chapter in enumerate(self._package.chapters):
            unpacked += self._archive.size(chapter.member)
            if unpacked > UNPACKED:
                yield self._problem(
                    chapter, _("is left out, and so is the rest, after {limit}").format(limit=amount(UNPACKED))
                )
                return
            try:
                record, damage = self._chapter(chapter, locator)
            except MemberError as error:
                yield self._problem(chapter, str(error))
                continue
            if damage:
                message = _("is damaged, and was read as far as it goes: {reason}")
                yield self._problem(chapter, message.format(reason=damage))
            if record is None:
                continue
            empty = False
            if chapter.title or record.title_length or not before:
                before, parts = record.title, 1
            else:
                parts += 1
                record = record._replace(title=f"{before} ({parts})")
            yield record
        if empty and not self._package.problems:
            yield Problem(self._source.name, _("no readable text was found in this book"))

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read one chapter; None where it cannot be read, or holds no words."""
        if not 0 <= locator < len(self._package.chapters):
            return None
        try:
            return self._chapter(self._package.chapters[locator], locator)[0]
        except MemberError:
            return None

    def _chapter(self, chapter: Chapter, locator: int) -> tuple[SourceRecord | None, str]:
        """Read a chapter, and tell what is wrong with its markup; raises ``MemberError`` where it cannot be read."""
        decoded = member_text(self._archive, chapter.member, self._source.name)
        root, damage = xml_tree(decoded.text)
        if decoded.damage:
            damage = "; ".join(filter(None, (decoded.damage.message, damage)))
        paragraphs = [_with_level(block, chapter) for block in blocks(root)] if root is not None else []
        if not paragraphs:
            return None, damage
        text = joined(paragraphs)
        opens = _opens_with_title(paragraphs, chapter.title)
        heading = paragraphs[0].text if opens else ""
        record = SourceRecord(
            text,
            title=chapter.title or heading or _first_heading(paragraphs) or excerpt(text),
            title_length=len(heading) if len(paragraphs) > 1 else 0,
            locator=locator,
            source=self._package.title,
            date=self._package.date,
            encoding=decoded.encoding,
            newline=decoded.newline,
            headings=headings_of(paragraphs),
        )
        return record, damage

    def _problem(self, chapter: Chapter, message: str) -> Problem:
        return Problem(f"{self._source.name}: {chapter.member}", message)


def _with_level(block: Block, chapter: Chapter) -> Block:
    """Return a block as a heading where the contents name its place, and call it as it says."""
    if block.level or "\n" in block.text:
        return block
    names = ("".join(chapter.parts[each].split()) for each in block.ids if each in chapter.parts)
    return block._replace(level=1) if "".join(block.text.split()) in names else block


def _opens_with_title(paragraphs: list[Block], title: str) -> bool:
    """Return whether the first block is a heading, or says what the contents call the chapter."""
    first = paragraphs[0]
    return "\n" not in first.text and (bool(first.level) or "".join(first.text.split()) == "".join(title.split()))


def _first_heading(paragraphs: list[Block]) -> str:
    return next((block.text for block in paragraphs if block.level), "")
