"""Read a file of the tests by the reader for its name: what comes of it, and that each article is found again."""

from pathlib import Path
from typing import NamedTuple

from seeds.errors import Notice, Problem
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.registry import open_document
from seeds.sources.settings import SourceSettings


class Reading(NamedTuple):
    """Hold the articles of a file, and what was said of it."""

    records: list[SourceRecord]
    problems: list[str]
    notices: list[str]


def read_file(
    path: Path, content: bytes | str, settings: SourceSettings | None = None, *, alone: bool = False
) -> Reading:
    """Write a file and read it; raises ``SourceError`` where it cannot be read."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document = open_document(SourceFile(path, path.name, settings or SourceSettings(), alone=alone))
    items = list(document.records())
    records = [item for item in items if isinstance(item, SourceRecord)]
    for record in records:
        again = document.record(record.locator)
        assert again
        assert (again.text, again.title_length, again.id) == (record.text, record.title_length, record.id)
        assert "\n" not in record.text[: record.title_length]
    return Reading(
        records,
        [str(item) for item in items if isinstance(item, Problem) and not isinstance(item, Notice)],
        [str(item) for item in items if isinstance(item, Notice)],
    )


def in_order(text: str, source: str) -> bool:
    """Return whether the characters of a text, white space aside, stand in its source in this order."""
    rest = iter(source)
    return all(character.isspace() or character in rest for character in text)
