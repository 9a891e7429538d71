"""Print one article as plain text, for a pager, a screen reader, or a program: ``zhupi show``."""

import argparse
import shutil
from collections.abc import Iterator

from seeds.article import Article
from seeds.i18n import _
from seeds.script.detect import detect_standard
from seeds.segmentation.all_headings import all_headings
from seeds.segmentation.paragraphs import Paragraphs
from seeds.segmentation.reflow import read_article
from seeds.segmentation.style import Style
from tui.cli.arguments.articles import Listing, add_path, find_article
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.console.output import field, narrate, on_terminal, write_array, write_json, write_line
from tui.text.width import drawable
from tui.text.wrap import wrap

_COMFORTABLE = 80
_HANG = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Print an article: its title, then its paragraphs with blank lines between them. ARTICLE is an id or the "
        "beginning of one, a number in the list, or a title or a part of one, in either script."
    )
    parser.add_argument("article", metavar="ARTICLE", help=_("which article"))
    add_path(parser)
    add_script(parser)
    parser.add_argument(
        "--width",
        type=_width,
        metavar="CELLS",
        help=_("break lines at this width; 0 for a line a paragraph. Without it, 80 or less on a terminal, else 0"),
    )
    parser.add_argument(
        "--contents",
        action="store_true",
        help=_("print the headings instead: the character at which each begins, its level, and its words"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object with the text and its origin"))


def run(arguments: argparse.Namespace) -> int:
    """Print the article."""
    script = ScriptChoice(arguments.script)
    listing = Listing(arguments.path)
    article = listing.corpus.read(find_article(listing, arguments.article))
    if arguments.contents:
        _print_contents(article, script, as_json=arguments.json)
        return 0
    if arguments.json:
        write_json(_as_object(article, script))
        return 0
    width = _default_width() if arguments.width is None else arguments.width
    for paragraph in _paragraphs(article, script):
        for line in _lines(paragraph, width):
            write_line(line)
    return 0


def _print_contents(article: Article, script: ScriptChoice, *, as_json: bool) -> None:
    """Print the headings in the chosen script, in lines with tabs or as a JSON array."""
    headings = all_headings(article).headings
    words = [script.convert(heading.text, article.text) for heading in headings]
    shown = [
        heading._replace(text=converted.text) if converted else heading
        for heading, converted in zip(headings, words, strict=True)
    ]
    if as_json:
        write_array(heading._asdict() for heading in shown)
    for heading in () if as_json else shown:
        write_line("\t".join((str(heading.start), str(heading.level), field(heading.text))))
    if not headings:
        narrate(_("this text has no headings"))


def _width(value: str) -> int:
    width = int(value)
    if width < 0:
        raise argparse.ArgumentTypeError(_("the width has to be 0 or more"))
    return width


def _default_width() -> int:
    return min(_COMFORTABLE, shutil.get_terminal_size().columns) if on_terminal() else 0


def _paragraphs(article: Article, script: ScriptChoice) -> Iterator[str]:
    """Yield the paragraphs, converted as parts of the whole text, each when it is asked for, and blanks between them.

    Verses have blank lines between them where the text has, and after the title.
    """
    paragraphs = Paragraphs.of(article)
    read = paragraphs.read
    view = script.view(read.text)
    is_verse = read.style is Style.VERSE
    parted, is_first = False, True
    for start, end, kind in paragraphs:
        first, last = read.to_read(start, end)
        text = (view.convert(first, last).text if view else read.text[first:last]).rstrip()
        if not text.strip():
            parted = parted or not is_first
            continue
        if parted or not (is_verse or is_first):
            yield ""
        yield text
        parted, is_first = kind == "title", False


def _lines(paragraph: str, width: int) -> list[str]:
    if not width:
        return paragraph.split("\n")
    text = drawable(paragraph)
    return [text[row.start : row.end].rstrip() for row in wrap(text, max(1, width - _HANG), hang=_HANG)]


def _as_object(article: Article, script: ScriptChoice) -> dict[str, object]:
    info = article.info
    shown: dict[str, object] = {
        "id": info.id,
        "title": info.title,
        "text": article.text,
        "source": info.source,
        "tag": info.tag,
        "date": info.date,
        "link": info.link,
        "document": info.origin.document,
        "start": info.origin.start,
        "line": info.origin.line,
        "length": info.length,
        "encoding": article.encoding,
        "newline": article.newline,
        "standard": str(detect_standard(article.text)),
        "headings": [heading._asdict() for heading in all_headings(article).headings],
    }
    read = read_article(article)
    shown_text = script.convert(read.text)
    if shown_text:
        converted = read.as_written(article.text, shown_text)
        shown |= {
            "script": script.configuration(article.text),
            "converted": converted.text,
            "map": [list(edit) for edit in converted.map.edits],
        }
    return shown
