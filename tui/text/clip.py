"""Cut and fill text to a number of cells."""

from tui.text.width import cells, clusters

ELLIPSIS = "…"


def clip(text: str, width: int, ambiguous: int = 1) -> str:
    """Return the text if it has room in ``width`` cells, else its beginning with an ellipsis; no character is cut."""
    if cells(text, ambiguous) <= width:
        return text
    room = width - cells(ELLIPSIS, ambiguous)
    end = used = 0
    for cluster in clusters(text, ambiguous):
        used += cluster.cells
        if used > room:
            break
        end = cluster.end
    return text[:end] + ELLIPSIS if room >= 0 else ""


def shorten(text: str, width: int, ambiguous: int = 1) -> str:
    """Return the text where it has room in ``width`` cells, else its beginning and end with an ellipsis between."""
    if cells(text, ambiguous) <= width:
        return text
    room = width - cells(ELLIPSIS, ambiguous)
    start, used = len(text), 0
    for cluster in reversed(list(clusters(text, ambiguous))):
        used += cluster.cells
        if used > room // 2:
            break
        start = cluster.start
    end = text[start:]
    return clip(text, width - cells(end, ambiguous), ambiguous) + end


def fit(text: str, width: int, ambiguous: int = 1, *, to_right: bool = False) -> str:
    """Return the text if it fits in ``width`` cells, else its beginning with an ellipsis, in whole characters."""
    text = clip(text, width, ambiguous)
    space = " " * (width - cells(text, ambiguous))
    return space + text if to_right else text + space
