"""Read and write files of tags: a token and its tag a line, a blank line between sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.exchange.format import Format, FormatInfo
from annotations.exchange.formats.tags.reading.layout import Kind
from annotations.exchange.formats.tags.reading.reader import TagReader, columns_of_head
from annotations.exchange.options import BY_EVIDENCE, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_borders import border_with
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.tag_schemes import Scheme, flat, sentence_ranges, tags_of
from annotations.exchange.shared.tokens import tokenize

_WHITE_SPACE = r"\s"
_BYTE_ORDER_MARK = "\ufeff"

OPTIONS = frozenset({"tag_column"})
"""What can be said of a file of tags that is read."""


@dataclass(frozen=True, slots=True)
class TagFile:
    """Write and read a token and its tag a line; ``between`` is what stands between them.

    ``opening`` stands before each article, or a line with its id where there is none, unless no borders are asked for;
    a chunk of an article has none of its own. White space is never a token, which readers that split lines at it would
    trip over: a span is without the white space at its ends, and what stands within a span is left out. A sentence ends
    where ``seeds.segmentation.sentences`` says, but never within a span. A label's white space becomes ``_``.

    Files of tags are read in any dialect, whichever of these formats is named: the lines decide which it is.
    """

    about: FormatInfo
    scheme: Scheme
    between: str
    opening: str = ""
    reading: ReadingOptions = BY_EVIDENCE

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        names = SafeNames(_WHITE_SPACE, report, (label.name for label in options.schema.labels))
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                if options.borders and not record.offset:
                    file.write(self.opening or border_with(record.id))
                file.writelines(self._sentences(record, options, names, report))

    def _sentences(self, record: Record, options: Options, names: SafeNames, report: Report) -> Iterator[str]:
        text, between = record.text, self.between
        tokens = tokenize(text, options.tokens)
        spans = flat(record, tokens, options, report)
        tags = tags_of(spans, len(tokens), self.scheme, names)
        for first, last in sentence_ranges(record.sentences(), tokens, spans):
            rows = zip(tokens[first:last], tags[first:last], strict=True)
            yield "".join([f"{text[start:end]}{between}{tag}\n" for (start, end), tag in rows]) + "\n"
        report.wrote(record, tuple(item.span for item in spans))

    def with_options(self, reading: ReadingOptions) -> Format:
        """Return the format as it reads with options."""
        return replace(self, reading=reading)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        yield from TagReader(path, self.reading.tag_column, report).records()

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the lines are surely those of this format, which of several is told by the tags."""
        if path.is_dir():
            return False
        found = columns_of_head(path, head.removeprefix(_BYTE_ORDER_MARK))
        if found is None:
            return False
        layout, columns = found
        wide = layout.kind is Kind.TOKENS and columns.width > 2 and not columns.token
        if self.opening or wide:
            return bool(self.opening) and wide
        return columns.dialect.scheme == self.scheme
