"""Read and write inline marks of MUC and OntoNotes: ``<ENAMEX TYPE="PERSON">words</ENAMEX>``, ``TIMEX``, ``NUMEX``.

A ``DOC`` is an article, and a file without one is one. What the writer escapes are ``&``, ``<`` and ``>``. ``S_OFF``
and ``E_OFF`` are how many characters at the ends are not of the name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr, unescape

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.markup.inline.marks import (
    Piece,
    is_object,
    nested_spans,
    whole_text,
    with_marks,
    without_marks,
)
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.span_validation import validate_spans
from seeds.i18n import _

_MARK = re.compile(r"<(/?)(ENAMEX|TIMEX|NUMEX)\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DOC = re.compile(r"<(/?)DOC\b([^<>]*)>", re.IGNORECASE)
_NUMBER = re.compile(r"<DOC(?:NO|ID)>([^<>]*)</DOC(?:NO|ID)>\n?", re.IGNORECASE)
_AROUND = re.compile(r"</?(?:TEXT|BODY|P|S|HL|TURN)>\n?", re.IGNORECASE)
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_LINE_ENDS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class Enamex:
    """Write and read one file of articles."""

    about = FormatInfo(
        "enamex",
        _('ENAMEX: inline marks such as <ENAMEX TYPE="LABEL">words</ENAMEX>'),
        ".sgm",
        Capabilities(Unit.TEXT, people=False, times=False),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a ``DOC`` for each record."""
        with path.open("w", encoding="utf-8", newline="") as file:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                spans = nested_spans(record, report)
                text = with_marks(
                    record.text,
                    spans,
                    lambda span: f"<ENAMEX TYPE={quoteattr(span.label, _LINE_ENDS)}>",
                    lambda _span: "</ENAMEX>",
                    escape,
                )
                file.write(f"<DOC DOCNO={quoteattr(record.id, _LINE_ENDS)}>\n{text}\n</DOC>\n")
                report.wrote(record, tuple(spans))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the articles of a file."""
        content = whole_text(path, report)
        unread: Counter[str] = Counter()
        rest, place, opening = "", 0, None
        for match in _DOC.finditer(content):
            if not match[1]:
                opening = match
            elif opening:
                rest += content[place : opening.start()]
                identifier = _attributes(opening[2]).get("docno", "")
                yield _record(identifier, content[opening.end() : match.start()], path, unread, report)
                place, opening = match.end(), None
        rest += content[place:]
        if rest.strip() and place:
            report.add(DroppedItem(path.name, rest.strip()[:80], _("stands outside of the articles")), "text")
        elif rest.strip():
            yield _record("", rest, path, unread, report)
        for key, count in unread.items():
            reason = _("“{key}” is not read in this format").format(key=key)
            report.add(DroppedItem(path.name, key, reason), "key", count)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether there is such a mark."""
        return not path.is_dir() and not is_object(head) and _MARK.search(head) is not None


FORMAT = Enamex()


def _record(identifier: str, content: str, path: Path, unread: Counter[str], report: Report) -> Record:
    number = _NUMBER.search(content)
    if number:
        identifier = identifier or number[1].strip()
    content = _AROUND.sub("", _NUMBER.sub("", content.removeprefix("\n"))).removesuffix("\n")
    marked = without_marks(list(_pieces(content, unread)))
    where = identifier or path.name
    marked.report_unmatched(where, report)
    candidates = [candidate for _name, candidate in marked.spans]
    return Record(identifier, marked.text, validate_spans(marked.text, candidates, where, report))


def _pieces(content: str, unread: Counter[str]) -> Iterator[Piece]:
    place = 0
    for match in _MARK.finditer(content):
        yield Piece(_words(content[place : match.start()]))
        place = match.end()
        name = match[2].upper()
        attributes = {} if match[1] else _attributes(match[3])
        label = attributes.pop("type", "") or name
        cut = tuple(int(value) if value.isdecimal() else 0 for value in (attributes.pop(key, "") for key in _CUTS))
        unread.update(f"{name}.{key}" for key in attributes if key not in _MEANINGLESS)
        yield Piece(match[0], not match[1], bool(match[1]), name, "" if match[1] else label, (cut[0], cut[1]))
    yield Piece(_words(content[place:]))


_CUTS = ("s_off", "e_off")
_MEANINGLESS = {"status": "whether the mark is optional for scorers of MUC", "min": "the head, for scorers of MUC"}
"""Attributes that say nothing of what is marked, with the reason."""


def _attributes(words: str) -> dict[str, str]:
    return {
        match[1].lower(): _value(next(filter(None, match.groups()[1:]), "")) for match in _ATTRIBUTE.finditer(words)
    }


def _value(words: str) -> str:
    return unescape(words, _QUOTES | {reference: sign for sign, reference in _LINE_ENDS.items()})


def _words(words: str) -> str:
    return unescape(words, _QUOTES)
