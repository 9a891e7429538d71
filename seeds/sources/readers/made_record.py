"""Make the record of an article of the parts that its source has in fields of their own."""

from seeds.encoding.decoding import unify_newlines
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import RecordPlace, SourceRecord

_EXCERPT = 40


def make_record(
    title: str,
    body: str,
    place: RecordPlace,
    *,
    identifier: str = "",
    source: str = "",
    tag: str = "",
    date: str = "",
    is_repeated: bool = False,
) -> SourceRecord | None:
    """Make a record of title and body; None where there is neither.

    ``is_repeated`` says that the title is the first line of the body too, and is not to be there twice.
    """
    body, newline = unify_newlines(body)
    title = unify_newlines(title)[0]
    name = " ".join(title.split())
    if is_repeated:
        title, _end, body = body.lstrip().partition("\n")
    parts = [part for part in (title, body) if part and not part.isspace()]
    if not parts:
        return None
    return SourceRecord(
        "\n".join(parts),
        title=name or excerpt(body),
        title_length=len(title) if title in parts else 0,
        start=place.start,
        line=place.line,
        locator=place.locator,
        id=identifier.strip(),
        source=source.strip() or byline(body),
        tag=tag.strip(),
        date=iso_date(date),
        encoding=place.encoding,
        newline=newline if "\n" in body else place.newline,
    )


def excerpt(body: str) -> str:
    """Give the first words of a text without a title, to list it by."""
    words = " ".join(body.lstrip().partition("\n")[0].split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"
