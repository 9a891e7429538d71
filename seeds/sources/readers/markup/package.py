"""Find what an EPUB says of itself: its title and date, its chapters in order, and what its contents call them."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from seeds.encoding.decoding import DecodedText, decode
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.markup.archive import Archive, MemberError
from seeds.sources.readers.markup.blocks import squeeze
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.markup.markup_tree import Tree, attribute, local_name, xml_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = (".xhtml", ".html", ".htm", ".xml", ".xht")
_NO_PAGES = ("image/", "audio/", "video/", "font/")


class Chapter(NamedTuple):
    """Hold a part of the book: the member of the archive, and what the contents call it, or empty.

    ``parts`` are what the contents call the places in it that have ids, which are their keys.
    """

    member: str
    title: str = ""
    parts: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Package:
    """Hold what is known of a book before its chapters are read. ``problems`` is what is wrong with it."""

    title: str = ""
    date: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Item(NamedTuple):
    """Hold an entry of the manifest: a member's name, empty where there is none, and what is said of it."""

    href: str
    member: str
    kind: str
    properties: str


def member_text(archive: Archive, member: str, document: str) -> DecodedText:
    """Read a member as text; raises ``MemberError`` where it cannot be read or decoded."""
    data = archive.read(member)
    try:
        return decode(data, document, declared=declared_encoding(data))
    except SourceError as error:
        raise MemberError(error.problem.message) from error


def read_package(archive: Archive, document: str) -> Package:
    """Read what a book says of itself; raises ``SourceError`` where it is no book, or all of it is encrypted."""
    return _Reading(archive, document).package()


class _Reading:
    """Read the package of one book."""

    def __init__(self, archive: Archive, document: str) -> None:
        self._archive = archive
        self._document = document
        self._package = Package()

    def package(self) -> Package:
        """Read all of it."""
        place = self._place()
        root = self._tree(place).root
        if root is None:
            raise SourceError(self._problem(place, _("names no chapters")))
        package = self._package
        package.title = squeeze(next((_words(each) for each in _all(root, "title") if _words(each)), ""))
        package.date = next((day for each in _all(root, "date") if (day := iso_date(_words(each)))), "")
        items = self._manifest(root, posixpath.dirname(place))
        members = list(self._spine(root, items))
        titles = self._titles(root, items)
        package.chapters = [
            Chapter(member, next(iter(titles.get(member, {}).values()), ""), titles.get(member, {}))
            for member in dict.fromkeys(members)
        ]
        self._leave_out_encrypted()
        return package

    def _place(self) -> str:
        """Find the package document: where the container says, else the only one that there is."""
        container = self._tree(_CONTAINER).root if self._archive.find(_CONTAINER) else None
        named = [attribute(each, "full-path") for each in _all(container, "rootfile")]
        for name in named:
            place = self._archive.find(name)
            if place:
                return place
        others = [name for name in self._archive.names() if name.lower().endswith(".opf")]
        if len(others) != 1:
            raise SourceError(Problem(self._document, _("is an archive, but no EPUB: it names no book")))
        return others[0]

    def _manifest(self, root: "_Element", folder: str) -> dict[str, _Item]:
        items = {}
        for element in _all(root, "item"):
            href = attribute(element, "href")
            kind, properties = attribute(element, "media-type").lower(), attribute(element, "properties")
            items[attribute(element, "id")] = _Item(href, self._member(folder, href), kind, properties)
        return items

    def _spine(self, root: "_Element", items: dict[str, _Item]) -> Iterator[str]:
        for reference in _all(root, "itemref"):
            name = attribute(reference, "idref")
            item = items.get(name)
            if item is None:
                self._report(name, _("is in the order of the chapters, but not among the files of the book"))
            elif not item.member:
                outside = _is_outside(item.href)
                self._report(item.href, _("lies outside of the book, and is not read") if outside else _("is missing"))
            elif not item.kind.startswith(_NO_PAGES) or item.member.lower().endswith(_PAGES):
                yield item.member

    def _titles(self, root: "_Element", items: dict[str, _Item]) -> dict[str, dict[str, str]]:
        """Return what the contents call the places in each member by their ids, which are empty for the whole of it.

        These are the contents of the navigation document, else of the older ``toc.ncx``.
        """
        named = [attribute(spine, "toc") for spine in _all(root, "spine")]
        places = [item for item in items.values() if "nav" in item.properties.split()]
        places += [items[name] for name in named if name in items]
        places += [item for item in items.values() if item.kind == "application/x-dtbncx+xml"]
        for item in places:
            entries = self._entries(item.member) if item.member else {}
            if entries:
                return entries
        return {}

    def _entries(self, place: str) -> dict[str, dict[str, str]]:
        folder = posixpath.dirname(place)
        titles: dict[str, dict[str, str]] = {}
        try:
            root = xml_tree(member_text(self._archive, place, self._document).text).root
        except MemberError as error:
            self._report(place, str(error))
            return titles
        for label, href in _contents(root):
            title = " ".join(label.split())
            member = self._member(folder, href)
            if title and member:
                titles.setdefault(member, {}).setdefault(unquote(href.partition("#")[2]), title)
        return titles

    def _leave_out_encrypted(self) -> None:
        if not self._archive.find(_ENCRYPTION):
            return
        root = self._tree(_ENCRYPTION).root
        places = [attribute(each, "URI") or attribute(each, "uri") for each in _all(root, "cipherreference")]
        encrypted = {self._member("", place) for place in places}
        chapters = self._package.chapters
        self._package.chapters = [chapter for chapter in chapters if chapter.member not in encrypted]
        count = len(chapters) - len(self._package.chapters)
        if count:
            message = _("{count} of {total} chapters are encrypted, and are not read")
            problem = Problem(self._document, message.format(count=count, total=len(chapters)))
            if count == len(chapters):
                raise SourceError(problem)
            self._package.problems.append(problem)

    def _member(self, folder: str, href: str) -> str:
        """Return the member that a reference leads to; empty where there is none in the archive."""
        path = href.partition("#")[0].partition("?")[0]
        if not path or _is_outside(path):
            return ""
        for spelling in (path, unquote(path)):
            name = posixpath.normpath(posixpath.join(folder, spelling)).lstrip("/")
            if not name.startswith("../") and (member := self._archive.find(name)):
                return member
        return ""

    def _tree(self, place: str) -> Tree:
        try:
            tree = xml_tree(member_text(self._archive, self._archive.find(place), self._document).text)
        except MemberError as error:
            raise SourceError(self._problem(place, str(error))) from error
        if tree.damage:
            self._report(place, _("is damaged, and was read as far as it goes: {reason}").format(reason=tree.damage))
        return tree

    def _problem(self, place: str, message: str) -> Problem:
        return Problem(f"{self._document}: {place}", message)

    def _report(self, place: str, message: str) -> None:
        self._package.problems.append(self._problem(place, message))


def _contents(root: "_Element | None") -> Iterator[tuple[str, str]]:
    """Give the labels and references of a table of contents, of either form."""
    points = _all(root, "navpoint")
    for point in points:
        texts, places = _all(point, "text"), _all(point, "content")
        if texts and places:
            yield "".join(map(str, texts[0].itertext())), attribute(places[0], "src")
    if root is None or points:
        return
    lists = [each for each in _all(root, "nav") if "toc" in attribute(each, "type").split()]
    for link in _all(lists[0], "a") if lists else []:
        yield "".join(map(str, link.itertext())), attribute(link, "href")


def _all(root: "_Element | None", name: str) -> "list[_Element]":
    """Return all elements of a name below a root, in order."""
    return [] if root is None else [each for each in root.iter("*") if local_name(each) == name]


def _words(element: "_Element") -> str:
    return str(element.text or "")


def _is_outside(href: str) -> bool:
    """Return whether a reference names a place that is in no archive."""
    path = unquote(href)
    return ":" in path.partition("/")[0] or path.startswith(("/", "\\"))
