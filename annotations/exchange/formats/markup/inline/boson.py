r"""Read and write the form of BosonNLP's corpus: a text a line with ``{{label:words}}``, where ``\n`` is a line end."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.markup.inline.marks import (
    MarkedText,
    Piece,
    is_object,
    nested_spans,
    with_marks,
    without_marks,
)
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from seeds.i18n import _

_MARK = re.compile(r"\{\{([^{}:\s]+):|\}\}")
_MARKED = re.compile(r"\{\{[^{}:\s]{1,40}:[^{}]+\}\}")
_BYTE_ORDER_MARK = "\ufeff"
_FORBIDDEN = r"[{}:\s]"
_SHARE = 5
"""One line of so many has a mark, at least, in a file of this form."""


class Boson:
    """Write and read a text a line."""

    about = FormatInfo(
        "boson",
        _("BosonNLP: a text a line, with marks such as {{LABEL:words}}"),
        ".txt",
        Capabilities(Unit.TEXT, people=False, times=False),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a line for each record whose text cannot be taken for marks."""
        names = SafeNames(_FORBIDDEN, report, (label.name for label in options.schema.labels))
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                spans = nested_spans(record, report)
                line = with_marks(
                    record.text,
                    spans,
                    lambda span: f"{{{{{names(span.label)}:",
                    lambda _span: "}}",
                    lambda text: text.replace("\n", r"\n"),
                )
                back = _read(line)
                if (
                    line.startswith(_BYTE_ORDER_MARK)
                    or "\r" in line
                    or (back.text, len(back.spans)) != (record.text, len(spans))
                ):
                    report.drop(record, _("its text has what are marks in this format"), what="article")
                    continue
                report.wrote(record, tuple(spans))
                file.write(f"{line}\n")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read a record from each line."""
        for number, line in read_text_lines(path, report, damaged=True):
            if line.strip():
                marked = _read(line)
                where = line_name(number)
                marked.report_unmatched(where, report)
                candidates = [_trimmed(marked.text, item, report) for item in marked.candidates("")]
                yield Record("", marked.text, validate_spans(marked.text, candidates, where, report))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether many lines have a mark."""
        if path.is_dir() or is_object(head):
            return False
        lines = [line for line in head.split("\n") if line.strip()]
        marked = sum(_MARKED.search(line) is not None for line in lines)
        return marked > 0 and marked * _SHARE >= len(lines)


FORMAT = Boson()


def _read(line: str) -> MarkedText:
    pieces: list[Piece] = []
    place = 0
    for match in _MARK.finditer(line):
        pieces.append(Piece(line[place : match.start()].replace(r"\n", "\n")))
        pieces.append(Piece(match[0], bool(match[1]), not match[1], label=match[1] or ""))
        place = match.end()
    return without_marks([*pieces, Piece(line[place:].replace(r"\n", "\n"))])


def _trimmed(text: str, item: SpanCandidate, report: Report) -> SpanCandidate:
    """Return a span without white space at its ends, such as after the label."""
    assert isinstance(item.start, int)
    assert isinstance(item.end, int)
    words = text[item.start : item.end]
    start = item.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if start < end and words != words.strip():
        report.changed[_("without the white space at its ends")] += 1
        return SpanCandidate(start, end, item.label)
    return item
