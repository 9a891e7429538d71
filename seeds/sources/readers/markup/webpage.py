"""Read HTML: the readable text of a page, without its menus and frames, is one article."""

from collections.abc import Iterator

from seeds.encoding.decoding import DecodedText, unify_newlines
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.markup.declared import declared_encoding
from seeds.sources.readers.single import SingleArticle
from seeds.system.files import WEBPAGE


class Webpage(SingleArticle):
    """Read a page by trafilatura (the extra ``html``), which gives the text: title, newline, body.

    Offsets count in that text, since the page's own holds markup between any two words.
    """

    def __init__(self, source: SourceFile) -> None:
        data = source.data(WEBPAGE)
        self._name = source.name
        self._stem = source.path.stem
        self._page = source.decode(data, declared_encoding(data))

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the one article; a problem where no text is found in a page that is not blank."""
        record = self.article()
        if record:
            yield record
        elif self._page.text.strip():
            yield Problem(self._name, _("no readable text was found in this page"))

    def article(self) -> SourceRecord | None:
        """Extract the article; raises ``SourceError`` where the extra is not installed."""
        extracted = _extract(self._page, self._name)
        body = unify_newlines(extracted.get("text", ""))[0].strip()
        if not body:
            return None
        title = " ".join(extracted.get("title", "").split())
        text = f"{title}\n{body}" if title and not body.startswith(f"{title}\n") else body
        return SourceRecord(
            text,
            title=title or self._stem,
            title_length=len(title),
            source=extracted.get("sitename") or byline(text),
            date=iso_date(extracted.get("date", "")),
            encoding=self._page.encoding,
            newline=self._page.newline,
        )


def _extract(page: DecodedText, name: str) -> dict[str, str]:
    try:
        import trafilatura
    except ImportError as error:
        advice = _("install it with: pip install 'zhupi[html]'")
        raise SourceError(Problem(name, _("reading HTML needs trafilatura"), advice=advice)) from error
    extracted = (
        trafilatura.bare_extraction(page.text, with_metadata=True, include_comments=False) if page.text else None
    )
    fields = extracted if isinstance(extracted, dict) else extracted.as_dict() if extracted else {}
    return {key: value for key, value in fields.items() if isinstance(value, str)}
