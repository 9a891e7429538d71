"""Take the readable text out of a page as version 0.1.0 did: by trafilatura alone.

Pages that were annotated then are read so, since their annotations are about these texts; see
``annotations.storage.readings``. Nothing here may change.
"""

from seeds.encoding.decoding import DecodedText, unify_newlines
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord


def former_record(page: DecodedText, stem: str, name: str) -> SourceRecord | None:
    """Extract the article: title, newline, body; raises ``SourceError`` where the extra is not installed."""
    extracted = extract(page.text, name)
    body = unify_newlines(extracted.get("text", ""))[0].strip()
    if not body:
        return None
    title = " ".join(extracted.get("title", "").split())
    text = f"{title}\n{body}" if title and not body.startswith(f"{title}\n") else body
    return SourceRecord(
        text,
        title=title or stem,
        title_length=len(title),
        source=extracted.get("sitename") or byline(text),
        date=iso_date(extracted.get("date", "")),
        encoding=page.encoding,
        newline=page.newline,
    )


def extract(markup: str, name: str) -> dict[str, str]:
    """Give the text of a page without its menus and frames, and what the page says of it: title, sitename, date.

    Raises ``SourceError`` where the extra ``html`` is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        advice = _("install it with: pip install 'zhupi[html]'")
        raise SourceError(Problem(name, _("reading HTML needs trafilatura"), advice=advice)) from error
    extracted = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False) if markup else None
    fields = extracted if isinstance(extracted, dict) else extracted.as_dict() if extracted else {}
    return {key: value for key, value in fields.items() if isinstance(value, str)}
