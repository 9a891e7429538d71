"""Read a record out of one CAS: the annotations of all layers that have a feature for their label."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from annotations.exchange.record import Record
from annotations.exchange.report import DroppedItem, Report
from annotations.exchange.shared.article_files import ArticleFile
from annotations.exchange.shared.attribute_json import attributes_of
from annotations.exchange.shared.label_features import LabelFeatures
from annotations.exchange.shared.span_validation import SpanCandidate, validate_spans
from annotations.extras import Foreign
from annotations.model.span import Relation
from seeds.i18n import _

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."

_ANNOTATION = "uima.tcas.Annotation"
_STRING = "uima.cas.String"
_ENDS = ("Governor", "Dependent")
_PLACE = {"begin", "end", "sofa"}
_WITHOUT_MEANING = (
    "uima.",
    f"{DKPRO}segmentation.",
    f"{DKPRO}metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "org.dkpro.core.api.xml.",
)
"""Beginnings of the names of types that say how the text is divided, where it is from, or what the types are."""

Cas = Foreign
"""A CAS or a part of one: dkpro-cassis has no types, and need not be there."""


class _Layer(NamedTuple):
    """Hold what is to be made of the annotations of a type: ``label`` is empty where none of its features can be."""

    label: str
    is_relation: bool
    texts: frozenset[str]
    others: frozenset[str]


class CasReader:
    """Read one CAS after the other, whose layers are decided alike."""

    def __init__(self, labels: LabelFeatures, report: Report) -> None:
        self._labels = labels
        self._report = report

    def record(self, file: ArticleFile, cas: Cas) -> Record:
        """Return what is said of the text of a CAS; raises ``UndecidedError`` where it is not known what is a label."""
        return _Reader(file, cas, self._labels, self._report).record()


class _Reader:
    def __init__(self, file: ArticleFile, cas: Cas, labels: LabelFeatures, report: Report) -> None:
        self._file = file
        self._cas = cas
        self._labels = labels
        self._report = report
        self._layers: dict[str, _Layer] = {}
        self._passed_over: Counter[str] = Counter()

    def record(self) -> Record:
        text = self._cas.sofa_string or ""
        spans, relations = self._sorted()
        valid = validate_spans(text, map(self._claim, spans), self._file.id, self._report)
        ties = tuple(self._relations(relations, {span.id for span in valid}))
        for name, count in self._passed_over.items():
            reason = _("is a feature that is neither text nor yes or no, which is not read")
            self._report.add(DroppedItem(self._file.id, name, reason), "feature", count)
        return self._file.describe(Record(self._file.id, text, valid, ties))

    def _sorted(self) -> tuple[list[Cas], list[Cas]]:
        """Return the spans and the relations; annotations of which neither can be made are lost."""
        spans: list[Cas] = []
        relations: list[Cas] = []
        everything = getattr(self._cas, "select_all_fs", self._cas.select_all_annotations)
        for item in everything():
            name = item.type.name
            if name.startswith(_WITHOUT_MEANING) and name != _ANNOTATION and not self._labels.names(name):
                continue
            layer = self._layer(item)
            if layer.label:
                (relations if layer.is_relation else spans).append(item)
            elif name.startswith(DKPRO):
                self._drop(
                    name, _("is of a layer that is read only where --label-feature names its label"), "annotation"
                )
            elif hasattr(item, "begin"):
                self._drop(name, _("is an annotation without a label: its type has no feature for one"), "annotation")
            else:
                self._drop(name, _("is said of the whole document, and not of a part of its text"), "annotation")
        return spans, relations

    def _layer(self, item: Cas) -> _Layer:
        name = item.type.name
        if name not in self._layers:
            self._layers[name] = self._decided(item)
        return self._layers[name]

    def _decided(self, item: Cas) -> _Layer:
        name = item.type.name
        kinds = {feature.name: feature.rangeType for feature in item.type.all_features}
        texts = frozenset(feature for feature, kind in kinds.items() if _is_text(kind))
        others = frozenset(kinds.keys() - texts - _PLACE - {*_ENDS})
        readable = name == NAMED_ENTITY or not name.startswith(DKPRO) or self._labels.names(name)
        label = self._labels.find(name, texts, self._report) if readable and hasattr(item, "begin") else ""
        return _Layer(label, kinds.keys() >= {*_ENDS}, texts, others)

    def _label(self, item: Cas) -> str | None:
        value = getattr(item, self._layer(item).label, None)
        return value if isinstance(value, str) else None

    def _claim(self, item: Cas) -> SpanCandidate:
        layer = self._layer(item)
        attributes: dict[str, str | bool] = {}
        for name in sorted(layer.texts - {layer.label, "note", "attributes"} | layer.others):
            value = getattr(item, name, None)
            if isinstance(value, str | bool):
                attributes[name] = value
            elif value is not None:
                self._passed_over[f"{item.type.name}.{name}"] += 1
        if isinstance(column := getattr(item, "attributes", None), str):
            attributes |= attributes_of(column)
        note = getattr(item, "note", None)
        text = note if isinstance(note, str) else ""
        return SpanCandidate(item.begin, item.end, self._label(item), None, _name(item), text, attributes)

    def _relations(self, items: list[Cas], ids: set[str]) -> Iterator[Relation]:
        for item in items:
            layer, kind = self._layer(item), self._label(item)
            for name in sorted((layer.texts | layer.others) - {layer.label}):
                if getattr(item, name, None) is not None:
                    self._passed_over[f"{item.type.name}.{name}"] += 1
            head, tail = (_name(getattr(item, end)) for end in _ENDS)
            if not kind:
                self._drop(item.type.name, _("has no label"), "relation")
            elif head in ids and tail in ids:
                yield Relation(kind, head, tail)
            else:
                self._drop(kind, _("one of its spans is missing"), "relation")

    def _drop(self, what: str, reason: str, kind: str) -> None:
        self._report.add(DroppedItem(self._file.id, what, reason), kind)


def _is_text(kind: Cas) -> bool:
    """Return whether the values of a feature are texts: of any string, or of a string type with allowed values."""
    parent = getattr(kind, "supertype", None)
    return _STRING in (getattr(kind, "name", kind), getattr(parent, "name", parent))


def _name(item: Cas) -> str:
    return "" if item is None else f"c{item.xmiID}"
