"""Cut a record down to a sentence, to show what a format makes of it."""

from dataclasses import replace

from annotations.exchange.exporting.chunks import chunk
from annotations.exchange.provenance import ORIGINS, TIMES, with_provenance_said
from annotations.exchange.record import Record


def first_marked_sentence(record: Record) -> Record:
    """Return the first sentence of a record that has a span, as a record by itself; without spans, the first sentence.

    It goes on to the end of another sentence where a span does. White space at its ends stays behind, and what its
    ``meta`` says of spans, where it does, is of those in the sentence.
    """
    start, end = _range(record)
    sentence = replace(chunk(record, record.spans, start, end), offset=0)
    if record.meta.keys().isdisjoint((ORIGINS, TIMES)):
        return sentence
    meta = {key: value for key, value in record.meta.items() if key not in (ORIGINS, TIMES)}
    return with_provenance_said(replace(sentence, meta=meta))


def _range(record: Record) -> tuple[int, int]:
    text, sentences = record.text, record.sentences()
    first = min((span.start for span in record.spans), default=len(text) - len(text.lstrip()))
    start, end = next((each for each in sentences if each[0] <= first < each[1]), (0, len(text)))
    for span in sorted(record.spans, key=lambda span: span.start):
        if span.start < end < span.end:
            end = next((stop for _start, stop in sentences if stop >= span.end), len(text))
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())
