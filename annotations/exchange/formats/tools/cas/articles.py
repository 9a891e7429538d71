"""Write and read UIMA CAS by dkpro-cassis: JSON 0.4 or XMI, a file for each article.

Spans are DKPro's named entities with the label as ``value``, as INCEpTION has them; ``note`` and ``attributes`` (JSON)
are further features of these, and relations are ``webanno.custom.Relation``. Sentences and tokens are DKPro's. What is
to be said of the article is in the list of the articles.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind, Unit
from annotations.exchange.formats.tools.cas.reader import NAMED_ENTITY, Cas, CasReader
from annotations.exchange.options import Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_files import ArticleFile, ArticleFiles, read_each
from annotations.exchange.shared.attribute_json import attributes_text
from annotations.exchange.shared.label_features import LabelFeatures
from annotations.exchange.shared.sentence_tokens import sentence_tokens
from annotations.exchange.shared.tokens import tokenize
from annotations.extras import Foreign, require
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE, require_regular

_RELATION = "webanno.custom.Relation"
_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_WORD = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
_OPTIONS = frozenset({"label_feature"})


def about_cas(name: str, title: str, suffix: str) -> FormatInfo:
    """Describe a format that is a CAS."""
    carries = Capabilities(Unit.UTF16, overlap=True, relations=True, notes=True, attributes=True, categories=True)
    return FormatInfo(name, title, suffix, carries, OutputKind.FOLDER, extra="cas", options=_OPTIONS)


def cassis(about: FormatInfo) -> Foreign:
    """Return the library; raises ``SourceError`` where it is missing."""
    return require("cassis", about.name, about.extra)


def type_system(library: Foreign) -> Cas:
    """Return the types that an export uses."""
    types = library.TypeSystem()
    annotation, text = "uima.tcas.Annotation", "uima.cas.String"
    for name, features in (
        (_SENTENCE, {}),
        (_WORD, {}),
        (NAMED_ENTITY, {"value": text, "identifier": text, "note": text, "attributes": text}),
        (_RELATION, {"Governor": annotation, "Dependent": annotation, "label": text}),
    ):
        new_type = types.create_type(name, annotation)
        for feature, kind in features.items():
            types.create_feature(new_type, feature, kind)
    return types


def write_articles(
    records: Iterable[Record], path: Path, about: FormatInfo, options: Options, report: Report, types: Cas
) -> Iterator[tuple[Path, Cas]]:
    """Yield the records as CAS, each with the file that it is to be written to."""
    library = cassis(about)
    with ArticleFiles(path) as files:
        for record in records:
            yield files.add(record, about.suffix), _filled(library.Cas(types, sofa_string=record.text), record, options)
            report.wrote(record)


def read_articles(
    path: Path, about: FormatInfo, load: Callable[[Path], Cas], reading: ReadingOptions, report: Report
) -> Iterator[Record]:
    """Yield the records of the files of a folder, or of a single one; ``load`` makes a CAS of a file."""
    reader = CasReader(LabelFeatures(path, reading.label_feature), report)

    def read(file: ArticleFile) -> Record | None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            cas = loaded(file.path, load)
        doubts = [warning.message for warning in caught if issubclass(warning.category, UserWarning)]
        if doubts:
            reason = _("holds offsets that are not UTF-16 units of its text: {reason}").format(reason=doubts[0])
            report.add(DroppedItem(file.id, file.path.name, reason), "article")
            return None
        return reader.record(file, cas)

    yield from read_each(path, about.suffix, report, read)


def loaded(path: Path, load: Callable[[Path], Cas]) -> Cas:
    """Return what the library makes of a file; raises ``SourceError``, whatever the library raises."""
    try:
        require_regular(path, WHOLE)
        return load(path)
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error
    except Exception as error:
        message = _("cannot be read as a CAS: {why}").format(why=f"{type(error).__name__}: {error}")
        raise SourceError(Problem(str(path), message, getattr(error, "lineno", None))) from error


def _filled(cas: Cas, record: Record, options: Options) -> Cas:
    """Put everything that a record says into a CAS with its text."""
    types = cas.typesystem
    sentence, token, entity, relation = map(types.get_type, (_SENTENCE, _WORD, NAMED_ENTITY, _RELATION))
    tokens = tokenize(record.text, options.tokens)
    for first, last in sentence_tokens(record.sentences(), tokens, record.spans):
        cas.add(sentence(begin=tokens[first][0], end=tokens[last - 1][1]))
    for start, end in tokens:
        cas.add(token(begin=start, end=end))
    structures = {}
    for span in record.spans:
        attributes = attributes_text(span.attributes) or None
        structures[span.id] = entity(
            begin=span.start, end=span.end, value=span.label, note=span.note or None, attributes=attributes
        )
        cas.add(structures[span.id])
    for tie in record.relations:
        head, tail = structures[tie.head], structures[tie.tail]
        cas.add(relation(begin=tail.begin, end=tail.end, Governor=head, Dependent=tail, label=tie.type))
    return cas
