"""``zhupi suggest``: what the suggesters find, kept beside the annotations for a later review."""

import argparse
from itertools import tee

from seeds.i18n import _, ngettext
from tui.cli.arguments.annotators import add_annotator, annotator_of
from tui.cli.arguments.articles import Listing, add_path
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
        "exit status: 0 done; 1 where something could not be read or written, or is not allowed; 2 for a wrong call"
    )
    add_path(parser)
    add_suggesters(parser)
    add_annotator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the files."""
    from annotations.storage.paths import annotations_folder  # noqa: PLC0415 - not for the help
    from annotations.suggest.saved_suggestions import SavedSuggestions  # noqa: PLC0415
    from annotations.suggest.workers.batch import suggest_many  # noqa: PLC0415

    listing = Listing(arguments.path)
    folder = annotations_folder(listing.corpus, arguments.annotations).folder
    setup = setup_for(arguments, listing.corpus, folder, annotator_of(arguments))
    kept = SavedSuggestions(folder)
    count = written = 0
    articles, asked = tee(listing.articles())
    told = Narrator()
    texts = (article.text for article in asked)
    found = suggest_many(texts, setup, arguments.processes, told.problem, told.sending)
    for article, suggestions in shown(zip(articles, found, strict=True), _("finding entities")):
        try:
            kept.write(article, suggestions)
        except OSError as error:
            narrate(f"zhupi: {kept.path(article.info)}: {error.strerror}")
            return 1
        count += len(suggestions)
        written += 1
    all_found = ngettext("{n} suggestion", "{n} suggestions", count).format(n=f"{count:,}")
    of = ngettext("for {n} article", "for {n} articles", written).format(n=f"{written:,}")
    narrate(f"zhupi: {all_found} {of}: {folder}")
    return max(told.status, listing.status)
