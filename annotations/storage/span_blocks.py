"""Remember the blocks of spans and rejections in an article's file, so that one change does not rewrite 10,000."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotations.model.span import Quote, Quoted, Rejection, Span
from annotations.storage.document import Stored, block_of, serialize_annotations

_Blocks = Mapping[Quoted, tuple[Span | Rejection, Quote, str]]


@dataclass(frozen=True, slots=True)
class Written:
    """Hold the content of a file, and which of its blocks are new since the last that was remembered.

    ``sample`` is as the state that was written, with no other spans and rejections than those whose blocks are new, and
    the spans that relations name: what holds of it when it is read back holds of the whole, since blocks do not touch
    each other.
    """

    content: bytes
    sample: Stored
    _blocks: _Blocks = field(repr=False)


class SpanBlocks:
    """Write one state after another of the same article."""

    def __init__(self) -> None:
        self._blocks: _Blocks = {}

    def write(self, stored: Stored) -> Written:
        """Write the content for a state, the same that ``serialize_annotations`` makes."""
        blocks: dict[Quoted, tuple[Span | Rejection, Quote, str]] = {}
        sample: set[Quoted] = {name for tie in stored.layer.relations for name in (tie.head, tie.tail)}

        def block(item: Span | Rejection, quote: Quote) -> str:
            key = item.id if isinstance(item, Span) else item
            entry = self._blocks.get(key)
            if entry is None or entry[0] != item or entry[1] != quote:
                entry = item, quote, block_of(item, quote)
                sample.add(key)
            blocks[key] = entry
            return entry[2]

        content = serialize_annotations(stored, block)
        return Written(content, _with_only(stored, sample), blocks)

    def keep(self, written: Written) -> None:
        """Remember the blocks of what was found to be right."""
        self._blocks = written._blocks


def _with_only(stored: Stored, items: set[Quoted]) -> Stored:
    spans = {name: span for name, span in stored.layer.spans.items() if name in items}
    return replace(stored, layer=replace(stored.layer, spans=spans, rejections=stored.layer.rejections & items))
