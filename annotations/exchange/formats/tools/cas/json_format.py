"""Read and write UIMA CAS JSON 0.4: a file for each article, with the types in it."""

import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path

from annotations.exchange.formats.tools.cas.articles import (
    about_cas,
    cassis,
    read_articles,
    type_system,
    write_articles,
)
from annotations.exchange.formats.tools.cas.reader import Cas
from annotations.exchange.options import BY_EVIDENCE, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import read_article_text
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from seeds.i18n import _
from seeds.system.files import open_stream

_BEGINNING = re.compile(r'\s*\{\s*"%(TYPES|FEATURE_STRUCTURES)"')


class CasJson:
    """Write and read folders of CAS JSON, which INCEpTION imports."""

    about = about_cas("cas-json", _("UIMA CAS JSON for INCEpTION: a folder with a file for each article"), ".json")

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "CasJson":
        """Return the format as it reads with options."""
        return CasJson(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a file for each record."""
        types = type_system(cassis(self.about))
        clean = sanitize(records, NOT_UTF8, "UTF-8", report)
        for file, cas in write_articles(clean, path, self.about, options, report, types):
            cas.to_json(file)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read every file of a folder, or a single one."""
        yield from read_articles(path, self.about, self._load, self._reading, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file begins as CAS JSON does, or one in a folder."""
        if path.is_dir():
            return any(_begins(file) for file in path.rglob("*.json"))
        return _BEGINNING.match(head.removeprefix("\ufeff")) is not None

    def _load(self, path: Path) -> Cas:
        text = read_article_text(path, ours=True).removeprefix("\ufeff")
        return cassis(self.about).load_cas_from_json(text)


FORMAT = CasJson()


def _begins(path: Path) -> bool:
    with TextIOWrapper(open_stream(path), encoding="utf-8-sig", errors="replace") as file:
        return _BEGINNING.match(file.read(200)) is not None
