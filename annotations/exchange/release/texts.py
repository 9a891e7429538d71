"""Remember of each released text what identifies it, without the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from annotations.exchange.record import Record
from seeds.script.detect import Script, detect


@dataclass(slots=True)
class ReleasedText:
    """Hold the article's id and document, its part, the SHA-256 of its text in UTF-8, and its length in code points.

    ``source`` is where the article is from, as far as its file says. ``annotators`` have annotated it, each with the
    time of the last change, which is empty where it is left out.
    """

    id: str
    document: str
    part: str
    sha256: str
    characters: int
    script: Script
    source: str = ""
    annotators: dict[str, str] = field(default_factory=dict)

    def table(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        times = {name: time for name, time in self.annotators.items() if time}
        table = {
            "id": self.id,
            "document": self.document,
            "part": self.part,
            "sha256": self.sha256,
            "characters": self.characters,
            "annotators": sorted(self.annotators),
        }
        return table | ({"updated": times} if times else {})


class Texts:
    """Look at records that pass by, and list their texts, each once."""

    def __init__(self, part: str) -> None:
        """Call the part of records without one ``part``."""
        self._part = part
        self._texts: dict[tuple[str, str], ReleasedText] = {}

    def watched(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records."""
        for record in records:
            key = record.document, record.id
            if key not in self._texts:
                digest = sha256(record.text.encode("utf-8")).hexdigest()
                facts = record.id, record.document, record.part or self._part, digest
                source = record.meta.get("source", "")
                self._texts[key] = ReleasedText(*facts, len(record.text), detect(record.text), source)
            self._texts[key].annotators[record.annotator] = record.updated
            yield record

    def listed(self) -> list[ReleasedText]:
        """Return the texts in the order in which they came."""
        return list(self._texts.values())
