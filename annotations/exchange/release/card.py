"""Write the data card of a release: what is in it, where it comes from, how it is loaded, what it lacks."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.exchange.format import FormatInfo
from annotations.exchange.release.description import Description, origin_words
from annotations.exchange.release.files import CROISSANT, GUIDELINES, MANIFEST, REPORT, SCHEMA, STATISTICS
from annotations.exchange.release.front_matter import front_matter
from annotations.exchange.release.loading import CHECKING, loading, loading_all
from annotations.exchange.release.request import Facts
from annotations.exchange.release.tables import Table
from annotations.exchange.statistics import Counts, Statistics
from annotations.model.schema import Schema

_OTHERS = {
    SCHEMA: "labels, relations and categories, as a project of zhupi has them",
    GUIDELINES: "the same for people, with the project's guidelines",
    STATISTICS: "the numbers of this page, and more, as JSON",
    CROISSANT: "a description of all files and tables, as Croissant 1.1",
    REPORT: "what each format could not carry, and what was changed to fit it",
    MANIFEST: "the SHA-256 of every file and of every article's text, and the command that makes all this again",
}

_SOURCES = 20
"""How many sources of texts are named."""


@dataclass(frozen=True, slots=True)
class Content:
    """Hold what a card tells of.

    ``formats`` are those of the folders, and ``folders`` the names of the files in each. ``split`` says the shares of
    the parts, and is empty where there is but one.
    """

    facts: Facts
    schema: Schema
    statistics: Statistics
    description: Description
    formats: Mapping[str, FormatInfo]
    folders: Mapping[str, Sequence[str]]
    tables: Sequence[Table]
    split: str
    command: Sequence[str]
    makers: Mapping[str, str]


def card(content: Content) -> str:
    """Return the text of ``README.md``."""
    rows = content.statistics.total.texts.total()
    front = front_matter(content.facts, content.description, rows, content.tables)
    return "\n".join([*front, *_lines(content)]) + "\n"


def _lines(content: Content) -> Iterator[str]:
    yield from (f"# {_in_line(content.facts.title)}", "", content.description.summary, "")
    yield from _numbers(content.schema, content.statistics)
    yield from ("", f"Script: {content.description.scripts}.")
    if content.split:
        yield from ("", f"Divided {content.split}, each article by its id alone: none is in two parts.")
    yield from ("", "## Labels", "", f"More in [{GUIDELINES}]({GUIDELINES}).", "")
    yield from _table(("label", "", "meaning"), _labels(content.schema))
    yield from ("", "## Where the spans come from", "")
    yield from _origins(content.statistics)
    if content.description.sources:
        yield from ("", "## Where the texts come from", "")
        yield from _table(("source", "articles"), _sources(content.description.sources), numbers=True)
    yield from ("", "## Files", "")
    yield from _table(("folder", "what", "offsets"), _formats(content.formats))
    yield from ("", *(f"- [`{name}`]({name}): {words}" for name, words in _OTHERS.items()))
    yield from ("", "## Loading", "", "In this folder:", "")
    yield from _loading(content)
    yield from ("", "## Limits", "")
    yield from (f"- {_in_line(limit)}" for limit in content.description.limits)
    personal = content.description.responsible_ai["personalSensitiveInformation"]
    yield from (f"- {sentence}" for sentence in personal)
    yield from ("", "## Licence and origin", "")
    yield from _publisher(content.facts)
    yield from ("", *_making(content))


def _numbers(schema: Schema, statistics: Statistics) -> Iterator[str]:
    """Count articles, characters, spans and labels, with a column for each part of a split."""
    parts = statistics.parts
    columns = [*parts.values(), statistics.total]

    def row(title: str, numbers: Iterable[int]) -> Sequence[str]:
        return (title, *(f"{number:,}" for number in numbers))

    labels = statistics.total.table(schema)["labels"]
    rows = [
        row("articles", (counts.articles for counts in columns)),
        row("characters", (counts.characters for counts in columns)),
        row("spans", (counts.spans for counts in columns)),
        *(row(f"`{label}`", (counts.labels[label] for counts in columns)) for label in labels),
    ]
    yield from _table(("", *parts, "all"), rows, numbers=True)


def _labels(schema: Schema) -> Iterator[Sequence[str]]:
    for label in schema.labels:
        yield f"`{label.name}`", label.title, label.description


def _origins(statistics: Statistics) -> Iterator[str]:
    """Count the origins of spans, with a column for each annotator where there are several."""
    people: Mapping[str, Counts] = statistics.annotators if len(statistics.annotators) > 1 else {}
    columns = [*(people[name] for name in sorted(people)), statistics.total]
    origins = statistics.total.table(statistics.schema)["origins"]
    rows = [
        (origin_words(origin), *(f"{counts.origins[origin]:,}" for counts in columns))
        for origin in origins
        if statistics.total.origins[origin]
    ]
    spans = [f"{counts.spans:,}" for counts in columns]
    yield from _table(("", *sorted(people), "all"), [*rows, ("spans", *spans)], numbers=True)
    names = ", ".join(f"`{name}`" for name in sorted(statistics.annotators))
    yield from ("", f"Annotators: {names}.")


def _sources(sources: Mapping[str, int]) -> Iterator[Sequence[str]]:
    counts = list(sources.items())
    yield from ((source, f"{count:,}") for source, count in counts[:_SOURCES])
    if others := sum(count for _source, count in counts[_SOURCES:]):
        yield f"{len(counts) - _SOURCES:,} others", f"{others:,}"


def _formats(formats: Mapping[str, FormatInfo]) -> Iterator[Sequence[str]]:
    for name, about in formats.items():
        carries = about.carries
        yield f"`{name}`", about.title, f"{carries.unit.value}{', end included' if carries.inclusive else ''}"


def _loading(content: Content) -> Iterator[str]:
    for name, code in loading(content.folders, content.tables):
        yield from (f"`{name}`:", "", "```python", code, "```", "")
    everything = loading_all(content.tables)
    if everything:
        yield from ("By the Croissant description (`pip install mlcroissant`):", "", "```python", everything, "```", "")
    yield from ("Whether all files are as they were made:", "", "```python", CHECKING, "```")


def _publisher(facts: Facts) -> Iterator[str]:
    licence = _in_line(facts.license) or "none was named. Ask whoever gave you this before you use it."
    yield f"- Licence: {licence}"
    yield from (
        f"- {title}: {_in_line(value)}"
        for title, value in (("Published by", facts.creator), ("Address", facts.url), ("Published on", facts.date))
        if value
    )
    yield f"- Version of the data: {_in_line(facts.version)}"


def _making(content: Content) -> Iterator[str]:
    made_with = ", ".join(f"{name} {version}" for name, version in content.makers.items())
    yield f"Made with {made_with}, in the folder of the articles, byte for byte the same each time:"
    yield from ("", "```sh", shlex.join(content.command), "```")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: bool = False) -> Iterator[str]:
    yield _row(heads)
    yield "|---" + ("|---:" if numbers else "|---") * (len(heads) - 1) + "|"
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_in_line(cell).replace("|", "\\|") for cell in cells) + " |"


def _in_line(text: str) -> str:
    return " ".join(text.split())
