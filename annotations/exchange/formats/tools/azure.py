"""Read the labels file of Azure Language's custom entity recognition, with the texts beside it."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import (
    ForeignFormat,
    ForeignText,
    Object,
    drop,
    object_in,
    objects_in,
    read_whole,
    report_unread,
)
from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import read_article_text
from annotations.exchange.shared.offset_units import is_offset
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, text_in
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_BEGINNING = re.compile(r'\s*\{.*"(?:projectKind|kind)"\s*:\s*"CustomEntityRecognition"', re.DOTALL)
_PROJECT = "says what the project is"
_PLACE = "a part of the text, of which the labels say the same"
_DOCUMENTS = ("assets.documents", "documents")
_MEANINGLESS = (
    dict.fromkeys(("projectFileVersion", "stringIndexType", "metadata", "assets.projectKind"), _PROJECT)
    | dict.fromkeys(("assets.entities", "entities", "kind", "projectKind"), "which labels there are")
    | {f"{name}.{key}": _PROJECT for name in _DOCUMENTS for key in ("language", "dataset")}
    | {f"{name}.entities.{key}": _PLACE for name in _DOCUMENTS for key in ("regionOffset", "regionLength")}
)
_UNITS = {
    "utf16codeunit": OffsetUnit.UTF16,
    "unicodecodepoint": OffsetUnit.CODE_POINT,
    "textelement_v8": OffsetUnit.GRAPHEME,
    "textelements_v8": OffsetUnit.GRAPHEME,
}


class AzureLanguage(ForeignFormat):
    """Read ``{"stringIndexType", "assets": {"documents": [{"location", "entities": [{"labels": […]}]}]}}``.

    A label is ``{"category", "offset", "length"}``. ``location`` names a text beside the file or in a folder there, in
    UTF-8. Offsets are what ``stringIndexType`` says, which is UTF-16 units in what its studio exports.
    """

    about = FormatInfo(
        "azure",
        _("Azure Language: a labels file of custom entity recognition"),
        ".json",
        Capabilities(Unit.UTF16, overlap=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("projectFileVersion", "assets"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the documents."""
        yield from _documents(read_whole(path, report), path, report)

    def unit_in(self, path: Path) -> OffsetUnit | None:
        """Return the unit that the file names; None where it names none that is known."""
        value = read_whole(path, Report())
        return _UNITS.get(text_in(value, "stringIndexType").lower()) if isinstance(value, dict) else None

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file says that it is of a project of this kind."""
        return _BEGINNING.match(head.removeprefix("\ufeff")) is not None


FORMAT = AzureLanguage()


def _documents(value: object, path: Path, report: Report) -> Iterator[ForeignText]:
    if not isinstance(value, dict):
        raise SourceError(Problem(str(path), _("is not a labels file of Azure Language's")))
    assets = object_in(value, "assets") or value
    for document in objects_in(assets.get("documents"), path.name, report):
        location = text_in(document, "location")
        file = path.parent.joinpath(*PurePosixPath(location).parts)
        if not location or ".." in PurePosixPath(location).parts or PurePosixPath(location).is_absolute():
            drop(location or "document", _("names no file beside this one"), path.name, report, "document", document)
            continue
        try:
            text = read_article_text(file, ours=False)
        except SourceError:
            drop(location, _("its text is not beside the file"), path.name, report, "document", document)
            continue
        claims = list(_claims(document, location, report))
        yield ForeignText(Record(PurePosixPath(location).stem, text, document=location), location, claims)
    report_unread(path, value, _MEANINGLESS, report)


def _claims(document: Object, where: str, report: Report) -> Iterator[SpanCandidate]:
    for region in objects_in(document.get("entities"), where, report):
        for label in objects_in(region.get("labels"), where, report):
            start, length = label.get("offset"), label.get("length")
            end = start + length if is_offset(start) and is_offset(length) else peek(label, "length")
            yield SpanCandidate(start, end, label.get("category"))
