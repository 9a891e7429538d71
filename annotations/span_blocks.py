"""The blocks of spans in the file of an article, remembered: 10,000 spans are written because one has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotations.layer import Layer
from annotations.span import Quote, Span
from annotations.stored import Stored, encode, span_block


@dataclass(frozen=True, slots=True)
class Written:
    """The content of a file, and what of it is new since the last that was ``kept``.

    ``sample`` is as the state that was written, with no other spans than those whose blocks are new and those that
    relations name: what holds of it when it is read back holds of the whole, since blocks do not touch each other.
    """

    content: bytes
    sample: Stored
    _blocks: Mapping[str, tuple[Span, Quote, str]] = field(repr=False)


class SpanBlocks:
    """Writes one state after another of the same article."""

    def __init__(self) -> None:
        self._blocks: Mapping[str, tuple[Span, Quote, str]] = {}

    def write(self, stored: Stored) -> Written:
        """The content for a state, the same that ``encode`` makes."""
        blocks: dict[str, tuple[Span, Quote, str]] = {}
        sample = {name for relation in stored.layer.relations for name in (relation.head, relation.tail)}

        def block(span: Span, quote: Quote) -> str:
            known = self._blocks.get(span.id)
            if known is None or known[0] != span or known[1] != quote:
                known = span, quote, span_block(span, quote)
                sample.add(span.id)
            blocks[span.id] = known
            return known[2]

        content = encode(stored, block)
        return Written(content, _with_spans(stored, sample), blocks)

    def keep(self, written: Written) -> None:
        """Remember the blocks of what was found to be right."""
        self._blocks = written._blocks


def _with_spans(stored: Stored, names: set[str]) -> Stored:
    layer = stored.layer
    spans = {name: span for name, span in layer.spans.items() if name in names}
    return replace(stored, layer=Layer(spans, layer.relations, layer.orphans, layer.facts))
