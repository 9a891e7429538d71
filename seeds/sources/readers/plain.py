"""Read plain text: the whole file is one article."""

from collections.abc import Iterator

from seeds.encoding.decoding import DecodedText
from seeds.errors import Notice, Problem
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
from seeds.sources.readers.lines import filled_lines
from seeds.sources.readers.single import SingleArticle
from seeds.sources.readers.title import is_title, title_in


class Plain(SingleArticle):
    """Read a text without markup.

    Blank lines before and white space after it are left out. The first line is its title if more text follows and it
    says which text it is; otherwise the title is ``stem``, and no part of the text.
    """

    def __init__(self, decoded: DecodedText, stem: str, notice: Notice | None = None) -> None:
        self._decoded = decoded
        self._stem = stem
        self._notice = notice

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the one article, if there is one; with a notice where it might be read in another way."""
        yield from super().records()
        if self._notice:
            yield self._notice

    def article(self) -> SourceRecord | None:
        """Read the article; None where there is but white space."""
        content = self._decoded.text
        first = next(filled_lines(content), None)
        if first is None:
            return None
        text = content[first.start : len(content.rstrip())]
        title = content[first.start : min(first.end, first.start + len(text))]
        has_title = len(text) > len(title) and is_title(title, text)
        return SourceRecord(
            text,
            title=title_in(title) if has_title else self._stem,
            title_length=len(title) if has_title else 0,
            start=first.start,
            line=first.number,
            source=byline(text),
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
        )
