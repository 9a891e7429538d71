"""Say what it will cost to ask a chat model about texts, and ask whether to where the project names a price."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from annotations.suggest.project import chat_cost
from annotations.suggest.setup import Setup
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.i18n import _, ngettext
from seeds.segmentation.reflow import read_article
from seeds.sources.corpus import Corpus
from tui.cli.arguments.suggesters import report
from tui.console.output import asked


def add_yes(parser: argparse.ArgumentParser) -> None:
    """Add the argument that lets texts be sent at a price."""
    parser.add_argument(
        "--yes", action="store_true", help=_("ask a chat model that has a price without asking you first")
    )


def texts_before(corpus: Corpus) -> Iterator[str]:
    """Yield the texts of a corpus as they will be sent; what cannot be read is reported when they are."""
    for item in corpus.scan():
        if isinstance(item, ArticleInfo):
            with suppress(SourceError):
                yield read_article(corpus.read(item)).text


def may_send(setup: Setup, texts: Iterable[str], *, yes: bool) -> bool:
    """Say what asking about texts will cost, where a chat model is asked, and return whether it may be asked.

    Only where the settings name a price, the user has to agree, at the terminal or with ``yes``. Nothing is sent here.
    """
    cost = chat_cost(setup, texts)
    if cost is None:
        return True
    requests = ngettext("{n} request", "{n} requests", cost.requests).format(n=f"{cost.requests:,}")
    cached = ngettext("{n} part is answered already", "{n} parts are answered already", cost.cached)
    message = _("chat: {requests} to {place}, about {sent} tokens sent and {answered} answered; {cached}")
    values = {"place": cost.sends_to, "sent": f"{cost.sent:,}", "answered": f"{cost.answered:,}"}
    report(Problem("", message.format(requests=requests, cached=cached.format(n=f"{cost.cached:,}"), **values)))
    if cost.price is None or not cost.requests:
        return True
    report(Problem("", _("chat: about {price:.2f} by the prices in the settings").format(price=cost.price)))
    if yes:
        return True
    if not sys.stdin.isatty():
        report(Problem("", _("nothing was sent; --yes sends it without asking")))
        return False
    agreed = asked(_("Ask the model? [y/N]")).casefold() in ("y", "yes", _("yes"))
    if not agreed:
        report(Problem("", _("nothing was sent")))
    return agreed
