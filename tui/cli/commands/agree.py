"""Run ``zhupi agree``: measure how far annotators agree, and suggesters with them."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotations.comparison.agreement import Agreement, agreement
from annotations.comparison.as_json import agreement_table
from annotations.comparison.marked_article import MarkedArticle
from annotations.model.layer import Layer, Status
from annotations.model.span import Span
from annotations.storage.paths import annotations_folder
from annotations.storage.summaries import annotators_in
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.workers.batch import suggest_articles
from seeds.article import Article
from seeds.errors import NotFoundError
from seeds.i18n import _
from tui.cli.arguments.annotators import add_annotations
from tui.cli.arguments.articles import Listing, add_path
from tui.cli.arguments.suggesters import Narrator, add_suggesters, annotated_by, setup_for
from tui.cli.arguments.values import names_in
from tui.console.output import field, narrate, write_json, write_line
from tui.console.progress import shown
from tui.core.agreement_lines import agreement_lines

_SUGGESTER = "suggester:"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Measure how far annotators agree: F1 over spans, Krippendorff's u-alpha and kappa over characters, alpha of "
        "the categories, with intervals that hold 95 % by resampling articles; by label, by origin, and which labels "
        "are confused. Articles count that at least two of them have finished. A suggester counts as an annotator who "
        "has finished them all."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 where there is nothing to compare, damaged annotations were left out, or a suggester "
        "failed or is not allowed; 2 for a usage error"
    )
    add_path(parser)
    parser.add_argument(
        "--annotators", metavar="NAME,…", help=_("two or more of those who have annotations here; all if not said")
    )
    add_annotations(parser)
    add_suggesters(parser)
    parser.add_argument(
        "--status",
        action="append",
        choices=[str(status) for status in Status if status is not Status.NEW],
        help=_("what an annotator must have said of an article that it counts; done if not said; may be repeated"),
    )
    parser.add_argument("--articles", action="store_true", help=_("a line for each article and pair, divided by tabs"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print the measures."""
    listing = Listing(arguments.path, arguments.annotations)
    place = annotations_folder(listing.corpus, arguments.annotations)
    people = _people(place.folder, arguments)
    machines = [_SUGGESTER + name for name in dict.fromkeys(arguments.suggester)]
    if len(people) + len(machines) < 2:
        if place.notice:
            listing.report(place.notice)
        narrate(_("zhupi agree: there are fewer than two annotators to compare"))
        return 1
    statuses = arguments.status or [Status.DONE]
    narrator = Narrator()
    finished, unfinished = _layers(listing, arguments, people, statuses)
    suggested = [_suggested(name, finished, listing, arguments, narrator) for name in arguments.suggester]
    articles = [
        MarkedArticle.of(article.info.id, len(article.text), layers | dict(zip(machines, suggestions, strict=True)))
        for (article, layers), *suggestions in zip(finished, *suggested, strict=True)
    ]
    result = agreement(articles, [*people, *machines])
    _print(result, arguments)
    if not result.articles:
        message = _("zhupi agree: no article was finished by two of them; {count} were begun: see --status")
        narrate(message.format(count=unfinished))
    return max(listing.status, narrator.status, 0 if result.articles else 1)


def _people(folder: Path, arguments: argparse.Namespace) -> list[str]:
    """Return those who are compared; raises ``NotFoundError`` for one who has no annotations here."""
    everybody = annotators_in(folder)
    names = list(dict.fromkeys(names_in(arguments.annotators))) or everybody
    for name in names:
        if name not in everybody:
            raise NotFoundError.nearest(_("annotator"), name, everybody)
    return names


def _layers(
    listing: Listing, arguments: argparse.Namespace, people: Sequence[str], statuses: Sequence[str]
) -> tuple[list[tuple[Article, dict[str, Layer]]], int]:
    """Return the articles with the layers that count, and the number of those that nobody has finished."""
    articles = []
    unfinished = 0
    for article, layers in shown(annotated_by(listing, arguments.annotations, people), _("reading")):
        counting = {name: layer for name, layer in layers.items() if layer.metadata.status in statuses}
        if counting:
            articles.append((article, counting))
        else:
            unfinished += 1
    return articles, unfinished


def _suggested(
    name: str,
    articles: Sequence[tuple[Article, Mapping[str, Layer]]],
    listing: Listing,
    arguments: argparse.Namespace,
    narrator: Narrator,
) -> Iterator[Layer]:
    """Yield what a suggester says of each article, as a layer."""
    alone = argparse.Namespace(**vars(arguments) | {"suggester": [name]})
    results = suggest_articles(
        [article for article, _layers in articles],
        setup_for(alone, listing.corpus),
        arguments.processes,
        narrator.problem,
        narrator.sending,
        narrator.left_out,
    )
    for suggestions in shown(results, _("finding entities"), len(articles)):
        yield _as_layer(suggestions)


def _as_layer(suggestions: Sequence[Suggestion]) -> Layer:
    return Layer.of(
        Span(f"s{number}", item.start, item.end, item.label, item.origin) for number, item in enumerate(suggestions, 1)
    )


def _print(result: Agreement, arguments: argparse.Namespace) -> None:
    if arguments.json:
        write_json(agreement_table(result))
    elif arguments.articles:
        for pair in result.pairs:
            for name, counts in pair.by_article.items():
                write_line("\t".join(map(field, (pair.first, pair.second, name, *map(str, counts)))))
    elif result.articles:
        for line in agreement_lines(result):
            write_line(line)
