"""Write and read the lines of a file of tags that say where an article begins, and which it is."""

import json
import re

DOCUMENT = "-DOCSTART-"

_ID = re.compile(r"#\s*(?:newdoc\s+)?id\s*=\s*(.*)")
_NEW_DOCUMENT = re.compile(r"#\s*newdoc\s*")


def border_with(identifier: str) -> str:
    """Return the line for an id, which is quoted as in JSON where it is empty or would not be read as it is."""
    plain = identifier.isprintable() and identifier == identifier.strip() and identifier[:1] not in ("", '"')
    return f"# id = {identifier if plain else json.dumps(identifier)}\n"


def border_in(line: str) -> str | None:
    """Return the id of the article that begins with a line, empty where it has none; None for any other line."""
    if line.startswith(DOCUMENT):
        return ""
    if not line.startswith("#") or "\t" in line:
        return None
    match = _ID.fullmatch(line.strip())
    if match:
        return _id(match[1])
    return "" if _NEW_DOCUMENT.fullmatch(line.strip()) else None


def _id(written: str) -> str:
    if written.startswith('"'):
        try:
            value = json.loads(written)
        except ValueError:
            return written
        return value if isinstance(value, str) else written
    return written
