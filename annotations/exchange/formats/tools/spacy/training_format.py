"""Read the training data of spaCy 2, and the JSON that ``spacy convert`` takes: texts with entities, by characters."""

import re
from collections.abc import Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.foreign import (
    ForeignFormat,
    ForeignText,
    Object,
    drop,
    name_in,
    objects_in,
    read_whole,
    report_unread,
)
from annotations.exchange.formats.tools.ner_annotator import text_of
from annotations.exchange.options import OffsetUnit
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.span_validation import SpanCandidate
from annotations.exchange.shared.tag_schemes import BIOES, is_tag, join, spans_of_tags
from annotations.exchange.shared.unread_keys import peek, text_in
from annotations.exchange.shared.validated_jsonl import first_item
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_TUPLE = re.compile(r'\s*\[\s*\[\s*"(?:\\.|[^"\\])*"\s*,\s*\{\s*"(?:entities|cats|links|heads|deps)"\s*:')
_FOUND = "what spaCy's own components find"
_MEANINGLESS = {
    f"paragraphs.sentences.tokens.{key}": _FOUND
    for key in ("id", "head", "dep", "tag", "pos", "morph", "lemma", "norm", "upos", "sent_start")
} | {"paragraphs.sentences.brackets": _FOUND, "id": "a number"}
_BILUO = {"U": "S", "L": "E"}


class SpacyTraining(ForeignFormat):
    """Read ``[[text, {"entities": [[start, end, label], …], "cats": …}], …]``, or spaCy's documents of paragraphs.

    The latter are ``[{"id", "paragraphs": [{"raw", "entities" or "sentences": [{"tokens": [{"orth", "ner"}]}]}]}]``,
    whose tags are BILUO; each paragraph is a text, put together from its tokens where ``raw`` is missing.
    """

    about = FormatInfo(
        "spacy-training",
        _("spaCy: training data of version 2, and JSON with paragraphs"),
        ".json",
        Capabilities(overlap=True, categories=True, times=False),
        writes=False,
        keys=("paragraphs",),
    )
    unit = OffsetUnit.CODE_POINT

    def texts(self, path: Path, report: Report) -> Iterator[ForeignText]:
        """Yield texts, or paragraphs."""
        value = read_whole(path, report)
        if not isinstance(value, list):
            raise SourceError(Problem(str(path), _("is not an array of texts or of documents")))
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                yield from _paragraphs(item, number, report)
            else:
                yield from text_of(item, f"text {number}", report)
        report_unread(path, value, _MEANINGLESS, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a file begins with a text and its entities, or with a document of paragraphs."""
        if _TUPLE.match(head.removeprefix("\ufeff")):
            return True
        return isinstance(first_item(path, head).get("paragraphs"), list)


FORMAT = SpacyTraining()


def _paragraphs(document: Object, number: int, report: Report) -> Iterator[ForeignText]:
    name = name_in(document, "id")
    for place, paragraph in enumerate(objects_in(document.get("paragraphs"), name or f"document {number}", report)):
        where = f"document {name or number}, paragraph {place + 1}"
        chosen = [
            (text_in(each, "label"), each.get("value")) for each in objects_in(paragraph.get("cats"), where, report)
        ]
        cats = tuple(label for label, value in chosen if label and value == 1)
        raw = text_in(paragraph, "raw")
        if isinstance(peek(paragraph, "entities"), list) and raw:
            yield from text_of([raw, {"entities": paragraph["entities"]}], where, report)
        else:
            yield from _tokens(paragraph, raw, cats, where, report)


def _tokens(paragraph: Object, raw: str, cats: tuple[str, ...], where: str, report: Report) -> Iterator[ForeignText]:
    tokens = [
        token
        for sentence in objects_in(paragraph.get("sentences"), where, report)
        for token in objects_in(sentence.get("tokens"), where, report)
    ]
    words = [text_in(token, "orth") for token in tokens]
    tags = [_bioes(text_in(token, "ner") or "O") for token in tokens]
    places = _places(words, raw)
    wrong = next((tag for tag in tags if not is_tag(tag)), "")
    if wrong or places is None or not words:
        reason = _("its tokens do not stand in its text, or have a tag that is none of BILUO")
        drop(wrong or raw, reason, where, report, "item", paragraph)
        return
    text, ranges = places
    if not raw:
        report.rebuilt += 1
    claims = [
        SpanCandidate(ranges[item.first][0], ranges[item.last - 1][1], item.label)
        for item in spans_of_tags(tags, BIOES)
    ]
    yield ForeignText(Record("", text, categories=cats), where, claims)


def _bioes(tag: str) -> str:
    return _BILUO.get(tag[:1], tag[:1]) + tag[1:] if tag[1:2] == "-" else tag


def _places(words: list[str], raw: str) -> tuple[str, list[tuple[int, int]]] | None:
    """Return the text with the range of each word in it; None where one does not stand where it should."""
    if not raw:
        return join(words)
    ranges, end = [], 0
    for word in words:
        start = raw.find(word, end)
        if start < 0 or raw[end:start].strip():
            return None
        end = start + len(word)
        ranges.append((start, end))
    return raw, ranges
