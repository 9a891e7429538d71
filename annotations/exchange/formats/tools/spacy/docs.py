"""Make docs of spaCy's of records, and records of docs."""

from collections.abc import Iterator
from dataclasses import replace

from annotations.exchange.formats.tools.spacy.parts import GROUP, categories_in, cats_of, entities_of
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.record_metadata import described, record_metadata
from annotations.exchange.shared.spacy_tokens import SpacyTokens
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.exchange.shared.tokens import align, tokenize
from annotations.exchange.shared.validated_jsonl import distinct
from annotations.extras import Foreign, require

Doc = Foreign
"""A class of a library that need not be there."""


class DocMaker:
    """Make docs that share a vocabulary."""

    def __init__(self, vocab: Foreign, options: Options, report: Report) -> None:
        self._vocab = vocab
        self._options = options
        self._report = report

    def doc(self, record: Record) -> Doc:
        """Return the doc with everything that it can carry of a record."""
        library = require("spacy.tokens", "spacy", "spacy")
        span_of = library.Span
        text = record.text
        words = tokenize(text, self._options.tokens)
        spaced = SpacyTokens.of(text, words)
        doc = library.Doc(self._vocab, [text[start:end] for start, end in spaced.tokens], list(spaced.spaces))
        aligned = align(record.spans, words, self._options.misaligned, record, self._report)
        spans = distinct((item.span for item in aligned), record, self._report)
        spacy_spans = {
            item.span.id: span_of(doc, spaced.numbers[item.first], spaced.numbers[item.last - 1] + 1, item.span.label)
            for item in aligned
        }
        doc.set_ents([spacy_spans[span.id] for span in entities_of(spans, record)])
        doc.spans[GROUP] = library.SpanGroup(doc, name=GROUP, spans=[spacy_spans[span.id] for span in spans])
        doc.cats = cats_of(record, self._options.schema)
        doc.user_data.update(record_metadata(record, self._report, ("categories", "note")))
        self._report.wrote(record, spans)
        return doc


def record_of(doc: Doc, name: str, part: str, report: Report) -> Record:
    """Return the record that a doc holds; losses are reported by ``name`` where the doc has no id."""
    facts = {key: value for key, value in doc.user_data.items() if isinstance(key, str)}
    record = replace(described(Record("", doc.text), facts), part=part)
    where = record.id or name
    return replace(
        record,
        spans=validate_spans(record.text, _claims(doc), where, report),
        categories=categories_in(doc.cats, where, report),
    )


def _claims(doc: Doc) -> Iterator[SpanCandidate]:
    """Return the spans of all groups, and the entities that are in none of them."""
    grouped = [span for group in doc.spans.values() for span in group]
    places = {(span.start, span.end, span.label) for span in grouped}
    entities = (span for span in doc.ents if (span.start, span.end, span.label) not in places)
    for span in (*grouped, *entities):
        yield SpanCandidate(span.start_char, span.end_char, span.label_)
