"""Read UBIAI's export: documents with their entities as tokens, and relations between these."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import ForeignFormat, ForeignText, Object, drop, name_in, objects_in
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.unread_keys import peek, text_in
from annotations.exchange.shared.validated_jsonl import first_item, line_name, read_validated_json
from annotations.model.span import Relation
from seeds.i18n import _

_MEANINGLESS = {
    "tokens.token_start": "follows from start and end, and is read for relations",
    "tokens.token_end": "follows from start and end",
}


class Ubiai(ForeignFormat):
    """Read ``{"documentName", "document", "tokens": [{"text", "start", "end", "entityLabel"}], "relations"}``.

    A relation is ``{"head", "child", "relationLabel"}``, whose ends are the first tokens of the entities. What offsets
    count is found out by the texts of the tokens. Categories are ``documentLabel`` or ``classification``.
    """

    about = FormatInfo(
        "ubiai",
        _("UBIAI: documents with entities and relations in JSON"),
        ".json",
        Capabilities(Unit.CODE_POINTS, overlap=True, relations=True, times=False),
        writes=False,
        options=frozenset({"unit"}),
        keys=("documentName", "document", "tokens"),
    )

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield the documents."""
        expected = _("object with a “document” and a list “tokens”")
        for number, value in read_validated_json(path, report, _fits, expected, _MEANINGLESS):
            name = text_in(value, "documentName")
            where = name or line_name(number)
            tokens = list(objects_in(value["tokens"], where, report))
            claims = [
                SpanCandidate(
                    each.get("start"), each.get("end"), each.get("entityLabel"), peek(each, "text"), f"u{place}"
                )
                for place, each in enumerate(tokens, 1)
            ]
            for each in tokens:
                text_in(each, "text")
            relations = list(_relations(value, tokens, where, report))
            yield ForeignText(Record(name, value["document"], document=name), where, claims, (), relations)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is a document."""
        value = first_item(path, head)
        return _fits(value) and "documentName" in value


FORMAT = Ubiai()


def _fits(value: Object) -> bool:
    return isinstance(peek(value, "document"), str) and isinstance(peek(value, "tokens"), list)


def _relations(value: Object, tokens: Sequence[Object], where: str, report: Report) -> Iterator[Relation]:
    ids = {name_in(each, "token_start"): f"u{place}" for place, each in enumerate(tokens, 1)}
    for item in objects_in(value.get("relations"), where, report):
        head, tail = (ids.get(name_in(item, key), "") for key in ("head", "child"))
        kind = text_in(item, "relationLabel")
        if kind and head and tail:
            yield Relation(kind, head, tail)
        else:
            drop(
                kind or "relation", _("has no type, or one of its entities is missing"), where, report, "relation", item
            )
