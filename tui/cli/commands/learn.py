"""Run ``zhupi learn``: train the suggester that learns from an annotator, and say how well it does."""

import argparse
import os

from annotations.storage.paths import annotations_folder
from annotations.suggest.evaluation import Counts
from annotations.suggest.learned.crossvalidation import CurvePoint, Validation
from annotations.suggest.learned.model import ModelInfo
from annotations.suggest.learned.project import TrainingData, model_path
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import require_enough
from annotations.suggest.project import suggester_context
from annotations.suggest.setup import Setup
from seeds.i18n import _, ngettext
from tui.cli.arguments.annotators import add_annotator, annotator_of
from tui.cli.arguments.articles import Listing, add_path
from tui.cli.arguments.suggesters import Narrator, annotated
from tui.console.output import narrate, write_json, write_line
from tui.console.progress import shown
from tui.text.clip import fit

_WIDTHS = (8, 8, 10, 8, 8, 8)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Learn from the annotations that are saved, and the suggestions that were rejected. Cross-validation says how "
        "well each label is found in articles that were left out of training; the application does the same in the "
        "background while you mark."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 with too little to learn from, or damaged annotations left out, or a list not allowed; "
        "2 for a usage error"
    )
    add_path(parser)
    add_annotator(parser)
    parser.add_argument("--curve", action="store_true", help=_("print the learning curve too: F1 by sentences"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Train, and print what is to be expected."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more would take turns rather than share the work
    listing = Listing(arguments.path, arguments.annotations)
    project = None if listing.corpus.bundled else listing.corpus.root
    context = suggester_context(Setup(project, names=("gazetteer",), follow_links=listing.corpus.follow_links))
    narrator = Narrator()
    for problem in context.problems:
        narrator.problem(problem)
    articles = [AnnotatedText.of(article, layer) for article, layer in annotated(listing, arguments)]
    require_enough(sum(len(article.spans) for article in articles))  # before anything slow is loaded
    data = TrainingData.of(shown(articles, _("reading the articles"), len(articles)), context.settings.gazetteers)
    validation = data.validate()
    model = data.train(validation)
    path = model_path(annotations_folder(listing.corpus, arguments.annotations).folder, annotator_of(arguments))
    model.save(path)
    points = list(data.curve()) if arguments.curve and validation else []
    if arguments.json:
        write_json(_as_object(model.info, validation, points) | {"model": str(path)})
        return max(narrator.status, listing.status)
    if validation:
        _print_table(validation)
    else:
        narrate(_("zhupi learn: there is too little to say how well this does"))
    for point in points:
        count, f1, seconds = f"{point.sentences:>6,}", f"{point.f1:.1%}", f"{point.seconds:.1f}"
        write_line(_("{n} sentences: F1 {f1}, {seconds} s").format(n=count, f1=f1, seconds=seconds))
    trained = ngettext("learned from {n} article", "learned from {n} articles", model.info.articles)
    sentences = ngettext("{n} sentence", "{n} sentences", model.info.sentences)
    counts = trained.format(n=f"{model.info.articles:,}"), sentences.format(n=f"{model.info.sentences:,}")
    narrate(f"zhupi: {', '.join(counts)}")
    return max(narrator.status, listing.status)


def _as_object(info: ModelInfo, validation: Validation | None, points: list[CurvePoint]) -> dict[str, object]:
    labels = validation.labels if validation else ()
    return {
        "articles": info.articles,
        "sentences": info.sentences,
        "sources": info.sources,
        "f1": validation.micro.f1 if validation else None,
        "labels": {one.label: {"f1": one.counts.f1, "spans": one.spans, "sentences": one.sentences} for one in labels},
        "curve": [{"sentences": point.sentences, "f1": point.f1, "seconds": point.seconds} for point in points],
    }


def _print_table(validation: Validation) -> None:
    _print_row(_("label"), _("spans"), _("sentences"), _("P"), _("R"), _("F1"))
    for one in validation.labels:
        figures = _figures(one.counts, one.sentences)
        _print_row(one.label, *figures, *([_("too few to rely on")] if one.is_too_few else []))
    _print_row(_("all"), *_figures(validation.micro, validation.sentences))


def _figures(counts: Counts, sentences: int) -> list[str]:
    shares = (counts.precision, counts.recall, counts.f1)
    return [f"{counts.right + counts.missed:,}", f"{sentences:,}", *(f"{share:.1%}" for share in shares)]


def _print_row(*cells: str) -> None:
    placed = [
        fit(cell, width, to_right=column > 0) for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=False))
    ]
    write_line(" ".join([*placed, *cells[len(_WIDTHS) :]]))
