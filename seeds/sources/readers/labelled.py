"""Read labelled lines, as corpora of classification have them: a label, a tab and a text on each line, or in turn."""

import sys
from collections.abc import Iterator

from seeds.encoding.decoding import DecodedText
from seeds.errors import Problem
from seeds.i18n import _
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
from seeds.sources.readers.lines import TextLine, filled_lines
from seeds.sources.readers.made_record import excerpt

_FEWEST_LINES = 20
_FEWEST_PER_LABEL = 5
_MOST_LABELS = 100
_LONGEST_LABEL = 32


def is_labelled(text: str) -> bool:
    """Return whether every line of a text has one tab, and few short labels stand on one side of it.

    At least twenty lines, and at least five for each of at most a hundred labels of at most 32 code points.
    """
    head = next(filled_lines(text), None)
    if not head or "\t" not in text[head.start : head.end]:
        return False
    labels, texts, count = set[str](), 0, 0
    first = _label_first(text)
    for line in filled_lines(text):
        left, tab, right = text[line.start : line.end].partition("\t")
        label, words = (left, right) if first else (right, left)
        count += 1
        texts += len(words)
        labels.add(label.strip())
        is_fitting = tab and "\t" not in right and words.strip() and 0 < len(label.strip()) <= _LONGEST_LABEL
        if not is_fitting or len(labels) > _MOST_LABELS:
            return False
    return count >= _FEWEST_LINES and len(labels) * _FEWEST_PER_LABEL <= count and texts > count * _LONGEST_LABEL / 4


class Labelled:
    """Read a line as an article with its label as the tag; the locator is the code point at which the line begins.

    Which of the two is the label is decided for the whole file: the one whose parts are shorter together.
    """

    single = False

    def __init__(self, decoded: DecodedText, name: str) -> None:
        self._decoded = decoded
        self._name = name
        self._first = _label_first(decoded.text)
        self.weight = sys.getsizeof(decoded.text)

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the lines in order; one without a label and a text is a problem."""
        for line in filled_lines(self._decoded.text):
            yield self._record(line) or Problem(self._name, _("this line has no label, tab and text"), line.number)

    def record(self, locator: int, /) -> SourceRecord | None:
        """Read the line that begins at a code point."""
        line = next(filled_lines(self._decoded.text, locator), None)
        return self._record(line) if line and line.start == locator else None

    def _record(self, line: TextLine) -> SourceRecord | None:
        content = self._decoded.text
        tab = content.find("\t", line.start, line.end) if self._first else content.rfind("\t", line.start, line.end)
        if tab < 0:
            return None
        start, end = (tab + 1, line.end) if self._first else (line.start, tab)
        label = content[line.start : tab] if self._first else content[tab + 1 : line.end]
        text = content[start:end].rstrip()
        if not text or not label.strip():
            return None
        return SourceRecord(
            text,
            title=excerpt(text),
            start=start,
            line=line.number,
            locator=line.start,
            source=byline(text),
            tag=label.strip(),
            encoding=self._decoded.encoding,
            newline=self._decoded.newline,
        )


def _label_first(text: str) -> bool:
    """Return whether what stands before the tabs is shorter than what stands behind them."""
    before = behind = 0
    for line in filled_lines(text):
        left, _tab, right = text[line.start : line.end].partition("\t")
        before += len(left)
        behind += len(right)
    return before <= behind
