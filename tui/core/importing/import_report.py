"""Describe what came of an import: what was guessed, matched, repeated, brought along and lost."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotations.exchange.importing.request import KNOWN, NEW, Imported, ImportRequest, shared_names
from seeds.errors import Problem
from seeds.i18n import _, ngettext
from tui.core.exporting.export_report import loss_lines, outcome_lines, problem_lines

_NAMES = 5

_PEOPLE = 20

_LOSSES = 200
"""Losses of one kind that the screen shows one by one."""


class Remark(NamedTuple):
    """Hold a sentence about an import, and which option of the command line would have it otherwise."""

    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.text}; {self.advice}" if self.advice else self.text


def remarks(imported: Imported, request: ImportRequest) -> Iterator[Remark]:
    """Yield what there is to say beside the lines of the report."""
    for file, encoding in imported.report.encodings.items():
        if not request.encoding:
            message = _("{file} is read as {encoding}").format(file=file, encoding=encoding)
            yield Remark(message, _("--encoding says otherwise"))
    yield from map(Remark, _counts(imported))
    if imported.document:
        yield Remark(_("new articles are in {file}").format(file=imported.document))
    if imported.labels:
        yield Remark(_("labels added to zhupi.toml: {names}").format(names=", ".join(imported.labels)))
    yield from _people(imported, request)
    if imported.together:
        count = imported.together
        message = ngettext(
            "the marks of {count:,} article were written as one file, and are not undone by “u”",
            "the marks of {count:,} articles were written together, and are not undone by “u”",
            count,
        )
        yield Remark(message.format(count=count))


def _counts(imported: Imported) -> Iterator[str]:
    if imported.repeated:
        count = imported.repeated
        message = ngettext("{count:,} span was there already", "{count:,} spans were there already", count)
        yield message.format(count=count)
    if imported.parts:
        parts, homes = imported.parts, len(imported.homes)
        records = ngettext("{count:,} record is a part", "{count:,} records are parts", parts).format(count=parts)
        articles = ngettext("{count:,} article", "{count:,} articles", homes).format(count=homes)
        yield _("{records} of {articles}").format(records=records, articles=articles)
    if imported.collapsed:
        count = imported.collapsed
        message = ngettext(
            "{count:,} record has the text of an earlier one, and is one article with it",
            "{count:,} records have the texts of earlier ones, and are one article with them",
            count,
        )
        yield message.format(count=count)
    if imported.suggestions:
        count = imported.suggestions
        yield ngettext("{count:,} suggestion", "{count:,} suggestions", count).format(count=count)


def _people(imported: Imported, request: ImportRequest) -> Iterator[Remark]:
    others = [name for name, _count in imported.annotators.most_common() if name != request.annotator]
    if imported.shared_texts:
        message = _("several people speak of the same texts, and are kept apart: {names}")
        yield Remark(message.format(names=shared_names(imported)), _("--annotator says otherwise"))
    elif others and not request.by_name:
        message = _("the file has annotations of {names}, which are {own}'s now")
        names = ", ".join(others[:_NAMES])
        yield Remark(message.format(names=names, own=request.annotator), _("--annotator all keeps them apart"))


def screen_lines(imported: Imported, request: ImportRequest, problems: Sequence[Problem]) -> Iterator[str]:
    """Yield all that there is to say of an import, or of a dry run: what was lost comes last, with its places."""
    articles = imported.report.articles
    yield _("articles: {new:,} new, {known:,} of the project").format(new=articles[NEW], known=articles[KNOWN])
    yield from outcome_lines(imported.report)
    for remark in remarks(imported, request):
        yield remark.text
    if imported.annotators:
        names = ", ".join(f"{name} ({count:,})" for name, count in imported.annotators.most_common(_PEOPLE))
        yield _("annotators in the file, with their records: {names}").format(names=names)
    if not request.dry_run and imported.report.spans and not imported.together:
        yield _("“u” in an article undoes what was imported into it")
    yield from problem_lines(problems)
    if imported.report.lost:
        yield ""
        yield from loss_lines(imported.report, _LOSSES)
