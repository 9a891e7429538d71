"""Read and write GLiNER's training data: tokens, and spans by the numbers of their first and last token."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.jsonl import line_of
from annotations.exchange.shared.label_names import spoken_names
from annotations.exchange.shared.lines import read_text_lines
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tag_schemes import join
from annotations.exchange.shared.tokens import Token, align, joined_to_visible, tokenize
from annotations.exchange.shared.unread_keys import TrackedObject, UnreadKeys, discard
from annotations.exchange.shared.validated_jsonl import distinct, place_in, place_of
from annotations.model.span import NOTHING
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE
from seeds.toml.nesting import too_deep_json

_LONGEST = 384


class Gliner:
    """Write and read ``[{"tokenized_text": [token, …], "ner": [[first, last, label], …]}, …]``, ``last`` inclusive.

    Labels are called by their titles, since a model reads them. A text without a token is lost. Models that score
    spans leave out those of more tokens than their ``max_width``, which is 12 for most: ``--tokens jieba`` helps.
    Texts are read as ``tags.join`` puts them together; the whole file is in memory then.
    """

    about = FormatInfo(
        "gliner",
        _("GLiNER: tokens, and spans by first and last token, with labels in words"),
        ".json",
        Capabilities(Unit.TOKENS, inclusive=True, overlap=True),
        limit=_LONGEST,
        keys=("tokenized_text", "ner"),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spoken = spoken_names(options.schema, report)
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            before = "[\n"
            for line in _lines(records, options, spoken, report):
                file.write(before + line)
                before = ","
            file.write("[]\n" if before == "[\n" else "]\n")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        values = _values(path, report)
        if values and not any(map(_fits, values)):
            raise SourceError(Problem(str(path), _("holds no object with “tokenized_text” and a list “ner”"), 1))
        unread = UnreadKeys(path, NOTHING)
        for number, value in enumerate(values, 1):
            where = f"item {number}"
            if not _fits(value):
                discard(value)
                report.add(DroppedItem("", where, _("is not an object with “tokenized_text” and a list “ner”")), "item")
                continue
            text, places = join(value["tokenized_text"])
            report.rebuilt += 1
            claims = _claims(value["ner"], places, where, report)
            identifier, offset = place_in(value)
            yield Record(identifier, text, validate_spans(text, claims, where, report), offset=offset)
            unread.look(value)
        unread.report_to(report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the file is a list whose first item is one of this format."""
        head = head.removeprefix("\ufeff").lstrip()
        if not head.startswith("["):
            return False
        try:
            value, _end = json.JSONDecoder().raw_decode(head[1:].lstrip())
        except (ValueError, RecursionError):
            return False
        return _fits(value)


FORMAT = Gliner()


def _lines(records: Iterable[Record], options: Options, spoken: Mapping[str, str], report: Report) -> Iterator[str]:
    for record in records:
        tokens = joined_to_visible(record.text, tokenize(record.text, options.tokens))
        aligned = {item.span.id: item for item in align(record.spans, tokens, options.misaligned, record, report)}
        if not tokens:
            report.drop(record, _("holds no token"), what="article")
            continue
        spans = distinct((item.span for item in aligned.values()), record, report)
        report.wrote(record, spans)
        ner = [
            (aligned[span.id].first, aligned[span.id].last - 1, spoken.get(span.label, span.label)) for span in spans
        ]
        words = [record.text[start:end] for start, end in tokens]
        yield line_of({"tokenized_text": words, "ner": ner, **place_of(record)})


def _values(path: Path, report: Report) -> list[Any]:
    text = "\n".join(line for _number, line in read_text_lines(path, report, limit=WHOLE))
    try:
        value = json.loads(text, object_hook=TrackedObject)
    except json.JSONDecodeError as error:
        message = _("is not valid JSON, or was cut off")
        raise SourceError(Problem(str(path), message, error.lineno)) from error
    except RecursionError as error:
        raise SourceError(Problem(str(path), too_deep_json(text))) from error
    if not isinstance(value, list):
        raise SourceError(Problem(str(path), _("is not a list"), 1))
    return value


def _fits(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("ner"), list):
        return False
    tokens = value.get("tokenized_text")
    return isinstance(tokens, list) and all(isinstance(token, str) for token in tokens)


def _claims(ner: Iterable[object], places: Sequence[Token], where: str, report: Report) -> Iterator[SpanCandidate]:
    """Yield what is said of tokens, at the offsets of these."""
    for item in ner:
        match item:
            case [int(first), int(last), label] if 0 <= first <= last < len(places):
                yield SpanCandidate(places[first][0], places[last][1], label)
            case _:
                reason = _("is not [first, last, label] of tokens that there are, counted from 0")
                report.add(DroppedItem(where, json.dumps(item, ensure_ascii=False), reason))
