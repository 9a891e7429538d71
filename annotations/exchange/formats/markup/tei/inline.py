"""Read the text and the names of a TEI whose names are elements in the text, such as ``persName``.

Blocks such as ``p`` are lines. White space is one space, and none between Chinese characters, unless it is kept by
``xml:space``. What stands in notes, in the margin, or beside what an editor chose is left out and reported.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.span_validation import SpanCandidate
from seeds.i18n import _

_XML = "{http://www.w3.org/XML/1998/namespace}"
_BLOCKS = frozenset(("p", "head", "ab", "l", "item", "cell", "label", "opener", "closer", "byline", "dateline", "said"))
_PLAIN = (
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "objectName",
    "eventName",
    "surname",
    "forename",
    "settlement",
)
_TYPED = ("rs", "name")
_DATES = ("date", "time")
_NAMES = frozenset((*_PLAIN, *_TYPED, *_DATES, "country", "region", "roleName", "measure", "num"))
_LEFT_OUT = frozenset(("note", "fw", "del", "sic", "orig", "abbr", "rdg", "figDesc", "teiHeader", "standOff", "desc"))
_MEANINGLESS = frozenset(("n", "rend", "rendition", "style", "part", "next", "prev", "facs"))
"""Attributes of names that say how they are drawn, numbered or divided; all others become those of spans."""


class InlineText:
    """Put the text of an element together; ``text`` and ``candidates`` are what is in it."""

    def __init__(self, element: Element, where: str, report: Report) -> None:
        self._where = where
        self._report = report
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._waiting = ""
        self.candidates: list[SpanCandidate] = []
        self._walk(element, keeps=False)

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self._parts)

    def _walk(self, element: Element, *, keeps: bool) -> None:
        name = local_name(element)
        if name in _LEFT_OUT:
            words = "".join(element.itertext()).strip()
            if words:
                reason = _("the element “{name}” is not read").format(name=name)
                self._report.add(DroppedItem(self._where, " ".join(words.split())[:80], reason), "element")
            return
        keeps = element.get(f"{_XML}space", "preserve" if keeps else "default") == "preserve"
        if name in _BLOCKS:
            self._end_block()
        place, before, part = len(self.candidates), self._length, len(self._parts)
        self._add(element.text or "", keeps=keeps)
        for child in element:
            self._walk(child, keeps=keeps)
            self._add(child.tail or "", keeps=keeps)
        if name in _NAMES:
            self._name(element, before, "".join(self._parts[part:]), place)
        if name in _BLOCKS:
            self._end_block()

    def _name(self, element: Element, before: int, words: str, place: int) -> None:
        """Add the span of an element that has been put into the text from ``before`` on, around those in it."""
        start = before + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start == end:
            return
        name = local_name(element)
        label = element.get("type", "") if name in _TYPED else ""
        attributes: dict[str, str | bool] = {
            key.rpartition("}")[2]: value
            for key, value in element.attrib.items()
            if value and key not in _MEANINGLESS and not key.startswith(_XML) and not (name in _TYPED and key == "type")
        }
        self.candidates.insert(place, SpanCandidate(start, end, label or name, attributes=attributes))

    def _end_block(self) -> None:
        self._waiting = "\n" if self._parts else ""

    def _add(self, words: str, *, keeps: bool) -> None:
        if keeps:
            self._put(words)
            return
        for item in _runs(words):
            if item.isspace():
                self._waiting = self._waiting or " "
            else:
                self._put(item)

    def _put(self, words: str) -> None:
        if not words:
            return
        wide = self._last > "\u2e7f" or words[0] > "\u2e7f" or self._last.isspace() or not self._last
        gap = "" if self._waiting == " " and wide else self._waiting
        self._parts += [gap, words]
        self._length += len(gap) + len(words)
        self._last, self._waiting = words[-1], ""


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _runs(words: str) -> Iterator[str]:
    """Yield words and the white space between them, in turn."""
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].isspace() != words[start].isspace():
            yield words[start:index]
            start = index
