"""Read and write what YEDDA saves: a text a file, with ``[@words#Label*]``, or ``[$`` for what it suggests."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind, Unit
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
from annotations.exchange.shared.article_files import ArticleFile, ArticleFiles, read_article_text, read_each
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.span_validation import validate_spans
from annotations.suggest.suggestion import Suggestion
from seeds.i18n import _

_MARK = re.compile(r"\[([@$])|#([^#*\[\]\r\n]+)\*\]")
_CLOSING = re.compile(r"#[^#*\[\]\r\n]+\*\]")
_FORBIDDEN = r"[#*\[\]\s]"
_SUFFIX = ".txt.ann"
_OPENS = "[@"
_SUGGESTS = "$"


class Yedda:
    """Write and read folders of texts that YEDDA opens, or one of them."""

    about = FormatInfo(
        "yedda",
        _("YEDDA: a folder of texts with marks such as [@words#LABEL*]"),
        ".ann",
        Capabilities(Unit.TEXT, categories=True),
        OutputKind.FOLDER,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a file for each record whose text cannot be taken for marks."""
        names = SafeNames(_FORBIDDEN, report, (label.name for label in options.schema.labels))
        with ArticleFiles(path) as files:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                spans = nested_spans(record, report)
                text = with_marks(record.text, spans, lambda _span: _OPENS, lambda span: f"#{names(span.label)}*]")
                back = _read(text)
                if (back.text, len(back.spans)) != (record.text, len(spans)):
                    report.drop(record, _("its text has what are marks in this format"), what="article")
                    continue
                files.add(record, _SUFFIX).write_bytes(text.encode())
                report.wrote(record, tuple(spans))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read a record from each file, with what YEDDA suggested as suggestions."""
        suffix = _SUFFIX if path.is_dir() and next(path.rglob(f"*{_SUFFIX}"), None) else ".ann"

        def read(file: ArticleFile) -> Record:
            marked = _read(read_article_text(file.path, ours=bool(file.facts), report=report))
            marked.report_unmatched(file.id, report)
            spans = validate_spans(marked.text, marked.candidates(""), file.id, report)
            suggested = validate_spans(marked.text, marked.candidates(_SUGGESTS), file.id, report)
            suggestions = tuple(Suggestion(each.start, each.end, each.label, 1.0, "yedda") for each in suggested)
            return file.describe(Record(file.id, marked.text, spans, suggestions=suggestions))

        yield from read_each(path, suffix, report, read)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether there are marks in a text, or files that YEDDA names so in a folder."""
        if path.is_dir():
            return next(path.rglob(f"*{_SUFFIX}"), None) is not None
        closing = None if is_object(head) else _CLOSING.search(head)
        return closing is not None and any(mark in head[: closing.start()] for mark in (_OPENS, f"[{_SUGGESTS}"))


FORMAT = Yedda()


def _read(text: str) -> MarkedText:
    """Read the marks: one that closes has no sign of whether it ends a suggestion, which the one that opens has."""
    pieces: list[Piece] = []
    open_names: list[str] = []
    place = 0
    for match in _MARK.finditer(text):
        pieces.append(Piece(text[place : match.start()]))
        place = match.end()
        if match[1]:
            name = _SUGGESTS if match[1] == _SUGGESTS else ""
            open_names.append(name)
            pieces.append(Piece(match[0], opens=True, name=name))
        else:
            name = open_names.pop() if open_names else ""
            pieces.append(Piece(match[0], closes=True, name=name, label=match[2].strip()))
    return without_marks([*pieces, Piece(text[place:])])
