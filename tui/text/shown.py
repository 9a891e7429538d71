"""Return the words of an article as they stand on the page: as they are read, in the script that is shown."""

import re

from tui.text.layout import Layout

_GAP = re.compile(r"\n(?:[ \t]*\n)+")


def shown_words(layout: Layout, start: int, end: int) -> str:
    """Return what is shown of the code points from ``start`` to ``end``, drawable, a paragraph a line.

    Nothing is there of marks that are not shown, nor of the line ends within a paragraph; blank lines are one at most.
    """
    pieces = []
    while start < end:
        paragraph = layout.paragraphs.at(start)
        block = layout.block(paragraph.start)
        first = block.map.to_target(start - paragraph.start)
        last = block.map.to_target(min(end, paragraph.end) - paragraph.start, end=True)
        pieces.append(block.text[first:last])
        start = paragraph.end
    return _GAP.sub("\n\n", "\n".join(pieces)).strip()
