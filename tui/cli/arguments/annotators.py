"""Define the arguments that say whose annotations are meant, and where they are."""

import argparse
from getpass import getuser
from pathlib import Path

from seeds.i18n import _
from tui.core.config import Settings, config_path, load_settings

ALL = "all"
"""The name that stands for all annotators where several can be named."""


def add_annotator(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for one annotator and for the folder of annotations."""
    parser.add_argument("--annotator", default=None, metavar="NAME", help=_("whose annotations; yours if not said"))
    add_annotations(parser)


def add_annotations(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the folder of annotations."""
    parser.add_argument("--annotations", type=Path, metavar="DIR", help=_("where the annotations are, if elsewhere"))


def annotator_of(arguments: argparse.Namespace) -> str:
    """Return the annotator that is asked for, else the user."""
    return arguments.annotator or own_annotator(load_settings(config_path())[0])


def own_annotator(settings: Settings) -> str:
    """Return the name that the user annotates by: that of the settings, or else the login name."""
    return settings.annotator or getuser()
