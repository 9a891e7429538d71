"""Read and write files of tags: a token and its tag a line, a blank line between sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.format import FormatInfo
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_borders import DOCUMENT, border_in, border_with
from annotations.exchange.shared.label_names import SafeNames
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import (
    OUTSIDE,
    Scheme,
    flat,
    is_tag,
    join,
    scheme_of,
    sentence_ranges,
    spans_of_tags,
    tags_of,
)
from annotations.exchange.shared.tokens import tokenize
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_WHITE_SPACE = r"\s"
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TagFile:
    """Write and read a token and its tag a line; ``between`` is what stands between them.

    ``opening`` stands before each article, or a line with its id where there is none, unless no borders are asked for;
    a chunk of an article has none of its own. White space is never a token, which readers that split lines at it would
    trip over: a span is without the white space at its ends, and what stands within a span is left out. A sentence ends
    where ``seeds.segmentation.sentences`` says, but never within a span. A label's white space becomes ``_``.

    Texts are read as ``tags.join`` puts them together from their tokens: one for each article if articles have such
    borders, else one for each sentence.
    """

    about: FormatInfo
    scheme: Scheme
    between: str
    opening: str = ""

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
        for first, last in sentence_ranges(text, tokens, spans):
            rows = zip(tokens[first:last], tags[first:last], strict=True)
            yield "".join([f"{text[start:end]}{between}{tag}\n" for (start, end), tag in rows]) + "\n"
        report.wrote(record, tuple(item.span for item in spans))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        for identifier, rows in _articles(path, report):
            text, places = join(row.token for row in rows)
            tagged = spans_of_tags((row.tag for row in rows), self.scheme)
            claims = [SpanCandidate(places[item.first][0], places[item.last - 1][1], item.label) for item in tagged]
            irregular = sum(not item.regular for item in tagged)
            if irregular:
                report.changed[_("begun or ended by a tag that does not, read as conlleval does")] += irregular
            report.rebuilt += 1
            yield Record(identifier, text, validate_spans(text, claims, identifier or path.name, report))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the lines are surely those of this format."""
        if path.is_dir():
            return False
        lines = enumerate(head.removeprefix(_BYTE_ORDER_MARK).split("\n")[:-1], 1)
        rows = [_row(line, number) for number, line in lines if line.strip() and border_in(line) is None]
        if not rows or any(row.reason for row in rows):
            return False
        wide = all(row.columns > 2 for row in rows)
        if self.opening or wide or DOCUMENT in head:
            return bool(self.opening) and wide
        return all(row.columns == 2 for row in rows) and scheme_of(row.tag for row in rows) == self.scheme


class _Row(NamedTuple):
    """Hold a line with a token, or an empty one at the end of a sentence; ``reason`` says what is wrong with it."""

    token: str
    tag: str = OUTSIDE
    columns: int = 0
    reason: str = ""


_PAUSE = _Row("")


def _articles(path: Path, report: Report) -> Iterator[tuple[str, list[_Row]]]:
    """Yield the id and the rows of each article, or the rows of each sentence where no article has a border."""
    rows: list[_Row] = []
    identifier = ""
    divided = any_tag = False
    for number, line in read_text_lines(path, report, damaged=True, halves=True):
        border = border_in(line)
        if border is not None or not (line.strip() or divided):
            yield from _whole(identifier, rows, any_tag, path)
            rows, identifier, divided = [], border or "", divided or border is not None
        elif line.strip():
            row = _row(line, number)
            rows.append(row)
            any_tag = any_tag or not row.reason
            if row.reason:
                report.add(DroppedItem(path.name, line_name(number), row.reason), "line")
        else:
            rows.append(_PAUSE)
    yield from _whole(identifier, rows, any_tag, path)


def _whole(identifier: str, rows: list[_Row], any_tag: bool, path: Path) -> Iterator[tuple[str, list[_Row]]]:
    """Yield the id and the rows of an article, if it has a token; ``any_tag``: a line up to its end was right."""
    rows = _with_whole_characters(rows)
    if any(row.token for row in rows):
        if not any_tag:
            raise SourceError(Problem(str(path), _("its lines end with no tag such as O or B-ORG"), 1))
        yield identifier, rows


def _with_whole_characters(rows: list[_Row]) -> list[_Row]:
    """Return the rows, with two that hold the halves of one character as one, which has the tag of the first."""
    whole: list[_Row] = []
    for row in rows:
        if whole and "\ud800" <= whole[-1].token[-1:] <= "\udbff" and "\udc00" <= row.token[:1] <= "\udfff":
            halves = (whole[-1].token + row.token).encode("utf-16-le", "surrogatepass")
            whole[-1] = whole[-1]._replace(token=halves.decode("utf-16-le", "surrogatepass"))
        else:
            whole.append(row)
    return whole


def _row(line: str, number: int) -> _Row:
    columns = line.rstrip().split("\t" if "\t" in line else " ")
    token, tag = columns[0], columns[-1]
    if not token and number == 1:
        token = _BYTE_ORDER_MARK  # the first token is one, and was taken for that of the file
    if not token:
        return _Row("", reason=_("has no token"))
    if len(columns) == 1 or not is_tag(tag):
        return _Row(token, reason=_("ends with no tag such as O or B-ORG; read as O"))
    return _Row(token, tag, len(columns))
