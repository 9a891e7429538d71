"""Convert text from stdin to another script, with the map of its offsets where asked for: ``zhupi convert``."""

import argparse
import io
import sys

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.script.converter import configurations, load_converter
from seeds.script.data_sets import DataSet, data_sets
from tui.console.output import narrate, write_bytes, write_json, write_line
from tui.core.config import config_path, load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--config", metavar="NAME", help=_("the conversion, such as s2twp"))
    what.add_argument("--list", action="store_true", help=_("list the conversions"))
    what.add_argument(
        "--version",
        action="store_true",
        help=_("say which data is in use, what other data is there, then which each conversion is made from"),
    )
    parser.add_argument(
        "--dataset",
        metavar="NAME",
        help=_(
            "the data: opencc, opencc-purepy, opencc-python, user, or a folder (default: the settings', or for each "
            "conversion what does best by OpenCC's cases)"
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=_(
            "print one JSON value; of a conversion: text, and map, the pieces whose length changed, as [source start, "
            "source length, target start, target length] in code points"
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Convert stdin, UTF-8, to stdout; or print what conversions or data there are."""
    dataset = arguments.dataset or _preferred()
    if arguments.version:
        _print_version(dataset, as_json=arguments.json)
    elif arguments.list:
        _print_list(dataset, as_json=arguments.json)
    else:
        _convert(arguments.config, dataset, as_json=arguments.json)
    return 0


def _preferred() -> str | None:
    settings, problems = load_settings(config_path())
    for problem in problems:
        narrate(str(problem))
    return settings.dataset or None


def _convert(config: str, dataset: str | None, *, as_json: bool) -> None:
    converter = load_converter(config, dataset)
    converted = converter.convert(_read(sys.stdin.buffer.read()))
    if as_json:
        write_json({"text": converted.text, "map": converted.map.edits})
    else:
        write_bytes(io.BytesIO(converted.text.encode()))


def _read(content: bytes) -> str:
    """Return the text of stdin as it is: line ends stay, and so does a byte order mark, as the first code point."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("byte {number} is not valid UTF-8").format(number=error.start)
        advice = _("convert the text to UTF-8 first, or read it with zhupi show")
        raise SourceError(Problem(_("stdin"), message, line, advice)) from error


def _print_list(dataset: str | None, *, as_json: bool) -> None:
    conversions = configurations(dataset)
    if as_json:
        rows = [{"name": c.name, "description": c.description, "dataset": str(c.dataset)} for c in conversions]
        write_json(rows, indent=2)
        return
    for configuration in conversions:
        write_line(f"{configuration.name:<8} {configuration.description}  ({configuration.dataset})")


def _print_version(dataset: str | None, *, as_json: bool) -> None:
    """Print the data in use, for what, and whence; then the data that is not."""
    conversions = configurations(dataset)
    served: dict[DataSet, list[str]] = {}
    for configuration in conversions:
        served.setdefault(configuration.dataset, []).append(configuration.name)
    order = [data_set.name for data_set in data_sets()]
    used = sorted(served, key=lambda data_set: order.index(data_set.name) if data_set.name in order else -1)
    unused = [data_set for data_set in data_sets() if data_set.name not in {each.name for each in used}]
    if as_json:
        write_json([_row(data_set, served.get(data_set, [])) for data_set in (*used, *unused)], indent=2)
        return
    for data_set in used:
        write_line(_("{dataset} (in use)").format(dataset=data_set))
    for data_set in unused:
        write_line(str(data_set))
    write_line()
    for configuration in conversions:
        data_set = configuration.dataset
        write_line(f"{configuration.name:<8} {data_set}  ({data_set.origin})")


def _row(data_set: DataSet, names: list[str]) -> dict[str, object]:
    return {
        "name": data_set.name,
        "version": data_set.version,
        "used": bool(names),
        "origin": data_set.origin,
        "configurations": names,
    }
