"""Read the annotations of hypothes.is, as its interface gives them and its client exports them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.foreign import Object, drop, objects_in, read_whole, report_unread
from annotations.exchange.importing.text_alignment import quoted_span
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import read_lines
from annotations.exchange.shared.mark_times import last_time_in
from annotations.exchange.shared.unread_keys import peek, text_in, use
from annotations.exchange.shared.validated_jsonl import first_item
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_WHOLE = re.compile(r'\s*\{.*"(?:rows|annotations)"\s*:\s*\[\s*\{.*"acct:', re.DOTALL)
_LISTS = ("rows", "annotations")
_SHOWN = "who may see it, and how it was shown"
_PAGE = "where the page and its text are, which the quote says for the text"
_ROW = {
    **dict.fromkeys(("id", "created", "updated"), "a number, or when a note on the page was made"),
    **dict.fromkeys(("group", "permissions", "flagged", "hidden", "links", "user_info", "moderation"), _SHOWN),
    **dict.fromkeys(("document", "target.source", "target.selector"), _PAGE),
    **dict.fromkeys(("actions", "moderation_status", "mentions"), _SHOWN),
}

# As ``docs/_extra/api-reference/schemas/annotation.yaml`` of hypothesis/h has them, and its client's ``export``.
_MEANINGLESS = (
    _ROW
    | {f"{name}.{key}": why for name in _LISTS for key, why in _ROW.items()}
    | dict.fromkeys(("total", "search_after", "export_date", "export_userid", "client_version"), "about the export")
)


class Hypothesis:
    """Read rows of ``{"uri", "user", "text", "tags", "target": [{"selector": [{"type": "TextQuoteSelector", …}]}]}``.

    A row is a span for each of its tags, with its text as the note, and made when it was last changed. Its words are
    looked for in the article that is called as its page, or in the one article that has all the quotes of a page: where
    they stand just once, by what stands around them. What is about a page as a whole is a note, and its tags are
    categories.
    """

    about = FormatInfo(
        "hypothesis",
        _("hypothes.is: annotations of pages in JSON"),
        ".json",
        Capabilities(Unit.TEXT, overlap=True, notes=True, categories=True),
        writes=False,
        keys=("uri", "user", "target", "tags"),
    )

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read a record for each page and person."""
        value = _value(path, report)
        items = next((value[key] for key in _LISTS if key in value), None) if isinstance(value, dict) else value
        if not isinstance(items, list):
            raise SourceError(Problem(str(path), _("holds no annotations of hypothes.is")))
        pages: dict[tuple[str, str], list[Object]] = {}
        for item in objects_in(items, path.name, report):
            pages.setdefault((text_in(item, "uri"), text_in(item, "user")), []).append(item)
        for (uri, user), of_page in pages.items():
            name = user.removeprefix("acct:").partition("@")[0]
            yield _record(Record(uri, "", annotator=name), of_page, report)
        report_unread(path, value, _MEANINGLESS, report)

    def write(self, records: object, path: Path, options: Options, report: Report) -> None:
        """Refuse: it is only read; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format is read, and not written")))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is a row, or a list of such."""
        first = first_item(path, head)
        if isinstance(first.get("target"), list) and str(first.get("user")).startswith("acct:"):
            return True
        return _WHOLE.match(head.removeprefix("\ufeff")) is not None


FORMAT = Hypothesis()


def _value(path: Path, report: Report) -> Object | list[object]:
    """Return what a file holds: one value, or a list of its lines where each is a row."""
    try:
        value = read_whole(path, report.aside())
    except SourceError:
        return [line.value for line in read_lines(path, report)]
    if isinstance(value, dict) and "uri" in value:
        return [value]
    return value if isinstance(value, dict | list) else []


def _record(record: Record, items: list[Object], report: Report) -> Record:
    spans: list[Span] = []
    notes: list[str] = []
    categories: list[str] = []
    for item in items:
        tags = item["tags"] if isinstance(peek(item, "tags"), list) else []
        labels = [tag for tag in tags if isinstance(tag, str) and tag]
        note = text_in(item, "text")
        quote = _quote(item, record.id, report)
        if peek(item, "references"):
            drop(note or "annotation", _("is a reply to another annotation"), record.id, report, "annotation", item)
        elif quote is None:
            notes += [note] if note else []
            categories += labels
        elif not labels:
            drop(str(peek(quote, "exact")), _("has no tag, which would be its label"), record.id, report, value=item)
        else:
            words, before, after = (text_in(quote, key) for key in ("exact", "prefix", "suffix"))
            time = last_time_in(item, ("updated", "created"), record.id, report)
            for label in labels:
                span = quoted_span(len(spans) + 1, label, words, before, after)
                spans.append(replace(span, note=note, time=time))
    return replace(record, spans=tuple(spans), note="\n".join(notes), categories=tuple(dict.fromkeys(categories)))


def _quote(item: Object, where: str, report: Report) -> Mapping[str, object] | None:
    """Return the selector that quotes the words of an annotation; None where it is about the page."""
    for target in objects_in(item.get("target"), where, report):
        for selector in objects_in(target.get("selector"), where, report):
            if selector.get("type") == "TextQuoteSelector" and isinstance(peek(selector, "exact"), str):
                use(selector, *selector)
                return selector
    return None
