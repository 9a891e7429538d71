"""Convert spans to tags of characters and back: S for a span of one, else B, I and E for its characters, O outside."""

from collections.abc import Iterable, Iterator, Sequence

from annotations.suggest.suggestion import LabelledRange

OUTSIDE = "O"


def outermost(spans: Iterable[LabelledRange]) -> list[LabelledRange]:
    """Return the spans that lie in no other and cross none that begins earlier, in order: a character has one tag."""
    outer: list[LabelledRange] = []
    reached = 0
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        if reached <= start < end:
            outer.append((start, end, label))
            reached = end
    return outer


def tags_of_spans(spans: Iterable[LabelledRange], length: int) -> list[str]:
    """Return the tags of ``length`` code points that hold these spans, none over another."""
    tags = [OUTSIDE] * length
    for start, end, label in spans:
        tags[start:end] = [f"I-{label}"] * (end - start)
        tags[end - 1] = f"E-{label}"
        tags[start] = f"S-{label}" if end == start + 1 else f"B-{label}"
    return tags


def spans_of_tags(tags: Sequence[str]) -> Iterator[LabelledRange]:
    """Yield the spans that tags stand for; of those that do not fit, a span is what runs on with one label."""
    start, open_label = 0, ""
    for offset, tag in enumerate([*tags, OUTSIDE]):
        place, _dash, label = tag.partition("-")
        if open_label and (place in "BSO" or label != open_label):
            yield start, offset, open_label
            open_label = ""
        if not open_label:
            start, open_label = offset, label
        if place in "ES" and open_label:
            yield start, offset + 1, open_label
            open_label = ""
