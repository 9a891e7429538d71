"""Read the annotation files of SLATE, which name lines, tokens and characters of the text beside them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, drop
from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import read_article_text
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_SUFFIX = ".annotations"
_LINE = re.compile(r"\s*([\[(][\d\s,()\[\]]*[\])]|\d+(?: \d+)*)\s+-(?: (.*))?")
_TOKEN = re.compile(r"\S+")
_Place = tuple[int, ...]


class Slate(ForeignFormat):
    """Read ``X.annotations`` beside the text ``X``: ``((line, token, character), (line, token, character)) - label``.

    Tokens are divided by white space, all counts begin at 0, and the end is included; a place may be a line, or a token
    of one. A line may have several labels. Links between places have none, and are not read.
    """

    about = FormatInfo(
        "slate",
        _("SLATE: an annotation file beside its text"),
        _SUFFIX,
        Capabilities(overlap=True, times=False),
        writes=False,
    )
    unit = OffsetUnit.CODE_POINT

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the one text that an annotation file is of."""
        source = path.with_name(path.name.removesuffix(_SUFFIX))
        if source == path or not source.is_file():
            advice = _("the text has to be beside it, called as it is but without {suffix}").format(suffix=_SUFFIX)
            raise SourceError(Problem(str(path), _("has no text"), advice=advice))
        text = read_article_text(source, ours=False)
        tokens = _Tokens.of(text)
        claims: list[SpanCandidate] = []
        categories: list[str] = []
        for number, line in read_text_lines(path, report):
            if line.strip():
                _take(line, line_name(number), tokens, claims, categories, report)
        yield ForeignText(
            Record(source.stem, text, document=source.name, categories=tuple(categories)), path.name, claims
        )

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is called so, and its first line has a place and a label."""
        if path.is_dir() or not path.name.endswith(_SUFFIX):
            return False
        return _LINE.fullmatch(head.removeprefix("\ufeff").partition("\n")[0].rstrip("\r")) is not None


FORMAT = Slate()


class _Tokens(NamedTuple):
    """Hold the ranges of the tokens of each line of a text, in code points of it."""

    lines: list[list[tuple[int, int]]]

    @classmethod
    def of(cls, text: str) -> "_Tokens":
        lines, start = [], 0
        for line in text.split("\n"):
            lines.append([(start + match.start(), start + match.end()) for match in _TOKEN.finditer(line)])
            start += len(line) + 1
        return cls(lines)

    def range(self, first: _Place, last: _Place) -> tuple[int, int] | None:
        """Return the range from a place to another, which is included; None where one of them is none."""
        start, end = self._place(first), self._place(last)
        return (start[0], end[1]) if start and end else None

    def _place(self, place: _Place) -> tuple[int, int] | None:
        line, *rest = place
        tokens = self.lines[line] if 0 <= line < len(self.lines) else []
        if not rest:
            return (tokens[0][0], tokens[-1][1]) if tokens else None
        if not 0 <= rest[0] < len(tokens):
            return None
        start, end = tokens[rest[0]]
        if len(rest) == 1:
            return start, end
        return (start + rest[1], start + rest[1] + 1) if len(rest) == 2 and 0 <= rest[1] < end - start else None


def _take(
    line: str, where: str, tokens: _Tokens, claims: list[SpanCandidate], categories: list[str], report: Report
) -> None:
    """Add what a line says to the spans, or to the categories where it is about all of the text."""
    match = _LINE.fullmatch(line.rstrip())
    labels = (match[2] or "").split() if match else []
    places = _places(match[1]) if match else None
    if match is None or places is None:
        drop(line, _("is not of the form place - label"), where, report, "line")
    elif not labels or len(places) > 1:
        drop(line, _("is a link between places, or has no label"), where, report, "relation")
    elif not places[0][0]:
        categories.extend(labels)
    else:
        span = tokens.range(*places[0])
        if span is None:
            drop(line, _("names a place that the text does not have"), where, report)
        else:
            claims.extend(SpanCandidate(*span, label) for label in labels)


def _places(written: str) -> list[tuple[_Place, _Place]] | None:
    """Return the ranges that are written; None where they are anything else."""
    try:
        value = ast.literal_eval(written) if written[0] in "[(" else tuple((int(each),) for each in written.split())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    items = value if isinstance(value, list) or written[0] not in "[(" else [value]
    ranges = [_range(item) for item in items or [()]]
    return None if None in ranges else [each for each in ranges if each is not None]


def _range(item: object) -> tuple[_Place, _Place] | None:
    match item:
        case int():
            return (item,), (item,)
        case ((), ()) | ():
            return (), ()
        case tuple() if all(type(part) is int for part in item):
            return item, item
        case (tuple(first), tuple(last)) if all(type(part) is int for part in (*first, *last)):
            return first, last
    return None
