"""Give all headings of an article: the lines of its outline, and those within its long lines."""

from functools import lru_cache

from seeds.article import Article
from seeds.segmentation.outline.outline import Heading, Outline, outline_of
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.style import Style

_LONGEST = 100_000
"""The code points of an article that is looked at as a whole, which longer ones take too long for."""


@lru_cache(maxsize=4)
def all_headings(article: Article) -> Outline:
    """Return the outline of an article, with the headings within its long lines one level below those around them.

    Of an article of more than 100,000 code points, these are left out. Kept for a few articles; from any thread.
    """
    outline = outline_of(article)
    paragraphs = Paragraphs.of(article)
    if len(article.text) > _LONGEST or paragraphs.read.style is not Style.DIVIDED:
        return outline
    level = max((heading.level for heading in outline.headings), default=0) + 1
    within = [
        Heading(start, start + len(article.text[start:end].rstrip("\n")), level, article.text[start:end].strip())
        for start, end, kind in paragraphs
        if kind == "heading" and start not in outline.starts
    ]
    return Outline(tuple(sorted((*outline.headings, *within)))) if within else outline
