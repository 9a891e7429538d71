r"""Read and write brat's standoff: a text with a file of annotations for each article, and a configuration.

A line end within a span divides it into fragments, since brat's lines cannot hold one; fragments with nothing but white
space between them are one span again. Offsets are code points; in files whose quotes say so, line ends count as two, as
tools count that have a text with CR LF, or offsets are UTF-16 units. A text attribute, and any value that brat's
attributes cannot have, is a comment whose type is the name of the attribute. Line ends and backslashes in comments are
escaped (``\n``, ``\\``). brat takes Latin names alone: a Chinese one is written by its code points, such as
``u4EBA-u7269``, and shown as it is by ``visual.conf``. Categories and the like are in the list of the articles.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind
from annotations.exchange.formats.tools.brat.config import (
    ANNOTATION,
    FORBIDDEN,
    VISUAL,
    annotation_config,
    encoded_name,
    names_of,
    original_names,
    visual_config,
)
from annotations.exchange.formats.tools.brat.reader import FLAGS, NOTE, ArticleReader
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import ArticleFile, ArticleFiles, read_article_text, read_each
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.model.schema import AttributeKind, Schema
from annotations.model.span import Span
from seeds.i18n import _

_PLAIN_VALUE = re.compile(r"[\w.-]+")
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What ends a line for any reader of lines."""


class Brat:
    """Write and read folders that brat opens as collections."""

    about = FormatInfo(
        "brat",
        _("brat standoff: a folder of .txt and .ann with annotation.conf"),
        ".ann",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
        OutputKind.FOLDER,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a ``.txt`` and an ``.ann`` for each record, and what brat has to know of the labels."""
        names = SafeNames(FORBIDDEN, report, names_of(options.schema), encoded_name)
        used = {label.name: None for label in options.schema.labels}
        ties = {relation.name: None for relation in options.schema.relations}
        with ArticleFiles(path) as files:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                file = files.add(record, ".txt")
                file.write_bytes(record.text.encode())
                lines = list(_Writer(record, options.schema, names, report).lines())
                file.with_suffix(".ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
                used.update((span.label, None) for span in record.spans)
                ties.update((tie.type, None) for tie in record.relations)
        (path / ANNOTATION).write_text(annotation_config(options.schema, used, ties, names), "utf-8")
        (path / VISUAL).write_text(visual_config(options.schema, used, ties, names), "utf-8")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read every ``.ann`` of a folder, or a single one, with the text beside it."""
        names = original_names((path if path.is_dir() else path.parent) / VISUAL)

        def read(file: ArticleFile) -> Record:
            text = read_article_text(file.path.with_suffix(".txt"), ours=bool(file.facts), report=report)
            return ArticleReader(file, text, names, report).record()

        yield from read_each(path, ".ann", report, read)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is a folder with annotations in standoff, or one of those beside its text."""
        if path.is_dir():
            files = (file for file in path.rglob("*.ann") if file.with_suffix(".txt").is_file())
            return (path / ANNOTATION).is_file() or next(files, None) is not None
        return path.suffix == ".ann" and path.with_suffix(".txt").is_file() and head[:1] in ("", *"TRAM#NE*")


FORMAT = Brat()


class _Writer:
    """Write the lines of one article."""

    def __init__(self, record: Record, schema: Schema, names: SafeNames, report: Report) -> None:
        self._record = record
        self._schema = schema
        self._names = names
        self._report = report
        self._attributes = count(1)
        self._comments = count(1)

    def lines(self) -> Iterator[str]:
        written: dict[str, str] = {}
        spans: list[Span] = []
        for span in self._record.spans:
            fragments = list(_fragments(self._record.text, span))
            if not fragments:
                self._report.drop(self._record, _("holds nothing but line ends"), span)
                continue
            if (fragments[0][0], fragments[-1][1]) != (span.start, span.end):
                self._report.changed[_("without the line ends at its ends")] += 1
            written[span.id] = identifier = f"T{len(spans) + 1}"
            spans.append(span)
            yield self._span_line(identifier, span, fragments)
            yield from self._about(identifier, span)
        yield from self._relation_lines(written)
        self._report.wrote(self._record, tuple(spans))

    def _span_line(self, identifier: str, span: Span, fragments: list[tuple[int, int]]) -> str:
        places = ";".join(f"{start} {end}" for start, end in fragments)
        quote = " ".join(self._record.text[start:end] for start, end in fragments)
        return f"{identifier}\t{self._names(span.label)} {places}\t{quote}"

    def _about(self, identifier: str, span: Span) -> Iterator[str]:
        for name, value in span.attributes.items():
            safe = self._names(name)
            if isinstance(value, bool):
                yield f"A{next(self._attributes)}\t{safe} {identifier} {str(value).lower()}"
            elif self._is_choice(span.label, name) and _PLAIN_VALUE.fullmatch(value) and value not in FLAGS:
                yield f"A{next(self._attributes)}\t{safe} {identifier} {value}"
            else:
                yield f"#{next(self._comments)}\t{safe} {identifier}\t{_escaped(value)}"
        if span.note:
            yield f"#{next(self._comments)}\t{NOTE} {identifier}\t{_escaped(span.note)}"

    def _is_choice(self, label: str, name: str) -> bool:
        definition = self._schema.find_label(label)
        attributes = definition.attributes if definition else ()
        return any(item.name == name and item.kind is AttributeKind.CHOICE for item in attributes)

    def _relation_lines(self, written: dict[str, str]) -> Iterator[str]:
        number = count(1)
        for tie in self._record.relations:
            if tie.head in written and tie.tail in written:
                yield f"R{next(number)}\t{self._names(tie.type)} Arg1:{written[tie.head]} Arg2:{written[tie.tail]}"
            else:
                self._report.drop(self._record, _("one of its spans is lost"), what="relation")


def _fragments(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the parts of a span between line ends."""
    start = span.start
    for line_break in _BREAKS.finditer(text, span.start, span.end):
        if start < line_break.start():
            yield start, line_break.start()
        start = line_break.end()
    if start < span.end:
        yield start, span.end


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")
