"""Parse XML and HTML of others into a tree: nothing is fetched, no entity is expanded, and damage is reported.

Both take text: what it was decoded from is the reader's to say. A declaration of a document type, with whatever it
declares, is taken out before.
"""

import re
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\][^>]*)?>", re.IGNORECASE)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_CLOSED = re.compile(r"<(title|script|style|textarea|[abip]|div|span|em|strong|t[dh]|li)\b([^<>]*?)/>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = 1 << 16


class Tree(NamedTuple):
    """Hold the root of a document, None where it has none, and what is wrong with it: empty where it is sound."""

    root: "_Element | None"
    damage: str = ""


def xml_tree(text: str) -> Tree:
    """Parse XML strictly, with the names of HTML for characters; what is damaged is read as HTML as far as it goes."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    text = without_prolog(text)
    parser = XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return Tree(fromstring(_NAMED.sub(_character, text).encode("utf-8", "surrogatepass"), parser))
    except XMLSyntaxError as error:
        damage = error.msg or str(error)
    return Tree(html_tree(text).root, damage)


def html_tree(text: str) -> Tree:
    """Parse HTML, however it is written; what is nested so deep that it is not read any further is damage."""
    from lxml.etree import ErrorTypes, HTMLParser, LxmlError, fromstring

    # XML ends an element that is empty by a slash, which HTML passes over.
    text = _CONTROLS.sub("\ufffd", _CLOSED.sub(r"<\1\2></\1>", without_prolog(text)))
    parser = HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        root = fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    except LxmlError as error:
        return Tree(None, str(error))
    limits = [error.message for error in parser.error_log if error.type == ErrorTypes.ERR_RESOURCE_LIMIT]
    return Tree(root, "; ".join(limits[:1]))


def without_prolog(text: str) -> str:
    """Return the markup without what says how it is encoded and what kind it is of."""
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    doctype = _DOCTYPE.search(text, 0, _HEAD)
    return text[: doctype.start()] + text[doctype.end() :] if doctype else text


def local_name(element: "_Element") -> str:
    """Return the name of an element without its namespace, in lower case; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str:
    """Return the value of an attribute of this name, in whatever namespace; empty where it has none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].rpartition(":")[2] == name:
            return str(value)
    return ""


def _character(match: re.Match[str]) -> str:
    """Return the character that HTML calls by this name, unless XML knows the name too."""
    character = html5.get(match[1], "")
    return character if character and not set(character) & set("<>&\"'") else match[0]
