"""List the articles of a folder or file: ``zhupi list``."""

import argparse
import shutil

from seeds.i18n import _
from tui.cli.arguments.articles import Listed, Listing, add_path
from tui.cli.arguments.scripts import ScriptChoice, add_script
from tui.console.output import field, on_terminal, write_array, write_line
from tui.text.clip import fit
from tui.text.width import cells, drawable

_GAP = "  "
_LEAST_TITLE = 16


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "List the articles: number, id, title, source, tag and length in characters. On a terminal this is a table; "
        "otherwise each article is a line with these fields, separated by tabs."
    )
    add_path(parser)
    add_script(parser)
    parser.add_argument("--json", action="store_true", help=_("print one JSON array, an object for each article"))


def run(arguments: argparse.Namespace) -> int:
    """Print the list; 1 where there are problems and not one article."""
    script = ScriptChoice(arguments.script)
    listing = Listing(arguments.path, notices=True)
    if arguments.json:
        write_array(_as_object(item, script) for item in listing)
    elif on_terminal():
        _print_table(listing, script)
    else:
        for item in listing:
            write_line("\t".join(map(field, _fields(item, script))))
    return listing.status


def _title(item: Listed, script: ScriptChoice) -> str:
    converted = script.convert(item.info.title)
    return converted.text if converted else item.info.title


def _fields(item: Listed, script: ScriptChoice) -> list[str]:
    number, info = item
    return [str(number), info.id, _title(item, script), info.source, info.tag, str(info.length)]


def _as_object(item: Listed, script: ScriptChoice) -> dict[str, object]:
    info = item.info
    return {
        "number": item.number,
        "id": info.id,
        "title": _title(item, script),
        "source": info.source,
        "tag": info.tag,
        "date": info.date,
        "link": info.link,
        "length": info.length,
        "document": info.origin.document,
        "start": info.origin.start,
        "line": info.origin.line,
    }


def _print_table(listing: Listing, script: ScriptChoice) -> None:
    """Print a table as wide as the terminal; the titles give way where there is not enough room."""
    header = ["#", _("id"), _("title"), _("source"), _("tag"), _("length")]
    rows = [header, *([drawable(value) for value in _fields(item, script)] for item in listing)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(header))]
    others = sum(widths) - widths[2] + len(_GAP) * (len(header) - 1)
    widths[2] = min(widths[2], max(_LEAST_TITLE, shutil.get_terminal_size().columns - others))
    for row in rows if listing.count else []:
        columns = [
            fit(value, width, to_right=column in (0, 5))
            for column, (value, width) in enumerate(zip(row, widths, strict=True))
        ]
        write_line(_GAP.join(columns).rstrip())
