"""Teach the keys in one minute: ``zhupi tutorial``."""

import argparse

from seeds.i18n import _
from tui.cli.tutorial import take_tutorial


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the description."""
    parser.description = _(
        "Learn in one minute, on the first article, to move, mark, review, undo and export. It has folders of its own, "
        "which are thrown away: nothing of yours is changed."
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the tutorial; its exit status."""
    return take_tutorial(arguments.show)
