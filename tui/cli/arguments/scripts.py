"""Define the option ``--script`` of the commands on articles."""

import argparse

from seeds.i18n import _
from seeds.script import choice
from seeds.script.targets import ORIGINAL, OTHER, TARGETS
from tui.core.config import config_path, load_settings


def add_script(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    names = ", ".join((ORIGINAL, OTHER, *(target.name for target in TARGETS)))
    parser.add_argument(
        "--script",
        metavar="SCRIPT",
        default=ORIGINAL,
        help=_("{names}, or a conversion such as s2twp; “other” is the script that a text is not in").format(
            names=names
        ),
    )


class ScriptChoice(choice.ScriptChoice):
    """Hold the script that was asked for on the command line; the user's settings name the conversions."""

    def __init__(self, name: str) -> None:
        """Check the name; raises ``NotFoundError`` that gives the nearest."""
        super().__init__(name, _conversions)


def _conversions() -> choice.Conversions:
    settings = load_settings(config_path())[0]
    return choice.Conversions(settings.to_simplified, settings.to_traditional, settings.dataset)
