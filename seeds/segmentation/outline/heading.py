"""Hold a heading, by its place in the text."""

from typing import NamedTuple


class Heading(NamedTuple):
    """Hold a heading: the code points of its line without the line end, its level from 1, and its words.

    Of the line, ``words`` leaves out blanks and what marks a heading in Markdown.
    """

    start: int
    end: int
    level: int
    text: str
    first: int

    @property
    def words(self) -> tuple[int, int]:
        """The code points of the words."""
        return self.first, self.first + len(self.text)
