"""Return what formats of tokens have of a record: spans without white space at their ends."""

from annotations.exchange.record import Record


def trimmed(record: Record) -> set[tuple[int, int, str]]:
    """The ranges and labels of the spans, without white space at their ends; those that are nothing else are left."""
    found = set()
    for span in record.spans:
        words = record.words(span)
        start = span.start + len(words) - len(words.lstrip())
        if words.strip():
            found.add((start, start + len(words.strip()), span.label))
    return found
