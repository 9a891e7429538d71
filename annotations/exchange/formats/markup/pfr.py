"""Read words with tags: ``词/nr 词/o`` of MSRA, and the parts of speech of the People's Daily, ``[中国/ns 人民/n]nt``.

Where most words have parts of speech, those of names become spans: ``nr ns nt nz`` and what is in brackets; a surname
and a given name that follow each other are one. Where ``o`` stands for no name, each other tag is a label.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Decision, DroppedItem, Report
from annotations.exchange.shared.lines import line_name, read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import join
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_WORD = re.compile(r"(\[*)(.+?)/([A-Za-z]{1,5}\d?)((?:\]/?[A-Za-z]{1,5}\d?)*)", re.DOTALL)
_LONGEST = 200
"""How many characters a word with its tag has at most."""

_CLOSING = re.compile(r"\]/?([A-Za-z]{1,5}\d?)")
_ID = re.compile(r"(\d{8}-\d\d-\d{3})-\d{3}(?:-\d{3})?")
_PINYIN = re.compile(r"\{[a-z]+\d\}")
_NAMES = frozenset(("nr", "ns", "nt", "nz"))
_SURNAME, _GIVEN = ("nr", "nrf"), ("nr", "nrg")
_OUTSIDE = "o"
_FEW = 12
"""So many different tags at most where o stands for no name."""
_REGULAR = 0.9
_LEAST = 3


class _Word(NamedTuple):
    words: str
    tag: str
    opens: int = 0
    closing: tuple[str, ...] = ()
    tagged: bool = True


class Pfr:
    """Read words with tags; they are not written."""

    about = FormatInfo(
        "pfr",
        _("words with tags, as MSRA's 词/nr and the People's Daily's"),
        ".txt",
        Capabilities(Unit.TOKENS, times=False),
        writes=False,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Refuse: it is read alone; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("the format is read, and not written")))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read a record from each line, or from the lines whose numbers say that they are of one article."""
        tags = Counter(
            word.tag for _number, line in _lines(path, report.aside()) for word in _words(line) if word.tagged
        )
        if not tags:
            if any(line.strip() for _number, line in _lines(path, report.aside())):
                raise SourceError(Problem(str(path), _("has no words with tags, such as 词/nr"), 1))
            return
        reader = _Reader(path, tags, report)
        for identifier, lines in _articles(path, report):
            yield reader.record(identifier, lines)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether nearly every word has a tag."""
        if path.is_dir():
            return False
        items = head.split()[:-1] if len(head) > 1 << 14 else head.split()
        tagged = sum(_matched(item) is not None for item in items)
        return tagged >= _LEAST and tagged >= _REGULAR * len(items)


FORMAT = Pfr()


def _lines(path: Path, report: Report) -> Iterator[tuple[int, str]]:
    return read_text_lines(path, report, damaged=True)


def _matched(item: str) -> re.Match[str] | None:
    return _WORD.fullmatch(item) if len(item) <= _LONGEST else None


def _words(line: str) -> Iterator[_Word]:
    """Yield the words of a line, without its number."""
    for item in line.split():
        match = _matched(item)
        if match is None:
            yield _Word(item, _OUTSIDE, tagged=False)
        elif not _ID.fullmatch(match[2]):
            yield _Word(_PINYIN.sub("", match[2]), match[3], len(match[1]), tuple(_CLOSING.findall(match[4])))


def _articles(path: Path, report: Report) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield the id and the lines of each article: those with the number of one, or each line that has none."""
    identifier = ""
    lines: list[tuple[int, str]] = []
    for number, line in _lines(path, report):
        match = _ID.match(line.lstrip())
        if lines and (match is None or match[1] != identifier) and line.strip():
            yield identifier, lines
            lines = []
        if line.strip():
            identifier = match[1] if match else ""
            lines.append((number, line))
    if lines:
        yield identifier, lines


class _Reader:
    """Put texts together from words, by the tags that the file has."""

    def __init__(self, path: Path, tags: Counter[str], report: Report) -> None:
        self._path = path
        self._report = report
        self._speech = not tags[_OUTSIDE] or len(tags) > _FEW
        self._surnames = False
        if self._speech:
            message = _("tags are parts of speech: those of names (nr, ns, nt, nz) and brackets are read alone")
            report.decided[Decision("file", "pos", message)] += 1

    def record(self, identifier: str, lines: Iterable[tuple[int, str]]) -> Record:
        texts: list[str] = []
        candidates: list[SpanCandidate] = []
        offset = 0
        for number, line in lines:
            words = list(_words(line))
            for word in words:
                if not word.tagged:
                    self._report_word(number, word.words, _("has no tag; it is read as part of no name"))
            text, places = join(word.words for word in words)
            candidates += (
                SpanCandidate(offset + places[first][0], offset + places[last][1], label)
                for first, last, label in self._names(number, words)
            )
            texts.append(text)
            offset += len(text) + 1
        self._report.rebuilt += 1
        whole = "\n".join(texts)
        return Record(identifier, whole, validate_spans(whole, candidates, identifier or self._path.name, self._report))

    def _names(self, number: int, words: list[_Word]) -> Iterator[tuple[int, int, str]]:
        """Yield the names as the first and the last word, with a label."""
        still_open: list[int] = []
        index = 0
        while index < len(words):
            word = words[index]
            still_open += [index] * word.opens
            last = index + self._goes_on(words, index)
            if word.tag in _NAMES or (self._speech and word.tag in ("nrf", "nrg")):
                yield index, last, "nr" if self._speech and word.tag.startswith("nr") else word.tag
            elif not self._speech and word.tag != _OUTSIDE:
                yield index, index, word.tag
            for place in range(index, last + 1):
                for label in words[place].closing:
                    if still_open:
                        yield still_open.pop(), place, label
                    else:
                        self._report_word(number, words[place].words, _("closes no bracket"))
            index = last + 1
        for index in still_open:
            self._report_word(number, words[index].words, _("opens a bracket that nothing closes"))

    def _goes_on(self, words: list[_Word], index: int) -> bool:
        """Return whether a word is a surname that a given name follows: said once, as it is a guess."""
        following = words[index + 1] if index + 1 < len(words) else None
        word = words[index]
        fits = self._speech and following is not None and word.tag in _SURNAME and following.tag in _GIVEN
        if not fits or following is None or following.opens or word.closing or len(word.words) > 2:
            return False
        if not self._surnames:
            self._surnames = True
            message = _("two words nr that follow each other are taken for one name, the first for a surname")
            self._report.decided[Decision("file", "surnames", message)] += 1
        return True

    def _report_word(self, number: int, words: str, reason: str) -> None:
        self._report.add(DroppedItem(self._path.name, line_name(number, words), reason), "word")
