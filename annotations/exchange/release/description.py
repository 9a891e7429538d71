"""Say in words what is in a release, once for its card and its Croissant description.

The words are English whatever the user's language is, so that everybody makes the same bytes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotations.exchange.exporting.disclosure import Disclosure
from annotations.exchange.release.request import ReleaseRequest
from annotations.exchange.release.texts import ReleasedText
from annotations.exchange.report import Report
from annotations.exchange.statistics import Statistics
from annotations.extras import installed_version
from annotations.model.layer import Status
from annotations.model.span import ACCEPTED, ADJUDICATED, AGREED, IMPORTED, MANUAL, NOTHING
from seeds.script.detect import Script
from seeds.script.targets import ORIGINAL

_LANGUAGES = {Script.TRADITIONAL: "zh-Hant", Script.SIMPLIFIED: "zh-Hans", Script.UNKNOWN: "zh"}


@dataclass(frozen=True, slots=True)
class Description:
    """Hold what is said of a release.

    ``languages`` are tags of BCP 47, ``scripts`` counts texts by their script in words. ``limits`` are sentences on
    what a user of the data should know, ``responsible_ai`` the fields of Croissant's extension by their names.
    ``sources`` counts articles by where they are from.
    """

    summary: str
    languages: list[str]
    scripts: str
    limits: list[str]
    responsible_ai: Mapping[str, Any]
    sources: Mapping[str, int] = field(default_factory=lambda: NOTHING)


def described(
    request: ReleaseRequest,
    statistics: Statistics,
    texts: Sequence[ReleasedText],
    project: Report,
    reports: Mapping[str, Report],
) -> Description:
    """Describe a release; ``project`` reports what was lost before any format, ``reports`` what by each format."""
    total = statistics.total
    languages = sorted({_LANGUAGES[text.script] for text in texts})
    summary = (
        f"{plural(total.articles, 'article')} in Chinese ({', '.join(languages)}), "
        f"{plural(total.characters, 'character')}, with {plural(total.spans, 'labelled span')} "
        f"by {plural(len(statistics.annotators), 'annotator')}."
    )
    limits = [*_limits(request, statistics, project, reports), *_repeated(texts)]
    sources = Counter(text.source for text in texts if text.source)
    values = _responsible_ai(request, statistics, limits)
    if sources:
        told = ", ".join(f"{source} ({plural(count, 'article')})" for source, count in sources.most_common())
        values["dataCollectionRawData"] = f"Sources of the texts: {told}."
    return Description(summary, languages, _scripts(request, texts), limits, values, dict(sources.most_common()))


def plural(count: int, thing: str) -> str:
    """Return a number of things."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def origin_words(origin: str) -> str:
    """Return in words where a span comes from."""
    if origin == MANUAL:
        return "by hand"
    if origin == AGREED:
        return "agreed on by the annotators"
    if origin.startswith(f"{ADJUDICATED}:"):
        return f"adjudicated, from `{origin.removeprefix(f'{ADJUDICATED}:')}`"
    for prefix, words in ((ACCEPTED, "accepted from the suggester"), (IMPORTED, "imported from")):
        if origin.startswith(prefix):
            return f"{words} `{origin.removeprefix(prefix)}`"
    return f"`{origin}`"


def lost_of_format(report: Report, project: Report) -> Counter[tuple[str, str]]:
    """Return what a format could not carry, by kind and reason, without what was lost before it."""
    return Counter(report.lost) - Counter(project.lost)


def _accepted(statistics: Statistics) -> int:
    return sum(count for origin, count in statistics.total.origins.items() if origin.startswith(ACCEPTED))


def _limits(
    request: ReleaseRequest, statistics: Statistics, project: Report, reports: Mapping[str, Report]
) -> Iterator[str]:
    total = statistics.total
    if unfinished := total.statuses[Status.IN_PROGRESS]:
        yield f"Not marked as done (counted by annotator): {plural(unfinished, 'article')}. Spans may be missing there."
    if accepted := _accepted(statistics):
        yield (
            f"{accepted:,} of {plural(total.spans, 'span')} were accepted from suggestions. Who is shown suggestions "
            "tends to follow them, and a suggester that is measured on these spans looks better than it is."
        )
    if several := sum(count > 1 for count in total.texts.values()):
        yield (
            f"Annotated by several people: {plural(several, 'article')}. Each has a row for each of them, with the "
            "same text, in every format; formats without a column for the annotator do not say whose it is."
        )
    for name in (name for name, counts in statistics.parts.items() if not counts.articles):
        yield f"The part `{name}` is empty, as there are so few articles."
    for (what, reason), count in project.lost.most_common():
        yield f"Not released: {count:,} × {what}: {reason}."
    for name, report in reports.items():
        for (what, reason), count in lost_of_format(report, project).most_common():
            yield f"Not in `{name}`: {count:,} × {what}: {reason}."
        for how, count in sorted(report.changed.items()):
            yield f"Changed in `{name}`: {plural(count, 'span')} {how}."
    if total.notes and not request.disclosure.notes:
        yield f"Left out: {plural(total.notes, 'note')} of annotators."


def _scripts(request: ReleaseRequest, texts: Sequence[ReleasedText]) -> str:
    counts = Counter(text.script for text in texts)
    words = ", ".join(f"{script} ({plural(counts[script], 'article')})" for script in Script if counts[script])
    return words if request.script == ORIGINAL else f"{words}, converted with their spans ({request.script})"


def _repeated(texts: Sequence[ReleasedText]) -> Iterator[str]:
    """Say whether a text stands in several parts, by which a model would be tested on what it was trained on."""
    parts: dict[str, set[str]] = {}
    for text in texts:
        parts.setdefault(text.sha256, set()).add(text.part)
    if repeated := sum(len(each) > 1 for each in parts.values()):
        yield f"Word for word in several parts, as articles of different ids: {plural(repeated, 'text')}."


def _responsible_ai(request: ReleaseRequest, statistics: Statistics, limits: Sequence[str]) -> dict[str, Any]:
    total, schema = statistics.total, statistics.schema
    meanings = "; ".join(f"{label.name}: {label.description or label.title}" for label in schema.labels)
    most, least = max(total.texts.values(), default=0), min(total.texts.values(), default=0)
    accepted = [
        f"{origin.removeprefix(ACCEPTED)}: {plural(count, 'suggested span')} accepted by an annotator"
        for origin, count in sorted(total.origins.items())
        if origin.startswith(ACCEPTED)
    ]
    values = {
        "dataAnnotationProtocol": f"Spans are marked by the guidelines in guidelines.md. Labels: {meanings}",
        "dataAnnotationPlatform": [f"zhupi {installed_version('zhupi')}"],
        "annotationsPerItem": str(most) if most == least else f"{least} to {most}",
        "machineAnnotationTools": accepted,
        "dataPreprocessingProtocol": list(_preprocessing(request)),
        "dataUseCases": ["Training and evaluation of named entity recognition in Chinese"],
        "dataLimitations": list(limits),
        "personalSensitiveInformation": [_of_annotators(request.disclosure), _of_texts()],
    }
    return {name: value for name, value in values.items() if value}


def _preprocessing(request: ReleaseRequest) -> Iterator[str]:
    if request.script != ORIGINAL:
        yield f"Texts and spans were converted together: {request.script}."
    if request.options.max_length:
        yield f"Texts of more than {request.options.max_length:,} characters were cut at ends of sentences."


def _of_annotators(disclosure: Disclosure) -> str:
    names = "Annotators go by a1, a2 …" if disclosure.names else "Annotators go by the names that they chose"
    left_out = [name for name, is_on in (("notes", disclosure.notes), ("times", disclosure.times)) if not is_on]
    return f"{names}; their {' and '.join(left_out)} are left out." if left_out else f"{names}."


def _of_texts() -> str:
    return "The texts are as their sources have them, and were not searched for personal data."
