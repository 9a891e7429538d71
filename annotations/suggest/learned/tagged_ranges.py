"""Name the types of what others say of a text."""

from collections.abc import Mapping, Sequence

TaggedRange = tuple[int, int, str]
"""The code points from a start to an end, and a tag for them."""

TaggedRanges = Mapping[str, Sequence[TaggedRange]]
"""What each source says of one text, by the source's name."""

TOGETHER = "together"
"""The source whose tags are the labels of all suggesters combined: what to begin with, while little is learned."""

CLASSES = "classes"
"""The source whose tags are classes of words, separated by blanks: each is a feature, wherever in the word it is."""
