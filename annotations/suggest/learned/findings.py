"""Name the types of what others say of a text."""

from collections.abc import Mapping, Sequence

Finding = tuple[int, int, str]
"""The code points from a start to an end, and a tag for them."""

Findings = Mapping[str, Sequence[Finding]]
"""What each source says of one text, by the source's name."""

CLASSES = "classes"
"""The source whose tags are classes of words."""
