"""Run ``zhupi suggest``: save the suggestions for all articles beside the annotations, for a later review."""

import argparse
from itertools import tee

from annotations.storage.paths import annotations_folder
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.workers.batch import suggest_articles
from seeds.i18n import _, ngettext
from tui.cli.arguments.annotators import add_annotator, annotator_of
from tui.cli.arguments.articles import Listing, add_path
from tui.cli.arguments.sending_costs import add_yes, may_send, texts_before
from tui.cli.arguments.suggesters import Narrator, add_suggesters, setup_for
from tui.console.output import narrate
from tui.console.progress import shown


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Write the suggestions for every article as a layer of their own, which the application shows as suggestions "
        "beside its own: for models that are slow, or that only another machine has."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 where something could not be read or written, or a suggester failed or is not allowed; "
        "2 for a usage error"
    )
    add_path(parser)
    add_suggesters(parser)
    add_annotator(parser)
    add_yes(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the files."""
    listing = Listing(arguments.path, arguments.annotations)
    folder = annotations_folder(listing.corpus, arguments.annotations).folder
    setup = setup_for(arguments, listing.corpus, folder, annotator_of(arguments))
    if not may_send(setup, texts_before(listing.corpus), yes=arguments.yes):
        return 1
    saved = SavedSuggestions(folder)
    count = written = 0
    articles, same_articles = tee(listing.articles())
    narrator = Narrator()
    results = suggest_articles(
        same_articles, setup, arguments.processes, narrator.problem, narrator.sending, narrator.left_out
    )
    for article, suggestions in shown(zip(articles, results, strict=True), _("finding entities")):
        try:
            saved.write(article, suggestions)
        except OSError as error:
            narrate(f"zhupi: {saved.path(article.info)}: {error.strerror}")
            return 1
        count += len(suggestions)
        written += 1
    suggestion_count = ngettext("{n} suggestion", "{n} suggestions", count).format(n=f"{count:,}")
    of = ngettext("for {n} article", "for {n} articles", written).format(n=f"{written:,}")
    narrate(f"zhupi: {suggestion_count} {of}: {folder}")
    return max(narrator.status, listing.status)
