"""Define the arguments that say how texts are cut into tokens and chunks."""

import argparse

from annotations.exchange.options import Misaligned, Tokens
from seeds.i18n import _
from tui.cli.arguments.values import positive_number


def add_tokens(parser: argparse.ArgumentParser) -> None:
    """Add what a token is, and what becomes of spans, texts and articles that do not end with one."""
    parser.add_argument(
        "--tokens", choices=list(Tokens), type=Tokens, default=Tokens.CHARACTER, help=_("what a token is")
    )
    parser.add_argument(
        "--misaligned",
        choices=list(Misaligned),
        type=Misaligned,
        default=Misaligned.EXPAND,
        help=_("what becomes of spans that begin or end within a token"),
    )
    parser.add_argument(
        "--max-length",
        type=positive_number,
        default=0,
        metavar="N",
        help=_("cut texts into chunks of at most N characters, at the ends of sentences"),
    )
    parser.add_argument(
        "--no-borders",
        action="store_true",
        help=_("no lines that say where an article begins (bio, bioes, bmes, conll2003), for readers that know none"),
    )
