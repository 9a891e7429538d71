"""Read which encoding a marked-up source says that it is in."""

import re

from seeds.encoding.decoding import text_codec

_DECLARATION = re.compile(rb"""<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 1 << 12
_MEANINGLESS = ("iso8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


def declared_encoding(data: bytes) -> str | None:
    """Give the codec that a page names in its head, if that says something.

    GB2312 and Big5 stand for what is really written under these names. Latin-1 decodes anything and is what servers
    declare when nobody told them, and a declaration that can be read as ASCII does not stand in UTF-16.
    """
    match = _DECLARATION.search(data[:_HEAD])
    if not match:
        return None
    name = match[1].decode("ascii", "ignore").lower()
    codec = text_codec({"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}.get(name, name))
    return None if codec in _MEANINGLESS else codec
