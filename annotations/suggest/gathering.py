"""What an annotator has decided in all articles of a project, read from the files."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.anchor import text_digest
from annotations.disk import Signature, signature_of
from annotations.layer import Status
from annotations.paths import safe_name
from annotations.store import files_of
from annotations.suggest.memory import Decisions
from seeds.decode import decode
from seeds.errors import SourceError

Decided = tuple[tuple[str, str], Decisions]
"""Document and id of an article, and what was decided there."""


class Gatherer:
    """Reads the files of one annotator, each again only when it has changed.

    ``folder`` is that of the annotations; ``texts`` the folder or file that the documents are in. Where an article is
    finished and a piece of a plain document, its text is read as well, for what was left without a label.
    """

    def __init__(self, folder: Path, annotator: str, texts: Path | None) -> None:
        self._folder = folder / safe_name(annotator)
        self._texts = texts
        self._seen: dict[Path, Signature] = {}
        self._document: tuple[str, str] = ("", "")

    def changed(self) -> Iterator[Decided]:
        """What was decided, by article, in the files that have changed since the last time; the oldest file first.

        A file that cannot be read is passed over: whoever opens it is told.
        """
        signatures = ((signature_of(path), path) for path in files_of(self._folder))
        there = sorted(((signature, path) for signature, path in signatures if signature), key=lambda item: item[0])
        for signature, path in there:
            if self._seen.get(path) != signature:
                self._seen[path] = signature
                if decided := self._read(path):
                    yield decided

    def _read(self, path: Path) -> Decided | None:
        try:
            file = tomllib.loads(path.read_text("utf-8-sig"))
            return self._decided(file)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def _decided(self, file: Mapping[str, Any]) -> Decided:
        stamp = file["article"]
        text = self._text(stamp) if file["annotation"].get("status") == Status.DONE else None
        spans, rejected = file.get("span", []), file.get("rejected", [])
        if text is not None:
            marks = [(int(item["start"]), int(item["end"]), str(item["label"])) for item in spans]
            refusals = [(int(item["start"]), int(item["end"]), str(item["label"])) for item in rejected]
            decisions = Decisions.from_ranges(text, marks, refusals, finished=True)
        else:
            decisions = Decisions.from_words(
                ((str(item["text"]), str(item["label"])) for item in spans),
                ((str(item["text"]), str(item["label"])) for item in rejected),
            )
        return (str(stamp["document"]), str(stamp["id"])), decisions

    def _text(self, stamp: Mapping[str, Any]) -> str | None:
        """The text of an article, where it is a piece of its document as that is now."""
        if self._texts is None:
            return None
        name = str(stamp["document"])
        if self._document[0] != name:
            path = self._texts if self._texts.is_file() else self._texts / name
            try:
                self._document = name, decode(path.read_bytes(), name).text
            except SourceError:
                self._document = name, ""
        text = self._document[1][stamp["start"] : stamp["start"] + stamp["length"]]
        return text if text_digest(text) == stamp["sha256"] else None
