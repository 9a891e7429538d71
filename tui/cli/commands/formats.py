"""Run ``zhupi formats``: list what can be exported and imported, and what of it each format can carry."""

import argparse

from annotations.exchange.format import FormatInfo
from annotations.exchange.registry import all_formats
from seeds.errors import Problem
from seeds.i18n import _
from tui.console.output import complain, field, on_terminal, write_array, write_line
from tui.core.exporting.format_descriptions import carried, offsets
from tui.text.clip import fit
from tui.text.width import cells


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "List the formats: name, whether it is a file or folder, whether it can be exported and imported, the unit of "
        "its offsets, what it can carry beside spans that do not overlap, what has to be installed for it, and a title."
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON array"))


def run(arguments: argparse.Namespace) -> int:
    """Print the formats; a plug-in that cannot be loaded is reported on stderr."""
    abouts = []
    for item in all_formats():
        if isinstance(item, Problem):
            complain(item)
        else:
            abouts.append(item.about)
    if arguments.json:
        write_array(map(_object, abouts))
    elif on_terminal():
        _print_table(abouts)
    else:
        for about in abouts:
            write_line("\t".join(map(field, _fields(about))))
    return 0


def _print_table(abouts: list[FormatInfo]) -> None:
    header = [_("name"), _("is a"), _("does"), _("offsets"), _("carries"), _("needs"), _("title")]
    rows = [header, *map(_fields, abouts)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        write_line("  ".join(fit(text, width) for text, width in zip(row, widths, strict=True)).rstrip())


def _fields(about: FormatInfo) -> list[str]:
    carries = ", ".join(carried(about)) or "–"
    return [about.name, about.shape.value, "/".join(_uses(about)), offsets(about), carries, about.extra, about.title]


def _uses(about: FormatInfo) -> list[str]:
    uses = {_("export"): about.writes, _("import"): about.reads}
    return [name for name, can in uses.items() if can]


def _object(about: FormatInfo) -> dict[str, object]:
    carries = about.carries
    return {
        "name": about.name,
        "title": about.title,
        "shape": about.shape.value,
        "suffix": about.suffix,
        "export": about.writes,
        "import": about.reads,
        "unit": carries.unit.value,
        "inclusive": carries.inclusive,
        "overlap": carries.overlap,
        "relations": carries.relations,
        "notes": carries.notes,
        "attributes": carries.attributes,
        "categories": carries.categories,
        "people": carries.people,
        "times": carries.times,
        "limit": about.limit,
        "streams": about.streams,
        "extra": about.extra,
    }
