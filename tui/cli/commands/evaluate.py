"""Run ``zhupi evaluate``: compare the suggesters with what an annotator has saved."""

import argparse
from collections.abc import Iterator

from annotations.model.layer import Layer, Status
from annotations.suggest.evaluation import (
    Counts,
    Evaluation,
    Miss,
    MissKind,
    accepted_from,
    evaluate,
    evaluate_without,
)
from annotations.suggest.workers.batch import suggest_articles
from seeds.article import Article
from seeds.i18n import _, ngettext
from tui.cli.arguments.annotators import add_annotator, annotator_of
from tui.cli.arguments.articles import Listing, add_path
from tui.cli.arguments.suggesters import Narrator, add_suggesters, annotated, setup_for
from tui.console.output import field, narrate, write_json, write_line
from tui.console.progress import shown
from tui.text.clip import fit

_CONTEXT = 8
_WIDTHS = (8, 7, 7, 7, 7, 7, 7, 7)
_KINDS = {
    MissKind.MISSED: _("missed"),
    MissKind.SPURIOUS: _("spurious"),
    MissKind.WRONG_LABEL: _("wrong label"),
    MissKind.WRONG_BORDER: _("wrong border"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Compare the suggesters with the annotations that are saved: precision, recall and F1 by label, exact and "
        "overlapping. Without --suggester, all of the project together, but for what remembers these annotations. How "
        "many of the annotations were accepted from what is evaluated is said, with the figures without these."
    )
    parser.epilog = _(
        "exit status: 0 done; 1 without annotations to compare with, or damaged ones were left out, or a suggester "
        "failed or is not allowed; 2 for a usage error"
    )
    add_path(parser)
    add_suggesters(parser)
    add_annotator(parser)
    parser.add_argument(
        "--status", action="append", choices=[str(status) for status in Status], help=_("only articles of this status")
    )
    parser.add_argument("--misses", action="store_true", help=_("list every miss, a line each, separated by tabs"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    listing = Listing(arguments.path, arguments.annotations)
    marked = list(_marked(listing, arguments))
    if not marked:
        message = _("zhupi evaluate: {annotator} has annotated none of these articles")
        narrate(message.format(annotator=annotator_of(arguments)))
        return 1
    setup = setup_for(arguments, listing.corpus)
    articles = [article for article, _layer in marked]
    narrator = Narrator()
    results = suggest_articles(
        articles, setup, arguments.processes, narrator.problem, narrator.sending, narrator.left_out
    )
    suggestions = list(shown(results, _("finding entities"), len(articles)))
    gold = [[(span.start, span.end, span.label) for span in layer.ordered] for _article, layer in marked]
    result = evaluate(zip(gold, suggestions, strict=True))
    names = {item.origin for items in suggestions for item in items} | {*(arguments.suggester or ())}
    accepted = [accepted_from(layer.ordered, names) for _article, layer in marked]
    independent = evaluate_without(zip(gold, suggestions, accepted, strict=True))
    count_accepted = sum(map(len, accepted))
    if arguments.json:
        write_json(_as_object(result, articles) | _accepted_object(independent, count_accepted))
    else:
        _print_table(result)
        if arguments.misses:
            for miss in result.misses:
                write_line("\t".join(map(field, _row(miss, articles[miss.text]))))
        if count_accepted:
            _narrate_accepted(independent, count_accepted, sum(map(len, gold)))
        count = ngettext("{count} article", "{count} articles", len(articles)).format(count=len(articles))
        narrate(f"zhupi: {count}, {len(result.misses):,} {_('misses')}")
    return max(narrator.status, listing.status)


def _marked(listing: Listing, arguments: argparse.Namespace) -> Iterator[tuple[Article, Layer]]:
    """Yield the articles that are annotated as far as is asked for, with their layers."""
    statuses = arguments.status or [Status.IN_PROGRESS, Status.DONE]
    for article, layer in annotated(listing, arguments):
        if layer.metadata.status in statuses:
            yield article, layer


def _print_table(result: Evaluation) -> None:
    heads = (_("label"), _("spans"), _("P"), _("R"), _("F1"), _("P over"), _("R over"), _("F1 over"))
    _print_row(heads)
    for label, exact in sorted(result.exact.items()):
        _print_row((label, *_numbers(exact, result.overlapping[label])))
    _print_row((_("all"), *_numbers(result.micro, result.micro_overlapping)))


def _print_row(cells: tuple[str, ...]) -> None:
    shown = [
        fit(cell, width, to_right=column > 0) for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    write_line(" ".join(shown))


def _numbers(exact: Counts, overlapping: Counts) -> list[str]:
    shares = [exact.precision, exact.recall, exact.f1, overlapping.precision, overlapping.recall, overlapping.f1]
    return [str(exact.right + exact.missed), *(f"{share:.1%}" for share in shares)]


def _narrate_accepted(independent: Evaluation, accepted: int, total: int) -> None:
    """Say how much of what is right was accepted from what is evaluated, and the figures without that."""
    message = _(
        "zhupi: {accepted:,} of {total:,} spans were accepted from what is evaluated, which flatters it; "
        "without them: P {precision:.1%}, R {recall:.1%}, F1 {f1:.1%}"
    )
    micro = independent.micro
    narrate(message.format(accepted=accepted, total=total, precision=micro.precision, recall=micro.recall, f1=micro.f1))


def _shares(counts: Counts) -> dict[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _accepted_object(independent: Evaluation, accepted: int) -> dict[str, object]:
    overall = {"exact": _shares(independent.micro), "overlapping": _shares(independent.micro_overlapping)}
    return {"accepted": accepted, "without-accepted": overall}


def _row(miss: Miss, article: Article) -> tuple[str, ...]:
    """Return the kind of miss, article, place, what is right, what was suggested, and the context."""
    start, end = (miss.right or miss.suggested or (0, 0, ""))[:2]
    context = f"{article.text[max(0, start - _CONTEXT) : start]}【{article.text[start:end]}】"
    context += article.text[end : end + _CONTEXT]
    right, suggested = (
        f"{article.text[place[0] : place[1]]} {place[2]}" if place else "" for place in (miss.right, miss.suggested)
    )
    return _KINDS[miss.kind], article.info.id, str(start), right, suggested, context


def _as_object(result: Evaluation, articles: list[Article]) -> dict[str, object]:
    labels = {
        label: {
            "spans": exact.right + exact.missed,
            "exact": _shares(exact),
            "overlapping": _shares(result.overlapping[label]),
        }
        for label, exact in result.exact.items()
    }
    misses = [
        {
            "kind": str(miss.kind),
            "id": articles[miss.text].info.id,
            "right": miss.right,
            "found": miss.suggested,
            "text": articles[miss.text].text[slice(*(miss.right or miss.suggested or (0, 0))[:2])],
        }
        for miss in result.misses
    ]
    overall = {"exact": _shares(result.micro), "overlapping": _shares(result.micro_overlapping)}
    return {"articles": len(articles), **overall, "labels": labels, "misses": misses}
