"""Tell by its first element what kind of XML a file is of."""

import re

from seeds.encoding.decoding import is_utf8
from seeds.errors import Problem, SourceError
from seeds.sources.readers.document import SourceFile
from seeds.sources.readers.markup.packed import PackedError, unpacked

_HEAD = 1 << 16
_BEFORE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\][^>]*)?>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")

FEED = ("rss", "feed", "rdf")
DUMP = "mediawiki"


def root_name(source: SourceFile) -> str:
    """Return the name of the first element of a file, in lower case; empty where it does not begin with one.

    Raises ``SourceError`` where the file cannot be read, or unpacked.
    """
    try:
        with unpacked(source, []) as file:
            head = file.read(_HEAD)
    except PackedError as error:
        raise SourceError(Problem(source.name, str(error))) from error
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if is_wide else "utf-8" if is_utf8(head) else "latin-1", "replace").lstrip("\ufeff")
    place = 0
    while before := _BEFORE.match(text, place):
        place = before.end()
    root = _ROOT.match(text, place)
    return root[1].lower() if root else ""
