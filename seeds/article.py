"""Hold an article: one immutable text and where it came from."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Origin:
    """Locate an article in its source.

    ``document`` is the path of the source below the project's root, with ``/``. ``start`` is the code point of the
    decoded source (line ends as LF) at which the article, or the record that holds it, begins, and ``line`` the line
    of that code point, from 1. ``locator`` is for the reader alone: what it needs to find the article again.
    """

    document: str
    start: int
    line: int
    locator: int = 0


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """Describe an article without its text; the library lists these.

    ``id`` is unique within its document and survives reordering and additions there. ``length`` counts the code points
    of title and body. ``date`` is ISO 8601. It, ``source`` (the publication), ``tag`` and ``link`` (the address where
    it was published) are empty where not known.
    """

    id: str
    title: str
    length: int
    origin: Origin
    source: str = ""
    tag: str = ""
    date: str = ""
    link: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return the document and the id: unique in a project."""
        return self.origin.document, self.id


class MarkedHeading(NamedTuple):
    """Hold a heading that a source marks as one: the code points of its line, its level from 1, and its words."""

    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """Hold a text that never changes, with its info.

    Where the source has a title, ``text`` is the title, a newline, and the body, and ``title_length`` counts the code
    points of the title; otherwise it is 0 and ``text`` is the body. ``encoding`` is a Python codec name; ``newline`` is
    how lines ended in the source: ``lf``, ``crlf``, ``cr`` or ``mixed``. ``paragraphs`` says how its paragraphs are
    set, by a name of ``seeds.segmentation.style``; no offset depends on it. ``headings`` are those that the source
    marks, as pages and books do; where it marks none, they are looked for in the text.
    """

    info: ArticleInfo
    text: str
    title_length: int = 0
    encoding: str = "utf-8"
    newline: str = "lf"
    paragraphs: str = "found"
    headings: tuple[MarkedHeading, ...] = ()

    @property
    def body_start(self) -> int:
        """Return the code point at which the body begins."""
        return self.title_length + 1 if self.title_length else 0

    @property
    def is_markdown(self) -> bool:
        """Return whether lines that begin with ``#`` are headings."""
        return self.info.origin.document.lower().endswith((".md", ".markdown"))
