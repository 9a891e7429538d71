"""Read and write TEI P5: a ``teiCorpus`` with a ``TEI`` for each article, its text as it is, and stand-off spans.

The ends of a span are TEI's pointers ``string-index(text, offset)``, in code points of the ``ab`` of the text. Notes
are spans on spans or on the text, and relations are spans on two spans, from the first to the second. Attributes are
feature structures, and categories are keywords.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from annotations.exchange.format import Capabilities, FormatInfo
from annotations.exchange.formats.markup.tei.reader import NAMESPACE, NOTES, RELATIONS, SPANS, read_corpus
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.sanitize import NOT_XML, sanitize
from annotations.model.span import Span
from seeds.i18n import _

_HEADER = f"""<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="{NAMESPACE}">
<teiHeader>
<fileDesc>
<titleStmt><title>Annotated articles</title></titleStmt>
<publicationStmt><p>Exported by zhupi.</p></publicationStmt>
<sourceDesc><p>Each text names its source.</p></sourceDesc>
</fileDesc>
</teiHeader>
"""
_FOOTER = "</teiCorpus>\n"
_RETURN = {"\r": "&#13;"}


class Tei:
    """Write and read a corpus of TEI."""

    about = FormatInfo(
        "tei",
        _("TEI P5 XML: a corpus with the texts as they are, and stand-off spans"),
        ".xml",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write all records as one corpus; TEI wants one text at least."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_HEADER)
            for number, record in enumerate(sanitize(records, NOT_XML, "XML", report), 1):
                file.writelines(f"{line}\n" for line in _Writer(record, f"t{number}").lines())
                report.wrote(record)
            file.write(_FOOTER)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the texts of a corpus, or of a single ``TEI``."""
        yield from read_corpus(path, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is XML of TEI's."""
        return f'"{NAMESPACE}"' in head and ("<TEI" in head or "<teiCorpus" in head)


FORMAT = Tei()


class _Writer:
    """Make the elements of one article; ``name`` is the identifier of its text."""

    def __init__(self, record: Record, name: str) -> None:
        self._record = record
        self._name = name
        self._names = {span.id: f"{name}.s{number}" for number, span in enumerate(record.spans, 1)}

    def lines(self) -> Iterator[str]:
        yield "<TEI>"
        yield from self._header()
        stand_off = list(self._stand_off())
        if stand_off:
            yield from ("<standOff>", *stand_off, "</standOff>")
        text = _content(self._record.text)
        yield f'<text><body><ab xml:id="{self._name}" xml:space="preserve">{text}</ab></body></text>'
        yield "</TEI>"

    def _header(self) -> Iterator[str]:
        record = self._record
        yield f"<teiHeader><fileDesc><titleStmt><title>{_content(record.title)}</title>"
        if record.annotator:
            yield f"<respStmt><resp>annotation</resp><name>{_content(record.annotator)}</name></respStmt>"
        yield "</titleStmt><publicationStmt><p>Exported by zhupi.</p></publicationStmt><sourceDesc><bibl>"
        facts = {"article": record.id, "document": record.document, "status": record.status, "part": record.part}
        facts |= {"offset": str(record.offset) if record.offset else ""}
        facts |= {f"meta.{key}": value for key, value in record.meta.items()}
        for kind, value in facts.items():
            if value:
                yield f"<idno type={quoteattr(kind)}>{_content(value)}</idno>"
        yield "</bibl></sourceDesc></fileDesc>"
        if record.categories:
            terms = "".join(f"<term>{_content(name)}</term>" for name in record.categories)
            yield f"<profileDesc><textClass><keywords>{terms}</keywords></textClass></profileDesc>"
        yield "</teiHeader>"

    def _stand_off(self) -> Iterator[str]:
        record = self._record
        ties = ((f"#{self._names[tie.head]} #{self._names[tie.tail]}", tie.type) for tie in record.relations)
        notes = [(f"#{self._name}", record.note), *((f"#{self._names[span.id]}", span.note) for span in record.spans)]
        yield from _group(SPANS, map(self._span, record.spans))
        yield from _group(RELATIONS, (_on(target, words) for target, words in ties))
        yield from _group(NOTES, (_on(target, words) for target, words in notes if words))
        yield from (_features(self._features_of(span), span) for span in record.spans if span.attributes)

    def _span(self, span: Span) -> str:
        ends = (f"#string-index({self._name},{offset})" for offset in (span.start, span.end))
        places = "from={} to={}".format(*map(quoteattr, ends))
        features = f' ana="#{self._features_of(span)}"' if span.attributes else ""
        return f'<span xml:id="{self._names[span.id]}" {places}{features}>{_content(span.label)}</span>'

    def _features_of(self, span: Span) -> str:
        return f"{self._names[span.id]}.f"


def _group(kind: str, spans: Iterable[str]) -> Iterator[str]:
    listed = list(spans)
    if listed:
        yield from (f'<spanGrp type="{kind}">', *listed, "</spanGrp>")


def _on(target: str, words: str) -> str:
    return f"<span target={quoteattr(target)}>{_content(words)}</span>"


def _features(name: str, span: Span) -> str:
    features = "".join(_feature(key, value) for key, value in span.attributes.items())
    return f'<fs xml:id="{name}">{features}</fs>'


def _feature(name: str, value: str | bool) -> str:
    """Make a feature; its name is content as well, since TEI's names of features have no spaces."""
    content = (
        f'<binary value="{str(value).lower()}"/>' if isinstance(value, bool) else f"<string>{_content(value)}</string>"
    )
    return f'<f name="attribute"><vColl org="list"><string>{_content(name)}</string>{content}</vColl></f>'


def _content(text: str) -> str:
    return escape(text, _RETURN)
