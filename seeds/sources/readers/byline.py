"""Say which publication an article is from, by its last words."""

from seeds.segmentation.byline import find_byline


def byline(text: str) -> str:
    """Give the publication named at the very end of ``text``, or an empty text."""
    place = find_byline(text)
    return place.name if place else ""
