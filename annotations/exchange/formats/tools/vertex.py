"""Read the import files of Google's AutoML and Vertex AI for entity extraction: a text a line."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, Object, drop, object_in, objects_in
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.article_files import read_article_text
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, text_in
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from seeds.errors import SourceError
from seeds.i18n import _

_MEANINGLESS = {
    "dataItemResourceLabels": "in which part of a split it is",
    "textSegmentAnnotations.annotationResourceLabels": "how the service keeps it",
    "text_snippet.mime_type": "that it is a text",
}
_PARTS = ("textSegment", "text_segment")


class Vertex(ForeignFormat):
    """Read ``{"textContent", "textSegmentAnnotations": [{"startOffset", "endOffset", "displayName"}]}``.

    AutoML before it has ``{"text_snippet": {"content"}, "annotations": [{"text_extraction": {"text_segment":
    {"start_offset", "end_offset"}}, "display_name"}]}``. ``textGcsUri`` names a text that has to be beside the file.
    The end is not included, and what offsets count its documentation calls characters.
    """

    about = FormatInfo(
        "vertex",
        _("Vertex AI and AutoML: JSON Lines for entity extraction"),
        ".jsonl",
        Capabilities(Unit.CODE_POINTS, overlap=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("textContent", "textSegmentAnnotations"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the lines."""
        expected = _("object with “textSegmentAnnotations”, or a “text_snippet” and “annotations”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            where = line_name(number)
            record = _text(value, path)
            if record is None:
                drop("text", _("its text is not beside the file"), where, report, "line", value)
                continue
            items = value.get("textSegmentAnnotations") or value.get("annotations")
            claims = [_claim(each) for each in objects_in(items, where, report)]
            yield ForeignText(record, where, claims)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first line is for one of the two."""
        return _fits(first_item(path, head))


FORMAT = Vertex()


def _fits(value: Object) -> bool:
    if isinstance(peek(value, "textSegmentAnnotations"), list):
        return isinstance(peek(value, "textContent") or peek(value, "textGcsUri"), str)
    return isinstance(peek(value, "text_snippet"), dict) and isinstance(peek(value, "annotations"), list)


def _text(value: Object, path: Path) -> Record | None:
    """Return a record with the text of a line; None where it is in a file that is not there."""
    snippet = object_in(value, "text_snippet")
    text = peek(snippet, "content") if snippet else peek(value, "textContent")
    if isinstance(text, str):
        text_in(snippet, "content")
        text_in(value, "textContent")
        return Record("", text)
    name = PurePosixPath(text_in(value, "textGcsUri")).name
    try:
        return Record(PurePosixPath(name).stem, read_article_text(path.parent / name, ours=False)) if name else None
    except SourceError:
        return None


def _claim(item: Object) -> SpanCandidate:
    extraction = object_in(item, "text_extraction") or item
    segment = next((part for key in _PARTS if (part := object_in(extraction, key))), extraction)
    start, end = (_number(_first(segment, f"{key}Offset", f"{key}_offset")) for key in ("start", "end"))
    quote = segment["content"] if isinstance(peek(segment, "content"), str) else None
    return SpanCandidate(start, end, _first(item, "displayName", "display_name"), quote)


def _first(value: Object, *keys: str) -> object:
    return next((value[key] for key in keys if key in value), None)


def _number(value: object) -> object:
    """Return an offset: Vertex exports whole numbers of 64 bits as texts, and leaves out 0."""
    return (
        int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else 0 if value is None else value
    )
