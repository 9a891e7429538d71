"""Find words in the articles, in either script: ``zhupi search``."""

import argparse

from seeds.article import Article
from seeds.i18n import _
from seeds.segmentation.reflow import article_finder, read_article
from tui.cli.arguments.articles import Listing, add_path
from tui.console.output import field, narrate, on_terminal, write_hit, write_json, write_line

_CONTEXT = 20

Hit = tuple[int, int]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Find words in the articles, titles too, in either script, width and case. An article is found if it holds "
        "every one of the WORDS; a phrase with spaces goes in quotes. Each hit is a line with document, title, offset "
        "in characters and context, separated by tabs; on a terminal the hits stand below the title."
    )
    parser.epilog = _("exit status: 0 also where nothing is found; 1 where nothing could be read; 2 for a usage error")
    parser.add_argument("words", metavar="WORDS", nargs="+", help=_("what to find"))
    add_path(parser, "--path", "-p")
    parser.add_argument("--json", action="store_true", help=_("print a JSON object a line, with offsets start and end"))


def run(arguments: argparse.Namespace) -> int:
    """Print the hits as they are found."""
    words = [word for word in arguments.words if word.strip()]
    if not words:
        narrate(_("zhupi search: there is nothing to look for"))
        return 2
    listing = Listing(arguments.path)
    any_hits = False
    for article in listing.articles():
        hits = _hits(article, words)
        if hits:
            _print_hits(article, hits, as_objects=arguments.json)
            any_hits = True
    if not any_hits and listing.count:
        narrate(_("zhupi: no article holds {words}").format(words=" + ".join(words)))
    return listing.status


def _hits(article: Article, words: list[str]) -> list[Hit]:
    """Give all hits in order; none if one of the words has none."""
    finder = article_finder(article)
    hits: list[Hit] = []
    for word in words:
        matches = finder.find(word)
        if not matches:
            return []
        hits += matches
    return sorted(set(hits))


def _print_hits(article: Article, hits: list[Hit], *, as_objects: bool) -> None:
    info = article.info
    read = read_article(article)
    if as_objects:
        for hit in hits:
            write_json(_as_object(article, hit))
    elif on_terminal():
        write_line(f"{info.title}  {info.origin.document}  {info.id}")
        for start, end in hits:
            write_hit(f"{start:>8}  ", *_context(read.text, *read.to_read(start, end)))
        write_line()
    else:
        for start, end in hits:
            context = "".join(_context(read.text, *read.to_read(start, end)))
            write_line("\t".join(map(field, (info.origin.document, info.title, str(start), context))))


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Give the hit with up to twenty code points on either side."""
    return text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT]


def _as_object(article: Article, hit: Hit) -> dict[str, object]:
    start, end = hit
    before, text, after = _context(article.text, start, end)
    return {
        "id": article.info.id,
        "document": article.info.origin.document,
        "title": article.info.title,
        "start": start,
        "end": end,
        "text": text,
        "before": before,
        "after": after,
    }
