"""Read and write UIMA CAS XMI: a file for each article, and ``TypeSystem.xml`` beside them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.formats.tools.cas.articles import (
    about_cas,
    cassis,
    loaded,
    read_articles,
    type_system,
    write_articles,
)
from annotations.exchange.formats.tools.cas.reader import Cas
from annotations.exchange.options import BY_EVIDENCE, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.sanitize import NOT_XML, sanitize
from seeds.errors import Problem, SourceError
from seeds.i18n import _

TYPES = "TypeSystem.xml"


class CasXmi:
    """Write and read folders of XMI, which INCEpTION and other programs with UIMA import."""

    about = about_cas("cas-xmi", _("UIMA CAS XMI: a folder with a file for each article and TypeSystem.xml"), ".xmi")

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "CasXmi":
        """Return the format as it reads with options."""
        return CasXmi(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write a file for each record, and their types."""
        types = type_system(cassis(self.about))
        types.to_xml(path / TYPES)
        clean = sanitize(records, NOT_XML, "XML", report)
        for file, cas in write_articles(clean, path, self.about, options, report, types):
            cas.to_xmi(file)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read every file of a folder, or a single one, by the types in the same folder."""
        library = cassis(self.about)
        types = path / TYPES if path.is_dir() else path.parent / TYPES
        if not types.is_file():
            advice = _("{name} has to be in the same folder").format(name=TYPES)
            raise SourceError(Problem(str(path), _("has no types"), advice=advice))
        types_read = loaded(types, library.load_typesystem)

        def load(file: Path) -> Cas:
            return library.load_cas_from_xmi(file, types_read)

        yield from read_articles(path, self.about, load, self._reading, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is XMI, or a folder with a file of that."""
        if path.is_dir():
            return (path / TYPES).is_file() and next(path.rglob("*.xmi"), None) is not None
        return "<xmi:XMI" in head


FORMAT = CasXmi()
